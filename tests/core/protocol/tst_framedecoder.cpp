// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/framedecoder.h"

#include "support/cuts.h"
#include "support/hex.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;

namespace {

QByteArray formName(LengthForm form)
{
    return form == LengthForm::Seven ? "7" : form == LengthForm::Sixteen ? "16" : "64";
}

QByteArray name(Opcode opcode)
{
    if (isReserved(opcode))
        return "reserved-" + QByteArray::number(static_cast<int>(opcode));
    return opcodeName(opcode).latin1();
}

// "fin rsv1 text 5/7 mask 37fa213d"
QByteArray headerLine(const FrameHeader &header)
{
    QByteArray line;
    line += header.fin ? "fin " : "";
    line += header.rsv1 ? "rsv1 " : "";
    line += header.rsv2 ? "rsv2 " : "";
    line += header.rsv3 ? "rsv3 " : "";
    line += name(header.opcode) + ' ' + QByteArray::number(header.payloadLength) + '/'
        + formName(header.lengthForm);
    if (header.maskKey)
        line += " mask " + QByteArray(reinterpret_cast<const char *>(header.maskKey->data()), 4).toHex();
    return line;
}

// What a decoder says about bytes that come in pieces, with the pieces of a payload joined.
class Listener {
public:
    void feed(const QByteArray &bytes)
    {
        QByteArrayView rest = bytes;
        for (;;) {
            const FrameDecoder::Step step = m_decoder.next(rest);
            if (step == FrameDecoder::Step::NeedMore) {
                QVERIFY(rest.isEmpty());
                return;
            }
            if (step == FrameDecoder::Step::Untrustworthy) {
                m_unread += rest.size();
                m_stopped = true;
                return;
            }
            if (step == FrameDecoder::Step::Header)
                m_lines += headerLine(m_decoder.header());
            else
                takePayload();
        }
    }
    QByteArrayList finish()
    {
        if (m_stopped) {
            m_lines += "stopped at " + headerLine(m_decoder.header()) + ", " + QByteArray::number(m_unread)
                + " unread";
        } else if (m_decoder.insideFrame()) {
            m_lines += '"' + m_payload + "\" and " + QByteArray::number(m_decoder.payloadLeft()) + " missing";
        } else if (m_decoder.heldBytes() > 0) {
            m_lines += QByteArray::number(m_decoder.heldBytes()) + " held";
        }
        return m_lines;
    }

private:
    void takePayload()
    {
        m_payload += m_decoder.payload();
        QCOMPARE(m_decoder.insideFrame(), !m_decoder.payloadEnds());
        if (!m_decoder.payloadEnds())
            return;
        const bool isShort = m_payload.size() <= 20;
        m_lines += isShort ? QByteArray('"' + m_payload + '"')
                           : QByteArray(QByteArray::number(m_payload.size()) + " x " + m_payload.front());
        m_payload.clear();
    }

    FrameDecoder m_decoder;
    QByteArrayList m_lines;
    QByteArray m_payload;
    qsizetype m_unread = 0;
    bool m_stopped = false;
};

} // namespace

class tst_FrameDecoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodes_data();
    void decodes();
    void pointsIntoUnmaskedInput();
    void givesEachPieceOfALongFrame();
    void unmasksFromAnyOffset();
    void staysStoppedAtALengthItCannotTrust();
};

void tst_FrameDecoder::decodes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArrayList>("lines");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArrayList &lines) {
        QTest::newRow(name) << bytes << lines;
    };
    const QByteArray x126(126, 'x');

    row("nothing", {}, {});
    row("text, RFC 6455 5.7", "81 05 48 65 6c 6c 6f"_hex, {"fin text 5/7", "\"Hello\""});
    row("masked text, RFC 6455 5.7", "81 85 37 fa 21 3d 7f 9f 4d 51 58"_hex,
        {"fin text 5/7 mask 37fa213d", "\"Hello\""});
    row("fragments, RFC 6455 5.7", "01 03 48 65 6c 80 02 6c 6f"_hex,
        {"text 3/7", "\"Hel\"", "fin continuation 2/7", "\"lo\""});
    row("ping and pong, RFC 6455 5.7", "89 05 48 65 6c 6c 6f 8a 85 37 fa 21 3d 7f 9f 4d 51 58"_hex,
        {"fin ping 5/7", "\"Hello\"", "fin pong 5/7 mask 37fa213d", "\"Hello\""});
    row("empty frames", "82 00 81 80 01 02 03 04 88 00"_hex,
        {"fin binary 0/7", "\"\"", "fin text 0/7 mask 01020304", "\"\"", "fin close 0/7", "\"\""});
    row("a key of zeros is a key", "81 82 00 00 00 00 68 69"_hex, {"fin text 2/7 mask 00000000", "\"hi\""});
    row("125 bytes", "82 7d"_hex + x126.first(125), {"fin binary 125/7", "125 x x"});
    row("126 bytes", "82 7e 00 7e"_hex + x126, {"fin binary 126/16", "126 x x"});
    row("16 bits where 7 would do", "82 7e 00 02 68 69"_hex, {"fin binary 2/16", "\"hi\""});
    row("16 bits for nothing", "82 7e 00 00"_hex, {"fin binary 0/16", "\"\""});
    row("64 bits where 7 would do", "82 7f 00 00 00 00 00 00 00 02 68 69"_hex, {"fin binary 2/64", "\"hi\""});
    row("64 bits where 16 would do, masked", "82 ff 00 00 00 00 00 00 00 02 01 02 03 04 69 6b"_hex,
        {"fin binary 2/64 mask 01020304", "\"hi\""});
    row("RSV1", "c1 01 61"_hex, {"fin rsv1 text 1/7", "\"a\""});
    row("RSV2", "a1 01 61"_hex, {"fin rsv2 text 1/7", "\"a\""});
    row("RSV3", "91 01 61"_hex, {"fin rsv3 text 1/7", "\"a\""});
    row("all RSV bits, no FIN", "70 01 61"_hex, {"rsv1 rsv2 rsv3 continuation 1/7", "\"a\""});
    row("reserved data opcodes", "83 00 04 00 85 01 61 06 00 87 00"_hex,
        {"fin reserved-3 0/7", "\"\"", "reserved-4 0/7", "\"\"", "fin reserved-5 1/7", "\"a\"",
            "reserved-6 0/7", "\"\"", "fin reserved-7 0/7", "\"\""});
    row("reserved control opcodes", "8b 00 0c 00 8d 01 61 0e 00 8f 00"_hex,
        {"fin reserved-11 0/7", "\"\"", "reserved-12 0/7", "\"\"", "fin reserved-13 1/7", "\"a\"",
            "reserved-14 0/7", "\"\"", "fin reserved-15 0/7", "\"\""});
    row("control frame of 126 bytes, unfinished", "09 7e 00 7e"_hex + x126, {"ping 126/16", "126 x x"});
    row("close with code", "88 04 03 e8 6f 6b"_hex, {"fin close 4/7", "\"\x03\xe8ok\""});
    row("cut in the header", "81"_hex, {"1 held"});
    row("cut in the length", "81 7f 00 00 00 00 00"_hex, {"7 held"});
    row("cut in the key", "81 ff 00 00 00 00 00 00 00 02 01 02 03"_hex, {"13 held"});
    row("cut in the payload", "81 05 48 65 6c"_hex, {"fin text 5/7", "\"Hel\" and 2 missing"});
    row("cut before the payload", "81 85 37 fa 21 3d"_hex,
        {"fin text 5/7 mask 37fa213d", "\"\" and 5 missing"});
    row("largest length", "82 7f 7f ff ff ff ff ff ff ff 61"_hex,
        {"fin binary 9223372036854775807/64", "\"a\" and 9223372036854775806 missing"});
    row("length 2^63", "81 01 61 82 7f 80 00 00 00 00 00 00 00 81 00"_hex,
        {"fin text 1/7", "\"a\"", "stopped at fin binary 9223372036854775808/64, 2 unread"});
    row("length 2^64 - 1, masked", "82 ff ff ff ff ff ff ff ff ff 01 02 03 04 05"_hex,
        {"stopped at fin binary 18446744073709551615/64 mask 01020304, 1 unread"});
}

void tst_FrameDecoder::decodes()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArrayList, lines);
    for (const QByteArrayList &pieces : allCuts(bytes)) {
        Listener listener;
        for (const QByteArray &piece : pieces)
            listener.feed(piece);
        const QByteArrayList seen = listener.finish();
        const QByteArray told = cutSizes(pieces) + ": " + seen.join(" | ");
        QVERIFY2(seen == lines, told.constData());
    }
}

void tst_FrameDecoder::pointsIntoUnmaskedInput()
{
    const QByteArray bytes = "82 03 61 62 63"_hex;
    FrameDecoder decoder;
    QByteArrayView rest = bytes;
    QCOMPARE(decoder.next(rest), FrameDecoder::Step::Header);
    QCOMPARE(decoder.payloadLeft(), 3u);
    QCOMPARE(decoder.next(rest), FrameDecoder::Step::Payload);
    QCOMPARE(static_cast<const void *>(decoder.payload().data()), bytes.constData() + 2);
    QCOMPARE(decoder.next(rest), FrameDecoder::Step::NeedMore);
}

void tst_FrameDecoder::givesEachPieceOfALongFrame()
{
    FrameDecoder decoder;
    QByteArray bytes = "82 05 61 62"_hex;
    QByteArrayView rest = bytes;
    QCOMPARE(decoder.next(rest), FrameDecoder::Step::Header);
    QCOMPARE(decoder.next(rest), FrameDecoder::Step::Payload);
    QCOMPARE(decoder.payload(), "ab");
    QVERIFY(!decoder.payloadEnds());
    QCOMPARE(decoder.payloadLeft(), 3u);
    QCOMPARE(decoder.next(rest), FrameDecoder::Step::NeedMore);

    bytes = "63 64 65 89 00"_hex;
    rest = bytes;
    QCOMPARE(decoder.next(rest), FrameDecoder::Step::Payload);
    QCOMPARE(decoder.payload(), "cde");
    QVERIFY(decoder.payloadEnds());
    QCOMPARE(decoder.next(rest), FrameDecoder::Step::Header);
    QCOMPARE(decoder.header().opcode, Opcode::Ping);
    QVERIFY(decoder.insideFrame());
    QCOMPARE(decoder.next(rest), FrameDecoder::Step::Payload);
    QVERIFY(!decoder.insideFrame());
}

// The key goes on where the piece before ended, whatever its length.
void tst_FrameDecoder::unmasksFromAnyOffset()
{
    QByteArray plain;
    QByteArray bytes = "82 e0 a1 b2 c3 d4"_hex; // 96 bytes
    const std::array<quint8, 4> key{0xa1, 0xb2, 0xc3, 0xd4};
    for (int i = 0; i < 96; ++i) {
        plain.append(static_cast<char>(i * 7));
        bytes.append(static_cast<char>((i * 7) ^ key[static_cast<std::size_t>(i % 4)]));
    }
    for (const QByteArrayList &pieces : allCuts(bytes)) {
        FrameDecoder decoder;
        QByteArray payload;
        for (const QByteArray &piece : pieces) {
            QByteArrayView rest = piece;
            while (decoder.next(rest) != FrameDecoder::Step::NeedMore)
                payload += decoder.payload();
        }
        QVERIFY2(payload == plain, cutSizes(pieces).constData());
    }
}

void tst_FrameDecoder::staysStoppedAtALengthItCannotTrust()
{
    FrameDecoder decoder;
    const QByteArray bytes = "82 7f 80 00 00 00 00 00 00 00 81 01 61"_hex;
    QByteArrayView rest = bytes;
    QCOMPARE(decoder.next(rest), FrameDecoder::Step::Untrustworthy);
    QVERIFY(!decoder.insideFrame());
    QCOMPARE(rest.size(), 3);
    QCOMPARE(decoder.next(rest), FrameDecoder::Step::Untrustworthy);
    QCOMPARE(rest.size(), 3);
}

QTEST_GUILESS_MAIN(tst_FrameDecoder)
#include "tst_framedecoder.moc"
