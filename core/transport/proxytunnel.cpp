// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/proxytunnel.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QtEndian>

#include <array>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr char socksVersion = 5;
constexpr char methodNone = 0;
constexpr char methodLogin = 2;
constexpr int socksStringLimit = 255; // a length is one byte

// RFC 1928, 6.
QString socksReply(quint8 code)
{
    static constexpr std::array words{"succeeded", "general failure", "connection not allowed by its rules",
        "network unreachable", "host unreachable", "connection refused", "TTL expired",
        "command not supported", "address type not supported"};
    const QString number = QString::number(code);
    return code < words.size() ? number + u' ' + QLatin1StringView(words.at(code)) : number;
}

// "Basic, realm corp": what the proxy would take, each scheme with its realm.
QString challenges(const HttpHead &answer)
{
    static const QRegularExpression realm(u"\\brealm=(?:\"([^\"]*)\"|([^\\s,]+))"_s);
    QStringList schemes;
    for (const HttpHeader &header : answer.headers) {
        if (header.name.compare("Proxy-Authenticate", Qt::CaseInsensitive) != 0)
            continue;
        const QString value = QString::fromUtf8(header.value);
        const auto named = realm.match(value);
        const QString scheme = value.section(u' ', 0, 0);
        schemes +=
            named.hasMatch() ? u"%1, realm %2"_s.arg(scheme, named.captured(1) + named.captured(2)) : scheme;
    }
    return schemes.join(u"; "_s);
}

void appendShort(QByteArray &out, quint16 value)
{
    out.append(static_cast<char>(value >> 8)).append(static_cast<char>(value & 0xFF));
}

void appendCounted(QByteArray &out, const QByteArray &text)
{
    out.append(static_cast<char>(text.size())).append(text);
}

} // namespace

ProxyTunnel::ProxyTunnel(const ProxyOptions &proxy, const QString &host, quint16 port)
    : m_proxy(proxy)
    , m_host(host.toUtf8())
    , m_port(port)
{
    if (proxy.kind == ProxyOptions::Kind::Http) {
        askHttp();
        return;
    }
    m_out.append(socksVersion);
    if (proxy.user.isEmpty())
        m_out.append(char(1)).append(methodNone);
    else
        m_out.append(char(2)).append(methodNone).append(methodLogin);
    if (m_host.size() > socksStringLimit || proxy.user.toUtf8().size() > socksStringLimit
        || proxy.password.toUtf8().size() > socksStringLimit)
        fail(u"SOCKS5 carries names, users and passwords of at most 255 bytes."_s);
}

QByteArray ProxyTunnel::takeOutput()
{
    return std::exchange(m_out, {});
}

void ProxyTunnel::receive(QByteArrayView bytes)
{
    if (m_state != State::Talking)
        return;
    if (m_proxy.kind == ProxyOptions::Kind::Http)
        receiveHttp(bytes);
    else
        receiveSocks(bytes);
}

void ProxyTunnel::askHttp()
{
    const QByteArray host = m_host.contains(':') ? '[' + m_host + ']' : m_host;
    const QByteArray authority = host + ':' + QByteArray::number(m_port);
    HttpHeaders headers{{"Host", authority}};
    if (!m_proxy.user.isEmpty()) {
        const QByteArray login = (m_proxy.user + u':' + m_proxy.password).toUtf8();
        headers.append({"Proxy-Authorization", "Basic " + login.toBase64()});
    }
    m_out = encodeHead("CONNECT " + authority + " HTTP/1.1", headers);
}

void ProxyTunnel::receiveHttp(QByteArrayView bytes)
{
    const auto head = m_head.feed(bytes);
    if (!head)
        return fail(u"The proxy did not answer with HTTP: "_s + head.error().toString());
    if (!head.value())
        return;
    const HttpHead &answer = *head.value();
    const auto status = parseStatusLine(answer.startLine);
    if (!status)
        return fail(u"The proxy did not answer with HTTP: "_s + status.error().toString());
    if (status->status / 100 != 2) {
        m_refusal = status->status;
        return fail(refusalSentence(answer, *status));
    }
    if (!bytes.isEmpty())
        return fail(u"The proxy sent %1 bytes of its own behind its answer."_s.arg(bytes.size()));
    m_state = State::Open;
}

// tinyproxy asks for a login with 407, but answers a wrong one with 401.
QString ProxyTunnel::refusalSentence(const HttpHead &answer, const StatusLine &status) const
{
    if (status.status != 407 && status.status != 401)
        return u"It answered %1 %2."_s.arg(status.status).arg(QString::fromUtf8(status.reason));
    const QString wanted = challenges(answer);
    const QString kind = wanted.isEmpty() ? QString() : u" (%1)"_s.arg(wanted);
    return m_proxy.user.isEmpty() ? u"It wants a login%1."_s.arg(kind)
                                  : u"It did not take the login of \"%1\"%2."_s.arg(m_proxy.user, kind);
}

void ProxyTunnel::receiveSocks(QByteArrayView bytes)
{
    m_in.append(bytes);
    bool tookOne = true;
    while (tookOne && m_state == State::Talking) {
        switch (m_socks) {
        case Socks::Method: tookOne = takeMethod(); break;
        case Socks::Login: tookOne = takeLogin(); break;
        case Socks::Reply: tookOne = takeReply(); break;
        }
    }
}

// RFC 1928, 3.
bool ProxyTunnel::takeMethod()
{
    if (m_in.size() < 2)
        return false;
    const QByteArray answer = m_in.left(2);
    m_in.remove(0, 2);
    if (answer.at(0) != socksVersion) {
        fail(u"The proxy does not speak SOCKS5: its first byte is %1."_s.arg(
            static_cast<quint8>(answer.at(0))));
    } else if (answer.at(1) == methodLogin && !m_proxy.user.isEmpty()) {
        m_out.append(char(1));
        appendCounted(m_out, m_proxy.user.toUtf8());
        appendCounted(m_out, m_proxy.password.toUtf8());
        m_socks = Socks::Login;
    } else if (answer.at(1) == methodNone) {
        askSocksConnect();
    } else {
        fail(m_proxy.user.isEmpty() ? u"The SOCKS5 proxy accepts nobody without a login."_s
                                    : u"The SOCKS5 proxy accepts neither a login by password nor none."_s);
    }
    return true;
}

// RFC 1929, 2.
bool ProxyTunnel::takeLogin()
{
    if (m_in.size() < 2)
        return false;
    const bool accepted = m_in.at(1) == 0;
    m_in.remove(0, 2);
    if (accepted)
        askSocksConnect();
    else
        fail(u"The SOCKS5 proxy refused user \"%1\"."_s.arg(m_proxy.user));
    return true;
}

// RFC 1928, 4.
void ProxyTunnel::askSocksConnect()
{
    m_socks = Socks::Reply;
    m_out.append(socksVersion).append(char(1)).append(char(0));
    const QHostAddress address(QString::fromUtf8(m_host));
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        const quint32 bits = qToBigEndian(address.toIPv4Address());
        m_out.append(char(1)).append(reinterpret_cast<const char *>(&bits), sizeof bits);
    } else if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        const Q_IPV6ADDR bits = address.toIPv6Address();
        m_out.append(char(4)).append(reinterpret_cast<const char *>(&bits), sizeof bits);
    } else {
        m_out.append(char(3));
        appendCounted(m_out, m_host);
    }
    appendShort(m_out, m_port);
}

// RFC 1928, 6: the bound address behind the code has three forms.
bool ProxyTunnel::takeReply()
{
    if (m_in.size() < 2)
        return false;
    const auto at = [this](qsizetype index) { return static_cast<quint8>(m_in.at(index)); };
    if (at(0) != socksVersion)
        fail(u"The proxy does not speak SOCKS5: its reply begins with byte %1."_s.arg(at(0)));
    else if (at(1) != 0)
        fail(u"The SOCKS5 proxy answered: %1."_s.arg(socksReply(at(1))));
    else if (m_in.size() >= 5)
        return takeBoundAddress(at(3), at(4));
    return m_state == State::Failed;
}

// `first` is the first byte of the address: of a name its length.
bool ProxyTunnel::takeBoundAddress(quint8 type, quint8 first)
{
    if (type != 1 && type != 3 && type != 4) {
        fail(u"The proxy does not speak SOCKS5: its reply has an address of type %1."_s.arg(type));
        return true;
    }
    const int addressSize = type == 1 ? 4 : type == 4 ? 16 : 1 + first;
    const qsizetype more = m_in.size() - (4 + addressSize + 2);
    if (more < 0)
        return false;
    if (more > 0)
        fail(u"The proxy sent %1 bytes of its own behind its answer."_s.arg(more));
    else
        m_state = State::Open;
    return true;
}

void ProxyTunnel::fail(const QString &sentence)
{
    m_state = State::Failed;
    m_failure = sentence;
}

} // namespace framescope
