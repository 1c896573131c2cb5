// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/platform.h"
#include "protocol/peer.h"
#include "session/connectionfacts.h"
#include "transport/connectionoptions.h"
#include "transport/keepalive.h"
#include "transport/pinganswerer.h"
#include "transport/upstreamend.h"
#include "transport/valve.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QTcpSocket;
QT_END_NAMESPACE

namespace framescope {

// What the tap is told by its side toward the server, in the order of the wire.
class UpstreamEvents {
public:
    virtual ~UpstreamEvents() = default;
    virtual void bytesCrossed(Direction, qint64 /*timeNs*/) { } // of any kind; behind what they completed
    virtual void responseArrived() = 0;                         // the head, whatever it says
    virtual void upstreamOpened(const Agreement &agreement) = 0;
    virtual void messageArrived(Opcode opcode, QByteArrayView payload) = 0; // valid during the call
    virtual void hugeMessageArrived() = 0;                                  // above the delivery limit
    virtual void readEnded() = 0; // all that one read brought has been told
    virtual void pongArrived(QByteArrayView payload) = 0;
    virtual void pongsHeld() { } // once: so many wait that only the newest ping is answered
    virtual void closeArrived(const CloseBody &body) = 0;
    virtual void failing(const Violation &violation) = 0;
    virtual void payloadAccepted(quint64 bytes) = 0; // the last byte of a message of so many
    virtual void writeQueueShrank() = 0;
    virtual void upstreamEnded(EndCause cause, const QString &detail) = 0; // once
};

// The tap's side toward the server, from the request on: the socket and the Peer on it, the valve, pings of
// both sides, the timeouts of both handshakes, and why it ended.
class Upstream final : public QObject, private PeerEvents {
    Q_OBJECT
public:
    using Hold = Valve::Hold; // while one is on nothing is read from the server, and TCP holds it back
    enum class Abort : quint8 { Fin, Reset };

    // Fills in `facts` what becomes known here. All references must outlive this.
    Upstream(const ConnectionOptions &options, WireEventSink &sink, const Clock &clock,
        ConnectionFacts &facts, UpstreamEvents &events);
    ~Upstream() override;

    void setRoom(std::function<bool(quint64 bytes)> hasRoom) { m_hasRoom = std::move(hasRoom); }
    void start(std::unique_ptr<QTcpSocket> socket, const HandshakeRequest &request);
    void abort(Abort how);

    // payloadAccepted() will tell of it as `givenSize` bytes. False, and nothing written, if it cannot go.
    bool send(Opcode opcode, QByteArrayView payload, quint64 givenSize, FrameOrigins origin);
    bool ping(QByteArrayView payload, FrameOrigins origin);
    void sendFrame(const FrameHeader &header, QByteArrayView payload);
    void sendBytes(QByteArrayView bytes);
    // close() follows as soon as everything before it has been given to send(): the server has the
    // time for closing to take it.
    void prepareClose();
    void close(const CloseBody &body);

    void hold(Hold reason, bool on);
    bool isHeld(Hold reason) const { return m_valve.isHeld(reason); }
    // False once the log is full, or has no room for a message of so many bytes: then it is held (LogFull)
    // until the owner opens it again.
    bool askForRoom(quint64 bytes = 0);
    qint64 heldBackNs() const { return m_valve.heldBackNs(); }
    quint64 unsentPayload() const { return m_unsentPayload; }
    qint64 unsentBytes() const; // on the wire
    bool isOpen() const { return m_peer.state() == Peer::State::Open; }
    bool isSendingFrame() const { return m_peer.isSendingFrame(); } // that was begun by hand

private:
    void letGo();
    // A message whose last byte is byte number `end` of what was given to the socket.
    struct Sent {
        qint64 end;
        quint64 givenSize;
    };

    void interimResponseReceived(const HttpHead &head) override;
    void responseReceived(const HttpHead &head, const ResponseVerdict &verdict) override;
    void opened(const Agreement &agreement) override;
    void messageReceived(Opcode opcode, QByteArrayView payload) override;
    void messageSkipped(Opcode opcode, quint64 size) override;
    void pingReceived(QByteArrayView payload) override;
    void pongReceived(QByteArrayView payload) override;
    void closeReceived(const CloseBody &body) override;
    void failed(const Violation &violation) override;

    void read();
    bool readSome();
    void receive(QByteArrayView bytes);
    void takeBody(QByteArrayView bytes);
    void write(const QByteArray &bytes);
    void flush();
    void bytesLeft();
    void keepaliveGaveUp(int unanswered);
    void stopPings();
    void armCloseTimer();
    void handshakeTimedOut();
    void closeTimedOut();
    void tcpEnded();
    UpstreamState state() const;
    QString socketError() const;
    void end(const UpstreamEnd &end);
    void finish();
    bool isHandshakeOver() const { return m_facts.openedNs.has_value(); }

    const ConnectionOptions &m_options;
    const Clock &m_clock;
    ConnectionFacts &m_facts;
    UpstreamEvents &m_events;
    std::function<bool(quint64)> m_hasRoom;
    Peer m_peer;
    std::unique_ptr<QTcpSocket> m_socket;
    platform::SocketWitness m_witness;
    QTimer m_handshakeTimer;
    QTimer m_closeTimer;
    Keepalive m_keepalive;
    PingAnswerer m_pingAnswerer;

    qint64 m_requestNs = 0;
    qint64 m_arrivedNs = 0; // the newest bytes
    OpeningAnswer m_answer;
    Valve m_valve;
    qint64 m_given = 0;      // bytes given to the socket
    std::deque<Sent> m_sent; // not accepted yet
    quint64 m_unsentPayload = 0;
    std::optional<Violation> m_breach; // why the policy failed the connection
    std::optional<UpstreamEnd> m_end;  // decided; told as soon as nobody is inside the Peer
    bool m_reading = false;
    bool m_closePrepared = false;
    bool m_closeWanted = false;
    bool m_pongsWereHeld = false;
    bool m_tcpEnded = false;
    bool m_over = false;
};

} // namespace framescope
