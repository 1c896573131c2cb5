// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/keepalive.h"

namespace framescope {

Keepalive::Keepalive(const KeepaliveOptions &options, Ping ping, CanHear canHear)
    : m_options(options)
    , m_ping(std::move(ping))
    , m_canHear(std::move(canHear))
{
    m_timer.setInterval(options.interval);
    connect(&m_timer, &QTimer::timeout, this, &Keepalive::tick);
}

void Keepalive::start()
{
    if (m_options.interval > 0)
        m_timer.start();
}

void Keepalive::stop()
{
    m_timer.stop();
}

// RFC 6455, 5.5.3: a pong answers the pings before the one that it names as well.
void Keepalive::takePong(QByteArrayView payload)
{
    m_unanswered.remove(0, m_unanswered.indexOf(payload.toByteArray()) + 1);
}

void Keepalive::tick()
{
    const bool deaf = !m_canHear();
    if (m_excused || deaf)
        m_unanswered.clear();
    m_excused = deaf;
    if (m_options.misses > 0 && m_unanswered.size() >= m_options.misses) {
        stop();
        Q_EMIT gaveUp(static_cast<int>(m_unanswered.size()));
        return;
    }
    const QByteArray payload = "keepalive " + QByteArray::number(++m_sent);
    if (m_ping(payload) && m_options.misses > 0)
        m_unanswered.append(payload);
}

} // namespace framescope

#include "moc_keepalive.cpp"
