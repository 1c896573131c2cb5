// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/peersocket.h"

#include <QByteArrayList>
#include <QObject>
#include <QTimer>

#include <memory>

namespace framescope {

// The tap's side toward QWebSocket: carries whole messages in frames to it, and knows when it has handed
// out all that it was given and when all that it holds has come. Nothing here is part of the log.
class Downstream final : public QObject {
    Q_OBJECT
public:
    // Frames of so many bytes may wait for QWebSocket before isFull().
    static constexpr quint64 Mark = 1024 * 1024;
    // Bytes that a text may have more for QWebSocket than it has (deliver()).
    static constexpr int ByteOrderMarkSize = 3;

    // QWebSocket lives in our thread, so it is only this slow if its owner blocks in every message.
    static constexpr int Patience = 10'000; // milliseconds

    explicit Downstream(const Clock &clock, int patienceMs = Patience, QObject *parent = nullptr);

    // QWebSocket, whose request waits for an answer.
    void take(std::unique_ptr<PeerSocket> peer, const RequestVerdict &request);
    bool hasPeer() const { return m_peer != nullptr; }
    // From take() until it left or was refused.
    bool isOpen() const { return m_peer && !m_over; }

    // Answers: with the subprotocol if QWebSocket offered it, since it would fail on hearing of another.
    void accept(const QByteArray &protocol);
    void refuse();

    // A message as one frame. Frames are gathered until flush(), which writes them at once.
    void deliver(Opcode opcode, QByteArrayView payload);
    void flush();
    bool isFull() const { return isOpen() && m_peer->unwritten() > Mark; }
    // Off: QWebSocket is held back. After farewell() it reads in any case.
    void setReading(bool on);

    // drained() follows once everything that QWebSocket was given to send before this call has come.
    void drain();
    // Tells QWebSocket to close; emptied() follows once it has handed out every message before, or its
    // time for that is over.
    void farewell();
    bool saidFarewell() const { return m_saidFarewell; }

Q_SIGNALS:
    void messageCame(framescope::Opcode opcode, const QByteArray &payload);
    void roomMade(); // everything given was accepted by the system
    void drained();
    void left(); // no more comes from QWebSocket; once. emptied() follows
    void emptied();

private:
    void end();
    void giveUp();

    const Clock &m_clock;
    std::unique_ptr<PeerSocket> m_peer;
    QByteArrayList m_offered; // subprotocols
    // Frames on their way to QWebSocket. Written past its Peer, whose witness would only check the same
    // bytes a second time.
    QByteArray m_frames;
    qsizetype m_lastSize = 0; // of them at the last flush: growing step by step copies
    QTimer m_patience;
    bool m_saidFarewell = false;
    bool m_over = false;
};

} // namespace framescope
