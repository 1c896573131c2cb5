// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ownsettings.h"
#include "ui/composer.h"
#include "ui/detailarea.h"
#include "ui/library.h"
#include "ui/panes.h"
#include "ui/timelinepane.h"

#include <QSplitter>
#include <QTest>

using namespace framescope;
using namespace framescope::test;

// What the panes remember over the end of the program.
class TestPanes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theDetailHasASizeOfItsOwnAtEachPlace();
    void theComposerStaysFolded();
    void aLowWindowFoldsForItselfOnly();
    void theTimelineKeepsItsColumns();
    void aNarrowWindowGivesTheTimelineMore();
    void aWindowThatShrinksGivesTheTimelineMore();

private:
    void start()
    {
        m_panes.reset();
        m_panes = std::make_unique<Panes>([](qint64) {}, [] { return 0; }, *m_library);
        m_panes->resize(1440, 800);
        m_panes->restore();
        m_panes->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panes.get()));
    }
    void startAgain()
    {
        m_panes->save();
        start();
    }
    // The splitter between timeline and detail.
    QSplitter *across() const
    {
        for (auto *splitter : m_panes->findChildren<QSplitter *>()) {
            if (splitter->count() == 2 && splitter->widget(0)->isAncestorOf(m_panes->timeline()))
                if (splitter->widget(1)->isAncestorOf(m_panes->detail()))
                    return splitter;
        }
        return nullptr;
    }

    // As its user does: by the handle. How wide the timeline is then.
    void divide(int width)
    {
        QSplitterHandle *handle = across()->handle(1);
        const QPoint grip = handle->rect().center();
        const QPoint way(width - across()->sizes().first(), 0);
        QTest::mousePress(handle, Qt::LeftButton, {}, grip);
        QTest::mouseMove(handle, grip + way);
        QTest::mouseRelease(handle, Qt::LeftButton, {}, grip);
    }

    OwnSettings m_settings;
    std::unique_ptr<Library> m_library;
    std::unique_ptr<Panes> m_panes;
};

void TestPanes::init()
{
    QSettings().clear();
    m_library = std::make_unique<Library>(Library::usualPath());
    start();
}

void TestPanes::cleanup()
{
    m_panes.reset();
    m_library.reset();
}

void TestPanes::theDetailHasASizeOfItsOwnAtEachPlace()
{
    across()->setSizes({700, 500});
    const QList<int> right = across()->sizes();
    m_panes->setDetailBelow(true);
    QVERIFY(across()->sizes() != right);
    across()->setSizes({200, 400});
    const QList<int> below = across()->sizes();
    m_panes->setDetailBelow(false);
    QCOMPARE(across()->sizes(), right);
    m_panes->setDetailBelow(true);
    QCOMPARE(across()->sizes(), below);
    startAgain();
    QVERIFY(m_panes->isDetailBelow());
    QCOMPARE(across()->sizes(), below);
    m_panes->setDetailBelow(false);
    QCOMPARE(across()->sizes(), right);
}

void TestPanes::theComposerStaysFolded()
{
    m_panes->setLow(false);
    QVERIFY(!m_panes->composer()->isFolded());
    m_panes->setFolded(true);
    startAgain();
    m_panes->setLow(false);
    QVERIFY(m_panes->composer()->isFolded());
    m_panes->setFolded(false);
    startAgain();
    m_panes->setLow(false);
    QVERIFY(!m_panes->composer()->isFolded());
}

void TestPanes::aLowWindowFoldsForItselfOnly()
{
    m_panes->setLow(true);
    QVERIFY(m_panes->composer()->isFolded());
    m_panes->setFolded(false); // by the user, who may
    QVERIFY(!m_panes->composer()->isFolded());
    m_panes->setFolded(true);
    m_panes->setLow(false);
    QVERIFY(!m_panes->composer()->isFolded());
    startAgain();
    m_panes->setLow(false);
    QVERIFY(!m_panes->composer()->isFolded());
}

void TestPanes::theTimelineKeepsItsColumns()
{
    across()->setSizes({1, 2000});
    QCOMPARE(across()->sizes().first(), 580); // all columns, and 200 of preview
}

// Unless the user divided it otherwise.
void TestPanes::aNarrowWindowGivesTheTimelineMore()
{
    m_panes->resize(1024, 600);
    m_panes->setNarrow(true);
    QCOMPARE(across()->sizes().first(), 640);
    divide(590);
    const QList<int> chosen = across()->sizes();
    startAgain();
    m_panes->resize(1024, 600);
    m_panes->setNarrow(true);
    QVERIFY(across()->sizes().first() <= chosen.first());
}

// However it was divided before: what is now too narrow gets as much as it takes for no scroll bar, until it is
// divided again.
void TestPanes::aWindowThatShrinksGivesTheTimelineMore()
{
    m_panes->setNarrow(false);
    divide(600);
    startAgain();
    m_panes->setNarrow(false);
    QCOMPARE(across()->sizes().first(), 600);
    m_panes->resize(1024, 600);
    m_panes->setNarrow(true);
    QCOMPARE(across()->sizes().first(), 640);
    m_panes->resize(1100, 600);
    QVERIFY(across()->sizes().first() >= 640);
    divide(600);
    m_panes->resize(1030, 600);
    QVERIFY(across()->sizes().first() < 640);
}

QTEST_MAIN(TestPanes)
#include "tst_panes.moc"
