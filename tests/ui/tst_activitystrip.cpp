// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// The strip over the timeline that tells how much happened when: where it has what, that it counts the rows shown and
// no others, and what it does to the rows.
#include "core/analysis/randomsession.h"
#include "support/ownsettings.h"
#include "ui/activitycontrol.h"
#include "ui/activitystrip.h"
#include "ui/filterbar.h"
#include "ui/look.h"
#include "ui/mainmenu.h"
#include "ui/mainwindow.h"
#include "ui/timelineactivity.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "support/patience.h"

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

namespace {

using Bucket = ActivityHistogram::Bucket;
using Of = ActivityGeometry::Of;

constexpr qint64 Ms = 1'000'000;
constexpr qint64 Second = 1000 * Ms;

PackedRow frameAt(qint64 timeNs, Direction direction = Direction::ServerToClient, quint32 size = 10)
{
    Row row;
    row.id = row.message = 1;
    row.direction = direction;
    row.timeNs = timeNs;
    row.payloadSize = size;
    row.flags = RowFlag::EndsMessage;
    row.header.opcode = Opcode::Text;
    return PackedRow::of(row);
}

PackedRow eventAt(qint64 timeNs, RowKind kind)
{
    PackedRow row = frameAt(timeNs);
    row.facts = (row.facts & ~7U) | quint32(kind);
    return row;
}

ActivityHistogram histogramOf(const std::vector<PackedRow> &rows)
{
    ActivityHistogram histogram;
    for (const PackedRow &row : rows)
        histogram.add(row);
    return histogram;
}

ActivityHistogram eachSecond(int count)
{
    std::vector<PackedRow> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back(frameAt(i * Second));
    return histogramOf(rows);
}

const QRect Area(60, 0, 600, 43);

Bucket shownIn(const ActivityGeometry &geometry)
{
    Bucket shown;
    for (int i = 0; i < geometry.count(); ++i)
        shown += geometry.column(i).shown;
    return shown;
}

// For a look by eye: pictures are kept if FRAMESCOPE_PICTURES names a folder.
void keepPicture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("FRAMESCOPE_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(widget.grab().save(folder + u'/' + name + u".png"_s));
}

} // namespace

class TestActivityStrip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void columnsShareTheWidth();
    void fewColumnsStayNarrow();
    void heightsAreOfAllRows();
    void marksDoNotCoverEachOther();
    void aTimeHasItsPlaceAndAPlaceItsTime();
    void timesMayBeAnything();

    void countsTheRowsShown();
    void countsAreInStepWithEveryChoice();
    void nothingIsCountedWhileItIsHidden();

    void aDragShowsATimeOnly();
    void theTimeIsTakenAway();
    void aClickGoesToARow();
    void theKeyboardChooses();
    void wordsSayWhatHappened();
    void aLowWindowHasNone();
    void isRememberedAsItWas();
    void picture_data();
    void picture();

private:
    // A minute of traffic, with bursts, two broken rules and an error.
    void recordMinute();
    // A window that shows all of it.
    void open();
    template <typename Widget>
    Widget *find() const
    {
        return m_window->findChild<Widget *>();
    }
    ActivityStrip *strip() const { return find<ActivityStrip>(); }
    const ActivityGeometry &geometry() const { return strip()->geometryOfColumns(); }
    const TimelineModel &model() const { return *find<TimelineModel>(); }
    FilterBar *filter() const { return find<FilterBar>(); }
    QToolButton *span() const
    {
        for (auto *button : filter()->findChildren<QToolButton *>()) {
            if (button->toolButtonStyle() == Qt::ToolButtonTextBesideIcon)
                return button;
        }
        return nullptr;
    }
    Bucket shown() const { return shownIn(geometry()); }
    // Every row is counted.
    void awaitAll()
    {
        QTRY_COMPARE(shown().rows(), quint64(m_rows));
        QTRY_COMPARE(model().rowCount(), m_rows);
    }
    QPoint middleOf(int column) const { return geometry().rectOf(column).center(); }
    void drag(int from, int to)
    {
        QTest::mousePress(strip(), Qt::LeftButton, {}, middleOf(from));
        QTest::mouseMove(strip(), (middleOf(from) + middleOf(to)) / 2);
        QTest::mouseMove(strip(), middleOf(to));
        QTest::mouseRelease(strip(), Qt::LeftButton, {}, middleOf(to));
    }

    OwnSettings m_settings;
    const SessionFolder m_folder;
    std::unique_ptr<LiveSession> m_session;
    std::unique_ptr<MainWindow> m_window;
    int m_rows = 0;
};

void TestActivityStrip::initTestCase()
{
    recordMinute();
}

void TestActivityStrip::cleanupTestCase()
{
    m_window.reset();
    m_session.reset();
}

void TestActivityStrip::columnsShareTheWidth()
{
    const ActivityHistogram all = eachSecond(100);
    const ActivityGeometry geometry(all, all, Area);
    QVERIFY(geometry.count() > 100 && geometry.count() <= 200);
    int x = Area.left();
    quint64 rows = 0;
    for (int i = 0; i < geometry.count(); ++i) {
        QCOMPARE(geometry.rectOf(i).left(), x);
        QVERIFY(geometry.rectOf(i).width() >= ActivityGeometry::NarrowestColumn);
        QVERIFY(geometry.rectOf(i).width() <= ActivityGeometry::WidestColumn);
        QCOMPARE(geometry.columnAt(x), i);
        x = geometry.rectOf(i).right() + 1;
        QCOMPARE(geometry.columnAt(x - 1), i);
        rows += geometry.column(i).all.rows();
    }
    QCOMPARE(x, Area.right() + 1);
    QCOMPARE(rows, quint64(100));
    QCOMPARE(geometry.columnAt(-5), 0);
    QCOMPARE(geometry.columnAt(5000), geometry.count() - 1);
}

void TestActivityStrip::fewColumnsStayNarrow()
{
    const ActivityHistogram all = histogramOf({frameAt(0), frameAt(2 * Ms)});
    const ActivityGeometry geometry(all, all, Area);
    QCOMPARE(geometry.count(), 2);
    QCOMPARE(geometry.rectOf(1).right() + 1, Area.left() + 2 * ActivityGeometry::WidestColumn);
    QCOMPARE(ActivityGeometry({}, {}, Area).columnAt(100), -1);
    QCOMPARE(ActivityGeometry(all, all, QRect(0, 0, 2, 43)).count(), 0);
}

// What is shown is a part of all: their bars have one measure.
void TestActivityStrip::heightsAreOfAllRows()
{
    std::vector<PackedRow> rows(100, frameAt(0));
    rows.push_back(frameAt(500 * Ms, Direction::ClientToServer));
    const ActivityHistogram all = histogramOf(rows);
    rows.erase(rows.begin(), rows.begin() + 75);
    const ActivityGeometry geometry(all, histogramOf(rows), Area);
    const int first = 0, last = geometry.count() - 1;
    const int half = Area.bottom() + 1 - geometry.middle();
    QCOMPARE(geometry.bar(first, Direction::ServerToClient, Of::All).top(), geometry.middle());
    QCOMPARE(geometry.bar(first, Direction::ServerToClient, Of::All).height(), half);
    QCOMPARE(geometry.bar(first, Direction::ServerToClient, Of::Shown).height(), (half + 1) / 2); // a quarter
    QVERIFY(geometry.bar(first, Direction::ClientToServer, Of::All).isEmpty());
    const QRect sent = geometry.bar(last, Direction::ClientToServer, Of::Shown);
    QVERIFY(sent.height() > 0); // one is to be seen beside a hundred
    QCOMPARE(sent.bottom() + 1, geometry.middle());
    QVERIFY(geometry.byteHeight(first, Direction::ServerToClient) > 0);
    QCOMPARE(geometry.byteHeight(first, Direction::ClientToServer), 0);
}

void TestActivityStrip::marksDoNotCoverEachOther()
{
    std::vector<PackedRow> rows{frameAt(0), frameAt(60 * Second)};
    for (int i = 0; i < 20; ++i)
        rows.push_back(eventAt(10 * Second + i * 50 * Ms, RowKind::Violation));
    rows.push_back(eventAt(10 * Second, RowKind::Error));
    rows.push_back(eventAt(60 * Second, RowKind::Error));
    const ActivityHistogram all = histogramOf(rows);
    const auto marks = ActivityGeometry(all, all, Area).marks();
    QVERIFY(marks.size() >= 3 && marks.size() < 8);
    QVERIFY(!marks[0].isError);
    QVERIFY(marks[1].isError);
    for (std::size_t i = 1; i < marks.size(); ++i)
        QVERIFY(marks[i].left >= marks[i - 1].left + ActivityGeometry::MarkWidth);
    QCOMPARE(marks.back().left + ActivityGeometry::MarkWidth, Area.right() + 1);
    QVERIFY(ActivityGeometry(all, {}, Area).marks().empty()); // of what is shown only
}

void TestActivityStrip::aTimeHasItsPlaceAndAPlaceItsTime()
{
    const ActivityHistogram all = eachSecond(1000);
    const ActivityGeometry geometry(all, all, Area);
    for (int i = 0; i < geometry.count(); ++i) {
        const RowFilter::Time time = geometry.timeOf(i, i);
        QCOMPARE(geometry.columnOf(time.firstNs), i);
        QCOMPARE(geometry.columnOf(time.lastNs), i);
        QVERIFY(std::abs(geometry.xOf(time.firstNs) - geometry.rectOf(i).left()) <= 1.0);
    }
    QCOMPARE(geometry.timeOf(3, 5).lastNs, geometry.timeOf(5, 5).lastNs);
    QCOMPARE(geometry.timeOf(4, 4).firstNs, geometry.timeOf(3, 3).lastNs + 1);
}

void TestActivityStrip::timesMayBeAnything()
{
    constexpr qint64 Most = std::numeric_limits<qint64>::max();
    const ActivityHistogram all = histogramOf({frameAt(Most), frameAt(-Most), frameAt(0)});
    const ActivityGeometry geometry(all, all, Area);
    QVERIFY(geometry.count() > 0);
    const RowFilter::Time time = geometry.timeOf(0, geometry.count() - 1);
    QVERIFY(time.firstNs <= -Most);
    QCOMPARE(time.lastNs, Most);
    QVERIFY(geometry.xOf(-Most) <= geometry.xOf(Most));
}

// A timeline over a session that is being recorded, as LiveSession brings it, without the window.
class RecordedPane {
public:
    RecordedPane()
        : m_random(valueOf(SessionStore::create(m_folder.path(), m_clock)), 11)
        , m_pane([](qint64) {})
        , m_batches([this] {
            QMetaObject::invokeMethod(
                &m_pane, [this] { takeBatches(); }, Qt::QueuedConnection);
        })
    {
        m_random.pauseNs = 7 * Ms;
        m_pane.resize(700, 400);
        m_pane.setSession(m_folder.path(), [this] { return m_random.store().commitPublished(); });
        m_random.store().setPublisher([this](AppendBatch batch) { m_batches.post(std::move(batch)); });
    }
    ~RecordedPane()
    {
        m_random.store().setPublisher({});
        m_random.store().flush();
    }
    RandomSession &session() { return m_random; }
    TimelinePane &pane() { return m_pane; }
    Bucket counted() const { return shownIn(m_pane.findChild<ActivityStrip *>()->geometryOfColumns()); }
    // The same asked plainly, of the rows that the timeline shows.
    Bucket asked() const
    {
        const auto reader = valueOf(SessionReader::open(m_folder.path()));
        const auto rows = valueOf(reader->rows(1, int(m_pane.model()->lastId())));
        ActivityHistogram histogram;
        for (int row = 0; row < m_pane.model()->rowCount(); ++row)
            histogram.add(PackedRow::of(rows[std::size_t(m_pane.model()->idOf(row)) - 1]));
        return histogram.total();
    }
    bool isUpToDate() { return m_pane.model()->lastId() == m_random.store().journal().nextId() - 1; }

private:
    void takeBatches()
    {
        for (const AppendBatch &batch : m_batches.takeAll())
            m_pane.append(batch);
    }

    SessionFolder m_folder;
    StandingClock m_clock;
    RandomSession m_random;
    TimelinePane m_pane;
    Mailbox<AppendBatch> m_batches;
};

// While rows come, with whatever is chosen of them.
void TestActivityStrip::countsTheRowsShown()
{
    RecordedPane recorded;
    TimelinePane &pane = recorded.pane();
    recorded.session().record(400); // more than batches tell; what comes later they do
    const std::vector<std::function<void()>> choices{[] {}, [&] { pane.setFrames(true); },
        [&] { pane.setConnections({2}); }, [&] { pane.setFrames(false); }, [&] { pane.clearView(); },
        [&] { pane.setConnections({}); }, [&] { pane.undoClearView(); }};
    for (const auto &choose : choices) {
        choose();
        for (int i = 0; i < 3; ++i) {
            recorded.session().record(5);
            QCoreApplication::processEvents();
        }
        recorded.session().store().flush();
        QTRY_VERIFY(recorded.isUpToDate());
        QTRY_VERIFY(recorded.counted() == recorded.asked());
    }
    QVERIFY(recorded.counted().rows() > 0);
}

void TestActivityStrip::countsAreInStepWithEveryChoice()
{
    RecordedPane recorded;
    auto *text = recorded.pane().filterBar()->findChild<QLineEdit *>();
    for (const char *filter : {"needle", "", "n"}) {
        text->setText(QString::fromLatin1(filter));
        QTest::keyClick(text, Qt::Key_Return);
        recorded.session().record(60);
        recorded.session().leaveOpen();
        recorded.session().store().flush();
        const TimelineFilter &filtered = recorded.pane().filtered();
        QTRY_VERIFY(recorded.isUpToDate());
        QTRY_VERIFY(!filtered.isActive() || filtered.isDone());
        QTRY_VERIFY(recorded.counted() == recorded.asked());
        QVERIFY(recorded.counted().rows() > 0);
    }
}

void TestActivityStrip::nothingIsCountedWhileItIsHidden()
{
    RecordedPane recorded;
    recorded.pane().activity()->setShown(false);
    QSignalSpy counted(recorded.pane().findChild<TimelineActivity *>(), &TimelineActivity::changed);
    recorded.session().record(50);
    QTRY_VERIFY(recorded.isUpToDate());
    QVERIFY(counted.isEmpty());
    recorded.pane().activity()->setShown(true);
    recorded.session().store().flush();
    QTRY_VERIFY(recorded.counted() == recorded.asked());
}

void TestActivityStrip::recordMinute()
{
    StandingClock clock;
    auto store = valueOf(SessionStore::create(m_folder.path(), clock));
    Recorder recorder(store->journal(), store->newConnectionId());
    FrameTeller in(recorder, Direction::ServerToClient);
    FrameTeller out(recorder, Direction::ClientToServer);
    for (int i = 0; i < 600; ++i) {
        in.timeNs = out.timeNs = (i + 1) * 100 * Ms;
        const int burst = i / 60 % 3 == 1 ? 1 + i % 7 : i % 3 == 0 ? 1 : 0;
        for (int n = 0; n < burst; ++n)
            in.message(Opcode::Text, QByteArray(20 + i % 50 * 10, 'r'));
        if (i % 10 == 0)
            out.message(Opcode::Text, "sent");
        if (i == 150 || i == 400)
            recorder.violation({ViolationKind::ReservedBitSet, Direction::ServerToClient, 0, {}}, in.timeNs);
        if (i == 500)
            store->journal().event(1, RowKind::Error, Direction::ServerToClient, in.timeNs, "An error.");
    }
    m_rows = int(store->journal().nextId()) - 1;
    check(store->finish());
}

void TestActivityStrip::open()
{
    if (!m_window) {
        m_session = valueOf(LiveSession::open(m_folder.path())); // whose first news are the window's
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    m_window->resize(1440, 900);
    filter()->clear();
    awaitAll();
}

void TestActivityStrip::aDragShowsATimeOnly()
{
    open();
    QCOMPARE(strip()->height(), ActivityStrip::Height);
    QVERIFY(!span()->isVisible());
    Bucket chosen;
    for (int i = 20; i <= 80; ++i)
        chosen += geometry().column(i).all;
    drag(80, 20);
    QVERIFY(span()->isVisible());
    QTRY_COMPARE(model().rowCount(), int(chosen.rows()));
    QTRY_VERIFY(shown() == chosen); // and nothing else, all rows behind
    QVERIFY(geometry().column(5).all.rows() > 0);
    QCOMPARE(geometry().column(5).shown.rows(), quint64(0));
    QVERIFY(filter()->countText().startsWith(QString::number(chosen.rows()) + u" of"));
    // Within the time what else the filter says.
    QTest::keyClicks(filter()->findChild<QLineEdit *>(), u"sent"_s);
    QTRY_COMPARE(model().rowCount(), int(chosen.toServer));
    QTRY_COMPARE(shown().rows(), quint64(chosen.toServer));
    QCOMPARE(shown().fromServer, 0U);
}

void TestActivityStrip::theTimeIsTakenAway()
{
    open();
    for (const auto &takeAway :
        std::vector<std::function<void()>>{[this] { QTest::mouseClick(span(), Qt::LeftButton); },
            [this] { QTest::keyClick(strip(), Qt::Key_Escape); },
            [this] { QTest::mouseDClick(strip(), Qt::LeftButton, {}, middleOf(50)); },
            [this] { filter()->clear(); }}) {
        drag(20, 40);
        QTRY_VERIFY(model().rowCount() < m_rows);
        takeAway();
        QVERIFY(!span()->isVisible());
        awaitAll();
    }
    // One that is not finished is none.
    QTest::mousePress(strip(), Qt::LeftButton, {}, middleOf(20));
    QTest::mouseMove(strip(), middleOf(60));
    QTest::keyClick(strip(), Qt::Key_Escape);
    QTest::mouseRelease(strip(), Qt::LeftButton, {}, middleOf(60));
    QVERIFY(!span()->isVisible());
}

void TestActivityStrip::aClickGoesToARow()
{
    open();
    const int column = geometry().count() / 2;
    quint64 before = 0;
    for (int i = 0; i < column; ++i)
        before += geometry().column(i).shown.rows();
    QTest::mouseClick(strip(), Qt::LeftButton, {}, middleOf(column));
    QTRY_COMPARE(find<TimelinePane>()->currentRow(), RowId(before) + 1);
    QVERIFY(!span()->isVisible());
}

void TestActivityStrip::theKeyboardChooses()
{
    open();
    QVERIFY(!strip()->accessibleName().isEmpty());
    strip()->setFocus();
    QTest::keyClick(strip(), Qt::Key_Home);
    QVERIFY(strip()->accessibleDescription().contains(u"Sent 1 frame"_s));
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(strip(), Qt::Key_Right);
    QTest::keyClick(strip(), Qt::Key_Right, Qt::ShiftModifier | Qt::ControlModifier);
    QTest::keyClick(strip(), Qt::Key_Left, Qt::ShiftModifier);
    Bucket chosen;
    for (int i = 3; i <= 12; ++i)
        chosen += geometry().column(i).all;
    QTRY_COMPARE(model().rowCount(), int(chosen.rows()));
    QTest::keyClick(strip(), Qt::Key_Escape);
    awaitAll();
    QTest::keyClick(strip(), Qt::Key_End);
    QTest::keyClick(strip(), Qt::Key_Return);
    QTRY_COMPARE(find<TimelinePane>()->currentRow(), RowId(m_rows));
}

void TestActivityStrip::wordsSayWhatHappened()
{
    open();
    const QString all = strip()->wordsOf(0, geometry().count() - 1);
    QVERIFY2(all.contains(u"Sent 60 frames, 240 bytes\nReceived "_s), qPrintable(all));
    QVERIFY2(all.contains(u"2 broken rules\n1 error"_s), qPrintable(all));
    QVERIFY2(!all.contains(u"shown"_s), qPrintable(all));
    QTest::keyClicks(filter()->findChild<QLineEdit *>(), u"sent"_s);
    QTRY_COMPARE(shown().rows(), quint64(60));
    const QString some = strip()->wordsOf(0, geometry().count() - 1);
    QVERIFY2(some.contains(u"Received 0 frames, 0 bytes\n60 of "_s), qPrintable(some));
}

void TestActivityStrip::aLowWindowHasNone()
{
    open();
    const auto *menu = find<MainMenu>();
    QVERIFY(menu->strip->isChecked());
    m_window->resize(1200, 690);
    QTRY_VERIFY(!strip()->isVisible());
    QVERIFY(!menu->strip->isChecked());
    menu->strip->trigger(); // who wants it has it
    QVERIFY(strip()->isVisible());
    menu->strip->trigger();
    m_window->resize(1200, 800);
    QTRY_VERIFY(strip()->isVisible());
    QVERIFY(menu->strip->isChecked());
    awaitAll();
}

void TestActivityStrip::isRememberedAsItWas()
{
    open();
    find<MainMenu>()->strip->trigger();
    QVERIFY(!strip()->isVisible());
    m_window.reset();
    m_window = std::make_unique<MainWindow>(*m_session);
    QVERIFY(strip()->isHidden());
    QVERIFY(!find<MainMenu>()->strip->isChecked());
    find<MainMenu>()->strip->trigger();
    QVERIFY(!strip()->isHidden());
    m_window.reset();
}

void TestActivityStrip::picture_data()
{
    QTest::addColumn<QString>("theme");
    for (const char *theme : {"light", "dark", "contrast"})
        QTest::newRow(theme) << QString::fromLatin1(theme);
}

void TestActivityStrip::picture()
{
    QFETCH(const QString, theme);
    if (qEnvironmentVariable("FRAMESCOPE_PICTURES").isEmpty())
        return;
    applyLook(theme == u"light" ? ThemeChoice::Light
            : theme == u"dark"  ? ThemeChoice::Dark
                                : ThemeChoice::HighContrast);
    open();
    keepPicture(*m_window, theme);
    drag(40, 90);
    QTRY_VERIFY(shown().rows() < quint64(m_rows));
    QTRY_COMPARE(model().rowCount(), int(shown().rows()));
    keepPicture(*m_window, theme + u"-brush"_s);
    QTest::keyClicks(filter()->findChild<QLineEdit *>(), u"sent"_s);
    QTRY_COMPARE(shown().fromServer, 0U);
    strip()->setFocus();
    QTest::keyClick(strip(), Qt::Key_Left, Qt::ControlModifier);
    keepPicture(*m_window, theme + u"-filter"_s);
    m_window->resize(1024, 720);
    QTest::qWait(50);
    keepPicture(*m_window, theme + u"-small"_s);
}

QTEST_MAIN(TestActivityStrip)
#include "tst_activitystrip.moc"
