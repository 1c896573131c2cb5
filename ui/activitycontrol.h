// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/rowfilter.h"
#include "ui/setting.h"
#include "ui/timelineactivity.h"

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace framescope {

class ActivityStrip;
class FilterBar;
class TimeControl;

// The activity strip of a timeline: whether it is to be seen, what it shows, and that a time chosen in it is one that
// the filter wants. GUI thread.
class ActivityControl final : public QObject {
    Q_OBJECT
public:
    // All must outlive it.
    ActivityControl(TimelineActivity &activity, ActivityStrip &strip, FilterBar &filter, TimeControl &time,
        QObject *parent = nullptr);

    // An entry of the menu that says whether it is to be seen.
    void obey(QAction &menu);
    // As the user had it last, but hidden in a low window until he shows it there.
    void setLow(bool low);
    bool isShown() const;
    void setShown(bool shown);
    static const Setting<bool> &shownSetting();

Q_SIGNALS:
    void shownChanged(bool shown);
    void placeChosen(qint64 timeNs);

private:
    void show(bool shown);
    void showActivity();
    void tellTime();
    void chooseTime(const std::optional<RowFilter::Time> &time);

    TimelineActivity &m_activity;
    ActivityStrip &m_strip;
    FilterBar &m_filter;
    TimeControl &m_time;
    bool m_isLow = false;
};

} // namespace framescope
