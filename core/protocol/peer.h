// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/closecode.h"
#include "protocol/wirereader.h"

#include <functional>

namespace framescope {

// What an endpoint does about a breach.
enum class Policy : quint8 {
    Strict, // fails the connection, as RFC 6455 demands (7.1.7)
    Lenient // records it and goes on, while anything can still be read
};

// What the owner of a Peer is told, in the order of the wire. Called from receive(), receiveEnd() and
// the send functions; the owner may send from within, but must not delete the Peer.
class PeerEvents {
public:
    virtual ~PeerEvents() = default;
    // Server role: judge and answer with accept() or refuse(), now or later.
    virtual void requestReceived(const HttpHead &, const RequestVerdict &) { }
    // Client role: an answer before the real one (RFC 9110, 15.2); the handshake goes on.
    virtual void interimResponseReceived(const HttpHead &) { }
    // Client role: before opened() or failed(); the last that is told if it refuses.
    virtual void responseReceived(const HttpHead &, const ResponseVerdict &) { }
    virtual void opened(const Agreement &) { }
    // While Open, and while Closing until the other side's Close. The payload is valid during the
    // call. A message above the assembly limit is not delivered; messageSkipped() tells its size instead.
    virtual void messageReceived(Opcode, QByteArrayView) { }
    virtual void messageSkipped(Opcode, quint64 /*size*/) { }
    virtual void pingReceived(QByteArrayView) { }
    virtual void pongReceived(QByteArrayView) { }
    virtual void closeReceived(const CloseBody &) { }
    // The policy failed the connection; the Close frame that says so is in the output already. Nothing
    // else is told after it.
    virtual void failed(const Violation &) { }
};

// One endpoint of a WebSocket without its I/O (RFC 6455): bytes in, events and bytes out. No socket,
// no clock, no randomness of its own: the owner carries bytes, passes the time in and gives mask keys.
// Everything it reads and writes passes its WireReader, so the log shows what was on the wire.
class Peer {
public:
    enum class State : quint8 { Handshake, Open, Closing, Closed };

    struct Settings {
        Role role = Role::Client;
        Policy policy = Policy::Strict;
        WireReader::Limits limits;
        // Answering pings until the other side's Close (5.5.2): off to see how a server takes silence.
        bool answerPings = true;
        // Asked at each ping: whether too much waits to be sent already. Then the answer is held back, and only
        // that to the newest ping remains (5.5.3), until answerHeldPing(). Absent: never.
        std::function<bool()> holdsPongs;
        // Echoing a received Close (5.5.1): off to misbehave.
        bool answerClose = true;
        // Compress data messages of at least this many bytes if the extension was agreed.
        qsizetype compressFrom = 0;
        // Client role: a fresh key for each frame (5.3). Must be set for a client.
        std::function<MaskKey()> maskKey;
    };

    // `sink` sees the wire, `events` what it means. Both must outlive the Peer.
    Peer(Settings settings, WireEventSink &sink, PeerEvents &events);
    ~Peer();
    Peer(const Peer &) = delete;
    Peer &operator=(const Peer &) = delete;

    State state() const;
    const Agreement &agreement() const;
    // A frame from the other side has begun and not ended: nothing can come before its end.
    bool isReceivingFrame() const;
    // sendBytes() or a lying sendFrame() left a frame of ours open.
    bool isSendingFrame() const;

    // Bytes from the other side. Strict: nothing is delivered after the failing byte, though all of
    // it is still recorded.
    void receive(QByteArrayView bytes, qint64 timeNs);
    // The other side ended its half of the transport: nothing more can come, the state is Closed.
    void receiveEnd(qint64 timeNs);
    // We ended ours: a frame that sendBytes() left open is recorded as cut, the state is Closed.
    void sendEnd(qint64 timeNs);

    // The transport takes nothing any more: what came is still to be read, but nothing is answered or sent, for
    // it would stand in the log and not on the wire.
    void stopWriting();

    // Bytes for the other side since the last call; moved out.
    QByteArray takeOutput();
    bool hasOutput() const;

    // Client role: writes the request head.
    void connect(const HandshakeRequest &request, qint64 timeNs);
    // Server role: answers the request.
    void accept(const Agreement &agreement, const HttpHeaders &extra, qint64 timeNs);
    void refuse(int status, const QByteArray &reason, const QByteArray &body, const HttpHeaders &extra,
        qint64 timeNs);

    struct SendOptions {
        bool compress = true;     // if agreed
        quint64 fragmentSize = 0; // cut into frames of this many payload bytes; 0: one frame
        FrameOrigins origin = {};
    };
    // A whole message, Text or Binary. Only while Open; a Peer that is not open drops nothing
    // silently: false is returned and nothing is written. The same where sendBytes() or sendFrame() left
    // the stream inside a frame, which would swallow it, or inside a message, whose frames stand
    // together (5.4): who wants to break that builds the next frame by hand as well.
    bool send(Opcode opcode, QByteArrayView payload, qint64 timeNs)
    {
        return send(opcode, payload, timeNs, {});
    }
    bool send(Opcode opcode, QByteArrayView payload, qint64 timeNs, const SendOptions &options);
    bool ping(QByteArrayView payload, qint64 timeNs, FrameOrigins origin = {});
    bool pong(QByteArrayView payload, qint64 timeNs, FrameOrigins origin = {});
    // Writes the answer that Settings::holdsPongs held back, if there is one.
    void answerHeldPing(qint64 timeNs);
    bool hasHeldPing() const;
    // Starts the closing handshake, or answers a Close while answerClose is off; a body without code
    // gives an empty Close (5.5.1). False if a Close was sent already or checkCloseBody() refuses it.
    bool close(const CloseBody &body, qint64 timeNs, FrameOrigins origin = {});
    // Any frame, legal or not, exactly as described (a client's mask key included). In any state
    // after the handshake; only where the stream stands between frames, which it does after every
    // other call here.
    void sendFrame(const FrameHeader &header, QByteArrayView payload, qint64 timeNs,
        FrameOrigins origin = FrameOrigin::Injected);
    // Any bytes at all.
    void sendBytes(QByteArrayView bytes, qint64 timeNs, FrameOrigins origin = FrameOrigin::Injected);

    bool closeSent() const;
    bool closeWasReceived() const;
    const CloseBody &receivedClose() const;
    const CloseBody &sentClose() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace framescope
