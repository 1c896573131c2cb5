// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelinefilter.h"

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

QTEST_GUILESS_MAIN(TestTimelineFilter)
#include "tst_timelinefilter.moc"
