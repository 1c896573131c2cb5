// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/connections.h"
#include "ui/connectiontreemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace framescope;
using namespace framescope::test;

class TestConnectionTreeModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void beginsWithAll();
    void connectionsInOrder();
    void attemptsAreFolded();
    void attemptsOfTwoAtOnce();
    void countersOfTheUnknownAreIgnored();
    void tellsABatchOnce();
    void countsWhatIsOpen();
    void speaks();

private:
    static QString a() { return QStringLiteral("ws://a.example/one"); }
    static QString b() { return QStringLiteral("ws://b.example/two"); }
    // One line a row: name, state; children indented.
    QStringList lines(const QModelIndex &parent = {}) const
    {
        QStringList all;
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            const ConnectionSummary *summary = m_model->summaryAt(index);
            const QString state = summary ? u' ' + connectionwords::state(*summary) : QString();
            all += (parent.isValid() ? QStringLiteral("  ") : QString()) + index.data().toString() + state;
            all += lines(index);
        }
        return all;
    }

    QString text() const { return lines().join(u'\n'); }

    std::unique_ptr<ConnectionTreeModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestConnectionTreeModel::init()
{
    m_tester.reset();
    m_model = std::make_unique<ConnectionTreeModel>([] { return 20'000'000'000; });
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestConnectionTreeModel::beginsWithAll()
{
    QCOMPARE(text(), QStringLiteral("All connections"));
    QVERIFY(m_model->isAll(m_model->allIndex()));
    QCOMPARE(m_model->summaryAt(m_model->allIndex()), nullptr);
    QVERIFY(m_model->connectionsAt(m_model->allIndex()).empty());
    QVERIFY(!m_model->topIndexOf(1).isValid());
}

void TestConnectionTreeModel::connectionsInOrder()
{
    m_model->takeFacts(connectionFacts(1, a(), ReadyState::Connecting));
    m_model->takeFacts(connectionFacts(2, a()));
    m_model->takeFacts(closedFacts(1, a(), 1001));
    QCOMPARE(text(),
        QStringLiteral("All connections\n"
                       "1 a.example/one Closed 1001\n"
                       "2 a.example/one Open"));
    QCOMPARE(m_model->connectionsAt(m_model->topIndexOf(2)), std::vector<ConnectionId>{2});
    QCOMPARE(m_model->attemptsAt(m_model->topIndexOf(2)), 1);
    QVERIFY(!m_model->hasAttempts());
}

void TestConnectionTreeModel::attemptsAreFolded()
{
    m_model->takeFacts(closedFacts(1, a(), 1006));
    m_model->takeFacts(attemptFacts(2, a(), 1, 2));
    QCOMPARE(text(),
        QStringLiteral("All connections\n"
                       "2 a.example/one Connecting\n"
                       "  1 a.example/one Lost (1006)\n"
                       "  2 a.example/one Connecting"));
    m_model->takeFacts(attemptFacts(3, a(), 1, 3));
    QVERIFY(m_model->hasAttempts());
    const QModelIndex row = m_model->topIndexOf(1);
    QCOMPARE(m_model->topIndexOf(3), row);
    QCOMPARE(m_model->attemptsAt(row), 3);
    QCOMPARE(m_model->lastEndedAt(row)->id, 1);
    QVERIFY2(row.data(Qt::ToolTipRole).toString().endsWith(u"3 attempts, last 1006."),
        qPrintable(row.data(Qt::ToolTipRole).toString()));
    QCOMPARE(m_model->connectionsAt(row), (std::vector<ConnectionId>{1, 2, 3}));
    QCOMPARE(m_model->connectionsAt(m_model->index(1, 0, row)), std::vector<ConnectionId>{2});
    QCOMPARE(m_model->rowCount(m_model->index(1, 0, row)), 0);
    QCOMPARE(m_model->connectionCount(), 3);
}

void TestConnectionTreeModel::attemptsOfTwoAtOnce()
{
    m_model->takeFacts(closedFacts(1, a(), 1006));
    m_model->takeFacts(closedFacts(2, a(), 1006));
    m_model->takeFacts(attemptFacts(3, a(), 2, 2));
    m_model->takeFacts(attemptFacts(4, a(), 1, 2));
    m_model->takeFacts(connectionFacts(5, b()));
    QCOMPARE(m_model->connectionsAt(m_model->index(1, 0)), (std::vector<ConnectionId>{1, 4}));
    QCOMPARE(m_model->connectionsAt(m_model->index(2, 0)), (std::vector<ConnectionId>{2, 3}));
    QCOMPARE(m_model->connectionsAt(m_model->index(3, 0)), std::vector<ConnectionId>{5});
}

void TestConnectionTreeModel::countersOfTheUnknownAreIgnored()
{
    AppendBatch batch;
    batch.facts = {connectionFacts(1, a())};
    batch.counters = {connectionCounters(1, 5, 6), connectionCounters(9, 1, 1)};
    m_model->take(batch);
    QCOMPARE(m_model->connectionCount(), 1);
    QCOMPARE(m_model->summaryAt(m_model->topIndexOf(1))->framesIn, 5u);
    // Facts that come later leave the counters alone.
    m_model->takeFacts(closedFacts(1, a(), 1000));
    QCOMPARE(m_model->summaryAt(m_model->topIndexOf(1))->framesOut, 6u);
}

void TestConnectionTreeModel::tellsABatchOnce()
{
    AppendBatch batch;
    for (ConnectionId id = 1; id <= 50; ++id)
        batch.facts.push_back(connectionFacts(id, a()));
    m_model->take(batch);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    AppendBatch next;
    for (const ConnectionId id : {40, 7, 23})
        next.counters.push_back(connectionCounters(id, 1, 1));
    m_model->take(next);
    QCOMPARE(changed.size(), 2); // the row of all, and from 7 to 40
    QCOMPARE(changed.at(1).at(0).toModelIndex(), m_model->topIndexOf(7));
    QCOMPARE(changed.at(1).at(1).toModelIndex(), m_model->topIndexOf(40));
    m_model->take(AppendBatch());
    QCOMPARE(changed.size(), 2);
}

void TestConnectionTreeModel::countsWhatIsOpen()
{
    m_model->takeFacts(connectionFacts(1, a(), ReadyState::Connecting));
    m_model->takeFacts(connectionFacts(2, b()));
    QCOMPARE(m_model->openCount(), 1);
    m_model->takeFacts(connectionFacts(1, a()));
    m_model->takeFacts(connectionFacts(1, a()));
    QCOMPARE(m_model->openCount(), 2);
    m_model->takeFacts(closedFacts(2, b(), 1000));
    QCOMPARE(m_model->openCount(), 1);
}

void TestConnectionTreeModel::speaks()
{
    m_model->takeFacts(connectionFacts(1, a()));
    QCOMPARE(m_model->allIndex().data(Qt::AccessibleTextRole).toString(),
        QStringLiteral("All connections: 1, 1 open."));
    QCOMPARE(m_model->topIndexOf(1).data(Qt::AccessibleTextRole).toString(),
        QStringLiteral("Connection 1, ws://a.example/one. Open, 18 s; 0 frames (0 bytes) in, 0 frames (0 "
                       "bytes) out."));
}

QTEST_GUILESS_MAIN(TestConnectionTreeModel)
#include "tst_connectiontreemodel.moc"
