// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/transcript.h"
#include "transport/peersocket.h"

#include <QHostAddress>
#include <QObject>

#include <deque>
#include <functional>
#include <memory>
#include <vector>

QT_BEGIN_NAMESPACE
class QTcpServer;
QT_END_NAMESPACE

namespace framescope::test {

class ScriptedConnection;

// What a server does with a connection, step by step; a step begins when the one before is over:
//     Script().accept().text("hello").silence(6000).bytes("8105"_hex).reset()
class Script {
public:
    Script();
    // Waits for the request head.
    Script &request();
    // Waits for the request head if it has not come, and agrees.
    Script &accept(const Agreement &agreement = {}, const HttpHeaders &extra = {});
    // The same with permessage-deflate as the client offered it, narrowed by `preferred`.
    Script &acceptDeflate(const DeflateParameters &preferred = {});
    // The same with a head of our own, which ends with an empty line; ACCEPT in it becomes the right value.
    Script &acceptWith(const QByteArray &head);
    // Waits for the request head, and refuses.
    Script &answer(
        int status, const QByteArray &reason, const QByteArray &body = {}, const HttpHeaders &extra = {});
    // Any bytes, at any time: not a frame for our Peer, and not in the transcript.
    Script &bytes(const QByteArray &bytes);
    Script &text(const QByteArray &text, const Peer::SendOptions &options = {});
    Script &binary(const QByteArray &payload, const Peer::SendOptions &options = {});
    Script &frame(const FrameHeader &header, const QByteArray &payload);
    Script &ping(const QByteArray &payload = {});
    Script &close(const CloseBody &body);
    // From here on each message goes back as it came.
    Script &echo();
    Script &silence(int milliseconds);
    Script &stopReading();
    Script &startReading();
    Script &awaitMessages(int count); // since the connection began
    Script &awaitPings(int count);
    Script &awaitPongs(int count);
    Script &awaitClose();
    Script &end();   // FIN
    Script &reset(); // RST
    Script &then(std::function<void(ScriptedConnection &)> step);
    // Answers false until it is over; asked again whenever something came.
    Script &until(std::function<bool(ScriptedConnection &)> step);

    // Of our Peer: Role::Server, Policy::Lenient unless changed.
    Script &withSettings(const std::function<void(Peer::Settings &)> &change);

private:
    friend class ScriptedConnection;
    std::deque<std::function<bool(ScriptedConnection &)>> m_steps;
    Peer::Settings m_settings;
};

// A connection on which a script runs, and what came on it.
class ScriptedConnection : public QObject {
    Q_OBJECT
public:
    ScriptedConnection(QTcpSocket *socket, Script script, QObject *parent);
    ~ScriptedConnection() override;

    PeerSocket &socket() { return *m_socket; }
    const Transcript &transcript() const { return m_transcript; }
    bool hasRequest() const { return m_hasRequest; }
    const HttpHead &request() const { return m_request; }
    const RequestVerdict &verdict() const { return m_verdict; }
    const std::vector<std::pair<Opcode, QByteArray>> &messages() const { return m_messages; }
    int pings() const { return m_pings; }
    int pongs() const { return m_pongs; }
    const std::optional<CloseBody> &close() const { return m_close; } // as received
    bool isEnded() const { return m_ended; }                          // by the client
    bool isReset() const { return m_socket->wasReset(); }
    bool isScriptOver() const { return m_script.m_steps.empty(); }
    void setEcho(bool on) { m_echo = on; }
    // Asked again and again: true once that time has gone by since the first question.
    bool waited(int milliseconds);

Q_SIGNALS:
    void changed(); // anything above

private:
    void run();

    Script m_script;
    Transcript m_transcript;
    SystemClock m_clock;
    std::unique_ptr<PeerSocket> m_socket;
    HttpHead m_request;
    RequestVerdict m_verdict;
    std::vector<std::pair<Opcode, QByteArray>> m_messages;
    std::optional<CloseBody> m_close;
    std::optional<bool> m_waited;
    int m_pings = 0;
    int m_pongs = 0;
    bool m_hasRequest = false;
    bool m_echo = false;
    bool m_ended = false;
};

// A server on a loopback port whose connections follow a script: a Peer where it behaves, and raw
// bytes where it does not.
class ScriptedServer : public QObject {
    Q_OBJECT
public:
    enum class Security : quint8 {
        Plain,
        Tls,
        MutualTls // only with the certificate of client.pem
    };
    explicit ScriptedServer(const Script &script, Security security = Security::Plain,
        const QString &certificate = QStringLiteral("server.pem"),
        const QHostAddress &address = QHostAddress(QHostAddress::LocalHost));
    ~ScriptedServer() override;

    quint16 port() const;
    QString url(const QString &pathAndQuery = QStringLiteral("/")) const; // ws or wss, 127.0.0.1
    void setScript(const Script &script) { m_script = script; }           // of connections from now on
    int connectionCount() const { return static_cast<int>(m_connections.size()); }
    ScriptedConnection &connection(int index = 0) { return *m_connections.at(static_cast<size_t>(index)); }

Q_SIGNALS:
    void connected(); // connectionCount() grew: TCP, and TLS, are there

private:
    void take(QTcpSocket *socket);

    Script m_script;
    Security m_security;
    std::unique_ptr<QTcpServer> m_server;
    std::vector<std::unique_ptr<ScriptedConnection>> m_connections;
};

// A file of tests/data, whole.
QByteArray testData(const QString &name);

} // namespace framescope::test
