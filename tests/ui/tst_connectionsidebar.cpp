// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/connections.h"
#include "support/worktimer.h"
#include "ui/connectionsidebar.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace framescope;
using namespace framescope::test;

class TestConnectionSidebar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void beginsWithAll();
    void clickChooses();
    void severalTogether();
    void attemptsAreChosenWithTheirConnection();
    void aNewAttemptIsChosenToo();
    void choosesByNumber();
    void foldsOnlyWhereThereIsSomething();
    void tenThousandStaySmooth();

private:
    void add(const ConnectionFacts &facts)
    {
        AppendBatch batch;
        batch.facts.push_back(facts);
        m_bar->take(batch);
    }
    void click(const QModelIndex &index, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, modifiers, view()->visualRect(index).center());
    }
    QTreeView *view() const { return m_bar->view(); }
    ConnectionTreeModel *model() const { return m_bar->model(); }
    static QString url() { return QStringLiteral("ws://a.example/feed"); }

    using Chosen = ConnectionSidebar::Chosen;
    std::unique_ptr<ConnectionSidebar> m_bar;
};

void TestConnectionSidebar::init()
{
    m_bar = std::make_unique<ConnectionSidebar>([] { return 20'000'000'000; });
    m_bar->resize(ConnectionSidebar::Width, 600);
    m_bar->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_bar.get()));
}

void TestConnectionSidebar::beginsWithAll()
{
    QCOMPARE(m_bar->chosen(), Chosen{});
    QVERIFY(view()->selectionModel()->isSelected(model()->allIndex()));
}

void TestConnectionSidebar::clickChooses()
{
    add(connectionFacts(1, url()));
    add(connectionFacts(2, url()));
    QSignalSpy changed(m_bar.get(), &ConnectionSidebar::chosenChanged);
    click(model()->topIndexOf(2));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_bar->chosen(), Chosen{2});
    add(closedFacts(2, url(), 1000)); // what happens to it changes no choice
    QCOMPARE(changed.size(), 1);
    click(model()->allIndex());
    QCOMPARE(m_bar->chosen(), Chosen{});
    QCOMPARE(changed.size(), 2);
}

void TestConnectionSidebar::severalTogether()
{
    for (ConnectionId id = 1; id <= 3; ++id)
        add(connectionFacts(id, url()));
    click(model()->topIndexOf(3));
    click(model()->topIndexOf(1), Qt::ControlModifier);
    QCOMPARE(m_bar->chosen(), (Chosen{1, 3}));
    // With the row of all among them, it is all.
    click(model()->allIndex(), Qt::ControlModifier);
    QCOMPARE(m_bar->chosen(), Chosen{});
}

void TestConnectionSidebar::attemptsAreChosenWithTheirConnection()
{
    add(closedFacts(1, url(), 1006));
    add(attemptFacts(2, url(), 1, 2));
    click(model()->topIndexOf(1));
    QCOMPARE(m_bar->chosen(), (Chosen{1, 2}));
    view()->expandAll();
    const QModelIndex first = model()->index(0, 0, model()->topIndexOf(1));
    click(first, Qt::ControlModifier);
    QCOMPARE(m_bar->chosen(), (Chosen{1, 2})); // each once
    click(first);
    QCOMPARE(m_bar->chosen(), Chosen{1});
}

void TestConnectionSidebar::aNewAttemptIsChosenToo()
{
    add(closedFacts(1, url(), 1006));
    click(model()->topIndexOf(1));
    QSignalSpy changed(m_bar.get(), &ConnectionSidebar::chosenChanged);
    add(attemptFacts(2, url(), 1, 2));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_bar->chosen(), (Chosen{1, 2}));
}

void TestConnectionSidebar::choosesByNumber()
{
    for (ConnectionId id = 1; id <= 100; ++id)
        add(connectionFacts(id, url()));
    m_bar->choose(90);
    QCOMPARE(m_bar->chosen(), Chosen{90});
    QVERIFY(view()->viewport()->rect().contains(view()->visualRect(model()->topIndexOf(90)).center()));
    m_bar->choose(777); // nobody knows it
    QCOMPARE(m_bar->chosen(), Chosen{90});
    m_bar->choose(0);
    QCOMPARE(m_bar->chosen(), Chosen{});
}

void TestConnectionSidebar::foldsOnlyWhereThereIsSomething()
{
    add(connectionFacts(1, url()));
    QVERIFY(!view()->rootIsDecorated());
    add(attemptFacts(2, url(), 1, 2));
    QVERIFY(view()->rootIsDecorated());
    QVERIFY(!view()->isExpanded(model()->topIndexOf(1)));
}

// One more connection among ten thousand, and news of all of them, each with its picture: less than a
// frame of 60 Hz in processor time of this thread (figures of a release build in ui/README.md).
void TestConnectionSidebar::tenThousandStaySmooth()
{
    constexpr ConnectionId Many = 10'000;
    AppendBatch begin;
    for (ConnectionId id = 1; id <= Many; ++id)
        begin.facts.push_back(connectionFacts(id, url()));
    m_bar->take(begin);
    view()->verticalScrollBar()->setValue(view()->verticalScrollBar()->maximum());
    m_bar->grab();
    std::vector<double> spent;
    for (ConnectionId more = 1; more <= 9; ++more) {
        const WorkTimer timer;
        add(connectionFacts(Many + more, url()));
        m_bar->grab();
        spent.push_back(timer.ms());
    }
    std::sort(spent.begin(), spent.end());
    // Builds with sanitizers or coverage are several times slower than the program.
    QVERIFY2(spent[4] < 64, qPrintable(QStringLiteral("%1 ms").arg(spent[4])));
    QCOMPARE(model()->rowCount(), Many + 9 + 1);
}

QTEST_MAIN(TestConnectionSidebar)
#include "tst_connectionsidebar.moc"
