// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// A session file in a window: looked at without a change to it, followed while another records it, and recorded into
// from the moment the user adds something.
#include "core/session/sessionfixture.h"
#include "support/ownsettings.h"
#include "support/scriptedserver.h"
#include "ui/connectionbar.h"
#include "ui/detailarea.h"
#include "ui/filterbar.h"
#include "ui/mainwindow.h"
#include "ui/messagebar.h"
#include "ui/nohits.h"
#include "ui/recoveredcard.h"
#include "ui/statusbar.h"
#include "ui/timelinemodel.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"
#include "ui/urlfield.h"

#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 20'000;

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestRecordedSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void isShownAndNotTouched();
    void connectingRecordsIntoIt();
    void aMarkRecordsIntoIt();
    void whatAnotherRecordsIsFollowed();
    void whatAnotherRecordsCannotBeAddedTo();
    void fragmentsOfALongFileAreMessages();
    void theStartPageOffersWhatWasRecovered();
    void aFilterShowsWhatMatches();
    void aFilterAndFragments();
    void aFilterAndWhatIsRecordedMeanwhile();

private:
    void record(const std::function<void(FrameTeller &in)> &tell)
    {
        const SystemClock clock;
        auto store = valueOf(SessionStore::create(path(), clock));
        ConnectionFacts facts;
        facts.id = store->newConnectionId();
        facts.url = m_server->url();
        facts.readyState = ReadyState::Closed;
        facts.openedNs = facts.startedNs = clock.monotonicNs();
        Recorder recorder(store->journal(), facts.id);
        FrameTeller in(recorder, Direction::ServerToClient);
        in.timeNs = clock.monotonicNs();
        store->journal().connectionFacts(facts);
        tell(in);
        check(store->finish());
    }
    void show()
    {
        auto opened = LiveSession::open(path());
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().toString()));
        m_session = std::move(opened).value();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    template <typename Widget>
    Widget *find() const
    {
        return m_window->findChild<Widget *>();
    }
    QList<RowId> rows() const
    {
        QList<RowId> ids;
        for (int row = 0; row < find<TimelineModel>()->rowCount(); ++row)
            ids += find<TimelineModel>()->idOf(row);
        return ids;
    }
    RowId lastId() const { return find<TimelineModel>()->lastId(); }
    BadgeState state() const { return find<ConnectionBar>()->state(); }
    QString status() const { return find<StatusBar>()->text(); }
    QString path() const { return m_folder->path(); }

    OwnSettings m_settings;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<SessionFolder> m_folder;
    std::unique_ptr<LiveSession> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void TestRecordedSession::init()
{
    m_folder = std::make_unique<SessionFolder>();
    m_server = std::make_unique<ScriptedServer>(Script().accept().text("live").awaitClose());
}

void TestRecordedSession::cleanup()
{
    m_window.reset();
    m_session.reset();
    m_server.reset();
    m_folder.reset();
}

void TestRecordedSession::isShownAndNotTouched()
{
    record([](FrameTeller &in) {
        in.message(Opcode::Text, "first");
        in.message(Opcode::Binary, "second");
    });
    const QByteArray before = contents(path());
    show();
    QTRY_COMPARE_WITH_TIMEOUT(lastId(), 2, Patience);
    QCOMPARE(state(), BadgeState::Recorded);
    QTRY_COMPARE(find<UrlField>()->text(), m_server->url());
    QCOMPARE(m_window->windowTitle(), u"s.framescope - Framescope"_s);
    QVERIFY2(status().startsWith(u"FILE 2 rows"), qPrintable(status()));
    QVERIFY(!status().contains(u"buffered"));
    QVERIFY(find<MessageBar>()->isHidden());
    find<TimelineView>()->setCurrentIndex(find<TimelineModel>()->index(1, 0));
    QTRY_VERIFY(find<DetailArea>()->row() == 2);
    m_window.reset();
    m_session.reset();
    QCOMPARE(m_folder->files(), QStringList{u"s.framescope"_s});
    QCOMPARE(contents(path()), before);
}

// The time line goes on: nothing that is added seems older than what was there.
void TestRecordedSession::connectingRecordsIntoIt()
{
    record([](FrameTeller &in) { in.message(Opcode::Text, "first"); });
    show();
    QTRY_COMPARE_WITH_TIMEOUT(find<UrlField>()->text(), m_server->url(), Patience);
    QTest::keyClick(find<UrlField>(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(state(), BadgeState::Open, Patience);
    QVERIFY2(status().startsWith(u"REC "), qPrintable(status()));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->counters().framesIn == 1, Patience);
    QCOMPARE(m_session->current(), 2);
    m_window.reset();
    m_session.reset();

    QCOMPARE(m_folder->files(), QStringList{u"s.framescope"_s});
    const auto reader = valueOf(SessionReader::open(path()));
    const auto rows = valueOf(reader->rows(1, 100));
    QCOMPARE(rows[0].preview, "first");
    QVERIFY(rows.size() > 2);
    QVERIFY(std::is_sorted(rows.begin(), rows.end(),
        [](const Row &left, const Row &right) { return left.timeNs < right.timeNs; }));
    constexpr qint64 minuteNs = 60'000'000'000;
    QVERIFY(rows.back().timeNs - rows.front().timeNs < minuteNs);
    QCOMPARE(valueOf(reader->connections()).size(), 2U);
}

void TestRecordedSession::aMarkRecordsIntoIt()
{
    record([](FrameTeller &in) { in.message(Opcode::Text, "first"); });
    show();
    QTRY_COMPARE_WITH_TIMEOUT(lastId(), 1, Patience);
    m_session->mark(u"here"_s);
    QTRY_COMPARE_WITH_TIMEOUT(lastId(), 2, Patience);
    m_session->annotate(1, 3, u"look"_s);
    QTRY_VERIFY_WITH_TIMEOUT(find<TimelineModel>()->annotations().of(1), Patience);
    QCOMPARE(state(), BadgeState::Closed);
}

void TestRecordedSession::whatAnotherRecordsIsFollowed()
{
    const SystemClock clock;
    const auto store = valueOf(SessionStore::create(path(), clock));
    Recorder recorder(store->journal(), store->newConnectionId());
    FrameTeller in(recorder, Direction::ServerToClient);
    in.message(Opcode::Text, "first");
    store->flush();
    show();
    QTRY_COMPARE_WITH_TIMEOUT(lastId(), 1, Patience);
    in.message(Opcode::Text, "second");
    QTRY_COMPARE_WITH_TIMEOUT(lastId(), 2, Patience);
    QCOMPARE(state(), BadgeState::Recorded);
}

void TestRecordedSession::whatAnotherRecordsCannotBeAddedTo()
{
    const SystemClock clock;
    const auto store = valueOf(SessionStore::create(path(), clock));
    Recorder recorder(store->journal(), store->newConnectionId());
    FrameTeller in(recorder, Direction::ServerToClient);
    in.message(Opcode::Text, "first");
    store->flush();
    show();
    QTRY_COMPARE_WITH_TIMEOUT(lastId(), 1, Patience);
    QTest::keyClicks(find<UrlField>(), m_server->url());
    QTest::keyClick(find<UrlField>(), Qt::Key_Return);
    auto *message = find<MessageBar>();
    QTRY_VERIFY_WITH_TIMEOUT(!message->isHidden(), Patience);
    QVERIFY2(message->text().contains(u"another"), qPrintable(message->text()));
    QCOMPARE(state(), BadgeState::Recorded);
    in.message(Opcode::Text, "second"); // and it goes on being followed
    QTRY_COMPARE_WITH_TIMEOUT(lastId(), 2, Patience);
}

// They become known when the end of the log is shown already.
void TestRecordedSession::fragmentsOfALongFileAreMessages()
{
    constexpr int many = 500'001;
    record([](FrameTeller &in) {
        in.fragments(Opcode::Text, {"a", "b", "c"});
        for (int i = 0; i < many; ++i)
            in.control(Opcode::Ping, {});
    });
    show();
    QTRY_COMPARE_WITH_TIMEOUT(lastId(), many + 3, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(find<TimelineModel>()->rowCount(), many + 1, Patience);
}

// A window in which nothing happened makes room for it.
void TestRecordedSession::theStartPageOffersWhatWasRecovered()
{
    record([](FrameTeller &in) { in.message(Opcode::Text, "first"); });
    m_session = valueOf(LiveSession::create(m_folder->path(u"new.framescope"_s)));
    m_window = std::make_unique<MainWindow>(*m_session);
    m_window->show();
    QStringList opened;
    m_window->setSessionWindow([&opened](const QString &file) -> Result<void> {
        opened += file;
        return Done{};
    });
    m_window->setRecovered({{path(), QDateTime::currentDateTime(), 1}});
    auto *card = find<RecoveredCard>();
    QVERIFY(card->isVisible());
    QTest::mouseClick(card->findChild<QPushButton *>(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(opened, QStringList{path()}, Patience);
    QTRY_VERIFY(m_window->isHidden());
}

void TestRecordedSession::aFilterShowsWhatMatches()
{
    record([](FrameTeller &in) {
        for (const char *text : {"apple", "pear", "apple pie", "plum"})
            in.message(Opcode::Text, text);
    });
    show();
    QTRY_COMPARE_WITH_TIMEOUT(rows(), QList<RowId>({1, 2, 3, 4}), Patience);
    find<TimelinePane>()->setCurrentRow(3);
    QTest::keySequence(m_window.get(), QKeySequence::Find);
    auto *text = find<FilterBar>()->findChild<QLineEdit *>();
    QVERIFY(text->hasFocus());
    QTest::keyClicks(text, u"apple"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rows(), QList<RowId>({1, 3}), Patience);
    QCOMPARE(find<FilterBar>()->countText(), u"2 of 4"_s);
    QCOMPARE(find<TimelinePane>()->currentRow(), 3); // is chosen still

    text->selectAll();
    QTest::keyClicks(text, u"cherry"_s);
    QTRY_VERIFY_WITH_TIMEOUT(find<NoHits>()->isVisible(), Patience);
    QTest::mouseClick(find<NoHits>()->findChild<QPushButton *>(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(rows(), QList<RowId>({1, 2, 3, 4}), Patience);
    QVERIFY(find<NoHits>()->isHidden());
    QCOMPARE(find<TimelinePane>()->currentRow(), 3); // as before it was hidden
}

// A message is one row, found by what is in any of its frames.
void TestRecordedSession::aFilterAndFragments()
{
    record([](FrameTeller &in) {
        in.message(Opcode::Text, "pear");
        in.fragments(Opcode::Text, {"an ap", "ple", " pie"});
    });
    show();
    QTRY_COMPARE_WITH_TIMEOUT(rows(), QList<RowId>({1, 4}), Patience);
    QTest::keyClicks(find<FilterBar>()->findChild<QLineEdit *>(), u"apple"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rows(), QList<RowId>{4}, Patience);
    find<TimelinePane>()->setFrames(true);
    QTRY_COMPARE_WITH_TIMEOUT(rows(), QList<RowId>({2, 3, 4}), Patience);
    find<TimelinePane>()->setFrames(false);
}

void TestRecordedSession::aFilterAndWhatIsRecordedMeanwhile()
{
    record([](FrameTeller &in) { in.message(Opcode::Text, "apple"); });
    m_server = std::make_unique<ScriptedServer>(Script()
                                                    .accept()
                                                    .text("pear")
                                                    .text("apple pie")
                                                    .bytes("\x01\x05"
                                                           "an ap")
                                                    .bytes("\x80\x03"
                                                           "ple")
                                                    .awaitClose());
    show();
    QTRY_COMPARE_WITH_TIMEOUT(rows(), QList<RowId>{1}, Patience);
    QTest::keyClicks(find<FilterBar>()->findChild<QLineEdit *>(), u"apple"_s);
    const TimelineFilter &filter = find<TimelinePane>()->filtered();
    QTRY_VERIFY_WITH_TIMEOUT(filter.isActive() && filter.isDone(), Patience);
    m_window->connectTo(m_server->url());
    QTRY_VERIFY_WITH_TIMEOUT(lastId() >= 9 && rows().size() == 3, Patience);
    QCOMPARE(rows().first(), 1);
}

QTEST_MAIN(TestRecordedSession)
#include "tst_recordedsession.moc"
