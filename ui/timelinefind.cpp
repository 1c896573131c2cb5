// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelinefind.h"

#include "ui/findbar.h"

#include <utility>

namespace framescope {

TimelineFind::TimelineFind(FindBar &bar, std::function<RowId()> current, QObject *parent)
    : QObject(parent)
    , m_bar(bar)
    , m_current(std::move(current))
{
    m_bar.hide();
    m_hits.showAs(ShownRows::As::Messages);
    connect(&m_bar, &FindBar::searchChanged, this, &TimelineFind::search);
    connect(&m_bar, &FindBar::stepped, this, &TimelineFind::step);
    connect(&m_bar, &FindBar::closed, this, [this] {
        close();
        Q_EMIT left();
    });
    connect(&m_filter, &TimelineFilter::found, this, [this] { m_hits.showFound(m_filter.rows()); });
    connect(&m_filter, &TimelineFilter::grown, this, [this] {
        m_hits.growFound(m_filter.rows());
        showHits();
    });
    connect(&m_filter, &TimelineFilter::refused, this, [this](const Error &error) {
        m_awaitedFrom.reset();
        m_bar.setFailed(error.toString());
    });
    connect(&m_hits, &ChosenRows::chosen, this, &TimelineFind::showHits);
    connect(&m_hits, &ChosenRows::grown, this, &TimelineFind::showHits);
}

void TimelineFind::take(const AppendBatch &batch)
{
    m_hits.take({}, batch.superseded);
    m_filter.take(batch);
}

bool TimelineFind::isOpen() const
{
    return !m_bar.isHidden();
}

void TimelineFind::setScope(const std::optional<RowFilter> &scope)
{
    m_scope = scope;
    search();
}

void TimelineFind::showAs(ShownRows::As as)
{
    m_hits.showAs(as);
}

void TimelineFind::setFloor(RowId floor)
{
    m_hits.setFloor(floor);
}

void TimelineFind::open()
{
    m_bar.open();
    search();
}

bool TimelineFind::close()
{
    if (!isOpen())
        return false;
    m_bar.hide();
    m_filter.stop();
    return true;
}

void TimelineFind::search()
{
    if (isOpen())
        searchFrom(m_current());
}

void TimelineFind::searchFrom(RowId from)
{
    m_hits.showFound(RowNumbers());
    m_awaitedFrom.reset();
    if (m_bar.needle().isEmpty()) {
        m_filter.stop();
        return showCurrent();
    }
    m_awaitedFrom = from;
    m_awaitedAt = m_current();
    const RowFilter wanted = RowFilter::text(m_bar.needle(), m_bar.minds());
    m_filter.start(m_scope ? *m_scope && wanted : wanted);
    showCurrent();
}

// Behind the last hit it goes on with the first, once it is known which is the last.
void TimelineFind::showHits()
{
    m_shown = m_hits.shown();
    if (m_awaitedFrom && m_current() == m_awaitedAt) {
        const int place = m_shown.rowFrom(*m_awaitedFrom);
        if (place < m_shown.count())
            return goTo(place);
        if (m_filter.isDone() && m_shown.count() > 0)
            return goTo(0);
    }
    if (m_filter.isDone() || m_current() != m_awaitedAt)
        m_awaitedFrom.reset(); // what comes later moves nothing
    showCurrent();
}

void TimelineFind::step(int by)
{
    if (!isOpen()) {
        m_bar.open();
        return searchFrom(m_current() + (by > 0 ? 1 : 0));
    }
    const int count = m_shown.count();
    if (count == 0)
        return;
    const RowId current = m_current();
    const int from = m_shown.rowFrom(by > 0 ? current + 1 : current);
    goTo(by > 0 ? from % count : (from - 1 + count) % count);
}

void TimelineFind::goTo(int place)
{
    m_awaitedFrom.reset();
    Q_EMIT chosen(m_shown.idOf(place));
    showCurrent();
}

void TimelineFind::showCurrent()
{
    if (!isOpen() || (m_filter.isActive() && !m_filter.isDone() && m_shown.count() == 0))
        return m_bar.setSearching();
    const int place = m_shown.rowOf(m_current());
    m_bar.setCount(place < 0 ? std::nullopt : std::optional<std::size_t>(place),
        static_cast<std::size_t>(m_shown.count()));
}

} // namespace framescope
