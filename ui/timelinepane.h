// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/chosenrows.h"
#include "ui/hiddensends.h"
#include "ui/rowcopier.h"
#include "ui/setting.h"
#include "ui/timelineactivity.h"
#include "ui/timelinefilter.h"
#include "ui/timelinemodel.h"

#include <QWidget>

#include <QTimer>

namespace framescope {

class ActivityControl;
class ActivityStrip;
class MainMenu;
class ColumnMenu;
class FilterBar;
class FindBar;
class NewRowsPill;
class NoHits;
class NoticeBar;
class RowActions;
class TimeControl;
class TimelineFind;
class TimelineView;

// The timeline with all that belongs to it: rows, header, the "128 new" pill and the row menu. The
// window connects it to a session and asks it what is selected. GUI thread.
class TimelinePane final : public QWidget {
    Q_OBJECT
public:
    // `request` must answer by addPage(), some time.
    explicit TimelinePane(TimelineModel::PageRequest request, QWidget *parent = nullptr);
    ~TimelinePane() override;

    TimelineModel *model() const { return m_model; }
    TimelineView *view() const { return m_view; }

    void append(const AppendBatch &batch);
    void addPage(const PageReader::Page &page) { m_model->addPage(page); }
    // How times are told.
    TimeControl *time() const { return m_time; }
    // What can be done with the rows that are selected.
    RowActions *actions() const { return m_actions; }
    RowCopier *copier() const { return m_copier; }
    // Of the rows, in points; their height follows.
    void setTextSize(int points);

    // Shows the rows of these connections only; none: of all.
    void setConnections(const std::vector<ConnectionId> &connections);
    const std::vector<ConnectionId> &connections() const { return m_chosen.connections(); }

    // The file of the session, which filter, find and activity strip read; `commit` is FilteredRows'.
    void setSession(const SessionPlace &place, const std::function<bool()> &commit);
    // How much happened when, over the rows.
    ActivityControl *activity() const { return m_activityControl; }

    // Which of them are wanted.
    FilterBar *filterBar() const { return m_filterBar; }
    const TimelineFilter &filtered() const { return m_filtered; }
    // Walks through those in which a text is.
    TimelineFind *find() const { return m_find; }

    // The frames of messages as rows of their own, joined by brackets; else a message is one row. Remembered.
    void setFrames(bool frames);
    static const Setting<bool> &framesSetting();
    bool showsFrames() const { return m_chosen.as() == ShownRows::As::Frames; }
    // Hides the rows that are there; they stay recorded.
    void clearView();
    void undoClearView();
    // Stays where it is while rows come, until it follows again.
    void setFrozen(bool frozen);

    // The entries of the window's menu that are about the timeline.
    void obey(const MainMenu &menu);
    // What is remembered of the time before.
    void restore();
    void save() const;

    RowId currentRow() const; // 0: none
    RowId lastRowOf(ConnectionId connection) const { return m_chosen.lastOf(connection); }
    // Says so if the row is not among those shown.
    void setCurrentRow(RowId id);
    // The row, or the nearest after or before it that is shown, becomes current; which: 0 if none is shown.
    RowId showNearest(RowId id);
    RowRanges selection() const;
    qsizetype selectedCount() const;

Q_SIGNALS:
    void currentRowChanged(framescope::RowId id); // 0: none
    void selectionChanged();
    void framesChanged(bool frames);
    void clearedChanged(bool cleared);
    // The user sent it, and the filter does not want it.
    void sentHidden(framescope::RowId id);
    // A sentence for the status bar: what was copied, and what was not.
    void noticed(const QString &sentence);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectFilter();
    void filter();
    void showFilterCount();
    void choose(int row);
    void showChosen();
    void showCleared();
    void tellCurrent();
    void tellHiddenSend();
    void addMenu();
    void updatePill();
    void noteStop();
    quint64 hiddenSinceStop() const;

    TimelineModel *m_model;
    ChosenRows m_chosen;
    TimelineFilter m_filtered;
    TimelineView *m_view;
    FilterBar *m_filterBar;
    FindBar *m_findBar;
    TimelineFind *m_find;
    ActivityStrip *m_strip;
    NoHits *m_noHits;
    NoticeBar *m_cleared;
    NewRowsPill *m_pill;
    TimeControl *m_time;
    TimelineActivity m_activity;
    ActivityControl *m_activityControl;
    ColumnMenu *m_columns;
    QTimer m_pillPause;
    bool m_appending = false; // what is current is not told before the end
    struct Stop {             // how far the filter was when the view stopped to follow
        RowId upTo = 0;
        quint32 found = 0;
    } m_stop;
    HiddenSends m_sends;
    RowId m_sent = 0;          // by the user, of which the filter is still asked
    RowId m_told = 0;          // as the current row
    RowId m_hiddenCurrent = 0; // was current until it was not shown any more; is so again when it is
    RowCopier *m_copier;
    RowActions *m_actions;
};

} // namespace framescope
