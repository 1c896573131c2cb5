// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/httphead.h"
#include "support/scriptedserver.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>

#include <functional>

namespace framescope::test {

// A server for one request on each connection: takes it whole, answers with bytes, and ends TCP.
class LoginServer : private QTcpServer {
public:
    struct Request {
        HttpHead head;
        QByteArray body;
    };
    // What it answers; empty: nothing, it waits.
    using Answer = std::function<QByteArray(const Request &request)>;

    explicit LoginServer(Answer answer, bool tls = false)
        : m_answer(std::move(answer))
        , m_tls(tls)
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("%s", qPrintable(errorString()));
    }
    explicit LoginServer(const QByteArray &answer)
        : LoginServer([answer](const Request &) { return answer; })
    {
    }

    // "HTTP/1.1 200 OK" with that body, and its length.
    static QByteArray ok(const QByteArray &body, const QByteArray &headers = {})
    {
        return "HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + QByteArray::number(body.size())
            + "\r\n\r\n" + body;
    }
    QString url(const QString &path = QStringLiteral("/token")) const
    {
        return QStringLiteral("%1://127.0.0.1:%2%3").arg(m_tls ? u"https" : u"http").arg(serverPort()).arg(path);
    }
    quint16 port() const { return serverPort(); }
    const QList<Request> &requests() const { return m_requests; }
    bool clientLeft() const { return m_clientLeft; }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        connect(socket, &QIODevice::readyRead, this, [this, socket, bytes = QByteArray()]() mutable {
            bytes += socket->readAll();
            take(*socket, bytes);
        });
        connect(socket, &QAbstractSocket::disconnected, this, [this] { m_clientLeft = true; });
        if (!m_tls)
            return;
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificateChain(
            QSslCertificate::fromData(testData(QStringLiteral("tls/server.pem")), QSsl::Pem));
        configuration.setPrivateKey(QSslKey(testData(QStringLiteral("tls/server.key")), QSsl::Rsa));
        socket->setSslConfiguration(configuration);
        socket->startServerEncryption();
    }

private:
    void take(QTcpSocket &socket, QByteArray &bytes)
    {
        HttpHeadParser parser;
        QByteArrayView rest = bytes;
        const auto head = parser.feed(rest);
        if (!head || !*head || rest.size() < (*head)->value("Content-Length").value_or("0").toLongLong())
            return;
        m_requests.append({**head, rest.toByteArray()});
        bytes.clear();
        const QByteArray answer = m_answer(m_requests.constLast());
        if (answer.isEmpty())
            return;
        socket.write(answer);
        socket.disconnectFromHost();
    }

    Answer m_answer;
    bool m_tls;
    QList<Request> m_requests;
    bool m_clientLeft = false;
};

} // namespace framescope::test
