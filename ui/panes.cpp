// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panes.h"

#include "ui/activitycontrol.h"
#include "ui/composer.h"
#include "ui/connectionsidebar.h"
#include "ui/detailarea.h"
#include "ui/library.h"
#include "ui/librarypreview.h"
#include "ui/librarysection.h"
#include "ui/mainmenu.h"
#include "ui/startpage.h"
#include "ui/theme.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"

#include <QBoxLayout>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>

#include <algorithm>

namespace framescope {

namespace {

constexpr int TimelineMinimum = 580; // all columns, and 200 of preview
constexpr int TimelineWanted = 640;  // and its scroll bar, and the column of connections
constexpr int TimelineBeside = 512;  // where a narrow window has the sidebar too
constexpr int DetailWidth = 480;
constexpr int DetailMinimum = 328; // its tabs, with all their words
constexpr int DetailLeast = 164;   // its height, whatever the page that is hidden wants
constexpr int SidebarMinimum = 160;
constexpr int PaneCount = 5;
constexpr int LibraryHeight = 180;

struct Settings {
    Setting<QByteArray> right{"window/detail-right", {}}; // how the detail divides the room, by where it is
    Setting<QByteArray> below{"window/detail-under", {}};
    Setting<QByteArray> beside{"window/beside", {}};
    Setting<QByteArray> down{"window/down", {}};
    Setting<int> libraryHeight{"window/library-height", LibraryHeight};
    Setting<bool> libraryOpen{"window/library-open", true};
    Setting<bool> sidebarShown{"window/sidebar-shown", true};
    Setting<bool> detailBelow{"window/detail-below", false};
    Setting<bool> detailShown{"window/detail-shown", true};
    Setting<bool> composerFolded{"window/composer-folded", false};
};
const Settings &settings()
{
    static const Settings all;
    return all;
}

} // namespace

Panes::Panes(
    TimelineModel::PageRequest request, ConnectionTreeModel::Now now, Library &library, QWidget *parent)
    : QWidget(parent)
    , m_across(new QSplitter(Qt::Horizontal))
    , m_beside(new QSplitter(Qt::Horizontal))
    , m_down(new QSplitter(Qt::Vertical))
    , m_side(new QSplitter(Qt::Vertical))
    , m_sidebar(new ConnectionSidebar(std::move(now)))
    , m_library(new LibrarySection(library))
    , m_left(new QStackedWidget)
    , m_start(new StartPage)
    , m_timeline(new TimelinePane(std::move(request)))
    , m_right(new QStackedWidget)
    , m_detail(new DetailArea)
    , m_preview(new LibraryPreview)
    , m_composer(new Composer)
{
    m_left->addWidget(m_start);
    m_left->addWidget(m_timeline);
    m_left->setMinimumWidth(TimelineMinimum);
    m_across->addWidget(m_left);
    m_right->addWidget(m_detail);
    m_right->addWidget(m_preview);
    m_right->setMinimumSize(DetailMinimum, DetailLeast);
    m_across->addWidget(m_right);
    m_across->setStretchFactor(0, 1);
    m_across->setStretchFactor(1, 0);
    m_across->setChildrenCollapsible(false);
    m_across->setSizes({2 * DetailWidth, DetailWidth});
    m_side->setMinimumWidth(SidebarMinimum);
    m_side->addWidget(m_sidebar);
    m_side->addWidget(m_library);
    m_side->setStretchFactor(0, 1);
    m_side->setStretchFactor(1, 0);
    m_side->setChildrenCollapsible(false);
    m_beside->addWidget(m_side);
    m_beside->addWidget(m_across);
    m_beside->setStretchFactor(0, 0);
    m_beside->setStretchFactor(1, 1);
    m_beside->setChildrenCollapsible(false);
    m_beside->setSizes({ConnectionSidebar::Width, 3 * DetailWidth});
    m_down->addWidget(m_beside);
    m_down->addWidget(m_composer);
    m_down->setStretchFactor(0, 1);
    m_down->setStretchFactor(1, 0);
    m_down->setChildrenCollapsible(false);
    m_down->setSizes({2 * DetailWidth, m_composer->minimumHeight()});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_down);
    connect(m_across, &QSplitter::splitterMoved, this, [this] { m_timelineFirst = false; });
    connect(m_library, &LibrarySection::openChanged, this, &Panes::sizeLibrary);
    connectPreview();
}

// Whatever else is chosen takes the place back.
void Panes::connectPreview()
{
    connect(m_preview, &LibraryPreview::closeRequested, this, &Panes::hidePreview);
    connect(m_sidebar, &ConnectionSidebar::chosenChanged, this, &Panes::hidePreview);
    connect(m_timeline->view()->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &Panes::hidePreview);
}

void Panes::obey(const MainMenu &menu)
{
    m_timeline->obey(menu);
    connect(menu.sidebar, &QAction::toggled, this, &Panes::setSidebarVisible);
    connect(this, &Panes::sidebarVisibleChanged, menu.sidebar, &QAction::setChecked);
    connect(menu.detail, &QAction::toggled, this, &Panes::setDetailVisible);
    connect(this, &Panes::detailVisibleChanged, menu.detail, &QAction::setChecked);
    connect(menu.detailBelow, &QAction::toggled, this, &Panes::setDetailBelow);
    connect(this, &Panes::detailBelowChanged, menu.detailBelow, &QAction::setChecked);
    connect(menu.fold, &QAction::toggled, this, &Panes::setFolded);
    connect(this, &Panes::foldedChanged, menu.fold, &QAction::setChecked);
    connect(menu.larger, &QAction::triggered, this, [this] { setTextSize(m_textSize + 1); });
    connect(menu.smaller, &QAction::triggered, this, [this] { setTextSize(m_textSize - 1); });
    connect(menu.normal, &QAction::triggered, this, [this] { setTextSize(NormalText); });
}

void Panes::showTimeline()
{
    m_left->setCurrentWidget(m_timeline);
}

void Panes::setNarrow(bool narrow)
{
    const bool shrinks = narrow && m_isNarrow == false;
    m_isNarrow = narrow;
    showSidebar(!narrow && settings().sidebarShown.value());
    m_beside->refresh(); // the room of a sidebar that went
    const bool isAsMade = settings().right.value().isEmpty() && !isDetailBelow();
    m_timelineFirst = narrow && (shrinks || isAsMade);
    giveTimelineRoom();
}

// A window that became too narrow for how it was divided, until the user divides it again.
void Panes::giveTimelineRoom()
{
    if (m_timelineFirst && !isDetailBelow() && m_side->isHidden() && m_across->sizes().first() < TimelineWanted)
        m_across->setSizes({TimelineWanted, m_across->width() - TimelineWanted - m_across->handleWidth()});
}

void Panes::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    giveTimelineRoom();
}

void Panes::showSidebar(bool visible)
{
    m_left->setMinimumWidth(isNarrow() && visible ? TimelineBeside : TimelineMinimum);
    m_side->setVisible(visible);
    Q_EMIT sidebarVisibleChanged(visible);
}

void Panes::setSidebarVisible(bool visible)
{
    if (m_side->isHidden() != visible)
        return;
    if (!isNarrow())
        settings().sidebarShown.set(visible);
    showSidebar(visible);
}

bool Panes::isDetailVisible() const
{
    return !m_right->isHidden();
}

void Panes::setDetailVisible(bool visible)
{
    m_right->setVisible(visible);
    settings().detailShown.set(visible);
    Q_EMIT detailVisibleChanged(visible);
}

bool Panes::isDetailBelow() const
{
    return m_across->orientation() == Qt::Vertical;
}

void Panes::setDetailBelow(bool below)
{
    if (below == isDetailBelow())
        return;
    saveDetail();
    turnDetail(below);
}

// How much of a height it has says nothing of how much of a width it is to have.
void Panes::turnDetail(bool below)
{
    m_across->setOrientation(below ? Qt::Vertical : Qt::Horizontal);
    const Settings &saved = settings();
    if (!m_across->restoreState((below ? saved.below : saved.right).value()))
        m_across->setSizes(below ? QList<int>{2, 1} : QList<int>{2 * DetailWidth, DetailWidth});
    saved.detailBelow.set(below);
    Q_EMIT detailBelowChanged(below);
}

void Panes::saveDetail() const
{
    (isDetailBelow() ? settings().below : settings().right).set(m_across->saveState());
}

void Panes::showLibrary()
{
    setSidebarVisible(true);
    m_library->setOpen(true);
}

// Its size is that of before, whatever became of the splitter meanwhile.
void Panes::sizeLibrary(bool open)
{
    if (!open)
        settings().libraryHeight.set(m_side->sizes().at(1));
    settings().libraryOpen.set(open);
    const int height = open ? settings().libraryHeight.value() : m_library->minimumHeight();
    m_side->setSizes({std::max(1, m_side->height() - height), height});
}

void Panes::showPreview(const LibraryEntry &entry)
{
    setDetailVisible(true);
    m_preview->setEntry(entry);
    m_right->setCurrentWidget(m_preview);
}

bool Panes::hidePreview()
{
    const bool was = isPreviewing();
    m_right->setCurrentWidget(m_detail);
    return was;
}

void Panes::showDetail()
{
    hidePreview();
    setDetailVisible(true);
}

bool Panes::isPreviewing() const
{
    return m_right->currentWidget() == m_preview;
}

void Panes::setLow(bool low)
{
    m_isLow = low;
    m_timeline->activity()->setLow(low);
    const bool folded = low || settings().composerFolded.value();
    if (folded != m_composer->isFolded())
        showFolded(folded);
}

void Panes::setFolded(bool folded)
{
    if (folded == m_composer->isFolded())
        return;
    if (!m_isLow)
        settings().composerFolded.set(folded);
    showFolded(folded);
}

// A splitter keeps what a widget once had; the composer is to have what it needs.
void Panes::showFolded(bool folded)
{
    m_composer->setFolded(folded);
    const int composer = m_composer->minimumHeight();
    m_down->setSizes({std::max(1, m_down->height() - composer), composer});
    Q_EMIT foldedChanged(folded);
}

const Setting<int> &Panes::textSizeSetting()
{
    static const Setting<int> setting{"window/text-size", NormalText,
        [](const int &points) { return points >= SmallestText && points <= LargestText; }};
    return setting;
}

void Panes::setTextSize(int points)
{
    m_textSize = std::clamp(points, SmallestText, LargestText);
    textSizeSetting().set(m_textSize);
    m_timeline->setTextSize(m_textSize);
    const QFont font = monospaceFont(m_textSize);
    m_detail->setTextFont(font);
    m_composer->setTextFont(font);
}

bool Panes::focusNext(int step)
{
    const QList<const QWidget *> panes{m_sidebar, m_library, m_left, m_right, m_composer};
    const QWidget *focus = window()->focusWidget();
    const auto at = std::find_if(panes.begin(), panes.end(),
        [focus](const QWidget *pane) { return pane == focus || pane->isAncestorOf(focus); });
    qsizetype next = at - panes.begin() + step;
    while (next >= 0 && next < PaneCount && !panes[next]->isVisibleTo(this))
        next += step;
    if (at == panes.end() || next < 0 || next >= PaneCount)
        return false;
    focusPane(next);
    return true;
}

void Panes::focusFirst()
{
    focusPane(m_side->isHidden() ? 2 : 0);
}

void Panes::focusLast()
{
    focusPane(PaneCount - 1);
}

void Panes::focusPane(qsizetype number)
{
    switch (number) {
    case 0: m_sidebar->view()->setFocus(Qt::TabFocusReason); break;
    case 1: m_library->focusFirst(); break;
    case 2:
        if (m_left->currentWidget() == m_timeline)
            m_timeline->view()->setFocus(Qt::TabFocusReason);
        else
            m_start->focusFirst();
        break;
    case 3:
        if (isPreviewing())
            m_preview->setFocus(Qt::TabFocusReason);
        else
            m_detail->focusPage();
        break;
    default: m_composer->focusEditor(); break;
    }
}

void Panes::restore()
{
    const Settings &saved = settings();
    m_beside->restoreState(saved.beside.value());
    m_down->restoreState(saved.down.value());
    m_side->setSizes({2 * DetailWidth, saved.libraryHeight.value()});
    m_library->setOpen(saved.libraryOpen.value());
    turnDetail(saved.detailBelow.value());
    setDetailVisible(saved.detailShown.value());
    setTextSize(textSizeSetting().value());
    m_timeline->restore();
}

void Panes::save() const
{
    if (!m_timelineFirst) // else nobody divided it so
        saveDetail();
    settings().beside.set(m_beside->saveState());
    settings().down.set(m_down->saveState());
    if (m_library->isOpen() && m_side->isVisible())
        settings().libraryHeight.set(m_side->sizes().at(1));
    m_timeline->save();
}

} // namespace framescope
