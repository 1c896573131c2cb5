// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/connection.h"

#include <QTimer>

namespace framescope {

// For what answers messages by itself: while more than a mark waits to be sent the server is held back, so that nobody
// has to keep what it does not take.
class BackPressure : public QObject {
    Q_OBJECT
public:
    explicit BackPressure(Connection &connection);

    void sent(); // something more waits

private:
    void goOnWhenSent();

    Connection &m_connection;
    QTimer m_look; // whether enough was sent
};

} // namespace framescope
