// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/nameserver.h"

#include "support/ownnetwork.h"

#include <QNetworkDatagram>
#include <QTimer>
#include <QUdpSocket>
#include <QtEndian>

namespace framescope::test {

namespace {

constexpr qsizetype HeaderSize = 12; // RFC 1035, 4.1.1
constexpr char IPv4Address = 1;      // of types, 3.2.2

// "server.test" of a question, in lower case.
QString nameOf(const QByteArray &question)
{
    QByteArrayList labels;
    qsizetype at = HeaderSize;
    while (at < question.size() && question.at(at) != 0) {
        labels += question.mid(at + 1, question.at(at));
        at += 1 + question.at(at);
    }
    return QString::fromLatin1(labels.join('.')).toLower();
}

void appendShort(QByteArray &bytes, int number)
{
    const quint16 big = qToBigEndian(static_cast<quint16>(number));
    bytes.append(reinterpret_cast<const char *>(&big), sizeof big);
}

// RFC 1035, 4.1.3; its name is that of the question.
void appendAddress(QByteArray &bytes, const QHostAddress &address)
{
    constexpr int nameOfQuestion = 0xC000 + HeaderSize;
    const quint32 big = qToBigEndian(address.toIPv4Address());
    for (const int number : {nameOfQuestion, int(IPv4Address), 1, 0, 0, int(sizeof big)})
        appendShort(bytes, number);
    bytes.append(reinterpret_cast<const char *>(&big), sizeof big);
}

} // namespace

NameServer::NameServer()
    : m_socket(std::make_unique<QUdpSocket>())
{
    constexpr quint16 port = 53;
    if (!m_socket->bind(QHostAddress::LocalHost, port))
        qFatal("name server: %s", qPrintable(m_socket->errorString()));
    connect(m_socket.get(), &QUdpSocket::readyRead, this, &NameServer::read);
    use();
}

NameServer::~NameServer() = default;

void NameServer::use(const QString &address, int patience)
{
    ownnetwork::setResolvConf("nameserver " + address.toLatin1()
        + "\noptions attempts:1 timeout:" + QByteArray::number(patience) + '\n');
}

void NameServer::read()
{
    while (m_socket->hasPendingDatagrams()) {
        const QNetworkDatagram datagram = m_socket->receiveDatagram();
        ++m_questions;
        const QString name = nameOf(datagram.data());
        if (m_silent == name || m_silent == u"*")
            continue;
        const QNetworkDatagram reply = datagram.makeReply(answerTo(datagram.data(), name));
        QTimer::singleShot(m_delay, Qt::PreciseTimer, this, [this, reply] { m_socket->writeDatagram(reply); });
    }
}

QByteArray NameServer::answerTo(const QByteArray &question, const QString &name) const
{
    if (m_garbled)
        return QByteArray(question.size(), '?');
    constexpr quint16 response = 0x8180; // of a server that asks others on behalf of who asks
    const qsizetype nameSize = name.size() + 2;
    const bool forIPv4 = question.at(HeaderSize + nameSize + 1) == IPv4Address;
    const bool isKnown = m_names.contains(name);
    const Code code = m_code == Code::NoError && !isKnown ? Code::NoSuchName : m_code;
    const QStringList addresses = forIPv4 && code == Code::NoError ? m_names.value(name) : QStringList();
    QByteArray answer = question.first(2);
    for (const int number : {response | int(code), 1, int(addresses.size()), 0, 0})
        appendShort(answer, number);
    answer += question.mid(HeaderSize, nameSize + 4);
    for (const QString &address : addresses)
        appendAddress(answer, QHostAddress(address));
    return answer;
}

} // namespace framescope::test

#include "moc_nameserver.cpp"
