// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/frameencoder.h"
#include "protocol/wirereader.h"
#include "support/hex.h"
#include "support/transcript.h"

#include <QSet>
#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

namespace {

using Kind = ViolationKind;
constexpr Direction up = Direction::ClientToServer;
constexpr Direction down = Direction::ServerToClient;

// Bytes of one direction, or its end.
struct Step {
    Direction direction;
    QByteArray bytes;
    bool end = false;
};

// What crosses the wire, and the lines that it has to give.
struct Script {
    const char *name;
    QList<Step> steps;
    QStringList lines;
    bool heads = false; // the steps begin with the handshake
    std::optional<DeflateParameters> deflate = {};
    WireReader::Limits limits = {};
};

QString bad(Kind kind, quint64 offset, const QString &detail = {}, Direction direction = down)
{
    return u"! "_s + Violation{kind, direction, offset, detail}.toString();
}

// `cut`: 0 leaves the steps whole, -1 gives single bytes, any other number cuts every step there.
void play(const Script &script, qsizetype cut, WireEventSink &sink)
{
    WireReader reader(sink, script.limits);
    if (!script.heads) {
        Agreement agreement;
        agreement.deflate = script.deflate;
        reader.beginOpen(agreement);
    }
    for (const Step &step : script.steps) {
        QByteArrayView rest(step.bytes);
        qsizetype size = cut < 0 ? 1 : cut > 0 ? std::min(cut, rest.size()) : rest.size();
        while (!rest.isEmpty()) {
            reader.feed(step.direction, rest.first(size), 0);
            rest = rest.sliced(size);
            size = cut < 0 ? std::min<qsizetype>(1, rest.size()) : rest.size();
        }
        if (step.end)
            reader.finish(step.direction, 0);
    }
}

QStringList transcript(const Script &script, qsizetype cut)
{
    Transcript transcript;
    play(script, cut, transcript);
    return transcript.lines();
}

const QByteArray request =
    "GET /chat HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Protocol: chat\r\n\r\n";
const QByteArray response =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: BACScCJPNqyz+UBoqMH89VmURoA=\r\n\r\n";
const QByteArray agreeing = response.chopped(2) + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n";
const QString requestLine = u"> head \"GET /chat HTTP/1.1\""_s;
const QString responseLine = u"< head \"HTTP/1.1 101 Switching Protocols\""_s;
// Interim answers, RFC 9110, 15.2.
const QByteArray processing = "HTTP/1.1 102 Processing\r\n\r\n";
const QByteArray hints = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n";
const QString processingLine = u"< head \"HTTP/1.1 102 Processing\""_s;
const QString hintsLine = u"< head \"HTTP/1.1 103 Early Hints\""_s;

QByteArray responseWith(const QByteArray &header)
{
    return response.chopped(2) + header + "\r\n\r\n";
}

// Examples of RFC 6455, 5.7, and what may legally follow each other.
QList<Script> legalScripts()
{
    const QByteArray hello = "81 05 48 65 6c 6c 6f"_hex;
    return {
        {"text", {{down, hello}}, {u"< text fin \"Hello\""_s}},
        {"masked text", {{up, "81 85 37 fa 21 3d 7f 9f 4d 51 58"_hex}}, {u"> text fin masked \"Hello\""_s}},
        {"key of zeros", {{up, "82 81 00 00 00 00 61"_hex}}, {u"> binary fin masked \"a\""_s}},
        {"fragments", {{down, "01 03 48 65 6c 80 02 6c 6f"_hex}},
            {u"< text \"Hel\""_s, u"< continuation fin \"lo\" = text \"Hello\""_s}},
        {"ping between fragments", {{down, "02 01 61 89 02 68 69 00 01 62 8a 00 80 00"_hex}},
            {u"< binary \"a\""_s, u"< ping \"hi\""_s, u"< continuation \"b\""_s, u"< pong"_s,
                u"< continuation fin \"\" = binary \"ab\""_s}},
        {"empty frames", {{down, "81 00 82 00 89 00"_hex}},
            {u"< text fin \"\""_s, u"< binary fin \"\""_s, u"< ping"_s}},
        {"character over fragments", {{down, "01 02 e2 82 80 01 ac"_hex}},
            {u"< text \"\\xe2\\x82\""_s, u"< continuation fin \"\\xac\" = text \"\\xe2\\x82\\xac\""_s}},
        {"125 and 126 bytes",
            {{down, "82 7d"_hex + QByteArray(125, 'a') + "82 7e 00 7e"_hex + QByteArray(126, 'b')}},
            {u"< binary fin "_s + quotedBytes(QByteArray(125, 'a')),
                u"< binary fin "_s + quotedBytes(QByteArray(126, 'b'))}},
        {"65536 bytes", {{down, "82 7f 00 00 00 00 00 01 00 00"_hex + QByteArray(65536, 'c')}},
            {u"< binary fin "_s + quotedBytes(QByteArray(65536, 'c'))}},
        {"close both ways", {{down, "88 05 03 e8 62 79 65"_hex}, {up, "88 82 00 00 00 00 03 e8"_hex}},
            {u"< close 1000 \"bye\""_s, u"> close masked 1000"_s}},
        {"close without a body", {{down, "88 00"_hex}}, {u"< close"_s}},
        {"ping after close", {{down, "88 00 89 00"_hex}}, {u"< close"_s, u"< ping"_s}},
        {"two frames each way", {{down, hello + hello}, {up, "8a 80 01 02 03 04 8a 80 01 02 03 04"_hex}},
            {u"< text fin \"Hello\""_s, u"< text fin \"Hello\""_s, u"> pong masked"_s, u"> pong masked"_s}},
        {"cut in a payload", {{down, "82 05 61 62"_hex, true}}, {u"< binary fin \"ab\" cut at 2 of 5"_s}},
        {"cut before a payload", {{down, "82 05"_hex, true}}, {u"< binary fin \"\" cut at 0 of 5"_s}},
        {"cut in a header", {{down, "82 7e 01"_hex, true}}, {}},
        {"nothing after the end", {{down, "89 00"_hex, true}, {down, "89 00"_hex}}, {u"< ping"_s}},
        {"above the assembly limit",
            {{down, "02 05 61 61 61 61 61 80 06 62 62 62 62 62 62"_hex}, {down, hello}},
            {u"< binary \"aaaaa\""_s, u"< continuation fin \"bbbbbb\" = binary 11 bytes, not assembled"_s,
                u"< text fin \"Hello\""_s},
            false, {}, {10, 100, 1000}},
    };
}

// Examples of RFC 7692, 7.2.3.
QList<Script> compressedScripts()
{
    const DeflateParameters plain;
    DeflateParameters forgetting;
    forgetting.serverNoContextTakeover = true;
    const QString hello = u" = text \"Hello\""_s;
    const QByteArray bombPayload = Deflater(15, false).compress(QByteArray(200'000, 'a'));
    QByteArray bomb;
    FrameHeader header = frameFor(Opcode::Binary, bombPayload);
    header.rsv1 = true;
    appendFrame(bomb, header, bombPayload);
    const QString bombLine = u"< binary fin rsv1 "_s + quotedBytes(bombPayload);
    return {
        {"one block", {{down, "c1 07 f2 48 cd c9 c9 07 00"_hex}},
            {u"< text fin rsv1 \"\\xf2H\\xcd\\xc9\\xc9\\x07\\x00\""_s + hello}, false, plain},
        {"fragments", {{down, "41 03 f2 48 cd 80 04 c9 c9 07 00"_hex}},
            {u"< text rsv1 \"\\xf2H\\xcd\" -> \"He\""_s,
                u"< continuation fin \"\\xc9\\xc9\\x07\\x00\""_s + hello},
            false, plain},
        {"window kept", {{down, "c1 07 f2 48 cd c9 c9 07 00 c1 05 f2 00 11 00 00"_hex}},
            {u"< text fin rsv1 \"\\xf2H\\xcd\\xc9\\xc9\\x07\\x00\""_s + hello,
                u"< text fin rsv1 \"\\xf2\\x00\\x11\\x00\\x00\""_s + hello},
            false, plain},
        {"window forgotten", {{down, "c1 07 f2 48 cd c9 c9 07 00 c1 05 f2 00 11 00 00"_hex}},
            {u"< text fin rsv1 \"\\xf2H\\xcd\\xc9\\xc9\\x07\\x00\""_s + hello,
                u"< text fin rsv1 \"\\xf2\\x00\\x11\\x00\\x00\" = text 1 bytes, not assembled"_s,
                bad(Kind::CompressedDataCorrupt, 9, u"after 1 bytes of the message"_s)},
            false, forgetting},
        {"stored block", {{down, "c1 0b 00 05 00 fa ff 48 65 6c 6c 6f 00"_hex}},
            {u"< text fin rsv1 \"\\x00\\x05\\x00\\xfa\\xffHello\\x00\""_s + hello}, false, plain},
        {"final block", {{down, "c1 08 f3 48 cd c9 c9 07 00 00"_hex}},
            {u"< text fin rsv1 \"\\xf3H\\xcd\\xc9\\xc9\\x07\\x00\\x00\""_s + hello}, false, plain},
        {"not compressed all the same", {{down, "81 02 68 69"_hex}}, {u"< text fin \"hi\""_s}, false, plain},
        {"empty message", {{down, "c1 01 00"_hex}}, {u"< text fin rsv1 \"\\x00\" = text \"\""_s}, false, plain},
        {"does not inflate", {{down, "c2 03 ff ff ff"_hex}},
            {u"< binary fin rsv1 \"\\xff\\xff\\xff\" = binary 0 bytes, not assembled"_s,
                bad(Kind::CompressedDataCorrupt, 0, u"after 0 bytes of the message"_s)},
            false, plain},
        {"inflates above the assembly limit", {{down, bomb + "82 01 62"_hex}},
            {bombLine + u" = binary 200000 bytes, not assembled"_s, u"< binary fin \"b\""_s}, false, plain,
            {1000, 400'000, 1000}},
        {"inflates above the limit", {{down, bomb + "82 01 62"_hex}},
            {bombLine + u" = binary 50000 bytes, not assembled"_s,
                bad(Kind::MessageTooBig, 0, u"it inflates to more than 50000 bytes"_s),
                u"< binary fin \"b\""_s},
            false, plain, {1000, 50'000, 1000}},
        {"RSV1 on a continuation", {{down, "41 03 f2 48 cd c0 04 c9 c9 07 00"_hex}},
            {u"< text rsv1 \"\\xf2H\\xcd\" -> \"He\""_s,
                u"< continuation fin rsv1 \"\\xc9\\xc9\\x07\\x00\""_s + hello,
                bad(Kind::Rsv1OnContinuation, 5)},
            false, plain},
        {"RSV1 on a ping", {{down, "c9 00"_hex}}, {u"< ping rsv1"_s, bad(Kind::Rsv1OnControl, 0)}, false,
            plain},
        {"RSV2 beside RSV1", {{down, "e1 07 f2 48 cd c9 c9 07 00"_hex}},
            {u"< text fin rsv1 rsv2 \"\\xf2H\\xcd\\xc9\\xc9\\x07\\x00\""_s + hello,
                bad(Kind::ReservedBitSet, 0, u"RSV2"_s)},
            false, plain},
    };
}

QList<Script> illegalFrameScripts()
{
    return {
        {"RSV1 without an extension", {{down, "c1 02 68 69"_hex}},
            {u"< text fin rsv1 \"hi\""_s, bad(Kind::ReservedBitSet, 0, u"RSV1"_s)}},
        {"all reserved bits", {{down, "f9 00"_hex}},
            {u"< ping rsv1 rsv2 rsv3"_s, bad(Kind::ReservedBitSet, 0, u"RSV1, RSV2, RSV3"_s)}},
        {"reserved opcode, then goes on", {{down, "89 00 83 01 61 89 00"_hex}},
            {u"< ping"_s, u"< reserved 3 fin \"a\""_s, bad(Kind::ReservedOpcode, 2, u"opcode 3"_s),
                u"< ping"_s}},
        {"reserved control opcode", {{down, "8b 00"_hex}},
            {u"< reserved 11"_s, bad(Kind::ReservedOpcode, 0, u"opcode 11"_s)}},
        {"reserved opcode inside a message", {{down, "01 01 61 07 00 80 01 62"_hex}},
            {u"< text \"a\""_s, u"< reserved 7 \"\""_s, bad(Kind::ReservedOpcode, 3, u"opcode 7"_s),
                u"< continuation fin \"b\" = text \"ab\""_s}},
        {"length in 16 bits", {{down, "81 7e 00 02 68 69"_hex}},
            {u"< text fin length16 \"hi\""_s, bad(Kind::LengthNotMinimal, 1, u"2 bytes"_s)}},
        {"length in 64 bits", {{down, "81 7f 00 00 00 00 00 00 00 02 68 69"_hex}},
            {u"< text fin length64 \"hi\""_s, bad(Kind::LengthNotMinimal, 1, u"2 bytes"_s)}},
        {"top bit of the length",
            {{down, "89 00 82 7f 80 00 00 00 00 00 00 01 89 00 89 00"_hex}, {up, "89 80 00 00 00 00"_hex}},
            {u"< ping"_s, u"< binary fin \"\" cut at 0 of 9223372036854775809"_s,
                bad(Kind::LengthTopBitSet, 4, u"9223372036854775809 bytes"_s), u"> ping masked"_s}},
        {"client without a mask", {{up, "81 02 68 69"_hex}},
            {u"> text fin \"hi\""_s, bad(Kind::MaskMissing, 1, {}, up)}},
        {"server with a mask", {{down, "81 82 00 00 00 00 68 69"_hex}},
            {u"< text fin masked \"hi\""_s, bad(Kind::MaskUnexpected, 1)}},
        {"ping of 126 bytes", {{down, "89 7e 00 7e"_hex + QByteArray(126, 'p')}},
            {u"< ping "_s + quotedBytes(QByteArray(126, 'p')), bad(Kind::ControlTooLong, 1, u"126 bytes"_s)}},
        {"fragmented ping", {{down, "09 01 61"_hex}},
            {u"< ping not-fin \"a\""_s, bad(Kind::ControlFragmented, 0)}},
        {"everything wrong with a ping", {{up, "79 7e 00 00"_hex}},
            {u"> ping not-fin rsv1 rsv2 rsv3 length16"_s,
                bad(Kind::ReservedBitSet, 0, u"RSV1, RSV2, RSV3"_s, up),
                bad(Kind::LengthNotMinimal, 1, u"0 bytes"_s, up), bad(Kind::MaskMissing, 1, {}, up),
                bad(Kind::ControlFragmented, 0, {}, up)}},
        {"continuation without a start", {{down, "00 01 61 80 01 62 81 01 63"_hex}},
            {u"< continuation \"a\""_s, bad(Kind::ContinuationWithoutStart, 0), u"< continuation fin \"b\""_s,
                bad(Kind::ContinuationWithoutStart, 3), u"< text fin \"c\""_s}},
        {"message interrupted", {{down, "01 01 61 82 01 62 80 01 63"_hex}},
            {u"< text \"a\""_s, u"< binary fin \"b\""_s, bad(Kind::MessageInterrupted, 3),
                u"< continuation fin \"c\""_s, bad(Kind::ContinuationWithoutStart, 6)}},
        {"text that is not UTF-8", {{down, "81 04 61 c3 28 62"_hex}},
            {u"< text fin \"a\\xc3(b\""_s, bad(Kind::InvalidUtf8, 4, u"byte 2 of the message"_s)}},
        {"surrogate over fragments", {{down, "01 02 61 ed 80 02 a0 80"_hex}},
            {u"< text \"a\\xed\""_s, u"< continuation fin \"\\xa0\\x80\" = text \"a\\xed\\xa0\\x80\""_s,
                bad(Kind::InvalidUtf8, 6, u"byte 2 of the message"_s)}},
        {"text that ends in a character", {{down, "81 02 61 c3"_hex}},
            {u"< text fin \"a\\xc3\""_s, bad(Kind::InvalidUtf8, 4, u"byte 2 of the message"_s)}},
        {"compressed text that is not UTF-8", {{down, "c1 08 00 02 00 fd ff c3 28 00"_hex}},
            {u"< text fin rsv1 \"\\x00\\x02\\x00\\xfd\\xff\\xc3(\\x00\" = text \"\\xc3(\""_s,
                bad(Kind::InvalidUtf8, 0, u"byte 1 of the message"_s)},
            false, DeflateParameters()},
        {"close too long", {{down, "88 7e 00 7e"_hex + QByteArray(126, '\xff')}},
            {u"< close 65535 "_s + quotedBytes(QByteArray(124, '\xff')),
                bad(Kind::ControlTooLong, 1, u"126 bytes"_s)}},
        {"close of one byte", {{down, "88 01 03"_hex}},
            {u"< close \"\\x03\""_s, bad(Kind::CloseBodyOneByte, 2)}},
        {"close 1005", {{down, "88 02 03 ed"_hex}},
            {u"< close 1005"_s, bad(Kind::CloseCodeInvalid, 2, u"code 1005"_s)}},
        {"close 1016, reason not UTF-8", {{up, "88 84 00 00 00 00 03 f8 61 ff"_hex}},
            {u"> close masked 1016 \"a\\xff\""_s, bad(Kind::CloseCodeInvalid, 6, u"code 1016"_s, up),
                bad(Kind::CloseReasonInvalidUtf8, 9, u"byte 1 of the reason"_s, up)}},
        {"reason that ends in a character", {{down, "88 03 03 e8 c3"_hex}},
            {u"< close 1000 \"\\xc3\""_s, bad(Kind::CloseReasonInvalidUtf8, 5, u"byte 1 of the reason"_s)}},
        {"data after close", {{down, "88 00 81 01 61 83 00"_hex}},
            {u"< close"_s, u"< text fin \"a\""_s, bad(Kind::DataAfterClose, 2), u"< reserved 3 fin \"\""_s,
                bad(Kind::ReservedOpcode, 5, u"opcode 3"_s), bad(Kind::DataAfterClose, 5)}},
    };
}

QList<Script> headScripts()
{
    const QByteArray hi = "81 02 68 69"_hex;
    const auto after = [](const QByteArray &head) { return static_cast<quint64>(head.size()); };
    const QByteArray deflating = responseWith("Sec-WebSocket-Extensions: permessage-deflate");
    const auto row = [](const char *name, const QList<Step> &steps, const QStringList &lines) {
        return Script{name, steps, lines, true};
    };
    const auto judged = [&row, hi](const char *name, const QByteArray &answer, const QString &violation) {
        return row(name, {{up, request}, {down, answer + hi}},
            {requestLine, responseLine, violation, u"< text fin \"hi\""_s});
    };
    QList<Script> scripts{
        row("heads and data", {{up, request}, {down, response}, {up, "81 80 00 00 00 00"_hex}, {down, hi}},
            {requestLine, responseLine, u"> text fin masked \"\""_s, u"< text fin \"hi\""_s}),
        row("data glued to the answer", {{up, request}, {down, response + hi}},
            {requestLine, responseLine, u"< text fin \"hi\""_s}),
        row("offsets count the head", {{up, request}, {down, response + "c1 00"_hex}},
            {requestLine, responseLine, u"< text fin rsv1 \"\""_s,
                bad(Kind::ReservedBitSet, after(response), u"RSV1"_s)}),
        row("deflate agreed", {{up, request}, {down, deflating + "c1 07 f2 48 cd c9 c9 07 00"_hex}},
            {requestLine, responseLine,
                u"< text fin rsv1 \"\\xf2H\\xcd\\xc9\\xc9\\x07\\x00\" = text \"Hello\""_s}),
        row("refused with a body",
            {{up, request}, {down, "HTTP/1.1 401 Unauthorized\r\n\r\nPlease log in"}, {up, hi}},
            {requestLine, u"< head \"HTTP/1.1 401 Unauthorized\""_s}),
        row("interim answers", {{up, request}, {down, processing + hints + response + hi}},
            {requestLine, processingLine, hintsLine, responseLine, u"< text fin \"hi\""_s}),
        row("interim before the request", {{down, hints}, {up, request}, {down, response + hi}},
            {hintsLine, requestLine, responseLine, u"< text fin \"hi\""_s}),
        row("refused after an interim answer",
            {{up, request}, {down, hints + "HTTP/1.1 403 Forbidden\r\n\r\nno"}},
            {requestLine, hintsLine, u"< head \"HTTP/1.1 403 Forbidden\""_s}),
        row("offsets count interim heads", {{up, request}, {down, hints + response + "c1 00"_hex}},
            {requestLine, hintsLine, responseLine, u"< text fin rsv1 \"\""_s,
                bad(Kind::ReservedBitSet, after(hints + response), u"RSV1"_s)}),
        row("garbage after an interim answer", {{up, request}, {down, hints + "HTTq and more"}},
            {requestLine, hintsLine, u"< head unreadable"_s,
                bad(Kind::HeadMalformed, after(hints) + 3, u"The start line is not one of HTTP/1.1"_s)}),
        row("only an interim answer", {{up, request}, {down, hints, true}}, {requestLine, hintsLine}),
        row("cut off after an interim answer", {{up, request}, {down, hints + "HTTP/1.1 101 Swi", true}},
            {requestLine, hintsLine, u"< head unreadable"_s,
                bad(Kind::HeadMalformed, after(hints) + 16, u"it ends before its empty line"_s)}),
        row("garbage instead of HTTP", {{up, request}, {down, "HTTq and more"}},
            {requestLine, u"< head unreadable"_s,
                bad(Kind::HeadMalformed, 3, u"The start line is not one of HTTP/1.1"_s)}),
        row("answer cut off", {{up, request}, {down, "HTTP/1.1 101 Swi", true}},
            {requestLine, u"< head unreadable"_s,
                bad(Kind::HeadMalformed, 16, u"it ends before its empty line"_s)}),
        row("no answer", {{up, request}, {down, {}, true}}, {requestLine}),
        judged("no Upgrade", QByteArray(response).replace("Upgrade: websocket\r\n", ""),
            bad(Kind::UpgradeMissing, 0)),
        judged("no Connection", QByteArray(response).replace("Connection: Upgrade\r\n", ""),
            bad(Kind::ConnectionMissing, 0)),
        judged("no Accept",
            QByteArray(response).replace("Sec-WebSocket-Accept: BACScCJPNqyz+UBoqMH89VmURoA=\r\n", ""),
            bad(Kind::AcceptMissing, 0)),
        judged("wrong Accept", QByteArray(response).replace("BACS", "AACS"),
            bad(Kind::AcceptWrong, 0,
                u"\"AACScCJPNqyz+UBoqMH89VmURoA=\" instead of \"BACScCJPNqyz+UBoqMH89VmURoA=\""_s)),
        judged("protocol not offered", responseWith("Sec-WebSocket-Protocol: x"),
            bad(Kind::ProtocolNotOffered, 0, u"\"x\""_s)),
        judged("protocol twice", responseWith("Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Protocol: chat"),
            bad(Kind::ProtocolRepeated, 0, u"\"chat, chat\""_s)),
        judged("extension not offered", responseWith("Sec-WebSocket-Extensions: x"),
            bad(Kind::ExtensionNotOffered, 0, u"\"x\""_s)),
        judged("deflate with a parameter that is none",
            responseWith("Sec-WebSocket-Extensions: permessage-deflate; x"),
            bad(Kind::ExtensionParameterInvalid, 0, u"The parameter \"x\" of permessage-deflate is unknown"_s)),
        row("request without a key", {{up, QByteArray(request).replace("MDEy", "MDE")}},
            {requestLine, bad(Kind::KeyInvalid, 0, u"\"MDEMzQ1Njc4OWFiY2RlZg==\""_s, up)}),
        row("old version", {{up, QByteArray(request).replace("Version: 13", "Version: 8")}},
            {requestLine, bad(Kind::VersionUnsupported, 0, u"\"8\""_s, up)}),
    };
    Script endless = row("endless head", {{up, request}, {down, "HTTP/1.1 101 " + QByteArray(1000, 'x')}},
        {requestLine, u"< head unreadable"_s,
            bad(Kind::HeadTooLong, 500, u"it has no end within 500 bytes"_s)});
    endless.limits.head = 500;
    Script interim = row("endless interim answers", {{up, request}, {down, hints.repeated(6)}},
        QStringList{requestLine} + QStringList(5, hintsLine)
            + QStringList{u"< head unreadable"_s,
                bad(Kind::HeadTooLong, after(hints.repeated(5)) + 20,
                    u"it has no end within %1 bytes, %2 of which were interim answers (1xx)"_s
                        .arg(5 * hints.size() + 20)
                        .arg(5 * hints.size()))});
    interim.limits.head = 5 * hints.size() + 20;
    return scripts << endless << interim;
}

QList<Script> allScripts()
{
    return legalScripts() + compressedScripts() + illegalFrameScripts() + headScripts();
}

// Which kinds of violation came.
class KindSink final : public WireEventSink {
public:
    QSet<int> kinds;

    void head(const HeadEvent &) override { }
    void frame(const FrameEvent &) override { }
    void frameBegan(const FrameEvent &) override { }
    void framePayload(Direction, QByteArrayView, QByteArrayView) override { }
    void frameEnded(const FrameEvent &) override { }
    void violation(const Violation &violation, qint64) override { kinds += static_cast<int>(violation.kind); }
};

} // namespace

Q_DECLARE_METATYPE(Script)

class TestWireReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scripts_data()
    {
        QTest::addColumn<Script>("script");
        for (const Script &script : allScripts())
            QTest::newRow(script.name) << script;
    }
    void scripts()
    {
        QFETCH(Script, script);
        QCOMPARE(transcript(script, 0), script.lines);
        QCOMPARE(transcript(script, -1), script.lines);
        qsizetype longest = 0;
        for (const Step &step : script.steps)
            longest = std::max(longest, step.bytes.size());
        for (qsizetype cut = 1; cut < std::min<qsizetype>(longest, 600); ++cut)
            QCOMPARE(transcript(script, cut), script.lines);
    }

    void oneCallForAFrameAtHandWhole()
    {
        Transcript transcript;
        WireReader reader(transcript);
        reader.beginOpen({});
        QByteArray bytes;
        for (int i = 0; i < 3; ++i)
            appendFrame(bytes, frameFor(Opcode::Text, QByteArray(100, 'a')), QByteArray(100, 'a'));
        reader.feed(down, bytes.chopped(1), 0);
        QCOMPARE(transcript.wholeFrames(), 2);
        QCOMPARE(transcript.begunFrames(), 1);
        reader.feed(down, bytes.last(1), 0);
        QCOMPARE(transcript.lines().size(), 3);
    }

    void whatIsWholeIsInTheCallersMemory()
    {
        struct Sink final : WireEventSink {
            QList<FrameEvent> frames;
            QList<MessageEnd> messages;
            void head(const HeadEvent &) override { }
            void frame(const FrameEvent &event) override
            {
                frames += event;
                if (event.message)
                    messages += *event.message;
            }
            void frameBegan(const FrameEvent &) override { }
            void framePayload(Direction, QByteArrayView, QByteArrayView) override { }
            void frameEnded(const FrameEvent &) override { }
            void violation(const Violation &, qint64) override { }
        } sink;
        WireReader reader(sink);
        reader.beginOpen({});
        const QByteArray bytes = "81 02 68 69 89 01 70 02 01 61 80 01 62"_hex;
        reader.feed(down, bytes, 42, FrameOrigin::Replayed);
        QCOMPARE(sink.frames.size(), 4);
        const void *payload = bytes.constData() + 2;
        QCOMPARE(static_cast<const void *>(sink.frames[0].payload.data()), payload);
        QCOMPARE(static_cast<const void *>(sink.frames[0].application.data()), payload);
        QCOMPARE(static_cast<const void *>(sink.messages[0].payload.data()), payload);
        QVERIFY(sink.frames[1].application.isNull());
        const QList<quint64> offsets{0, 4, 7, 10};
        const QList<quint64> messageIndexes{0, 1, 2, 2};
        for (qsizetype i = 0; i < 4; ++i) {
            QCOMPARE(sink.frames[i].index, static_cast<quint64>(i));
            QCOMPARE(sink.frames[i].offset, offsets[i]);
            QCOMPARE(sink.frames[i].messageIndex, messageIndexes[i]);
            QCOMPARE(sink.frames[i].timeNs, 42);
            QCOMPARE(sink.frames[i].origin, FrameOrigins(FrameOrigin::Replayed));
        }
    }

    // A client may not (RFC 6455, 4.1), some do, and a capture may hold its direction first.
    void clientFramesBeforeTheAnswerWaitForIt_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("early");
        QTest::addColumn<QString>("frame");
        const QByteArray text = "81 82 00 00 00 00 68 69"_hex;
        const QByteArray compressed = "c1 87 00 00 00 00 f2 48 cd c9 c9 07 00"_hex; // RFC 7692, 7.2.3.1
        QTest::newRow("plain") << response << text << u"> text fin masked \"hi\""_s;
        QTest::newRow("compressed") << agreeing << compressed << u"= text \"Hello\""_s;
        QTest::newRow("compressed, not agreed")
            << response << compressed
            << bad(Kind::ReservedBitSet, static_cast<quint64>(request.size()), u"RSV1"_s, up);
        QTest::newRow("first fragment")
            << agreeing << "01 82 00 00 00 00 68 69"_hex << u"> text masked \"hi\""_s;
        QTest::newRow("inside a frame")
            << agreeing << "81 82 00 00 00 00 68"_hex << u"> text fin masked \"h\""_s;
        QTest::newRow("refused") << QByteArray("HTTP/1.1 403 Forbidden\r\n\r\n") << text << QString();
    }
    void clientFramesBeforeTheAnswerWaitForIt()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, early);
        QFETCH(QString, frame);
        for (qsizetype cut = 0; cut <= early.size(); ++cut) {
            Transcript transcript;
            WireReader reader(transcript);
            reader.feed(up, QByteArray(request + early.first(cut)), 1);
            reader.feed(up, early.sliced(cut), 2);
            QCOMPARE(transcript.lines().size(), 1);
            reader.feed(down, answer, 3);
            reader.feed(up, {}, 4);
            reader.finish(up, 5);
            const QString told = transcript.lines().join(u'\n');
            QVERIFY2(told.contains(frame), qPrintable(told));
            QCOMPARE(told.contains(u"> text"), !frame.isEmpty());
        }
    }

    void moreThanTheLimitIsNotWaitedFor()
    {
        Transcript transcript;
        WireReader reader(transcript);
        reader.feed(up, request, 1);
        const QByteArray ping = "89 80 00 00 00 00"_hex;
        const qsizetype fits = WireReader::EarlyLimit / ping.size();
        reader.feed(up, ping.repeated(fits), 2);
        QCOMPARE(transcript.lines().size(), 1);
        reader.feed(up, "01 82 00 00 00 00 68 69"_hex, 3); // a message is open when the answer comes
        QCOMPARE(transcript.lines().size(), 1 + fits + 1);
        reader.feed(down, agreeing, 4);
        reader.feed(up, "80 80 00 00 00 00 c1 87 00 00 00 00 f2 48 cd c9 c9 07 00"_hex, 5);
        QVERIFY(transcript.lines().constLast().endsWith(u"= text \"Hello\""));
    }

    void originAndTimeAreThoseOfTheHeader()
    {
        Transcript transcript;
        WireReader reader(transcript);
        reader.beginOpen({});
        reader.feed(down, "89"_hex, 1, FrameOrigin::Automatic);   // begins here, ...
        reader.feed(down, "02 70"_hex, 2, FrameOrigin::Injected); // ... its header is complete here
        reader.feed(down, "71 8a 00"_hex, 3, FrameOrigin::Replayed);
        QCOMPARE(transcript.lines(), QStringList({u"< ping \"pq\" automatic"_s, u"< pong replayed"_s}));
    }

    void boundaries()
    {
        Transcript transcript;
        WireReader reader(transcript);
        QVERIFY(!reader.atFrameBoundary(down));
        reader.beginOpen({});
        const auto feed = [&reader](const QByteArray &bytes) {
            reader.feed(down, bytes, 0);
            return QList<bool>{reader.atFrameBoundary(down), reader.atMessageBoundary(down)};
        };
        QCOMPARE(feed(""_hex), QList<bool>({true, true}));
        QCOMPARE(feed("01"_hex), QList<bool>({false, false}));
        QCOMPARE(feed("01"_hex), QList<bool>({false, false}));
        QCOMPARE(feed("61"_hex), QList<bool>({true, false}));
        QCOMPARE(feed("89 00"_hex), QList<bool>({true, false}));
        QCOMPARE(feed("80 00"_hex), QList<bool>({true, true}));
        QVERIFY(reader.atFrameBoundary(up));
        QCOMPARE(feed("82 7f 80 00 00 00 00 00 00 00 00 00"_hex), QList<bool>({false, false}));
        QVERIFY(!reader.isReading(down));
        QVERIFY(reader.isReading(up));
        QCOMPARE(reader.bytes(down), quint64(19));
        QCOMPARE(reader.bytes(up), quint64(0));
    }

    void verdictsStandBeforeTheirHeadIsTold()
    {
        struct Sink final : WireEventSink {
            WireReader *reader = nullptr;
            QStringList seen;
            void head(const HeadEvent &event) override
            {
                seen += event.direction == up ? quotedBytes(reader->requestVerdict().target)
                                              : QString::number(reader->verdict().status);
                seen += QString::number(event.violations) + (reader->isOpen() ? u" open"_s : u" not open"_s);
            }
            void frame(const FrameEvent &) override { }
            void frameBegan(const FrameEvent &) override { }
            void framePayload(Direction, QByteArrayView, QByteArrayView) override { }
            void frameEnded(const FrameEvent &) override { }
            void violation(const Violation &, qint64) override { }
        } sink;
        WireReader reader(sink);
        sink.reader = &reader;
        reader.feed(up, request, 0);
        reader.feed(down, QByteArray(response).replace("Upgrade: websocket\r\n", ""), 0);
        QCOMPARE(sink.seen, QStringList({u"\"/chat\""_s, u"0 not open"_s, u"101"_s, u"1 open"_s}));
    }

    void everyKindOfViolationIsProduced()
    {
        KindSink sink;
        const QList<Script> scripts = allScripts();
        for (const Script &script : scripts)
            play(script, 0, sink);
        QStringList missing;
        for (std::size_t i = 0; i < violationKindCount; ++i) {
            if (!sink.kinds.contains(static_cast<int>(i)))
                missing += violationRule(static_cast<ViolationKind>(i)).sentence;
        }
        QCOMPARE(missing, QStringList());
    }
};

QTEST_GUILESS_MAIN(TestWireReader)
#include "tst_wirereader.moc"
