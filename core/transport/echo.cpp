// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/echo.h"

namespace framescope {

namespace {

// Bytes that wait to be sent above which the server is held back, and below which it may go on.
constexpr quint64 highMark = 16u << 20;
constexpr quint64 lowMark = 1u << 20;
constexpr int lookMs = 20;

} // namespace

Echo::Echo(Connection &connection)
    : QObject(&connection)
    , m_connection(connection)
{
    m_look.setInterval(lookMs);
    connect(&m_look, &QTimer::timeout, this, &Echo::goOnWhenSent);
    connect(&connection, &Connection::messageReceived, this, &Echo::sendBack);
    connect(&connection, &Connection::closed, &m_look, &QTimer::stop);
}

// Only an open connection hands messages out, so that send() refuses nothing.
void Echo::sendBack(const MessageEvent &message)
{
    if (message.isText)
        m_connection.send(message.text, FrameOrigin::Automatic);
    else
        m_connection.send(message.binary, FrameOrigin::Automatic);
    if (m_connection.bufferedAmount() > highMark && !m_look.isActive()) {
        m_connection.pauseReceiving(true);
        m_look.start();
    }
}

void Echo::goOnWhenSent()
{
    if (m_connection.bufferedAmount() > lowMark)
        return;
    m_look.stop();
    m_connection.pauseReceiving(false);
}

} // namespace framescope

#include "moc_echo.cpp"
