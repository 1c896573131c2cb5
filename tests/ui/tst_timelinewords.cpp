// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/rows.h"
#include "ui/timelinewords.h"

#include <QTest>

#include <functional>

using namespace framescope;
using namespace framescope::test;

namespace {

Row with(Row row, const std::function<void(Row &)> &change)
{
    change(row);
    return row;
}

} // namespace

class TestTimelineWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void directions();
    void origins_data();
    void origins();
    void times();
    void types_data();
    void types();
    void sizes_data();
    void sizes();
    void chips_data();
    void chips();
    void previews_data();
    void previews();
    void spanning();
    void factsOfAFramesHeader();
    void rowAsALine();
};

void TestTimelineWords::initTestCase()
{
    qputenv("TZ", "UTC-2"); // POSIX: two hours east
}

void TestTimelineWords::directions()
{
    using timelinewords::direction;
    QCOMPARE(direction(Direction::ClientToServer, Role::Client), u"Sent"_qs);
    QCOMPARE(direction(Direction::ServerToClient, Role::Client), u"Recv"_qs);
    QCOMPARE(direction(Direction::ClientToServer, Role::Server), u"Recv"_qs);
    QCOMPARE(direction(Direction::ServerToClient, Role::Server), u"Sent"_qs);
}

void TestTimelineWords::origins_data()
{
    QTest::addColumn<RowFlags>("flags");
    QTest::addColumn<QString>("letter");
    QTest::newRow("application") << RowFlags(RowFlag::EndsMessage) << QString();
    QTest::newRow("injected") << RowFlags(RowFlag::Injected) << u"I"_qs;
    QTest::newRow("automatic") << RowFlags(RowFlag::Automatic) << u"A"_qs;
    QTest::newRow("replayed") << RowFlags(RowFlag::Replayed) << u"R"_qs;
    QTest::newRow("a fault in a replay") << (RowFlag::Injected | RowFlag::Replayed) << u"I"_qs;
}

void TestTimelineWords::origins()
{
    QFETCH(RowFlags, flags);
    QFETCH(QString, letter);
    QCOMPARE(timelinewords::origin(flags), letter);
    QCOMPARE(timelinewords::originMeaning(flags).isEmpty(), letter.isEmpty());
}

void TestTimelineWords::times()
{
    constexpr qint64 Epoch = 1'795'453'228'000'000'000; // 2026-11-23 17:00:28 UTC
    QCOMPARE(timelinewords::time(674'999'999, Epoch), u"19:00:28.674"_qs);
    QCOMPARE(timelinewords::time(-1'000'000, Epoch), u"19:00:27.999"_qs);
    QCOMPARE(timelinewords::time(Row::UnknownTime, Epoch), u"unknown"_qs);
}

void TestTimelineWords::types_data()
{
    QTest::addColumn<Row>("row");
    QTest::addColumn<QString>("type");
    const auto opcode = [](int value) { return frame(static_cast<Opcode>(value), "<", {}); };
    QTest::newRow("text") << opcode(1) << u"text"_qs;
    QTest::newRow("binary") << opcode(2) << u"binary"_qs;
    QTest::newRow("continuation") << opcode(0) << u"cont."_qs;
    QTest::newRow("close") << opcode(8) << u"close"_qs;
    QTest::newRow("ping") << opcode(9) << u"ping"_qs;
    QTest::newRow("pong") << opcode(10) << u"pong"_qs;
    QTest::newRow("reserved 3") << opcode(3) << u"opcode 3"_qs;
    QTest::newRow("reserved 15") << opcode(15) << u"opcode 15"_qs;
    QTest::newRow("handshake") << sentence(RowKind::Handshake, "") << u"open"_qs;
    QTest::newRow("state") << sentence(RowKind::State, "") << u"state"_qs;
    QTest::newRow("error") << sentence(RowKind::Error, "") << u"error"_qs;
    QTest::newRow("violation") << sentence(RowKind::Violation, "") << u"violation"_qs;
    QTest::newRow("mark") << sentence(RowKind::Mark, "") << u"mark"_qs;
    QTest::newRow("note") << sentence(RowKind::Note, "") << u"note"_qs;
}

void TestTimelineWords::types()
{
    QFETCH(Row, row);
    QTEST(timelinewords::type(row), "type");
}

void TestTimelineWords::sizes_data()
{
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QString>("size");
    QTest::newRow("0") << quint64(0) << u"0 B"_qs;
    QTest::newRow("1023") << quint64(1023) << u"1023 B"_qs;
    QTest::newRow("1024") << quint64(1024) << u"1.0 KiB"_qs;
    QTest::newRow("1229") << quint64(1229) << u"1.2 KiB"_qs;
    QTest::newRow("just below a MiB") << quint64(1'048'575) << u"1.0 MiB"_qs;
    QTest::newRow("1023.9 KiB") << quint64(1'048'474) << u"1023.9 KiB"_qs;
    QTest::newRow("46 MiB") << quint64(48'234'496) << u"46.0 MiB"_qs;
    QTest::newRow("3 GiB") << quint64(3) * 1024 * 1024 * 1024 << u"3.0 GiB"_qs;
    QTest::newRow("2^63") << (quint64(1) << 63) << u"8.0 EiB"_qs;
}

void TestTimelineWords::sizes()
{
    QFETCH(quint64, bytes);
    QTEST(timelinewords::size(bytes), "size");
}

void TestTimelineWords::chips_data()
{
    QTest::addColumn<Row>("row");
    QTest::addColumn<QString>("chip");
    const Row plain = text("<", "hi");
    QTest::newRow("a message") << plain << QString();
    QTest::newRow("a ping") << frame(Opcode::Ping, "<", "") << QString();
    QTest::newRow("first fragment") << with(plain, [](Row &r) {
        r.header.fin = false;
        r.flags = {};
    }) << u"fragment"_qs;
    QTest::newRow("last fragment") << with(plain, [](Row &r) { r.frames = 3; }) << u"3 frames"_qs;
    QTest::newRow("arriving") << with(plain, [](Row &r) {
        r.flags = RowFlag::Arriving;
        r.received = 1024;
        r.header.payloadLength = 4096;
    }) << u"1.0 KiB of 4.0 KiB"_qs;
    QTest::newRow("cut") << with(plain, [](Row &r) {
        r.flags = RowFlag::Cut;
        r.received = 1;
    }) << u"cut at 1 B"_qs;
    QTest::newRow("too late") << text("<", "x", RowFlag::NotDelivered) << u"not delivered"_qs;
    QTest::newRow("an event") << sentence(RowKind::State, "Open.") << QString();
}

void TestTimelineWords::chips()
{
    QFETCH(Row, row);
    QTEST(timelinewords::chip(row), "chip");
}

void TestTimelineWords::previews_data()
{
    QTest::addColumn<Row>("row");
    QTest::addColumn<QString>("preview");
    const auto hex = [](const char *digits) { return QByteArray::fromHex(digits); };
    QTest::newRow("text") << text("<", "a\nb") << u"a␊b"_qs;
    QTest::newRow("binary") << frame(Opcode::Binary, "<", "PNG") << u"50 4e 47"_qs;
    QTest::newRow("ping with words") << frame(Opcode::Ping, "<", "hello") << u"hello"_qs;
    QTest::newRow("ping with a counter") << frame(Opcode::Ping, "<", hex("0000002a")) << u"00 00 00 2a"_qs;
    QTest::newRow("close") << frame(Opcode::Close, "<", hex("03e8")) << u"1000 Normal Closure"_qs;
    QTest::newRow("close with reason")
        << frame(Opcode::Close, "<", hex("03e8") + "by\te") << u"1000 Normal Closure  by␉e"_qs;
    QTest::newRow("close without code") << frame(Opcode::Close, "<", "") << u"no code"_qs;
    QTest::newRow("close of one byte") << frame(Opcode::Close, "<", hex("03")) << u"03"_qs;
    QTest::newRow("request") << sentence(RowKind::Handshake, "GET / HTTP/1.1\r\nHost: a\r\n")
                             << u"GET / HTTP/1.1"_qs;
    QTest::newRow("request, cut") << sentence(RowKind::Handshake, "GET /long") << u"GET /long"_qs;
    QTest::newRow("sentence") << sentence(RowKind::Error, "It broke.") << u"It broke."_qs;
    QTest::newRow("continuation that is text") << frame(Opcode::Continuation, "<", "tail") << u"tail"_qs;
    QTest::newRow("continuation that is not") << frame(Opcode::Continuation, "<", hex("00ff")) << u"00 ff"_qs;
}

void TestTimelineWords::previews()
{
    QFETCH(Row, row);
    const VisibleText found = timelinewords::preview(row, 200);
    QTEST(found.text, "preview");
    for (const VisibleText::Glyph &glyph : found.glyphs)
        QVERIFY(found.text.at(glyph.at).unicode() >= 0x2400);
}

void TestTimelineWords::spanning()
{
    QVERIFY(!timelinewords::spansColumns(RowKind::Frame));
    QVERIFY(!timelinewords::spansColumns(RowKind::Violation));
    QVERIFY(timelinewords::spansColumns(RowKind::Handshake));
    QVERIFY(timelinewords::spansColumns(RowKind::Mark));
}

void TestTimelineWords::factsOfAFramesHeader()
{
    using C = TimelineColumn;
    Row row =
        numbered({text(">", QByteArray(100, 'x'), RowFlag::EndsMessage | RowFlag::Compressed)}, 7, 0).front();
    row.header.rsv1 = true;
    row.header.payloadLength = 31;
    row.header.maskKey = MaskKey{1, 2, 0xab, 0};
    row.wireSize = 37;
    const auto words = [&](const timelinewords::Context &context) {
        QStringList all;
        for (const C column : {C::Wire, C::Ratio, C::Fin, C::Rsv, C::Mask, C::Message})
            all += timelinewords::cell(row, column, context);
        return all;
    };
    QCOMPARE(words({}), QStringList({u"37 B"_qs, u"31 %"_qs, u"1"_qs, u"100"_qs, u"0102ab00"_qs, u""_qs}));
    row.message = 5;
    row.frames = 3;
    QCOMPARE(words({}), QStringList({u"37 B"_qs, u""_qs, u"1"_qs, u"100"_qs, u"0102ab00"_qs, u"5"_qs}));
    QCOMPARE(timelinewords::cell(row, C::Size, {}), u"31 B"_qs); // of this frame alone
    timelinewords::Context asMessage;
    asMessage.asMessage = true; // the header is that of one frame of three
    QCOMPARE(words(asMessage), QStringList({u"…"_qs, u"…"_qs, u"…"_qs, u"…"_qs, u"…"_qs, u"5"_qs}));
    QCOMPARE(timelinewords::cell(row, C::Size, asMessage), u"100 B"_qs);
    const Row event = sentence(RowKind::State, "OPEN");
    QCOMPARE(timelinewords::cell(event, C::Fin, {}), QString());
}

void TestTimelineWords::rowAsALine()
{
    const auto line = [](Row row) { return timelinewords::line(numbered({row}, 7, 0).front(), {}); };
    QCOMPARE(line(text(">", "a\tb")), u"7\tSent\t02:00:00.000\ttext\t3 B\ta␉b"_qs);
    QCOMPARE(line(sentence(RowKind::State, "Open.")), u"7\t\t02:00:00.000\tstate\t\tOpen."_qs);
}

QTEST_GUILESS_MAIN(TestTimelineWords)
#include "tst_timelinewords.moc"
