// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/chosenrows.h"
#include "ui/timelinefilter.h"

#include <QObject>

namespace framescope {

class FindBar;

// Walks from row to row of those in which a text is, and hides none. Which rows the timeline shows it is told, so that
// what is hidden is not counted and not walked to. GUI thread.
class TimelineFind final : public QObject {
    Q_OBJECT
public:
    // `current` answers the row that is current, 0 for none.
    TimelineFind(FindBar &bar, std::function<RowId()> current, QObject *parent = nullptr);

    // As TimelineFilter has it.
    void setSession(const SessionPlace &place, std::function<bool()> commit)
    {
        m_filter.setSession(place, std::move(commit));
    }
    void take(const AppendBatch &batch);
    // What the timeline shows: of these rows (nothing: of all), as frames or messages, behind `floor`.
    void setScope(const std::optional<RowFilter> &scope);
    void showAs(ShownRows::As as);
    void setFloor(RowId floor);

    void open();
    bool close(); // false: it was
    // 1: to the next, -1: to the one before; opens it first.
    void step(int by);
    bool isOpen() const;
    // Another row is current.
    void showCurrent();

Q_SIGNALS:
    void chosen(framescope::RowId id); // shall be current
    void left();                       // the keyboard goes to the rows

private:
    void search();
    void searchFrom(RowId from);
    void showHits();
    void showCount();
    void goTo(int place);

    FindBar &m_bar;
    std::function<RowId()> m_current;
    TimelineFilter m_filter;
    ChosenRows m_hits; // as the timeline would show them alone
    ShownRows m_shown;
    std::optional<RowFilter> m_scope;
    // The first hit from a row on is to be gone to when there is one, unless the user goes elsewhere before.
    std::optional<RowId> m_awaitedFrom;
    RowId m_awaitedAt = 0; // was current then
};

} // namespace framescope
