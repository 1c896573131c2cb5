// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/backpressure.h"

namespace framescope {

namespace {

// Bytes that wait to be sent above which the server is held back, and below which it may go on.
constexpr quint64 highMark = 16u << 20;
constexpr quint64 lowMark = 1u << 20;
constexpr int lookMs = 20;

} // namespace

BackPressure::BackPressure(Connection &connection)
    : m_connection(connection)
{
    m_look.setInterval(lookMs);
    connect(&m_look, &QTimer::timeout, this, &BackPressure::goOnWhenSent);
    connect(&connection, &Connection::closed, &m_look, &QTimer::stop);
}

void BackPressure::sent()
{
    if (m_connection.bufferedAmount() <= highMark || m_look.isActive())
        return;
    m_connection.holdForUnsent(true);
    m_look.start();
}

void BackPressure::goOnWhenSent()
{
    if (m_connection.bufferedAmount() > lowMark)
        return;
    m_look.stop();
    m_connection.holdForUnsent(false);
}

} // namespace framescope

#include "moc_backpressure.cpp"
