// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/connectiontreemodel.h"
#include "ui/libraryentry.h"
#include "ui/setting.h"
#include "ui/timelinemodel.h"

#include <QWidget>

#include <optional>

QT_BEGIN_NAMESPACE
class QSplitter;
class QStackedWidget;
QT_END_NAMESPACE

namespace framescope {

class Composer;
class ConnectionSidebar;
class DetailArea;
class Library;
class LibraryPreview;
class LibrarySection;
class MainMenu;
class StartPage;
class TimelinePane;

// Sidebar, timeline (before the first row the start page), detail and composer, with splitters between them.
// Remembers over the end of the program what is shown, where and how large.
class Panes final : public QWidget {
    Q_OBJECT
public:
    static constexpr int SmallestText = 8, NormalText = 10, LargestText = 20; // points

    // `request` is the timeline's, `now` the sidebar's; `library` must outlive it.
    Panes(TimelineModel::PageRequest request, ConnectionTreeModel::Now now, Library &library,
        QWidget *parent = nullptr);

    ConnectionSidebar *sidebar() const { return m_sidebar; }
    LibrarySection *library() const { return m_library; }
    LibraryPreview *preview() const { return m_preview; }
    StartPage *start() const { return m_start; }
    TimelinePane *timeline() const { return m_timeline; }
    DetailArea *detail() const { return m_detail; }
    Composer *composer() const { return m_composer; }

    // Does what the menu's entries about panes and the size of their text say, and keeps their ticks right.
    void obey(const MainMenu &menu);

    // From the start page on; there is no way back.
    void showTimeline();
    // In a wide window, unless the user closed it there; in a narrow one when the user opens it.
    void setNarrow(bool narrow);
    void setSidebarVisible(bool visible);
    bool isDetailVisible() const;
    void setDetailVisible(bool visible);
    bool isDetailBelow() const;
    void setDetailBelow(bool below);
    // Opens the library, and the sidebar that it is in.
    void showLibrary();
    // An entry of the library in the place of the detail, until something else is chosen.
    void showPreview(const LibraryEntry &entry);
    bool isPreviewing() const;
    // True if there was one.
    bool hidePreview();
    // The detail, in sight.
    void showDetail();
    // A low window has the composer on one line and no activity strip, until the user wants them; otherwise as
    // the user had it last.
    void setLow(bool low);
    // The composer on one line.
    void setFolded(bool folded);
    // Of rows, payloads and what is written, in points; bounded.
    int textSize() const { return m_textSize; }
    static const Setting<int> &textSizeSetting();
    void setTextSize(int points);

    // The keyboard goes to the pane after (1) or before (-1) the one that has it. False at either end
    // and if none has it: then it goes elsewhere.
    bool focusNext(int step);
    void focusFirst();
    void focusLast();

    void restore();
    void save() const; // sizes; all else is saved when it changes

Q_SIGNALS:
    void sidebarVisibleChanged(bool visible);
    void detailVisibleChanged(bool visible);
    void detailBelowChanged(bool below);
    void foldedChanged(bool folded);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    bool isNarrow() const { return m_isNarrow.value_or(false); }
    void giveTimelineRoom();
    void focusPane(qsizetype number);
    void showSidebar(bool visible);
    void showFolded(bool folded);
    void turnDetail(bool below);
    void saveDetail() const;
    void connectPreview();
    void sizeLibrary(bool open);

    QSplitter *m_across = nullptr; // timeline and detail
    QSplitter *m_beside = nullptr; // the sidebar and these
    QSplitter *m_down = nullptr;   // these and the composer
    QSplitter *m_side = nullptr;   // connections and library
    ConnectionSidebar *m_sidebar = nullptr;
    LibrarySection *m_library = nullptr;
    std::optional<bool> m_isNarrow; // not known before the first size of the window
    bool m_timelineFirst = false;   // it gets what it wants, the detail what is left
    bool m_isLow = false;
    QStackedWidget *m_left = nullptr;
    StartPage *m_start = nullptr;
    TimelinePane *m_timeline = nullptr;
    QStackedWidget *m_right = nullptr;
    DetailArea *m_detail = nullptr;
    LibraryPreview *m_preview = nullptr;
    Composer *m_composer = nullptr;
    int m_textSize = NormalText;
};

} // namespace framescope
