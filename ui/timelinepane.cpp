// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelinepane.h"

#include "analysis/rowfiltering.h"
#include "ui/activitycontrol.h"
#include "ui/activitystrip.h"
#include "ui/columnmenu.h"
#include "ui/filterbar.h"
#include "ui/findbar.h"
#include "ui/mainmenu.h"
#include "ui/newrowspill.h"
#include "ui/nohits.h"
#include "ui/noticebar.h"
#include "ui/rowactions.h"
#include "ui/timecontrol.h"
#include "ui/timelinefind.h"
#include "ui/timelineheader.h"
#include "ui/timelineview.h"
#include "ui/units.h"

#include <QAction>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace framescope {

using namespace std::chrono_literals;

namespace {

constexpr int PillMargin = 12;
// Nobody reads a number that changes 60 times a second, and painting it costs as much as an append.
constexpr auto PillPause = 100ms;

const Setting<QStringList> &columnsSetting()
{
    static const Setting<QStringList> setting{"timeline/columns", {}};
    return setting;
}

// The row itself if it is shown, else the one that is shown of its message; 0: none. What ends a message is
// not far from its other frames, or its rows are read again.
RowId rowOfMessage(const TimelineModel &model, RowId id, RowId message)
{
    constexpr int Reach = 1000;
    const int first = model.shown().rowFrom(id);
    for (int row = first; row < std::min(model.rowCount(), first + Reach); ++row) {
        const Row *facts = model.peekAt(model.idOf(row));
        if (model.idOf(row) == id || (facts && facts->message == message))
            return model.idOf(row);
    }
    return 0;
}

} // namespace

TimelinePane::TimelinePane(TimelineModel::PageRequest request, QWidget *parent)
    : QWidget(parent)
    , m_model(new TimelineModel(std::move(request), this))
    , m_view(new TimelineView(this))
    , m_filterBar(new FilterBar)
    , m_findBar(new FindBar(tr("Find in the rows that are shown")))
    , m_find(new TimelineFind(
          *m_findBar, [this] { return currentRow(); }, this))
    , m_strip(new ActivityStrip(this))
    , m_noHits(new NoHits(*m_view->viewport()))
    , m_cleared(new NoticeBar(NoticeBar::Tone::Info))
    , m_pill(new NewRowsPill(this))
    , m_time(new TimeControl(this))
    , m_activity(*m_model, m_chosen, this)
    , m_activityControl(new ActivityControl(m_activity, *m_strip, *m_filterBar, *m_time, this))
    , m_columns(new ColumnMenu(*m_view->header(), this))
    , m_copier(new RowCopier(*m_view))
    , m_actions(new RowActions(*this, *m_copier))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_filterBar);
    layout->addWidget(m_findBar);
    layout->addWidget(m_strip);
    layout->addWidget(m_cleared);
    layout->addWidget(m_view);
    setFocusProxy(m_view);
    m_view->setModel(m_model);
    m_view->setFloating(m_pill);
    m_view->setAccessibleName(tr("Timeline"));
    addMenu();
    connectFilter();

    connect(&m_chosen, &ChosenRows::chosen, this, &TimelinePane::showChosen);
    connect(&m_chosen, &ChosenRows::grown, this, [this](const std::vector<quint32> &gaps) {
        m_model->growShown(*m_chosen.rows(), gaps);
        m_activity.grow();
    });
    m_chosen.showAs(ShownRows::As::Messages);
    connect(m_cleared, &NoticeBar::triggered, this, &TimelinePane::undoClearView);
    connect(m_pill, &NewRowsPill::clicked, m_view, &TimelineView::follow);
    connect(m_time, &TimeControl::changed, this, [this] { m_view->setTime(m_time->display()); });
    m_view->setTime(m_time->display());
    m_pillPause.setSingleShot(true);
    m_pillPause.setInterval(PillPause);
    connect(&m_pillPause, &QTimer::timeout, this, &TimelinePane::updatePill);
    connect(m_view, &TimelineView::newRowsChanged, this, [this](int count) {
        // At once when it appears and goes.
        if (count == 0 || m_pill->isHidden())
            updatePill();
        else if (!m_pillPause.isActive())
            m_pillPause.start();
    });
    connect(m_view, &TimelineView::selectedRowsChanged, this, [this] {
        m_actions->update();
        Q_EMIT selectionChanged();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (!m_appending)
            tellCurrent();
    });
}

TimelinePane::~TimelinePane() = default;

// A frame that is current stays current when its message goes on: its row is another one then.
void TimelinePane::append(const AppendBatch &batch)
{
    const RowId before = currentRow();
    // Of a long file: fragments become known when the end of the log is shown already.
    const bool isLate = !batch.superseded.empty() && batch.lastId <= m_model->lastId();
    m_appending = true;
    m_model->append(batch);
    m_activity.take(batch); // before what grows with it asks for counts
    m_chosen.take(batch.rows, batch.superseded);
    if (const auto sent = m_sends.take(batch); sent && m_filtered.isActive())
        m_sent = sent->row;
    m_filtered.take(batch);
    m_find->take(batch);
    showFilterCount();
    if (isLate && m_model->shown().isWholeLog())
        showChosen();
    m_appending = false;
    if (const Row *first = m_model->peekAt(1); first && m_time->display().startNs == Row::UnknownTime)
        m_time->setStartNs(first->timeNs);
    RowId now = before;
    for (const SupersededRow &each : batch.superseded)
        now = each.row == now ? each.by : now;
    if (now != before && !showsFrames() && m_model->rowOf(now) >= 0)
        m_view->carryCurrent(m_model->rowOf(now));
    if (currentRow() != m_told)
        tellCurrent();
}

void TimelinePane::connectFilter()
{
    connect(m_filterBar, &FilterBar::filterChanged, this, &TimelinePane::filter);
    connect(m_filterBar, &FilterBar::left, m_view, qOverload<>(&QWidget::setFocus));
    connect(m_noHits, &NoHits::clearRequested, m_filterBar, &FilterBar::clear);
    connect(m_noHits, &NoHits::clearedRequested, this, &TimelinePane::undoClearView);
    connect(m_view, &TimelineView::followingChanged, this, &TimelinePane::noteStop);
    connect(&m_filtered, &TimelineFilter::found, this, [this] {
        noteStop();
        m_chosen.showFound(m_filtered.rows());
        showFilterCount();
    });
    connect(&m_filtered, &TimelineFilter::grown, this, [this] {
        m_chosen.growFound(m_filtered.rows());
        showFilterCount();
    });
    connect(m_find, &TimelineFind::chosen, this, &TimelinePane::setCurrentRow);
    connect(m_find, &TimelineFind::left, m_view, qOverload<>(&QWidget::setFocus));
    connect(&m_filtered, &TimelineFilter::refused, this,
        [this](const Error &error) { m_filterBar->setError(error.toString()); });
}

void TimelinePane::setSession(const SessionPlace &place, const std::function<bool()> &commit)
{
    m_filtered.setSession(place, commit);
    m_find->setSession(place, commit);
    m_activity.setSession(place, commit);
}

void TimelinePane::setConnections(const std::vector<ConnectionId> &connections)
{
    m_chosen.choose(connections);
    filter();
}

// Marks, which belong to no connection, are among those of each choice.
void TimelinePane::filter()
{
    const auto wanted = m_filterBar->filter();
    std::optional<RowFilter> shown = wanted;
    if (!connections().empty()) {
        std::vector<ConnectionId> chosen = connections();
        chosen.insert(chosen.begin(), 0);
        const RowFilter ofChosen = RowFilter::connections(std::move(chosen));
        shown = wanted ? ofChosen && *wanted : ofChosen;
    }
    if (wanted) {
        m_filtered.start(*shown);
    } else if (m_filtered.isActive()) {
        m_filtered.stop();
        m_chosen.showFound({});
    }
    m_find->setScope(shown);
    showFilterCount();
}

void TimelinePane::showFilterCount()
{
    const auto shown = static_cast<quint64>(m_model->rowCount());
    const auto all = static_cast<quint64>(m_model->lastId());
    const quint64 decided = m_filtered.isActive() ? static_cast<quint64>(m_filtered.upTo()) : all;
    m_filterBar->setCount(shown, all, decided, RowFiltering::inWords(m_filtered.undecided()));
    if (!m_filtered.isActive() || !m_filtered.isDone())
        return m_noHits->setCount(shown, 0, 0);
    m_noHits->setCount(shown, m_chosen.countOfLog(m_model->lastId()), quint64(m_model->shown().floor()));
    tellHiddenSend();
}

void TimelinePane::noteStop()
{
    m_stop = {m_filtered.upTo(), m_filtered.rows().size()};
}

// Of a message that the user just sent; it is known once the filter has come to it.
void TimelinePane::tellHiddenSend()
{
    if (m_sent == 0 || m_filtered.upTo() < m_sent)
        return;
    const RowId sent = std::exchange(m_sent, 0);
    if (!m_filtered.rows().contains(sent))
        Q_EMIT sentHidden(sent);
}

void TimelinePane::tellCurrent()
{
    m_told = currentRow();
    if (m_told != 0)
        m_hiddenCurrent = 0;
    m_actions->update();
    if (m_find->isOpen())
        m_find->showCurrent();
    Q_EMIT currentRowChanged(m_told);
}

// The current row stays current where it is among them, a message with another row of it.
void TimelinePane::showChosen()
{
    const RowId before = currentRow() != 0 ? currentRow() : m_hiddenCurrent;
    const RowId message = before == 0 || !m_model->peekAt(before) ? before : m_model->peekAt(before)->message;
    m_model->setShown(m_chosen.shown(), static_cast<int>(connections().size()));
    m_activity.restart();
    showCleared();
    if (before == 0)
        return;
    if (const RowId now = rowOfMessage(*m_model, before, message); now != 0)
        setCurrentRow(now);
    else
        tellCurrent();
    m_hiddenCurrent = currentRow() == 0 ? before : 0;
}

const Setting<bool> &TimelinePane::framesSetting()
{
    static const Setting<bool> setting{"timeline/frames", false};
    return setting;
}

void TimelinePane::setFrames(bool frames)
{
    framesSetting().set(frames);
    if (frames == showsFrames())
        return;
    m_chosen.showAs(frames ? ShownRows::As::Frames : ShownRows::As::Messages);
    m_find->showAs(m_chosen.as());
    Q_EMIT framesChanged(frames);
}

void TimelinePane::clearView()
{
    m_chosen.setFloor(m_model->lastId());
    m_find->setFloor(m_model->lastId());
}

void TimelinePane::undoClearView()
{
    m_chosen.setFloor(0);
    m_find->setFloor(0);
}

void TimelinePane::setFrozen(bool frozen)
{
    if (frozen)
        m_view->stay();
    else
        m_view->follow();
}

void TimelinePane::showCleared()
{
    const int hidden = m_model->shown().belowFloor();
    const QString count = countText(quint64(hidden));
    if (hidden > 0)
        m_cleared->say(hidden == 1 ? tr("1 earlier row hidden, still recorded.")
                                   : tr("%1 earlier rows hidden, still recorded.").arg(count),
            tr("Show them"));
    else
        m_cleared->say({});
    Q_EMIT clearedChanged(m_model->shown().floor() > 0);
}

void TimelinePane::obey(const MainMenu &menu)
{
    connect(menu.filter, &QAction::triggered, m_filterBar, &FilterBar::open);
    connect(menu.find, &QAction::triggered, m_find, &TimelineFind::open);
    connect(menu.findNext, &QAction::triggered, m_find, [this] { m_find->step(1); });
    connect(menu.findPrevious, &QAction::triggered, m_find, [this] { m_find->step(-1); });
    connect(menu.freeze, &QAction::triggered, this, &TimelinePane::setFrozen);
    connect(m_view, &TimelineView::followingChanged, menu.freeze,
        [freeze = menu.freeze](bool following) { freeze->setChecked(!following); });
    connect(menu.clearView, &QAction::triggered, this, &TimelinePane::clearView);
    connect(menu.undoClearView, &QAction::triggered, this, &TimelinePane::undoClearView);
    connect(this, &TimelinePane::clearedChanged, menu.undoClearView, &QAction::setEnabled);
    m_view->addAction(menu.frames);
    m_activityControl->obey(*menu.strip);
    m_actions->addTo(*menu.edit);
    menu.columns->setMenu(m_columns);
    menu.times->addActions(m_time->modes());
    menu.times->addSeparator();
    menu.times->addAction(m_time->next());
    connect(menu.frames, &QAction::toggled, this, &TimelinePane::setFrames);
    connect(this, &TimelinePane::framesChanged, menu.frames, &QAction::setChecked);
}

void TimelinePane::restore()
{
    setFrames(framesSetting().value());
    m_view->header()->setChoice(ColumnChoice::fromWords(columnsSetting().value()));
}

void TimelinePane::save() const
{
    columnsSetting().set(m_view->header()->choice().toWords());
}

void TimelinePane::setTextSize(int points)
{
    QFont font = m_view->font();
    font.setPointSize(points);
    m_view->setFont(font);
}

RowId TimelinePane::currentRow() const
{
    const QModelIndex current = m_view->currentIndex();
    return current.isValid() ? m_model->idOf(current.row()) : 0;
}

void TimelinePane::setCurrentRow(RowId id)
{
    if (m_model->rowOf(id) < 0 && id <= m_model->shown().floor())
        Q_EMIT noticed(tr("Row %1 is hidden by Clear view.").arg(id));
    else if (m_model->rowOf(id) < 0 && m_filtered.isActive())
        Q_EMIT noticed(tr("Row %1 is hidden by the filter.").arg(id));
    else if (m_model->rowOf(id) < 0)
        Q_EMIT noticed(tr("Row %1 belongs to a connection that is not shown.").arg(id));
    else
        choose(m_model->rowOf(id));
}

// QAbstractItemView::setCurrentIndex() looks at the keys that are held down: with Ctrl it selects nothing.
void TimelinePane::choose(int row)
{
    m_view->selectionModel()->setCurrentIndex(
        m_model->index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

RowId TimelinePane::showNearest(RowId id)
{
    const int row = std::min(m_model->shown().rowFrom(id), m_model->rowCount() - 1);
    if (row < 0)
        return 0;
    choose(row);
    m_view->setFocus();
    return m_model->idOf(row);
}

RowRanges TimelinePane::selection() const
{
    RowRanges ranges;
    for (const TimelineGeometry::Rows rows : m_view->selectedRows()) {
        if (m_model->shown().isWithoutGaps()) {
            ranges.push_back({m_model->idOf(rows.first), m_model->idOf(rows.last)});
            continue;
        }
        for (int row = rows.first; row <= rows.last; ++row) { // what lies between them is not shown
            const RowId id = m_model->idOf(row);
            if (row > rows.first && ranges.back().last + 1 == id)
                ranges.back().last = id;
            else
                ranges.push_back({id, id});
        }
    }
    return ranges;
}

qsizetype TimelinePane::selectedCount() const
{
    qsizetype count = 0;
    for (const TimelineGeometry::Rows rows : m_view->selectedRows())
        count += rows.last - rows.first + 1;
    return count;
}

void TimelinePane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updatePill();
}

void TimelinePane::addMenu()
{
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        QMenu menu;
        m_actions->addTo(menu);
        menu.exec(m_view->viewport()->mapToGlobal(at));
    });
    connect(m_actions, &RowActions::noticed, this, &TimelinePane::noticed);
    connect(m_copier, &RowCopier::noticed, this, &TimelinePane::noticed);
}

// Since the view stays where it is, of the whole log; of a choice of connections it is not known.
quint64 TimelinePane::hiddenSinceStop() const
{
    if (!m_filtered.isActive() || !connections().empty() || m_filtered.upTo() < m_stop.upTo)
        return 0;
    return quint64(m_filtered.upTo() - m_stop.upTo) - (m_filtered.rows().size() - m_stop.found);
}

void TimelinePane::updatePill()
{
    m_pill->setCount(m_view->newRows(), hiddenSinceStop());
    // Over the ends of previews, which are cut there anyway, and not over sizes.
    const QRect rows = m_view->viewport()->geometry().translated(m_view->pos());
    const int x = layoutDirection() == Qt::RightToLeft ? rows.left() + PillMargin
                                                       : rows.right() - m_pill->width() - PillMargin;
    m_pill->move(x, rows.bottom() - m_pill->height() - PillMargin);
    m_pill->raise();
}

} // namespace framescope
