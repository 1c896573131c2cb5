// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/echo.h"

namespace framescope {

Echo::Echo(Connection &connection)
    : QObject(&connection)
    , m_connection(connection)
    , m_pressure(connection)
{
    connect(&connection, &Connection::messageReceived, this, &Echo::sendBack);
}

// Only an open connection hands messages out, so that send() refuses nothing.
void Echo::sendBack(const MessageEvent &message)
{
    if (message.isText)
        m_connection.send(message.text, FrameOrigin::Automatic);
    else
        m_connection.send(message.binary, FrameOrigin::Automatic);
    m_pressure.sent();
}

} // namespace framescope

#include "moc_echo.cpp"
