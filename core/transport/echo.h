// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/backpressure.h"

namespace framescope {

// Sends each message that a connection hands out back as it came, text as text: what a server asks of a client
// that it puts to the test. While more than a mark waits to be sent, the server is held back.
class Echo : public QObject {
    Q_OBJECT
public:
    // A child of `connection`, which hands out binary messages as ArrayBuffer (ConnectionOptions::echo).
    explicit Echo(Connection &connection);

private:
    void sendBack(const MessageEvent &message);

    Connection &m_connection;
    BackPressure m_pressure;
};

} // namespace framescope
