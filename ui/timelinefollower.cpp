// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelinefollower.h"

#include <QScopedValueRollback>
#include <QScrollBar>

#include <utility>

namespace framescope {

TimelineFollower::TimelineFollower(QScrollBar &bar)
    : QObject(&bar)
    , m_bar(bar)
{
    connect(&bar, &QScrollBar::valueChanged, this, [this] {
        if (!m_adjusting)
            setFollowing(isAtEnd());
    });
}

void TimelineFollower::setFollowing(bool following)
{
    if (following)
        setNewRows(0);
    if (std::exchange(m_following, following) != following)
        Q_EMIT followingChanged(following);
}

void TimelineFollower::addRows(int count)
{
    if (!m_following)
        setNewRows(m_newRows + count);
}

void TimelineFollower::removeRows(int above, int fresh)
{
    if (m_following)
        return;
    setNewRows(m_newRows - fresh);
    const QScopedValueRollback guard(m_adjusting, true);
    m_bar.setValue(m_bar.value() - above);
}

void TimelineFollower::setRange(int lastTop, int page)
{
    const QScopedValueRollback guard(m_adjusting, true);
    m_bar.setPageStep(page);
    m_bar.setRange(0, lastTop);
    if (m_following)
        m_bar.setValue(lastTop);
    else if (isAtEnd())
        setNewRows(0); // all of them are in sight
}

void TimelineFollower::follow()
{
    m_bar.setValue(m_bar.maximum());
    setFollowing(true);
}

bool TimelineFollower::isAtEnd() const
{
    return m_bar.value() == m_bar.maximum();
}

void TimelineFollower::setNewRows(int count)
{
    if (std::exchange(m_newRows, count) != count)
        Q_EMIT newRowsChanged(count);
}

} // namespace framescope
