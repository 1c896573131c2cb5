// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/connectionoptions.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>

namespace framescope {

// Answers the pings of the server as the options say where that is not at once with the same payload, which
// the Peer does by itself.
class PingAnswerer final : public QObject {
    Q_OBJECT
public:
    // Of late answers at most so many wait; then the oldest go unanswered (RFC 6455, 5.5.3, allows that).
    static constexpr size_t MaxWaiting = 1024;

    PingAnswerer(const PingAnswer &how, std::function<void(QByteArrayView payload)> pong);

    void take(QByteArrayView payload);
    void stop();

private:
    struct Late {
        QByteArray payload;
        QDeadlineTimer due;
    };
    void sendDue();

    const PingAnswer m_how;
    const std::function<void(QByteArrayView)> m_pong;
    QTimer m_timer;
    std::deque<Late> m_late;
};

} // namespace framescope
