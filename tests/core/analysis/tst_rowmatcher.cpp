// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/rowmatcher.h"
#include "support/rows.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;

Q_DECLARE_METATYPE(framescope::RowFilter)

namespace {

RowFilter textOf(const char *needle, TextSearch::Case mind = TextSearch::Case::Ignored)
{
    return RowFilter::text(QString::fromUtf8(needle), mind);
}

RowFilter regexOf(const char *pattern)
{
    return RowFilter::regex(QString::fromUtf8(pattern));
}

Row of(Row row, ConnectionId connection)
{
    row.connection = connection;
    return row;
}

Row continuation(const char *way, const QByteArray &payload, RowFlags flags)
{
    return frame(Opcode::Continuation, way, payload, flags);
}

// What is asked in each line of the table, numbered from 1 and a second apart.
std::vector<Row> log()
{
    Row untimed = text("<", "when?");
    std::vector<Row> rows = numbered(
        {
            of(sentence(RowKind::Handshake, "GET / HTTP/1.1", ">"), 1),
            of(text(">", "Hello"), 1),
            of(text("<", "hello, world", RowFlag::Compressed), 1),
            of(frame(Opcode::Ping, "<", "beat"), 1),
            of(frame(Opcode::Pong, ">", "beat", RowFlag::Automatic), 1),
            of(frame(Opcode::Binary, "<", QByteArray("\0\xff\x01", 3)), 2),
            of(continuation("<", "of text", RowFlag::ContinuesText), 2),
            of(continuation("<", "of binary", {}), 2),
            of(text(">", "bro\xffken", RowFlag::Injected | RowFlag::Broken), 3),
            of(sentence(RowKind::Violation, "This is no UTF-8."), 3),
            of(frame(Opcode::Close, "<", QByteArray("\x03\xe8 bye", 6)), 3),
            of(text("<", ""), 3),
            sentence(RowKind::Mark, "here"),
            untimed,
        },
        1, 1'000'000'000);
    rows[12].connection = 0;
    rows[13].timeNs = Row::UnknownTime;
    return rows;
}

// "2 3": the rows of log() that are wanted.
QByteArray wanted(RowMatcher &matcher)
{
    QByteArrayList ids;
    for (const Row &row : log()) {
        if (matcher.decide(PackedRow::of(row), row.payloadSize, row.preview) == Truth::Yes)
            ids += QByteArray::number(row.id);
    }
    return ids.join(' ');
}

RowMatcher matcherOf(const RowFilter &filter)
{
    auto made = RowMatcher::of(filter);
    if (!made)
        qFatal("%s", qPrintable(made.error().toString()));
    return std::move(*made);
}

std::vector<Truth> byColumns(const RowMatcher &matcher, const std::vector<PackedRow> &rows)
{
    std::vector<Truth> truths(rows.size());
    matcher.decide(rows, truths);
    return truths;
}

} // namespace

class TestRowMatcher : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wants_data();
    void wants();
    void asksPayloadsOnlyWhereColumnsLeaveItOpen();
    void knowsSizesAbove32Bits();
    void decidesManyRowsAtOnce();
    void joinsInOneLevelWhatIsJoinedAlike();
    void countsWhatCannotBeDecidedOnlyWhereItMatters();
    void saysWhatIsWrong();
};

void TestRowMatcher::wants_data()
{
    using F = RowFilter;
    QTest::addColumn<RowFilter>("filter");
    QTest::addColumn<QByteArray>("rows");
    const auto row = [](const char *name, const RowFilter &filter, const char *rows) {
        QTest::newRow(name) << filter << QByteArray(rows);
    };
    const RowFilter all, received = F::direction(Direction::ServerToClient);
    row("every row", all, "1 2 3 4 5 6 7 8 9 10 11 12 13 14");
    row("no row", !all, "");
    row("kind", F::kind(RowKind::Violation), "10");
    row("one of two kinds", F::kind(RowKind::Handshake) || F::kind(RowKind::Mark), "1 13");
    row("opcode", F::opcode(Opcode::Text), "2 3 9 12 14");
    row("opcode 0 is no event", F::opcode(Opcode::Continuation), "7 8");
    row("not an opcode", !F::opcode(Opcode::Text), "1 4 5 6 7 8 10 11 13");
    row("text messages", F::textMessages(), "2 3 7 9 12 14");
    row("binary messages", F::binaryMessages(), "6 8");
    row("direction", F::direction(Direction::ClientToServer), "1 2 5 9");
    row("connection", F::connections({2}), "6 7 8");
    row("connections", F::connections({3, 0}), "9 10 11 12 13");
    row("no connection", F::connections({}), "");
    row("size", F::sizeBetween(3, 4), "4 5 6 13");
    row("size at least", F::sizeFrom(12), "1 3 10");
    row("nothing in it", F::sizeBetween(0, 0), "12");
    row("time", F::timeBetween(2'000'000'000, 4'000'000'000), "2 3 4");
    row("not a time", !F::timeBetween(2'000'000'000, 13'000'000'000), "1 14");
    row("injected", F::anyOf(RowFlag::Injected), "9");
    row("injected or automatic", F::anyOf(RowFlag::Injected | RowFlag::Automatic), "5 9");
    row("broken", F::broken(), "9");
    row("text", textOf("hello"), "2 3");
    row("text, case minded", textOf("hello", TextSearch::Case::Minded), "3");
    row("not a text", received && !textOf("e"), "6 8 10 12");
    row("text in events", textOf("http"), "1");
    row("the empty text", textOf(""), "1 2 3 4 5 6 7 8 9 10 11 12 13 14");
    row("text beside bytes that are none", textOf("ken"), "9");
    row("bytes", F::bytes(QByteArray("\0\xff", 2)), "6");
    row("regex", regexOf("^[Hh]ello$"), "2");
    row("not a regex", F::opcode(Opcode::Text) && !regexOf("l+o"), "9 12 14");
    row("both", received && textOf("hello"), "3");
    row("either", F::opcode(Opcode::Ping) || textOf("hello"), "2 3 4");
    row("neither", !(F::opcode(Opcode::Text) || F::kind(RowKind::Frame)), "1 10 13");
    row("twice not", !!textOf("beat"), "4 5");
    row("three levels", received && (F::opcode(Opcode::Ping) || !(textOf("o") || F::sizeBetween(0, 0))),
        "4 6 11 13 14");
}

void TestRowMatcher::wants()
{
    QFETCH(RowFilter, filter);
    QFETCH(QByteArray, rows);
    RowMatcher matcher = matcherOf(filter);
    QCOMPARE(wanted(matcher), rows);
    // In pieces it comes to the same, and columns never say what payloads then deny.
    const std::vector<Row> all = log();
    for (const Row &row : all) {
        matcher.begin();
        for (const char &byte : row.preview) {
            if (!matcher.feed(QByteArrayView(&byte, 1), nullptr))
                break;
        }
        const PackedRow packed = PackedRow::of(row);
        const Truth truth = matcher.decide(packed, row.payloadSize, matcher.end(nullptr));
        QCOMPARE(truth, matcher.decide(packed, row.payloadSize, row.preview));
        const Truth columns = byColumns(matcher, {packed}).front();
        QVERIFY(columns == truth || (columns == Truth::Unknown && matcher.readsPayloads()));
    }
}

void TestRowMatcher::asksPayloadsOnlyWhereColumnsLeaveItOpen()
{
    const std::vector<PackedRow> rows = {PackedRow::of(text(">", "a")), PackedRow::of(text("<", "a")),
        PackedRow::of(frame(Opcode::Ping, "<", "a"))};
    const RowFilter received = RowFilter::direction(Direction::ServerToClient);
    const RowFilter ping = RowFilter::opcode(Opcode::Ping);
    const auto told = [&rows](const RowFilter &filter) { return byColumns(matcherOf(filter), rows); };
    using Truths = std::vector<Truth>;
    QCOMPARE(told(received), (Truths{Truth::No, Truth::Yes, Truth::Yes}));
    QCOMPARE(told(textOf("a") && received), (Truths{Truth::No, Truth::Unknown, Truth::Unknown}));
    QCOMPARE(told(textOf("a") || received), (Truths{Truth::Unknown, Truth::Yes, Truth::Yes}));
    QCOMPARE(told(!textOf("a") && received), (Truths{Truth::No, Truth::Unknown, Truth::Unknown}));
    QCOMPARE(told((received && textOf("a")) || ping), (Truths{Truth::No, Truth::Unknown, Truth::Yes}));
    QVERIFY(!matcherOf(received && ping).readsPayloads());
    QVERIFY(!matcherOf(textOf("")).readsPayloads());
    QVERIFY(matcherOf(received && !textOf("a")).readsPayloads());
}

void TestRowMatcher::knowsSizesAbove32Bits()
{
    constexpr quint64 GiB = 1u << 30;
    Row row = text("<", "a");
    row.payloadSize = 5 * GiB;
    const std::vector<PackedRow> packed = {PackedRow::of(row)};
    const auto told = [&](quint64 least, quint64 most) {
        RowMatcher matcher = matcherOf(RowFilter::sizeBetween(least, most));
        return std::pair(byColumns(matcher, packed).front(), matcher.decide(packed[0], row.payloadSize, "a"));
    };
    constexpr quint64 Most = std::numeric_limits<quint64>::max();
    QCOMPARE(told(GiB, Most), std::pair(Truth::Yes, Truth::Yes));
    QCOMPARE(told(0, GiB), std::pair(Truth::No, Truth::No));
    QCOMPARE(told(5 * GiB, Most), std::pair(Truth::Unknown, Truth::Yes));
    QCOMPARE(told(6 * GiB, Most), std::pair(Truth::Unknown, Truth::No));
    QCOMPARE(told(GiB, 6 * GiB), std::pair(Truth::Unknown, Truth::Yes));
}

void TestRowMatcher::decidesManyRowsAtOnce()
{
    std::vector<PackedRow> rows;
    for (int i = 0; i < 3001; ++i)
        rows.push_back(PackedRow::of(of(text(i % 3 == 0 ? ">" : "<", QByteArray(i % 7, 'x')), i % 5)));
    const RowMatcher matcher = matcherOf(RowFilter::direction(Direction::ClientToServer)
        && (RowFilter::connections({1, 3}) || RowFilter::sizeFrom(5)));
    const std::vector<Truth> truths = byColumns(matcher, rows);
    for (int i = 0; i < 3001; ++i)
        QCOMPARE(truths[std::size_t(i)], truthOf(i % 3 == 0 && (i % 5 == 1 || i % 5 == 3 || i % 7 >= 5)));
}

void TestRowMatcher::joinsInOneLevelWhatIsJoinedAlike()
{
    RowFilter many = textOf("a");
    for (int i = 0; i < 2 * RowMatcher::MostLevels; ++i)
        many = many || textOf("a");
    QCOMPARE(many.parts().size(), std::size_t(2 * RowMatcher::MostLevels + 1));
    QVERIFY(RowMatcher::of(many));
    const RowFilter mixed = (textOf("a") && textOf("b")) || textOf("c");
    QCOMPARE(mixed.parts().size(), std::size_t(2));
    QCOMPARE(mixed.parts().front().parts().size(), std::size_t(2));
}

void TestRowMatcher::countsWhatCannotBeDecidedOnlyWhereItMatters()
{
    const QByteArray payload = QByteArray(40, 'a') + '-';
    const RowFilter slow = regexOf("(a+)+$"), sent = RowFilter::direction(Direction::ClientToServer);
    const auto told = [&payload](const RowFilter &filter) {
        return matcherOf(filter).decide(PackedRow::of(text(">", payload)), 41, payload);
    };
    QCOMPARE(told(slow), Truth::Unknown);
    QCOMPARE(told(!slow), Truth::Unknown);
    QCOMPARE(told(slow && sent), Truth::Unknown);
    QCOMPARE(told(slow || sent), Truth::Yes);
    QCOMPARE(told(slow && !sent), Truth::No);
    QCOMPARE(told(slow || textOf("aaa")), Truth::Yes);
}

void TestRowMatcher::saysWhatIsWrong()
{
    const auto broken = RowMatcher::of(RowFilter() && !regexOf("a("));
    QVERIFY(!broken);
    QVERIFY(broken.error().toString().startsWith(QStringLiteral(
        "The regular expression \"a(\" cannot be used: missing closing parenthesis. (character 3) ")));
    RowFilter deep = textOf("a");
    for (int i = 0; i <= RowMatcher::MostLevels; ++i)
        deep = !deep;
    const auto tooDeep = RowMatcher::of(deep);
    QVERIFY(!tooDeep);
    QCOMPARE(tooDeep.error().what, QStringLiteral("The filter is nested more than 200 levels deep."));
}

QTEST_GUILESS_MAIN(TestRowMatcher)
#include "tst_rowmatcher.moc"
