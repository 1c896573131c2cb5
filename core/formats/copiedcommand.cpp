// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/copiedcommand.h"

#include "base/hosttext.h"
#include "formats/shellquoting.h"

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// curl speaks ws from 7.86 on only, and then shows no answer; http is the same to the server.
QString httpUrl(const QString &url)
{
    return u"http"_s + url.sliced(2); // ws or wss
}

// With the key of RFC 6455, 1.3: curl makes none, and the server only needs one.
HttpHead handshakeOf(const PastedCommand &to)
{
    HttpHead head;
    head.headers = {{"Connection", "Upgrade"}, {"Upgrade", "websocket"}, {"Sec-WebSocket-Version", "13"},
        {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}};
    if (!to.protocols.isEmpty())
        head.headers.append({"Sec-WebSocket-Protocol", to.protocols.join(u", "_s).toUtf8()});
    if (to.extensions)
        head.headers.append({"Sec-WebSocket-Extensions", *to.extensions});
    if (!to.origin.isEmpty())
        head.headers.append({"Origin", to.origin});
    head.headers.append(to.headers);
    return head;
}

QString connectTo(const PastedCommand &to)
{
    const QString host = hostText(to.connectHost);
    const QString port = to.connectPort == 0 ? QString() : QString::number(to.connectPort);
    return host.isEmpty() && port.isEmpty() ? QString() : u"::%1:%2"_s.arg(host, port);
}

QString optionsOf(const PastedCommand &to)
{
    QString text;
    const auto add = [&text](const QString &option, const QString &value) {
        if (!value.isEmpty())
            text += u" \\\n  %1 %2"_s.arg(option, shellQuoted(value));
    };
    add(u"--cacert"_s, to.caFile);
    add(u"--cert"_s, QString(to.certificateFile).replace(u":"_s, u"\\:"_s)); // else its password begins there
    if (isPkcs12(to.certificateFile))
        add(u"--cert-type"_s, u"P12"_s);
    add(u"--key"_s, to.keyFile);
    add(u"--pass"_s, to.keyPassword);
    add(u"--proxy"_s, to.proxy);
    add(u"--proxy-user"_s, to.proxyLogin);
    add(u"--connect-to"_s, connectTo(to));
    if (to.connectTimeout > 0)
        add(u"--connect-timeout"_s, QString::number(to.connectTimeout));
    if (to.needsTls13)
        text += u" --tlsv1.3"_s;
    if (to.ipVersion != 0)
        text += u" --ipv%1"_s.arg(to.ipVersion);
    return text;
}

} // namespace

QString curlCommand(const QString &url, const HttpHead &request)
{
    QStringList lines{u"curl --include --no-buffer --http1.1 %1"_s.arg(shellQuoted(httpUrl(url)))};
    for (const HttpHeader &header : request.headers) {
        // "Name;" is how curl is told to send an empty one.
        const QString separator = header.value.isEmpty() ? u";"_s : u": "_s;
        lines.append(u"  --header %1"_s.arg(
            shellQuoted(QString::fromUtf8(header.name) + separator + QString::fromUtf8(header.value))));
    }
    return lines.join(u" \\\n"_s);
}

CopiedText curlCommand(const CopiedMessage &message)
{
    using enum CopiedPart;
    const PastedCommand &to = message.connection;
    CopiedText copied;
    copied.text = curlCommand(to.url, handshakeOf(to)) + optionsOf(to);
    copied.lacks.append(u"curl opens the connection, but cannot send the message."_s);
    const CopiedParts said = Headers | Host | CaFile | Certificate | KeyPassword | Tls13 | HttpProxy
        | SocksProxy | ProxyLogin | ConnectTo | IpVersion | ConnectTimeout;
    tellUnsaid(copied, u"curl"_s, to, said);
    return copied;
}

} // namespace framescope
