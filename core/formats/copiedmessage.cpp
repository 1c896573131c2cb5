// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/copiedmessage.h"

#include "analysis/jwt.h"
#include "analysis/secrets.h"
#include "base/hosttext.h"

#include <QStringDecoder>

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

const QString Placeholder = u"<secret>"_s;

bool isJwt(const QByteArray &value)
{
    return !Jwt::findIn(value, 1).empty();
}

QString headerNames(const PastedCommand &connection)
{
    QStringList names;
    if (!connection.origin.isEmpty())
        names.append(u"Origin"_s);
    for (const HttpHeader &header : connection.headers) {
        if (const QString name = QString::fromUtf8(header.name); !names.contains(name, Qt::CaseInsensitive))
            names.append(name);
    }
    return names.isEmpty() ? QString() : u"the headers %1"_s.arg(names.join(u", "_s));
}

QString ownHost(const PastedCommand &connection)
{
    const auto host = std::find_if(connection.headers.begin(), connection.headers.end(),
        [](const HttpHeader &header) { return header.isNamed("Host"); });
    return host == connection.headers.end() ? QString() : u"the Host %1"_s.arg(QString::fromUtf8(host->value));
}

} // namespace

QString CopiedMessage::text() const
{
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return decode(payload);
}

QStringList hideSecrets(PastedCommand &connection)
{
    QStringList hidden;
    for (HttpHeader &header : connection.headers) {
        const QString name = QString::fromUtf8(header.name);
        if (header.value.isEmpty() || !(secrets::isHeader(name) || isJwt(header.value)))
            continue;
        header.value = Placeholder.toUtf8();
        if (!hidden.contains(name))
            hidden.append(name);
    }
    for (QString &protocol : connection.protocols) {
        if (!isJwt(protocol.toUtf8()))
            continue;
        protocol = Placeholder;
        hidden.append(u"a subprotocol"_s);
    }
    if (const QString url = secrets::hidden(connection.url, Placeholder); url != connection.url) {
        connection.url = url;
        hidden.append(u"what the address holds"_s);
    }
    const auto hide = [&hidden](QString &text, const QString &words) {
        if (text.isEmpty())
            return;
        text = Placeholder;
        hidden.append(words);
    };
    hide(connection.keyPassword, u"the password of the key"_s);
    hide(connection.proxyLogin, u"the login of the proxy"_s);
    return hidden;
}

void tellUnsaid(CopiedText &copied, const QString &tool, const PastedCommand &connection, CopiedParts said)
{
    using enum CopiedPart;
    const bool isSocks = connection.proxy.startsWith(u"socks");
    const QString proxy = u"the proxy %1"_s.arg(connection.proxy);
    const struct {
        CopiedPart part;
        bool isThere;
        QString words;
    } all[] = {
        {Headers, !headerNames(connection).isEmpty(), headerNames(connection)},
        {Host, !ownHost(connection).isEmpty() && said.testFlag(Headers), ownHost(connection)},
        {CaFile, !connection.caFile.isEmpty(), u"the authority"_s},
        {Certificate, !connection.certificateFile.isEmpty(), u"the client certificate"_s},
        {KeyPassword, !connection.keyPassword.isEmpty(), u"the password of its key"_s},
        {TlsName, !connection.tlsName.isEmpty(), u"the TLS name %1"_s.arg(connection.tlsName)},
        {Tls13, connection.needsTls13, u"TLS 1.3 at least"_s},
        {HttpProxy, !connection.proxy.isEmpty() && !isSocks, proxy},
        {SocksProxy, isSocks, proxy},
        {ProxyLogin, !connection.proxyLogin.isEmpty(), u"its login"_s},
        {ConnectTo, !connection.connectHost.isEmpty(),
            u"the address %1"_s.arg(hostText(connection.connectHost, connection.connectPort))},
        {IpVersion, connection.ipVersion != 0, u"IPv%1 only"_s.arg(connection.ipVersion)},
        {ConnectTimeout, connection.connectTimeout > 0, u"the time to connect"_s},
        {PingInterval, connection.pingInterval > 0, u"the pings"_s},
    };
    QStringList words;
    for (const auto &[part, isThere, its] : all) {
        if (isThere && !said.testFlag(part))
            words.append(its);
    }
    if (!words.isEmpty())
        copied.lacks.append(u"%1 cannot say everything: left out %2 %3."_s.arg(
            tool, words.size() == 1 ? u"is"_s : u"are"_s, words.join(u", "_s)));
}

bool isPkcs12(const QString &file)
{
    return file.endsWith(u".p12", Qt::CaseInsensitive) || file.endsWith(u".pfx", Qt::CaseInsensitive)
        || file.endsWith(u".der", Qt::CaseInsensitive);
}

QString sourceQuoted(const QString &text)
{
    QString quoted = u"\""_s;
    for (const QChar c : text) {
        const char16_t code = c.unicode();
        // What turns the direction of the text or ends a line would make the source read otherwise than it is.
        const bool isTreacherous = code < 0x20 || (code >= 0x7f && code < 0xa0)
            || (code >= 0x200e && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e)
            || (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
        if (c == u'"' || c == u'\\')
            quoted += QString(u'\\') + c;
        else if (c == u'\n')
            quoted += u"\\n"_s;
        else if (isTreacherous)
            quoted += u"\\u%1"_s.arg(static_cast<int>(code), 4, 16, QChar(u'0'));
        else
            quoted += c;
    }
    return quoted + u'"';
}

} // namespace framescope
