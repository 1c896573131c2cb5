// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "ui/chosenrows.h"

#include <QSignalSpy>
#include <QTest>

#include <map>

using namespace framescope;

class TestChosenRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void allAtFirst();
    void oneConnection();
    void severalInOrder();
    void marksBelongToEveryChoice();
    void growsWithTheChosenOnly();
    void oneThatHasNoRowsYet();
    void manyComeFromAnotherThread();
    void changesItsMindMeanwhile();
    void messagesOfTheWholeLog();
    void messagesOfOne();
    void fragmentsThatComeMeanwhile();

private:
    // The log: rows [1, n] by turns of these connections.
    void log(const std::vector<ConnectionId> &connections)
    {
        std::map<ConnectionId, bool> changed;
        for (const ConnectionId id : connections) {
            m_log[id].append(++m_last);
            changed[id] = true;
        }
        std::vector<ConnectionRows> rows;
        for (const auto &[id, is] : changed)
            rows.push_back({id, m_log[id].soFar()});
        m_rows->take(rows);
    }
    std::vector<RowId> shown() const
    {
        std::vector<RowId> ids;
        for (quint32 i = 0; i < m_rows->rows()->size(); ++i)
            ids.push_back(m_rows->rows()->at(i));
        return ids;
    }

    using Ids = std::vector<RowId>;
    std::map<ConnectionId, GrowingRowNumbers> m_log;
    RowId m_last = 0;
    std::unique_ptr<ChosenRows> m_rows;
};

void TestChosenRows::init()
{
    m_log.clear();
    m_last = 0;
    m_rows = std::make_unique<ChosenRows>();
}

void TestChosenRows::allAtFirst()
{
    log({1, 2});
    QVERIFY(!m_rows->rows());
    QSignalSpy chosen(m_rows.get(), &ChosenRows::chosen);
    m_rows->choose({});
    QCOMPARE(chosen.size(), 0);
}

void TestChosenRows::oneConnection()
{
    log({1, 2, 2, 1});
    QSignalSpy chosen(m_rows.get(), &ChosenRows::chosen);
    m_rows->choose({2});
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(shown(), (Ids{2, 3}));
    m_rows->choose({});
    QCOMPARE(chosen.size(), 2);
    QVERIFY(!m_rows->rows());
}

void TestChosenRows::severalInOrder()
{
    log({1, 2, 3, 3, 2, 1});
    m_rows->choose({3, 1});
    QCOMPARE(m_rows->connections(), (std::vector<ConnectionId>{1, 3}));
    QCOMPARE(shown(), (Ids{1, 3, 4, 6}));
}

void TestChosenRows::marksBelongToEveryChoice()
{
    log({1, 2, 0, 1});
    m_rows->choose({2});
    QCOMPARE(shown(), (Ids{2, 3}));
    log({1, 0});
    QCOMPARE(shown(), (Ids{2, 3, 6}));
}

void TestChosenRows::growsWithTheChosenOnly()
{
    log({1, 2});
    m_rows->choose({1});
    QSignalSpy grown(m_rows.get(), &ChosenRows::grown);
    log({2, 2});
    QCOMPARE(grown.size(), 0);
    log({2, 1});
    QCOMPARE(grown.size(), 1);
    QCOMPARE(shown(), (Ids{1, 6}));
}

void TestChosenRows::oneThatHasNoRowsYet()
{
    log({1});
    m_rows->choose({2});
    QVERIFY(m_rows->rows());
    QCOMPARE(shown(), Ids{});
    log({2, 1});
    QCOMPARE(shown(), Ids{2});
}

void TestChosenRows::manyComeFromAnotherThread()
{
    std::vector<ConnectionId> many;
    for (quint64 i = 0; i <= ChosenRows::AtOnce; ++i)
        many.push_back(1);
    log(many);
    log({2});
    m_rows->choose({2});
    m_rows->choose({1, 2});
    QVERIFY(m_rows->isBusy());
    QCOMPARE(shown().size(), 1u); // what was shown stays until then
    log({2, 3, 2});
    QTRY_VERIFY(!m_rows->isBusy());
    QCOMPARE(m_rows->rows()->size(), ChosenRows::AtOnce + 1 + 3);
    QCOMPARE(m_rows->rows()->at(m_rows->rows()->size() - 1), m_last);
}

void TestChosenRows::changesItsMindMeanwhile()
{
    log(std::vector<ConnectionId>(ChosenRows::AtOnce + 1, 1));
    log({2});
    m_rows->choose({1});
    QVERIFY(m_rows->isBusy());
    m_rows->choose({2});
    QVERIFY(!m_rows->isBusy());
    QCOMPARE(shown(), Ids{m_last});
    QSignalSpy chosen(m_rows.get(), &ChosenRows::chosen);
    m_rows->choose({});
    QCOMPARE(chosen.size(), 1);
}

namespace {

std::vector<RowId> idsOf(const ShownRows &rows)
{
    std::vector<RowId> ids;
    for (int row = 0; row < rows.count(); ++row)
        ids.push_back(rows.idOf(row));
    return ids;
}

} // namespace

void TestChosenRows::messagesOfTheWholeLog()
{
    log({1, 1, 1, 1});
    m_rows->take({}, {{1, 3}});
    m_rows->showAs(ShownRows::As::Messages);
    ShownRows shown = m_rows->shown();
    shown.growLog(4);
    QCOMPARE(idsOf(shown), (Ids{2, 3, 4}));
    m_rows->showAs(ShownRows::As::Frames);
    shown = m_rows->shown();
    shown.growLog(4);
    QCOMPARE(shown.count(), 4);
}

void TestChosenRows::messagesOfOne()
{
    m_rows->showAs(ShownRows::As::Messages);
    log({1, 2, 1, 2, 2});
    m_rows->take({}, {{1, 3}, {2, 4}});
    m_rows->choose({2});
    QCOMPARE(idsOf(m_rows->shown()), (Ids{4, 5}));
    QList<std::vector<quint32>> gaps;
    connect(m_rows.get(), &ChosenRows::grown, this, [&](const std::vector<quint32> &more) { gaps += more; });
    m_log[2].append(++m_last);
    m_log[1].append(++m_last);
    m_rows->take({{1, m_log[1].soFar()}, {2, m_log[2].soFar()}}, {{5, 6}, {3, 7}});
    QCOMPARE(gaps.size(), 1);
    QCOMPARE(gaps.first(), std::vector<quint32>{2}); // where row 5 stood
    QCOMPARE(idsOf(m_rows->shown()), (Ids{4, 6}));
    m_rows->showAs(ShownRows::As::Frames);
    QCOMPARE(idsOf(m_rows->shown()), (Ids{2, 4, 5, 6}));
}

void TestChosenRows::fragmentsThatComeMeanwhile()
{
    m_rows->showAs(ShownRows::As::Messages);
    std::vector<ConnectionId> many(ChosenRows::AtOnce + 1, 1);
    log(many);
    m_rows->take({}, {{1, 2}});
    m_rows->choose({1});
    QVERIFY(m_rows->isBusy());
    const RowId last = m_last;
    m_log[1].append(++m_last);
    m_rows->take({{1, m_log[1].soFar()}}, {{last, m_last}});
    QTRY_VERIFY(!m_rows->isBusy());
    QCOMPARE(m_rows->shown().count(), int(m_last) - 2);
    QCOMPARE(m_rows->shown().rowOf(1), -1);
    QCOMPARE(m_rows->shown().rowOf(last), -1);
}

QTEST_GUILESS_MAIN(TestChosenRows)
#include "tst_chosenrows.moc"
