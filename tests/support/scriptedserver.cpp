// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/scriptedserver.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTimer>

namespace framescope::test {

using namespace Qt::StringLiterals;

namespace {

using TakeSocket = std::function<void(QTcpSocket *)>;

class TlsServer final : public QTcpServer {
public:
    TlsServer(const QString &certificate, bool mutual, TakeSocket take)
        : m_take(std::move(take))
    {
        if (mutual) {
            m_configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
            m_configuration.setCaCertificates({QSslCertificate(testData(u"tls/client.pem"_s))});
        }
        m_configuration.setLocalCertificateChain(
            QSslCertificate::fromData(testData(u"tls/"_s + certificate), QSsl::Pem));
        m_configuration.setPrivateKey(QSslKey(testData(u"tls/server.key"_s), QSsl::Rsa));
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new QSslSocket(this);
        socket->setSslConfiguration(m_configuration);
        connect(socket, &QSslSocket::encrypted, this, [this, socket] { m_take(socket); });
        socket->setSocketDescriptor(descriptor);
        socket->startServerEncryption();
    }

private:
    QSslConfiguration m_configuration = QSslConfiguration::defaultConfiguration();
    TakeSocket m_take;
};

bool hasRequest(const ScriptedConnection &connection)
{
    return connection.hasRequest();
}

} // namespace

Script::Script()
{
    m_settings.role = Role::Server;
    m_settings.policy = Policy::Lenient;
}

Script &Script::until(std::function<bool(ScriptedConnection &)> step)
{
    m_steps.push_back(std::move(step));
    return *this;
}

Script &Script::then(std::function<void(ScriptedConnection &)> step)
{
    return until([step = std::move(step)](ScriptedConnection &connection) {
        step(connection);
        connection.socket().flush();
        return true;
    });
}

Script &Script::request()
{
    return until(hasRequest);
}

Script &Script::accept(const Agreement &agreement, const HttpHeaders &extra)
{
    return request().then(
        [=](ScriptedConnection &connection) { connection.socket().peer().accept(agreement, extra, 0); });
}

Script &Script::acceptDeflate(const DeflateParameters &preferred)
{
    return request().then([preferred](ScriptedConnection &connection) {
        Agreement agreement;
        if (!connection.verdict().deflateOffers.isEmpty())
            agreement.deflate = answerDeflateOffer(connection.verdict().deflateOffers.constFirst(), preferred);
        connection.socket().peer().accept(agreement, {}, 0);
    });
}

Script &Script::acceptWith(const QByteArray &head)
{
    return request().then([head](ScriptedConnection &connection) {
        QByteArray own = head;
        own.replace("ACCEPT", acceptFor(connection.verdict().key));
        connection.socket().peer().accept({}, {}, 0);
        connection.socket().peer().takeOutput();
        connection.socket().write(own);
    });
}

Script &Script::answer(int status, const QByteArray &reason, const QByteArray &body, const HttpHeaders &extra)
{
    return request().then([=](ScriptedConnection &connection) {
        connection.socket().peer().refuse(status, reason, body, extra, 0);
    });
}

Script &Script::bytes(const QByteArray &bytes)
{
    return then([bytes](ScriptedConnection &connection) { connection.socket().write(bytes); });
}

Script &Script::text(const QByteArray &text, const Peer::SendOptions &options)
{
    return then([=](ScriptedConnection &connection) {
        connection.socket().peer().send(Opcode::Text, text, 0, options);
    });
}

Script &Script::binary(const QByteArray &payload, const Peer::SendOptions &options)
{
    return then([=](ScriptedConnection &connection) {
        connection.socket().peer().send(Opcode::Binary, payload, 0, options);
    });
}

Script &Script::frame(const FrameHeader &header, const QByteArray &payload)
{
    return then(
        [=](ScriptedConnection &connection) { connection.socket().peer().sendFrame(header, payload, 0); });
}

Script &Script::ping(const QByteArray &payload)
{
    return then([payload](ScriptedConnection &connection) { connection.socket().peer().ping(payload, 0); });
}

Script &Script::close(const CloseBody &body)
{
    return then([body](ScriptedConnection &connection) { connection.socket().peer().close(body, 0); });
}

Script &Script::echo()
{
    return then([](ScriptedConnection &connection) { connection.setEcho(true); });
}

Script &Script::silence(int milliseconds)
{
    return until([milliseconds](ScriptedConnection &connection) { return connection.waited(milliseconds); });
}

Script &Script::stopReading()
{
    return then([](ScriptedConnection &connection) { connection.socket().setReading(false); });
}

Script &Script::startReading()
{
    return then([](ScriptedConnection &connection) { connection.socket().setReading(true); });
}

Script &Script::awaitMessages(int count)
{
    return until([count](const ScriptedConnection &connection) {
        return connection.messages().size() >= static_cast<size_t>(count);
    });
}

Script &Script::awaitPings(int count)
{
    return until([count](ScriptedConnection &connection) { return connection.pings() >= count; });
}

Script &Script::awaitPongs(int count)
{
    return until([count](const ScriptedConnection &connection) { return connection.pongs() >= count; });
}

Script &Script::awaitClose()
{
    return until([](const ScriptedConnection &connection) { return connection.close().has_value(); });
}

Script &Script::end()
{
    return then([](ScriptedConnection &connection) { connection.socket().end(); });
}

Script &Script::reset()
{
    return then([](ScriptedConnection &connection) { connection.socket().reset(); });
}

Script &Script::withSettings(const std::function<void(Peer::Settings &)> &change)
{
    change(m_settings);
    return *this;
}

ScriptedConnection::ScriptedConnection(QTcpSocket *socket, Script script, QObject *parent)
    : QObject(parent)
    , m_script(std::move(script))
    , m_socket(std::make_unique<PeerSocket>(socket, m_script.m_settings, m_transcript, m_clock))
{
    connect(m_socket.get(), &PeerSocket::requested, this,
        [this](const HttpHead &head, const RequestVerdict &verdict) {
            m_request = head;
            m_verdict = verdict;
            m_hasRequest = true;
            Q_EMIT changed();
        });
    connect(m_socket.get(), &PeerSocket::message, this, [this](Opcode opcode, const QByteArray &payload) {
        m_messages.emplace_back(opcode, payload);
        if (m_echo)
            m_socket->peer().send(opcode, payload, 0);
        Q_EMIT changed();
    });
    connect(m_socket.get(), &PeerSocket::pinged, this, [this] {
        ++m_pings;
        Q_EMIT changed();
    });
    connect(m_socket.get(), &PeerSocket::ponged, this, [this] {
        ++m_pongs;
        Q_EMIT changed();
    });
    connect(m_socket.get(), &PeerSocket::closeReceived, this, [this](const CloseBody &body) {
        m_close = body;
        Q_EMIT changed();
    });
    connect(m_socket.get(), &PeerSocket::ended, this, [this] {
        m_ended = true;
        Q_EMIT changed();
    });
    // Queued: a step must not call into the Peer that is just telling of an event.
    connect(this, &ScriptedConnection::changed, this, &ScriptedConnection::run, Qt::QueuedConnection);
    run();
}

ScriptedConnection::~ScriptedConnection() = default;

bool ScriptedConnection::waited(int milliseconds)
{
    if (!m_waited) {
        m_waited = false;
        QTimer::singleShot(milliseconds, this, [this] {
            m_waited = true;
            Q_EMIT changed();
        });
    }
    const bool over = *m_waited;
    if (over)
        m_waited.reset();
    return over;
}

void ScriptedConnection::run()
{
    while (!m_script.m_steps.empty() && m_script.m_steps.front()(*this))
        m_script.m_steps.pop_front();
}

ScriptedServer::ScriptedServer(
    const Script &script, Security security, const QString &certificate, const QHostAddress &address)
    : m_script(script)
    , m_security(security)
{
    if (security != Security::Plain) {
        m_server = std::make_unique<TlsServer>(
            certificate, security == Security::MutualTls, [this](QTcpSocket *socket) { take(socket); });
    } else {
        m_server = std::make_unique<QTcpServer>();
        connect(m_server.get(), &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server->nextPendingConnection())
                take(socket);
        });
    }
    if (!m_server->listen(address))
        qFatal("no loopback port: %s", qPrintable(m_server->errorString()));
}

ScriptedServer::~ScriptedServer() = default;

quint16 ScriptedServer::port() const
{
    return m_server->serverPort();
}

QString ScriptedServer::url(const QString &pathAndQuery) const
{
    const QLatin1StringView scheme = m_security == Security::Plain ? "ws"_L1 : "wss"_L1;
    return u"%1://127.0.0.1:%2%3"_s.arg(scheme).arg(port()).arg(pathAndQuery);
}

void ScriptedServer::take(QTcpSocket *socket)
{
    m_connections.push_back(std::make_unique<ScriptedConnection>(socket, m_script, nullptr));
    Q_EMIT connected();
}

QByteArray testData(const QString &name)
{
    QFile file(QStringLiteral(FRAMESCOPE_TEST_DATA) + u'/' + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
    return file.readAll();
}

} // namespace framescope::test
