// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/platform.h"
#include "support/worktimer.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace framescope::test {

// How long the thread that made this kept its event loop waiting, from now on: a timer looks each millisecond.
class Responsiveness {
public:
    Responsiveness()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_longestGap = std::max(m_longestGap, double(m_gap.restart()));
            const qint64 now = platform::threadWorkNs();
            m_longestWork = std::max(m_longestWork, double(now - std::exchange(m_worked, now)) / 1e6);
        });
        m_gap.start();
        m_timer.start(1);
    }
    // Milliseconds of the program that users run: what the thread itself worked at a time, and what passed
    // on the wall.
    double longestWork() const { return m_longestWork / Slowdown; }
    double longestGap() const { return m_longestGap / Slowdown; }

private:
    QTimer m_timer;
    QElapsedTimer m_gap;
    qint64 m_worked = platform::threadWorkNs();
    double m_longestWork = 0;
    double m_longestGap = 0;
};

} // namespace framescope::test
