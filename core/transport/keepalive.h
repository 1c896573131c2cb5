// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/connectionoptions.h"

#include <QByteArrayList>
#include <QObject>
#include <QTimer>

#include <functional>

namespace framescope {

// Sends pings at an interval while a connection is open, and gives up when so many in a row had no answer.
class Keepalive final : public QObject {
    Q_OBJECT
public:
    using Ping = std::function<bool(QByteArrayView payload)>; // false: it cannot be sent now
    using CanHear = std::function<bool()>;                    // false: no answer could come in now

    Keepalive(const KeepaliveOptions &options, Ping ping, CanHear canHear);

    void start();
    void stop();
    // Up to now no answer could be expected: nothing before the next ping is held against the server.
    void excuse() { m_excused = true; }
    void takePong(QByteArrayView payload);

Q_SIGNALS:
    void gaveUp(int unanswered); // once; it has stopped

private:
    void tick();

    const KeepaliveOptions m_options;
    const Ping m_ping;
    const CanHear m_canHear;
    QTimer m_timer;
    quint64 m_sent = 0;
    QByteArrayList m_unanswered; // oldest first
    bool m_excused = false;
};

} // namespace framescope
