// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/sendqueue.h"
#include "transport/wiretap.h"
#include "transport/wirewitness.h"

#include <QObject>

#include <deque>
#include <memory>

QT_BEGIN_NAMESPACE
class QWebSocket;
QT_END_NAMESPACE

namespace framescope {

// The QWebSocket and the WireTap of one attempt, and the messages between them: feeds the former no
// more than the network takes, and knows which row each message is that comes out of it. Use once.
class TapPair : public QObject {
    Q_OBJECT
public:
    TapPair(
        const WebSocketUrl &url, const ConnectionOptions &options, WireWitness &witness, const Clock &clock);
    ~TapPair() override;

    WireTap &tap() { return *m_tap; }
    const WireTap &tap() const { return *m_tap; }

    // Before start(), as WireTap::setTarget().
    void setTarget(const WebSocketUrl &url, const ConnectionOptions &options);
    Result<void> start();
    bool isStarted() const { return m_socket != nullptr; }

    bool hasRoomToSend(quint64 bytes) const { return m_queue.hasRoomFor(bytes); }
    void send(SendQueue::Message message);
    void countLost(quint64 bytes) { m_queue.countLost(bytes); }
    quint64 bufferedAmount() const { return m_queue.bufferedAmount(); }
    // Payload bytes given to send() that had not left yet, and were not dropped.
    quint64 unsent() const { return m_queue.unsent(); }
    // Writes the Close when everything given to send() has left.
    void closeWhenDrained(const CloseBody &body);
    // The log has room again.
    void resume();
    // What still waits stays here for ever.
    void stopSending();

    // Messages that the tap passed on and that are still inside QWebSocket, oldest first; empty once
    // all is over, or something was lost.
    const std::deque<WireWitness::Arrival> &inside() const { return m_inside; }

Q_SIGNALS:
    void textArrived(const framescope::WireWitness::Arrival &arrival, const QString &text);
    void binaryArrived(const framescope::WireWitness::Arrival &arrival, const QByteArray &bytes);
    // The tap passed a message not on whose row says that it was delivered.
    void withheld(const framescope::WireWitness::Arrival &arrival);
    // The tap passed a message not on because it is above the delivery limit.
    void skipped(const framescope::WireWitness::Arrival &arrival);
    // The tap passed a message not on because the Gate dropped it; or passed on another of `size` bytes.
    void gateDropped(const framescope::WireWitness::Arrival &arrival);
    void gateReplaced(const framescope::WireWitness::Arrival &arrival, quint64 size);
    // QWebSocket handed out one message more than it was given: which of them, nobody can tell, so the one
    // that is left over goes no further.
    void unaccounted();
    // A message given to send() will never be written; `why` is a sentence.
    void dropped(quint64 bytes, const QString &why);
    // bufferedAmount() fell.
    void drained();

private:
    void openSocket();
    void takePassed(const PassedMessage &message);
    void feed();
    bool logHasRoomForNext();
    std::optional<WireWitness::Arrival> takeInside();

    WireWitness &m_witness;
    quint64 m_deliveryLimit;
    QStringList m_protocols;
    SendQueue m_queue;
    std::unique_ptr<WireTap> m_tap;
    std::unique_ptr<QWebSocket> m_socket;
    std::deque<WireWitness::Arrival> m_inside;
    std::optional<CloseBody> m_close;
    bool m_socketIsOpen = false;
    bool m_sending = true;
};

} // namespace framescope
