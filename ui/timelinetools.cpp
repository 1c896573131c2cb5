// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelinetools.h"

#include "ui/activitycontrol.h"
#include "ui/composer.h"
#include "ui/connectioncontrol.h"
#include "ui/detailwindow.h"
#include "ui/gotoplace.h"
#include "ui/linepopover.h"
#include "ui/livesession.h"
#include "ui/mainmenu.h"
#include "ui/panes.h"
#include "ui/rowcommands.h"
#include "ui/rowdetail.h"
#include "ui/selectionsummary.h"
#include "ui/statusbar.h"
#include "ui/timelinepane.h"

namespace framescope {

TimelineTools::TimelineTools(
    LiveSession &session, Panes &panes, StatusBar &status, const ConnectionControl &control, QWidget &window)
    : QObject(&window)
    , m_session(session)
    , m_panes(panes)
    , m_status(status)
    , m_window(window)
{
    connect(m_panes.timeline(), &TimelinePane::noticed, &m_status, &StatusBar::say);
    serveDetail();
    serveRows(control);
    serveSelection();
}

void TimelineTools::serveDetail()
{
    auto *detail = new RowDetail(m_session, *m_panes.timeline(), *m_panes.detail(), this);
    detail->feedClipboard();
    connect(detail, &RowDetail::noticed, &m_status, &StatusBar::say);
}

void TimelineTools::serveRows(const ConnectionControl &control)
{
    auto *commands = new RowCommands(m_session, *m_panes.timeline(), this);
    commands->setConnections([&control](ConnectionId id) { return control.commandOf(id); });
    connect(commands, &RowCommands::noticed, &m_status, &StatusBar::say);
    connect(commands, &RowCommands::openRequested, this, &TimelineTools::openDetailWindow);
    connect(commands, &RowCommands::editRequested, m_panes.composer(), [this](const Draft &draft) {
        m_panes.composer()->setDraft(draft);
        m_panes.composer()->focusEditor();
    });
}

void TimelineTools::obey(const MainMenu &menu)
{
    auto *goTo = new GoToPlace(m_session, *m_panes.timeline(), this);
    connect(goTo, &GoToPlace::noticed, &m_status, &StatusBar::say);
    connect(m_panes.timeline()->activity(), &ActivityControl::placeChosen, goTo, &GoToPlace::goToLogTime);
    connect(menu.goTo, &QAction::triggered, goTo, &GoToPlace::ask);
    connect(menu.mark, &QAction::triggered, this, &TimelineTools::askForMark);
}

void TimelineTools::serveSelection()
{
    auto *summary = new SelectionSummary(m_session, *m_panes.timeline(), this);
    connect(summary, &SelectionSummary::changed, &m_status, &StatusBar::setSelection);
    const TimelineModel *model = m_panes.timeline()->model();
    const auto showCount = [this, model] { m_status.setShown(quint64(model->rowCount())); };
    // Behind the timeline's own taking of the batch, and of the number of all rows by the status bar.
    connect(&m_session, &LiveSession::appended, &m_status, showCount);
    connect(model, &QAbstractItemModel::modelReset, &m_status, showCount);
}

void TimelineTools::openDetailWindow()
{
    (new DetailWindow(m_session, *m_panes.timeline(), &m_window))->show();
}

void TimelineTools::askForMark()
{
    auto *line = new LinePopover(&m_window);
    line->setAttribute(Qt::WA_DeleteOnClose);
    line->setWords(QStringLiteral("A mark in the log, now"), QStringLiteral("Mark"));
    connect(line, &LinePopover::entered, this,
        [this](const QString &text) { m_session.mark(text.isEmpty() ? QStringLiteral("Mark") : text); });
    const QWidget *timeline = m_panes.timeline();
    const QRect place(timeline->mapToGlobal(QPoint()), QSize(timeline->width(), 0));
    line->popUpBeside(place, *timeline->screen());
}

} // namespace framescope
