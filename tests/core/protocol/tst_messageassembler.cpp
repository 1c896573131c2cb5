// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/framedecoder.h"
#include "protocol/frameencoder.h"
#include "protocol/messageassembler.h"

#include "support/cuts.h"
#include "support/hex.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;

namespace {

using Problem = MessageAssembler::Problem;

constexpr quint64 Large = 1 << 20;

QByteArray problemName(Problem problem)
{
    switch (problem) {
    case Problem::None: break;
    case Problem::InvalidUtf8: return "invalid UTF-8";
    case Problem::Corrupt: return "corrupt";
    case Problem::TooBig: return "too big";
    }
    return "no problem";
}

// "hi", <ff 00> for what is not printable ASCII, "300 bytes"
QByteArray shown(const QByteArray &bytes)
{
    if (bytes.size() > 24)
        return QByteArray::number(bytes.size()) + " bytes";
    const bool isPrintable =
        std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte >= ' ' && byte <= '~'; });
    return isPrintable ? QByteArray('"' + bytes + '"') : QByteArray('<' + bytes.toHex(' ') + '>');
}

// Frames as they stand on the wire in; a line for each frame's application bytes, problem and message
// out, the same however the wire is cut.
class Listener {
public:
    explicit Listener(MessageAssembler &assembler)
        : m_assembler(assembler)
    {
    }

    void feed(const QByteArray &bytes)
    {
        QByteArrayView rest = bytes;
        for (auto step = m_decoder.next(rest); step != FrameDecoder::Step::NeedMore;
             step = m_decoder.next(rest)) {
            if (isControl(m_decoder.header().opcode))
                continue;
            if (step == FrameDecoder::Step::Header)
                m_assembler.beginFrame(m_decoder.header());
            else
                takePayload();
        }
    }
    QByteArrayList takeLines() { return std::exchange(m_lines, {}); }
    // The most that one step gave.
    qsizetype largestPiece() const { return m_largestPiece; }

private:
    void takePayload()
    {
        m_assembler.feed(m_decoder.payload(), m_decoder.payloadEnds());
        note();
        while (m_assembler.hasMore()) {
            QVERIFY(!m_assembler.message());
            m_assembler.feedMore();
            note();
        }
        if (!m_decoder.payloadEnds())
            return;
        m_lines += shown(m_application);
        m_lines += std::exchange(m_problems, {});
        m_application.clear();
        if (const MessageEnd *message = m_assembler.message())
            m_lines += line(*message);
    }
    void note()
    {
        m_application += m_assembler.application();
        m_largestPiece = std::max(m_largestPiece, m_assembler.application().size());
        if (m_assembler.problem() != Problem::None)
            m_problems += "! " + problemName(m_assembler.problem()) + " at "
                + QByteArray::number(m_assembler.problemOffset());
    }
    static QByteArray line(const MessageEnd &message)
    {
        QByteArray line = "= ";
        line += opcodeName(message.opcode).latin1();
        line += message.compressed ? " compressed" : "";
        if (message.frames != 1)
            line += " of " + QByteArray::number(message.frames) + " frames";
        line += ' ' + (message.assembled ? shown(message.payload.toByteArray()) : "unassembled") + ' '
            + QByteArray::number(message.size);
        return line;
    }

    MessageAssembler &m_assembler;
    FrameDecoder m_decoder;
    QByteArray m_application;
    QByteArrayList m_problems;
    QByteArrayList m_lines;
    qsizetype m_largestPiece = 0;
};

QByteArray frame(Opcode opcode, const QByteArray &payload, bool fin = true, bool rsv1 = false)
{
    FrameHeader header = frameFor(opcode, payload, {}, fin);
    header.rsv1 = rsv1;
    QByteArray bytes;
    appendFrame(bytes, header, payload);
    return bytes;
}

QByteArray compressedFrame(Opcode opcode, const QByteArray &payload, bool fin = true)
{
    return frame(opcode, payload, fin, true);
}

constexpr auto Text = Opcode::Text;
constexpr auto Binary = Opcode::Binary;
constexpr auto Continuation = Opcode::Continuation;

} // namespace

class tst_MessageAssembler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void assembles_data();
    void assembles();
    void stopsAtItsLimits_data();
    void stopsAtItsLimits();
    void givesTheSameMemory();
    void failsAtTheFirstImpossibleByte();
    void boundsABomb();
    void tellsTwoProblemsOfOneStep();
    void knowsWhereMessagesEnd();
};

void tst_MessageAssembler::assembles_data()
{
    QTest::addColumn<QByteArray>("inflater"); // "": no extension
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArrayList>("lines");
    const auto row = [](const char *name, const char *inflater, const QByteArray &wire,
                         const QByteArrayList &lines) {
        QTest::newRow(name) << QByteArray(inflater) << wire << lines;
    };
    row("text", "", frame(Text, "hi"), {"\"hi\"", "= text \"hi\" 2"});
    row("binary", "", frame(Binary, "ff 00"_hex), {"<ff 00>", "= binary <ff 00> 2"});
    row("nothing", "", frame(Text, ""), {"\"\"", "= text \"\" 0"});
    row("two messages", "", frame(Text, "a") + frame(Binary, "b"),
        {"\"a\"", "= text \"a\" 1", "\"b\"", "= binary \"b\" 1"});
    row("fragments", "",
        frame(Text, "He", false) + frame(Continuation, "l", false) + frame(Continuation, "lo"),
        {"\"He\"", "\"l\"", "\"lo\"", "= text of 3 frames \"Hello\" 5"});
    row("empty fragments", "",
        frame(Text, "", false) + frame(Continuation, "", false) + frame(Continuation, "a", false)
            + frame(Continuation, ""),
        {"\"\"", "\"\"", "\"a\"", "\"\"", "= text of 4 frames \"a\" 1"});
    row("nothing but empty fragments", "", frame(Binary, "", false) + frame(Continuation, ""),
        {"\"\"", "\"\"", "= binary of 2 frames \"\" 0"});
    row("all of it in the last fragment", "", frame(Binary, "", false) + frame(Continuation, "abc"),
        {"\"\"", "\"abc\"", "= binary of 2 frames \"abc\" 3"});
    row("a ping inside", "", frame(Text, "a", false) + frame(Opcode::Ping, "p") + frame(Continuation, "b"),
        {"\"a\"", "\"b\"", "= text of 2 frames \"ab\" 2"});
    row("continuation without a start", "", frame(Continuation, "ff"_hex) + frame(Text, "a"),
        {"<ff>", "\"a\"", "= text \"a\" 1"});
    row("continuation without a start, unfinished", "",
        frame(Continuation, "a", false) + frame(Continuation, "b") + frame(Text, "c"),
        {"\"a\"", "\"b\"", "\"c\"", "= text \"c\" 1"});
    row("interrupted message", "", frame(Text, "ab", false) + frame(Binary, "cd") + frame(Continuation, "ef"),
        {"\"ab\"", "\"cd\"", "= binary \"cd\" 2", "\"ef\""});

    row("code point over two fragments", "",
        frame(Text, "61 e2 82"_hex, false) + frame(Continuation, "ac 62"_hex),
        {"<61 e2 82>", "<ac 62>", "= text of 2 frames <61 e2 82 ac 62> 5"});
    row("code point over four fragments", "",
        frame(Text, "f0"_hex, false) + frame(Continuation, "9f"_hex, false)
            + frame(Continuation, "98"_hex, false) + frame(Continuation, "80"_hex),
        {"<f0>", "<9f>", "<98>", "<80>", "= text of 4 frames <f0 9f 98 80> 4"});
    row("invalid UTF-8", "", frame(Text, "61 ff 62 ff"_hex) + frame(Text, "a"),
        {"<61 ff 62 ff>", "! invalid UTF-8 at 1", "= text <61 ff 62 ff> 4", "\"a\"", "= text \"a\" 1"});
    row("invalid UTF-8 in the second fragment", "",
        frame(Text, "ab", false) + frame(Continuation, "63 80"_hex, false) + frame(Continuation, "ff"_hex),
        {"\"ab\"", "<63 80>", "! invalid UTF-8 at 3", "<ff>", "= text of 3 frames <61 62 63 80 ff> 5"});
    row("broken by the next fragment", "", frame(Text, "61 e2 82"_hex, false) + frame(Continuation, "41"_hex),
        {"<61 e2 82>", "\"A\"", "! invalid UTF-8 at 3", "= text of 2 frames <61 e2 82 41> 4"});
    row("ends inside a code point", "", frame(Text, "61 e2 82"_hex),
        {"<61 e2 82>", "! invalid UTF-8 at 3", "= text <61 e2 82> 3"});
    row("binary may be anything", "", frame(Binary, "e2 82"_hex), {"<e2 82>", "= binary <e2 82> 2"});

    const QByteArray hello = "f2 48 cd c9 c9 07 00"_hex;
    const QByteArray again = "f2 00 11 00 00"_hex; // refers to the Hello before it
    row("RSV1 without an extension", "", compressedFrame(Binary, hello),
        {"<" + hello.toHex(' ') + ">", "= binary <" + hello.toHex(' ') + "> 7"});
    for (const char *inflater : {"takeover", "no takeover"}) {
        row(inflater, inflater, compressedFrame(Text, hello) + frame(Text, "b") + compressedFrame(Text, hello),
            {"\"Hello\"", "= text compressed \"Hello\" 5", "\"b\"", "= text \"b\" 1", "\"Hello\"",
                "= text compressed \"Hello\" 5"});
        QTest::addRow("%s, empty", inflater) << QByteArray(inflater) << compressedFrame(Text, "00"_hex)
                                             << QByteArrayList{"\"\"", "= text compressed \"\" 0"};
    }
    row("the next refers to the last", "takeover",
        compressedFrame(Text, hello) + compressedFrame(Binary, again),
        {"\"Hello\"", "= text compressed \"Hello\" 5", "\"Hello\"", "= binary compressed \"Hello\" 5"});
    row("the next must not refer to the last", "no takeover",
        compressedFrame(Text, hello) + compressedFrame(Text, again) + compressedFrame(Text, hello),
        {"\"Hello\"", "= text compressed \"Hello\" 5", "\"H\"", "! corrupt at 1",
            "= text compressed unassembled 1", "\"Hello\"", "= text compressed \"Hello\" 5"});
    row("BFINAL", "takeover",
        compressedFrame(Text, "f3 48 cd c9 c9 07 00 00"_hex) + compressedFrame(Text, again),
        {"\"Hello\"", "= text compressed \"Hello\" 5", "\"Hello\"", "= text compressed \"Hello\" 5"});
    row("stored", "takeover", compressedFrame(Text, "00 05 00 fa ff 48 65 6c 6c 6f 00"_hex),
        {"\"Hello\"", "= text compressed \"Hello\" 5"});
    row("invalid UTF-8, compressed", "no takeover", compressedFrame(Text, "00 03 00 fc ff 61 ff 62 00"_hex),
        {"<61 ff 62>", "! invalid UTF-8 at 1", "= text compressed <61 ff 62> 3"});
    row("ends inside a code point, compressed", "no takeover",
        compressedFrame(Text, "00 03 00 fc ff 61 e2 82 00"_hex),
        {"<61 e2 82>", "! invalid UTF-8 at 3", "= text compressed <61 e2 82> 3"});
    row("the window is lost with corrupt data", "takeover",
        compressedFrame(Text, "07"_hex) + compressedFrame(Text, hello) + frame(Text, "plain"),
        {"\"\"", "! corrupt at 0", "= text compressed unassembled 0", "\"\"", "! corrupt at 0",
            "= text compressed unassembled 0", "\"plain\"", "= text \"plain\" 5"});
    row("no window, nothing lost", "no takeover",
        compressedFrame(Text, "07"_hex) + compressedFrame(Text, hello),
        {"\"\"", "! corrupt at 0", "= text compressed unassembled 0", "\"Hello\"",
            "= text compressed \"Hello\" 5"});
    row("corrupt in fragments is told once", "no takeover",
        compressedFrame(Text, "07"_hex, false) + frame(Continuation, "07"_hex, false)
            + frame(Continuation, "07"_hex),
        {"\"\"", "! corrupt at 0", "\"\"", "\"\"", "= text compressed of 3 frames unassembled 0"});
    row("empty frame with RSV1", "no takeover", compressedFrame(Text, ""),
        {"\"\"", "! corrupt at 0", "= text compressed unassembled 0"});
    row("interrupted between blocks", "takeover",
        compressedFrame(Text, hello + "00 00 ff ff"_hex, false) + compressedFrame(Text, again),
        {"\"Hello\"", "\"Hello\"", "= text compressed \"Hello\" 5"});
    row("interrupted inside a block", "takeover",
        compressedFrame(Text, "f2 48 cd"_hex, false) + compressedFrame(Text, hello),
        {"\"He\"", "\"\"", "! corrupt at 0", "= text compressed unassembled 0"});
    row("interrupted inside a block, no takeover", "no takeover",
        compressedFrame(Text, "f2 48 cd"_hex, false) + compressedFrame(Text, hello),
        {"\"He\"", "\"Hello\"", "= text compressed \"Hello\" 5"});

    // RFC 7692, 7.2.3.1: the fragments of a compressed message are cut anywhere, RSV1 is on the first.
    row("compressed fragments", "takeover",
        compressedFrame(Text, hello.first(3), false) + frame(Continuation, hello.sliced(3)),
        {"\"He\"", "\"llo\"", "= text compressed of 2 frames \"Hello\" 5"});
    row("RSV1 on a continuation changes nothing", "takeover",
        compressedFrame(Text, hello.first(3), false) + compressedFrame(Continuation, hello.sliced(3))
            + frame(Text, "a", false) + compressedFrame(Continuation, "b"),
        {"\"He\"", "\"llo\"", "= text compressed of 2 frames \"Hello\" 5", "\"a\"", "\"b\"",
            "= text of 2 frames \"ab\" 2"});
}

void tst_MessageAssembler::assembles()
{
    QFETCH(const QByteArray, inflater);
    QFETCH(const QByteArray, wire);
    QFETCH(const QByteArrayList, lines);
    for (const QByteArrayList &pieces : allCuts(wire)) {
        MessageAssembler assembler(Large, Large);
        if (!inflater.isEmpty())
            assembler.setInflater(Inflater(inflater == "no takeover"));
        Listener listener(assembler);
        for (const QByteArray &piece : pieces)
            listener.feed(piece);
        const QByteArrayList seen = listener.takeLines();
        const QByteArray told = cutSizes(pieces) + ": " + seen.join(" | ");
        QVERIFY2(seen == lines, told.constData());
    }
}

void tst_MessageAssembler::stopsAtItsLimits_data()
{
    QTest::addColumn<quint64>("assembleLimit");
    QTest::addColumn<quint64>("inflateLimit");
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArrayList>("lines");
    const auto row = [](const char *name, quint64 assembleLimit, quint64 inflateLimit, const QByteArray &wire,
                         const QByteArrayList &lines) {
        QTest::newRow(name) << assembleLimit << inflateLimit << wire << lines;
    };
    const QByteArray abcde = Deflater(15, true).compress("abcde");
    row("at the limit", 5, 0, frame(Text, "abcde"), {"\"abcde\"", "= text \"abcde\" 5"});
    row("above the limit", 4, 0, frame(Text, "abcde") + frame(Text, "f"),
        {"\"abcde\"", "= text unassembled 5", "\"f\"", "= text \"f\" 1"});
    row("above the limit in fragments", 4, 0,
        frame(Text, "abc", false) + frame(Continuation, "de") + frame(Text, "f"),
        {"\"abc\"", "\"de\"", "= text of 2 frames unassembled 5", "\"f\"", "= text \"f\" 1"});
    row("at the limit in fragments", 5, 0, frame(Text, "abc", false) + frame(Continuation, "de"),
        {"\"abc\"", "\"de\"", "= text of 2 frames \"abcde\" 5"});
    row("UTF-8 is checked above the limit", 1, 0, frame(Text, "61 62 ff"_hex),
        {"<61 62 ff>", "! invalid UTF-8 at 2", "= text unassembled 3"});
    row("inflated to the limits", 5, 5, compressedFrame(Text, abcde),
        {"\"abcde\"", "= text compressed \"abcde\" 5"});
    row("inflated above what may be held", 4, 5, compressedFrame(Text, abcde) + compressedFrame(Text, abcde),
        {"\"abcde\"", "= text compressed unassembled 5", "\"abcde\"", "= text compressed unassembled 5"});
    row("nothing may be held", 0, 5, compressedFrame(Text, abcde),
        {"\"abcde\"", "= text compressed unassembled 5"});
    row("inflated above the cap", 5, 4,
        compressedFrame(Text, abcde) + compressedFrame(Text, abcde) + frame(Text, "f"),
        {"\"abcd\"", "! too big at 4", "= text compressed unassembled 4", "\"abcd\"", "! too big at 4",
            "= text compressed unassembled 4", "\"f\"", "= text \"f\" 1"});
    row("above both", 2, 4, compressedFrame(Text, abcde),
        {"\"abcd\"", "! too big at 4", "= text compressed unassembled 4"});
    row("nothing may be inflated", 5, 0, compressedFrame(Text, abcde) + compressedFrame(Text, "00"_hex),
        {"\"\"", "! too big at 0", "= text compressed unassembled 0", "\"\"", "= text compressed \"\" 0"});
}

void tst_MessageAssembler::stopsAtItsLimits()
{
    QFETCH(const quint64, assembleLimit);
    QFETCH(const quint64, inflateLimit);
    QFETCH(const QByteArray, wire);
    QFETCH(const QByteArrayList, lines);
    for (const QByteArrayList &pieces : allCuts(wire)) {
        MessageAssembler assembler(assembleLimit, inflateLimit);
        assembler.setInflater(Inflater(true));
        Listener listener(assembler);
        for (const QByteArray &piece : pieces)
            listener.feed(piece);
        const QByteArrayList seen = listener.takeLines();
        const QByteArray told = cutSizes(pieces) + ": " + seen.join(" | ");
        QVERIFY2(seen == lines, told.constData());
    }
}

// A message of one plain frame that is at hand whole is not copied, nor is any plain piece.
void tst_MessageAssembler::givesTheSameMemory()
{
    const QByteArray payload("Hello");
    MessageAssembler assembler(Large, Large);
    assembler.beginFrame(frameFor(Text, payload));
    assembler.feed(payload, true);
    QCOMPARE(static_cast<const void *>(assembler.application().data()), payload.constData());
    QCOMPARE(static_cast<const void *>(assembler.message()->payload.data()), payload.constData());
    QVERIFY(!assembler.hasMore());

    assembler.beginFrame(frameFor(Text, payload));
    assembler.feed(QByteArrayView(payload).first(2), false);
    QCOMPARE(static_cast<const void *>(assembler.application().data()), payload.constData());
    QVERIFY(!assembler.message());
    assembler.feed(QByteArrayView(payload).sliced(2), true);
    QCOMPARE(static_cast<const void *>(assembler.application().data()), payload.constData() + 2);
    QCOMPARE(assembler.message()->payload, payload);
}

void tst_MessageAssembler::failsAtTheFirstImpossibleByte()
{
    MessageAssembler assembler(Large, Large);
    const QByteArray payload = "61 e2 82 41 62"_hex;
    assembler.beginFrame(frameFor(Text, payload));
    for (qsizetype i = 0; i < payload.size(); ++i) {
        assembler.feed(QByteArrayView(payload).sliced(i, 1), i + 1 == payload.size());
        QCOMPARE(assembler.problem(), i == 3 ? Problem::InvalidUtf8 : Problem::None);
    }
    QCOMPARE(assembler.problemOffset(), 3u);
}

// 64 MiB of zeros come as 64 KiB; what is held and given stays within the limits.
void tst_MessageAssembler::boundsABomb()
{
    const QByteArray bomb = Deflater(15, false).compress(QByteArray(64 << 20, '\0'));
    QVERIFY(bomb.size() < 70000);
    constexpr qsizetype Held = 300000;
    constexpr qsizetype Piece = 64 << 10;

    MessageAssembler assembler(Held, 64 << 20);
    assembler.setInflater(Inflater(false));
    Listener listener(assembler);
    listener.feed(compressedFrame(Binary, bomb));
    QCOMPARE(
        listener.takeLines(), QByteArrayList({"67108864 bytes", "= binary compressed unassembled 67108864"}));
    QCOMPARE(listener.largestPiece(), Held + 1);

    MessageAssembler capped(Piece, (64 << 20) - 1);
    capped.setInflater(Inflater(true));
    Listener cappedListener(capped);
    cappedListener.feed(compressedFrame(Binary, bomb));
    QCOMPARE(cappedListener.takeLines(),
        QByteArrayList(
            {"67108863 bytes", "! too big at 67108863", "= binary compressed unassembled 67108863"}));
    QCOMPARE(cappedListener.largestPiece(), Piece + 1);
}

void tst_MessageAssembler::tellsTwoProblemsOfOneStep()
{
    MessageAssembler assembler(Large, Large);
    assembler.setInflater(Inflater(true));
    const QByteArray payload = "00 03 00 fc ff 61 ff 62 07"_hex; // stored "a\xff" "b", then block type 3
    FrameHeader header = frameFor(Text, payload);
    header.rsv1 = true;
    assembler.beginFrame(header);
    assembler.feed(payload, true);
    QCOMPARE(assembler.problem(), Problem::InvalidUtf8);
    QCOMPARE(assembler.problemOffset(), 1u);
    QVERIFY(assembler.hasMore());
    QVERIFY(!assembler.message());
    assembler.feedMore();
    QCOMPARE(assembler.problem(), Problem::Corrupt);
    QCOMPARE(assembler.problemOffset(), 3u);
    QVERIFY(assembler.application().isEmpty());
    QVERIFY(!assembler.hasMore());
    QVERIFY(!assembler.message()->assembled);
}

void tst_MessageAssembler::knowsWhereMessagesEnd()
{
    MessageAssembler assembler(Large, Large);
    Listener listener(assembler);
    QVERIFY(!assembler.insideMessage());
    listener.feed(frame(Text, "a", false));
    QVERIFY(assembler.insideMessage());
    listener.feed(frame(Opcode::Ping, ""));
    QVERIFY(assembler.insideMessage());
    listener.feed(frame(Continuation, "b").first(2));
    QVERIFY(assembler.insideMessage());
    listener.feed("b");
    QVERIFY(!assembler.insideMessage());
}

QTEST_GUILESS_MAIN(tst_MessageAssembler)
#include "tst_messageassembler.moc"
