// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/findbar.h"
#include "ui/timelinefind.h"

#include "core/session/sessionfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 20'000;

} // namespace

// A filter over a session that is being recorded.
class TestTimelineFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whatIsThereIsFound();
    void whatComesLaterIsFoundToo();
    void theNewestFilterCounts();
    void whatCannotBeRunIsRefused();
    void findWalksThroughWhatIsShown();

private:
    QList<RowId> found() const
    {
        QList<RowId> ids;
        for (quint32 i = 0; i < m_rows->rows().size(); ++i)
            ids += m_rows->rows().at(i);
        return ids;
    }
    // Rows so far, as a batch of the store would tell.
    void grow(RowId lastId)
    {
        AppendBatch batch;
        batch.lastId = lastId;
        m_rows->take(batch);
    }
    bool isDone() const { return m_rows->isDone(); }

    std::unique_ptr<SessionFolder> m_folder;
    StandingClock m_clock;
    std::unique_ptr<SessionStore> m_store;
    std::unique_ptr<Recorder> m_recorder;
    std::unique_ptr<FrameTeller> m_in;
    std::unique_ptr<TimelineFilter> m_rows;
};

void TestTimelineFilter::init()
{
    m_folder = std::make_unique<SessionFolder>();
    m_store = valueOf(SessionStore::create(m_folder->path(), m_clock));
    m_recorder = std::make_unique<Recorder>(m_store->journal(), m_store->newConnectionId());
    m_in = std::make_unique<FrameTeller>(*m_recorder, Direction::ServerToClient);
    m_rows = std::make_unique<TimelineFilter>();
    m_rows->setSession(m_folder->path(), [this] { return m_store->commitPublished(); });
}

void TestTimelineFilter::cleanup()
{
    m_rows.reset();
    m_in.reset();
    m_recorder.reset();
    m_store.reset();
}

void TestTimelineFilter::whatIsThereIsFound()
{
    for (const char *text : {"apple", "pear", "Apple pie"})
        m_in->message(Opcode::Text, text);
    grow(3);
    QSignalSpy began(m_rows.get(), &TimelineFilter::found);
    m_rows->start(RowFilter::text(u"apple"_s));
    QVERIFY(began.wait(Patience));
    QTRY_VERIFY_WITH_TIMEOUT(isDone(), Patience);
    QCOMPARE(found(), QList<RowId>({1, 3}));
    m_rows->stop();
    QVERIFY(!m_rows->isActive());
    QVERIFY(found().isEmpty());
}

void TestTimelineFilter::whatComesLaterIsFoundToo()
{
    m_in->message(Opcode::Text, "apple");
    grow(1);
    m_rows->start(RowFilter::text(u"apple"_s));
    QTRY_COMPARE_WITH_TIMEOUT(found(), QList<RowId>{1}, Patience);
    QSignalSpy grown(m_rows.get(), &TimelineFilter::grown);
    for (RowId id = 2; id <= 200; ++id) {
        m_in->message(Opcode::Text, id % 2 == 0 ? "pear" : "apple");
        grow(id); // also while the one before is looked at
    }
    QTRY_VERIFY_WITH_TIMEOUT(isDone(), Patience);
    QCOMPARE(found().size(), 100);
    QVERIFY(!grown.isEmpty());
}

void TestTimelineFilter::theNewestFilterCounts()
{
    for (int i = 0; i < 20'000; ++i)
        m_in->message(Opcode::Text, "apple");
    m_in->message(Opcode::Text, "pear");
    grow(20'001);
    for (int i = 0; i < 20; ++i)
        m_rows->start(RowFilter::text(u"apple"_s));
    m_rows->start(RowFilter::text(u"pear"_s));
    QTRY_VERIFY_WITH_TIMEOUT(isDone(), Patience);
    QCOMPARE(found(), QList<RowId>{20'001});
}

void TestTimelineFilter::whatCannotBeRunIsRefused()
{
    m_in->message(Opcode::Text, "apple");
    grow(1);
    m_rows->start(RowFilter::text(u"apple"_s));
    QTRY_COMPARE_WITH_TIMEOUT(found(), QList<RowId>{1}, Patience);
    QSignalSpy refused(m_rows.get(), &TimelineFilter::refused);
    m_rows->start(RowFilter::regex(u"app(le"_s));
    QCOMPARE(refused.size(), 1);
    QCOMPARE(found(), QList<RowId>{1}); // what was found before stays
}

// Hits are counted as the timeline shows them: a message once, nothing that is hidden.
void TestTimelineFilter::findWalksThroughWhatIsShown()
{
    FindBar bar;
    RowId current = 2;
    TimelineFind find(bar, [&current] { return current; });
    find.setSession(m_folder->path(), [this] { return m_store->commitPublished(); });
    connect(&find, &TimelineFind::chosen, this, [&current](RowId id) { current = id; });
    m_in->message(Opcode::Text, "apple"); // 1
    m_in->message(Opcode::Text, "pear");  // 2
    for (int i = 0; i < 3; ++i)
        m_in->message(Opcode::Text, "an apple"); // 3 to 5: told below as if they were fragments of one
    m_in->message(Opcode::Text, "Apple pie");    // 6
    AppendBatch batch;
    batch.lastId = 6;
    batch.superseded = {{3, 4}, {4, 5}};
    find.take(batch);

    find.step(1); // opens it
    QVERIFY(find.isOpen());
    bar.setNeedle(u"apple"_s);
    QTRY_COMPARE(bar.countText(), u"2 of 3"_s); // from the current row on
    QCOMPARE(current, 5);
    find.step(1);
    QCOMPARE(current, 6);
    find.step(1);
    QCOMPARE(current, 1);
    find.step(-1);
    QCOMPARE(current, 6);
    find.showAs(ShownRows::As::Frames);
    QTRY_COMPARE(bar.countText(), u"5 of 5"_s);
    find.setFloor(1);
    QTRY_COMPARE(bar.countText(), u"4 of 4"_s);
    find.setScope(RowFilter::text(u"pie"_s));
    QTRY_COMPARE(bar.countText(), u"1 of 1"_s);
    bar.setNeedle(u"plum"_s);
    QTRY_COMPARE(bar.countText(), u"None"_s);
    find.step(1);
    QCOMPARE(current, 6);
    find.setScope({});
    QTRY_COMPARE(bar.countText(), u"None"_s);
    m_in->message(Opcode::Text, "plum"); // 7
    AppendBatch later;
    later.lastId = 7;
    find.take(later);
    QTRY_COMPARE(bar.countText(), u"1 hit"_s);
    QCOMPARE(current, 6); // what comes later moves nothing
    find.step(1);
    QCOMPARE(current, 7);
    QCOMPARE(bar.countText(), u"1 of 1"_s);
    QVERIFY(find.close());
    QVERIFY(!find.close());
}

QTEST_MAIN(TestTimelineFilter)
#include "tst_timelinefilter.moc"
