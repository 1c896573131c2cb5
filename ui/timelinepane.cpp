// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelinepane.h"

#include "ui/columnmenu.h"
#include "ui/mainmenu.h"
#include "ui/newrowspill.h"
#include "ui/setting.h"
#include "ui/timecontrol.h"
#include "ui/timelineheader.h"
#include "ui/timelineview.h"
#include "ui/timelinewords.h"
#include "ui/units.h"
#include "ui/visibletext.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace framescope {

using namespace std::chrono_literals;

namespace {

constexpr int PillMargin = 12;
// Nobody reads a number that changes 60 times a second, and painting it costs as much as an append.
constexpr auto PillPause = 100ms;
// What a clipboard of lines is good for; more is an export.
constexpr qsizetype MostLines = 10'000;
// Looking at a row that may be known takes about 50 ns, and the window shall not stand still.
constexpr int MostVisited = 100'000;

struct Settings {
    Setting<bool> frames{"timeline/frames", false};
    Setting<QStringList> columns{"timeline/columns", {}};
};
const Settings &settings()
{
    static const Settings all;
    return all;
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

bool isAtHand(const Row &row)
{
    return !row.flags.testFlag(RowFlag::Arriving) && quint64(row.preview.size()) == row.payloadSize;
}

// As the preview shows it: bytes that are not text are hex.
QString payloadText(const Row &row)
{
    const Opcode opcode = row.header.opcode;
    const bool isText = row.kind != RowKind::Frame || opcode == Opcode::Text
        || (opcode != Opcode::Binary && looksLikeText(row.preview));
    return isText ? QString::fromUtf8(row.preview) : hexLine(row.preview, 3 * row.preview.size()).text;
}

// Calls `visit` with each row, null where it is not known, until it answers false.
template <typename Visit>
void forEachRow(const TimelineModel &model, const std::vector<TimelinePane::RowRange> &ranges, Visit visit)
{
    int budget = MostVisited;
    for (const TimelinePane::RowRange range : ranges) {
        for (RowId id = range.first; id <= range.last; ++id) {
            if (--budget < 0 || !visit(model.peekAt(id)))
                return;
        }
    }
}

// The payloads of all rows, if each of them is short enough to be known whole.
std::optional<QStringList> payloadsAtHand(
    const TimelineModel &model, const std::vector<TimelinePane::RowRange> &ranges)
{
    QStringList payloads;
    bool all = true;
    forEachRow(model, ranges, [&](const Row *row) {
        all = row && isAtHand(*row) && payloads.size() < MostLines;
        if (all)
            payloads += payloadText(*row);
        return all;
    });
    return all ? std::optional(payloads) : std::nullopt;
}

} // namespace

TimelinePane::TimelinePane(TimelineModel::PageRequest request, QWidget *parent)
    : QWidget(parent)
    , m_model(new TimelineModel(std::move(request), this))
    , m_view(new TimelineView(this))
    , m_pill(new NewRowsPill(this))
    , m_time(new TimeControl(this))
    , m_columns(new ColumnMenu(*m_view->header(), this))
    , m_copyPayload(new QAction(tr("Copy payload"), this))
    , m_copyRows(new QAction(tr("Copy row"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_view);
    setFocusProxy(m_view);
    m_view->setModel(m_model);
    m_view->setFloating(m_pill);
    m_view->setAccessibleName(tr("Timeline"));
    addActions();

    connect(&m_chosen, &ChosenRows::chosen, this, &TimelinePane::showChosen);
    connect(&m_chosen, &ChosenRows::grown, this,
        [this](const std::vector<quint32> &gaps) { m_model->growShown(*m_chosen.rows(), gaps); });
    m_chosen.showAs(ShownRows::As::Messages);
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
        enableActions();
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
    m_appending = true;
    m_model->append(batch);
    m_chosen.take(batch.rows, batch.superseded);
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

void TimelinePane::tellCurrent()
{
    m_told = currentRow();
    Q_EMIT currentRowChanged(m_told);
}

// The current row stays current where it is among them, a message with another row of it.
void TimelinePane::showChosen()
{
    const RowId before = currentRow();
    const RowId message = before == 0 || !m_model->peekAt(before) ? before : m_model->peekAt(before)->message;
    m_model->setShown(m_chosen.shown(), static_cast<int>(connections().size()));
    if (before == 0)
        return;
    if (const RowId now = rowOfMessage(*m_model, before, message); now != 0)
        setCurrentRow(now);
    else
        tellCurrent();
}

void TimelinePane::setFrames(bool frames)
{
    settings().frames.set(frames);
    if (frames == showsFrames())
        return;
    m_chosen.showAs(frames ? ShownRows::As::Frames : ShownRows::As::Messages);
    Q_EMIT framesChanged(frames);
}

void TimelinePane::obey(const MainMenu &menu)
{
    m_view->addAction(menu.frames);
    menu.columns->setMenu(m_columns);
    menu.times->addActions(m_time->modes());
    menu.times->addSeparator();
    menu.times->addAction(m_time->next());
    connect(menu.frames, &QAction::toggled, this, &TimelinePane::setFrames);
    connect(this, &TimelinePane::framesChanged, menu.frames, &QAction::setChecked);
}

void TimelinePane::restore()
{
    setFrames(settings().frames.value());
    m_view->header()->setChoice(ColumnChoice::fromWords(settings().columns.value()));
}

void TimelinePane::save() const
{
    settings().columns.set(m_view->header()->choice().toWords());
}

void TimelinePane::setTextSize(int points)
{
    QFont font = m_view->font();
    font.setPointSize(points);
    m_view->setFont(font);
}

void TimelinePane::setPayloadCopier(PayloadCopier copier)
{
    m_copier = std::move(copier);
}

RowId TimelinePane::currentRow() const
{
    const QModelIndex current = m_view->currentIndex();
    return current.isValid() ? m_model->idOf(current.row()) : 0;
}

void TimelinePane::setCurrentRow(RowId id)
{
    if (m_model->rowOf(id) < 0)
        Q_EMIT noticed(tr("Row %1 belongs to a connection that is not shown.").arg(id));
    else
        m_view->setCurrentIndex(m_model->index(m_model->rowOf(id), 0));
}

std::vector<TimelinePane::RowRange> TimelinePane::selection() const
{
    std::vector<RowRange> ranges;
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

void TimelinePane::addActions()
{
    m_copyPayload->setShortcut(QKeySequence::Copy);
    m_copyRows->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    connect(m_copyPayload, &QAction::triggered, this, &TimelinePane::copyPayload);
    connect(m_copyRows, &QAction::triggered, this, &TimelinePane::copyRows);
    for (QAction *action : {m_copyPayload, m_copyRows}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        m_view->addAction(action);
    }
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        QMenu menu;
        menu.addActions({m_copyPayload, m_copyRows});
        menu.exec(m_view->viewport()->mapToGlobal(at));
    });
    enableActions();
}

void TimelinePane::enableActions()
{
    const bool some = m_view->selectionModel()->hasSelection();
    m_copyPayload->setEnabled(some);
    m_copyRows->setEnabled(some);
}

void TimelinePane::updatePill()
{
    m_pill->setCount(m_view->newRows());
    const QRect rows = m_view->geometry();
    m_pill->move(rows.center().x() - m_pill->width() / 2, rows.bottom() - m_pill->height() - PillMargin);
    m_pill->raise();
}

void TimelinePane::copyPayload()
{
    const std::vector<RowRange> rows = selection();
    if (const auto payloads = payloadsAtHand(*m_model, rows))
        QGuiApplication::clipboard()->setText(payloads->join(u'\n'));
    else if (m_copier)
        m_copier(rows);
    else
        Q_EMIT noticed(tr("Nothing was copied: these payloads are not loaded."));
}

void TimelinePane::copyRows()
{
    QStringList lines;
    forEachRow(*m_model, selection(), [&](const Row *row) {
        if (row)
            lines += timelinewords::line(*row, m_view->contextOf(m_model->rowOf(row->id)));
        return lines.size() < MostLines;
    });
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
    const qsizetype selected = selectedCount();
    if (lines.size() < selected)
        Q_EMIT noticed(tr("Copied the %1 of %2 rows that are loaded.")
                           .arg(countText(quint64(lines.size())), countText(quint64(selected))));
}

} // namespace framescope
