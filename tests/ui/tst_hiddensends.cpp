// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/rows.h"
#include "ui/hiddensends.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;

namespace {

std::vector<Row> on(ConnectionId connection, std::vector<Row> rows, RowId first = 1)
{
    rows = numbered(std::move(rows), first);
    for (Row &row : rows)
        row.connection = connection;
    return rows;
}

} // namespace

class TestHiddenSends : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysTheNewestThatIsHidden();
    void whatIsShownIsNotSaid();
    void onlyWhatTheUserSent();
    void nothingIsSaidTwice();
};

void TestHiddenSends::saysTheNewestThatIsHidden()
{
    HiddenSends sends;
    const auto sent = sends.take(appended(on(2, {text(">", "a"), text(">", "b"), text("<", "c")})), {1});
    QCOMPARE(sent, std::optional(HiddenSends::Sent{2, 2}));
    QCOMPARE(sent->words(), QStringLiteral("Sent #2 on connection 2, not shown."));
}

void TestHiddenSends::whatIsShownIsNotSaid()
{
    HiddenSends sends;
    QCOMPARE(sends.take(appended(on(2, {text(">", "a")})), {1, 2}), std::nullopt);
    QCOMPARE(sends.take(appended(on(2, {text(">", "a")}, 2)), {}), std::nullopt); // all are shown
}

void TestHiddenSends::onlyWhatTheUserSent()
{
    HiddenSends sends;
    QCOMPARE(sends.take(appended(on(2,
                            {text("<", "a"), frame(Opcode::Pong, ">", "b", RowFlag::Automatic),
                                text(">", "c", RowFlag::Replayed), sentence(RowKind::Note, "d", ">")})),
                 {1}),
        std::nullopt);
}

void TestHiddenSends::nothingIsSaidTwice()
{
    HiddenSends sends;
    auto rows = on(2, {text(">", "a")});
    QVERIFY(sends.take(appended(rows), {1}));
    rows.push_back(on(1, {text("<", "b")}, 2).front());
    QCOMPARE(sends.take(appended(rows), {1}), std::nullopt); // the first is in the tail again
}

QTEST_MAIN(TestHiddenSends)
#include "tst_hiddensends.moc"
