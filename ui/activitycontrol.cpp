// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/activitycontrol.h"

#include "ui/activitystrip.h"
#include "ui/filterbar.h"
#include "ui/timecontrol.h"
#include "ui/units.h"

#include <QAction>

namespace framescope {

using namespace Qt::StringLiterals;

ActivityControl::ActivityControl(
    TimelineActivity &activity, ActivityStrip &strip, FilterBar &filter, TimeControl &time, QObject *parent)
    : QObject(parent)
    , m_activity(activity)
    , m_strip(strip)
    , m_filter(filter)
    , m_time(time)
{
    connect(&m_activity, &TimelineActivity::changed, this, &ActivityControl::showActivity);
    connect(&m_strip, &ActivityStrip::timeChosen, this, &ActivityControl::chooseTime);
    connect(&m_strip, &ActivityStrip::placeChosen, this, &ActivityControl::placeChosen);
    connect(&m_filter, &FilterBar::filterChanged, this, [this] { m_strip.setTime(m_filter.time()); });
    connect(&m_time, &TimeControl::changed, this, &ActivityControl::tellTime);
    tellTime();
    show(shownSetting().value());
}

const Setting<bool> &ActivityControl::shownSetting()
{
    static const Setting<bool> setting{"timeline/activity-strip", true};
    return setting;
}

void ActivityControl::obey(QAction &menu)
{
    menu.setChecked(isShown());
    connect(&menu, &QAction::toggled, this, &ActivityControl::setShown);
    connect(this, &ActivityControl::shownChanged, &menu, &QAction::setChecked);
}

void ActivityControl::setLow(bool low)
{
    m_isLow = low;
    show(!low && shownSetting().value());
}

bool ActivityControl::isShown() const
{
    return !m_strip.isHidden();
}

void ActivityControl::setShown(bool shown)
{
    if (!m_isLow)
        shownSetting().set(shown);
    show(shown);
}

void ActivityControl::show(bool shown)
{
    m_strip.setVisible(shown);
    m_activity.setWanted(shown);
    Q_EMIT shownChanged(shown);
}

void ActivityControl::showActivity()
{
    QString remark = m_activity.error();
    if (remark.isEmpty() && !m_activity.isComplete())
        remark = u"Still counting."_s;
    else if (const quint64 untimed = m_activity.shown().untimed(); remark.isEmpty() && untimed > 0)
        remark = u"%1 without a time, not counted here."_s.arg(
            countText(untimed, u"row of the session is"_s, u"rows of the session are"_s));
    m_strip.setActivity(m_activity.all(), m_activity.shown(), remark);
}

void ActivityControl::chooseTime(const std::optional<RowFilter::Time> &time)
{
    m_filter.setTime(time);
    tellTime();
}

void ActivityControl::tellTime()
{
    const TimeDisplay &display = m_time.display();
    m_strip.setDisplay(display);
    if (const auto chosen = m_filter.time())
        m_filter.setTimeWords(display.spanText(*chosen, TimeDisplay::Room::Little), display.spanText(*chosen));
}

} // namespace framescope
