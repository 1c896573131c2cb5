// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/pinganswerer.h"

#include <algorithm>

namespace framescope {

PingAnswerer::PingAnswerer(const PingAnswer &how, std::function<void(QByteArrayView payload)> pong)
    : m_how(how)
    , m_pong(std::move(pong))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &PingAnswerer::sendDue);
}

void PingAnswerer::take(QByteArrayView payload)
{
    if (m_how.kind == PingAnswer::Kind::OtherPayload) {
        m_pong(m_how.payload);
    } else if (m_how.kind == PingAnswer::Kind::Late) {
        if (m_late.size() == MaxWaiting)
            m_late.pop_front();
        m_late.push_back({payload.toByteArray(), QDeadlineTimer(m_how.delay, Qt::PreciseTimer)});
        if (!m_timer.isActive())
            m_timer.start(m_how.delay);
    }
}

void PingAnswerer::stop()
{
    m_timer.stop();
    m_late.clear();
}

void PingAnswerer::sendDue()
{
    while (!m_late.empty() && m_late.front().due.hasExpired()) {
        m_pong(m_late.front().payload);
        m_late.pop_front();
    }
    if (!m_late.empty())
        m_timer.start(static_cast<int>(std::max<qint64>(1, m_late.front().due.remainingTime())));
}

} // namespace framescope

#include "moc_pinganswerer.cpp"
