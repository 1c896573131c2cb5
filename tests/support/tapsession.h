// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/transcript.h"
#include "transport/wiretap.h"

#include <QWebSocket>

#include <memory>

namespace framescope::test {

// A WireTap with a real QWebSocket on its near side, as Connection puts them together, and everything
// both said.
class TapSession : public QObject {
    Q_OBJECT
public:
    // Starts at once. `change` may spoil the options.
    explicit TapSession(const QString &url, const std::function<void(ConnectionOptions &)> &change = {});
    // Does everything but open QWebSocket.
    struct WithoutPeer { };
    TapSession(const QString &url, WithoutPeer, const std::function<void(ConnectionOptions &)> &change = {});
    ~TapSession() override;
    void openPeer();

    WireTap &tap() { return *m_tap; }
    QWebSocket &socket() { return m_socket; }
    const ConnectionFacts &facts() const { return m_tap->facts(); }
    const Transcript &transcript() const { return m_transcript; }
    // In order: `opened "protocol" "extensions"`, `text "hi"` and `binary "hi"` as QWebSocket handed them
    // out, `pong "x"`, `close 1000 "bye"`, `failing ...`, `peer lost: why`, `end CloseHandshake`.
    const QStringList &events() const { return m_events; }
    // It was; with QWebSocket's handshake over too, which drops what it shall send before.
    bool isOpen() const { return m_open && !m_peerIsAwaited; }
    bool isFinished() const { return m_cause != EndCause::None; }
    EndCause cause() const { return m_cause; }
    const QString &detail() const { return m_detail; } // of finished()
    int delivered() const { return m_delivered; }      // messages passed to QWebSocket
    int withheld() const { return m_withheld; }
    int handedOut() const { return m_handedOut; } // by QWebSocket
    quint64 payloadSent() const { return m_payloadSent; }
    const QList<Phase> &phases() const { return m_phases; }
    void setRoom(std::function<bool()> hasRoom) { m_room = std::move(hasRoom); }

private:
    Transcript m_transcript;
    SystemClock m_clock;
    ConnectionOptions m_options;
    std::unique_ptr<WireTap> m_tap;
    QWebSocket m_socket;
    QStringList m_events;
    QList<Phase> m_phases;
    std::function<bool()> m_room;
    bool m_open = false;
    bool m_peerIsAwaited = false;
    EndCause m_cause = EndCause::None;
    QString m_detail;
    int m_delivered = 0;
    int m_withheld = 0;
    int m_handedOut = 0;
    quint64 m_payloadSent = 0;
};

} // namespace framescope::test
