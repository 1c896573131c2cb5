// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/pythonscript.h"

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

QString bytesOf(const QByteArray &payload)
{
    QString digits;
    for (const char c : payload)
        digits += u"\\x%1"_s.arg(static_cast<int>(static_cast<unsigned char>(c)), 2, 16, QChar(u'0'));
    return u"b\"%1\""_s.arg(digits);
}

QString quoted(const QByteArray &utf8)
{
    return sourceQuoted(QString::fromUtf8(utf8));
}

bool hasPemCertificate(const PastedCommand &to)
{
    return !to.certificateFile.isEmpty() && !isPkcs12(to.certificateFile);
}

bool hasOwnTls(const PastedCommand &to)
{
    return !to.caFile.isEmpty() || hasPemCertificate(to) || to.needsTls13;
}

QStringList headerPairs(const PastedCommand &to)
{
    QStringList pairs;
    for (const HttpHeader &header : to.headers) {
        if (header.name.compare("Host", Qt::CaseInsensitive) != 0)
            pairs.append(u"(%1, %2)"_s.arg(quoted(header.name), quoted(header.value)));
    }
    return pairs;
}

QStringList tlsLines(const PastedCommand &to)
{
    QStringList lines{u"tls = ssl.create_default_context()"_s};
    if (!to.caFile.isEmpty())
        lines.append(u"tls.load_verify_locations(%1)"_s.arg(sourceQuoted(to.caFile)));
    if (hasPemCertificate(to)) {
        QStringList arguments{sourceQuoted(to.certificateFile)};
        if (!to.keyFile.isEmpty())
            arguments.append(u"keyfile="_s + sourceQuoted(to.keyFile));
        if (!to.keyPassword.isEmpty())
            arguments.append(u"password="_s + sourceQuoted(to.keyPassword));
        lines.append(u"tls.load_cert_chain(%1)"_s.arg(arguments.join(u", "_s)));
    }
    if (to.needsTls13)
        lines.append(u"tls.minimum_version = ssl.TLSVersion.TLSv1_3"_s);
    return lines;
}

// Of websockets.connect(), what it hands to asyncio among them.
QStringList arguments(const PastedCommand &to)
{
    QStringList all{sourceQuoted(to.url)};
    if (!headerPairs(to).isEmpty())
        all.append(u"**{headers: [%1]}"_s.arg(headerPairs(to).join(u", "_s)));
    if (!to.origin.isEmpty())
        all.append(u"origin="_s + quoted(to.origin));
    QStringList protocols;
    for (const QString &protocol : to.protocols)
        protocols.append(sourceQuoted(protocol));
    if (!protocols.isEmpty())
        all.append(u"subprotocols=[%1]"_s.arg(protocols.join(u", "_s)));
    if (!to.extensions)
        all.append(u"compression=None"_s);
    if (hasOwnTls(to))
        all.append(u"ssl=tls"_s);
    if (!to.tlsName.isEmpty())
        all.append(u"server_hostname="_s + sourceQuoted(to.tlsName));
    if (!to.connectHost.isEmpty())
        all.append(u"host="_s + sourceQuoted(to.connectHost));
    if (to.connectPort != 0)
        all.append(u"port=%1"_s.arg(to.connectPort));
    if (to.ipVersion != 0)
        all.append(u"family=socket.AF_INET%1"_s.arg(to.ipVersion == 6 ? u"6"_s : QString()));
    if (to.connectTimeout > 0)
        all.append(u"open_timeout=%1"_s.arg(to.connectTimeout));
    if (to.pingInterval > 0)
        all.append(u"ping_interval=%1"_s.arg(to.pingInterval));
    return all;
}

QStringList imports(const PastedCommand &to)
{
    QStringList all{u"import asyncio"_s};
    if (to.ipVersion != 0)
        all.append(u"import socket"_s);
    if (hasOwnTls(to))
        all.append(u"import ssl"_s);
    return all + QStringList{QString(), u"import websockets"_s, QString()};
}

} // namespace

CopiedText pythonScript(const CopiedMessage &message)
{
    using enum CopiedPart;
    const PastedCommand &to = message.connection;
    CopiedText copied;
    QStringList lines = imports(to);
    if (!headerPairs(to).isEmpty()) {
        lines.append(u"# Its name since websockets 14, and the one before."_s);
        lines.append(u"new = int(websockets.__version__.split(\".\")[0]) >= 14"_s);
        lines.append(u"headers = \"additional_headers\" if new else \"extra_headers\""_s);
    }
    if (hasOwnTls(to))
        lines += tlsLines(to);
    lines += {QString(), u"async def main():"_s, u"    async with websockets.connect("_s};
    for (const QString &argument : arguments(to))
        lines.append(u"        %1,"_s.arg(argument));
    lines.append(u"    ) as connection:"_s);
    if (message.isBrokenText())
        copied.lacks.append(
            u"The text is not UTF-8, and websockets sends nothing else as text: it is left out."_s);
    else
        lines.append(u"        await connection.send(%1)"_s.arg(
            message.isText ? sourceQuoted(message.text()) : bytesOf(message.payload)));
    lines += {u"        async for answer in connection:"_s, u"            print(answer)"_s, QString(),
        QString(), u"asyncio.run(main())"_s};
    CopiedParts said =
        Headers | CaFile | TlsName | Tls13 | ConnectTo | IpVersion | ConnectTimeout | PingInterval;
    if (!isPkcs12(to.certificateFile))
        said |= Certificate | KeyPassword;
    tellUnsaid(copied, u"The library websockets"_s, to, said);
    copied.text = lines.join(u'\n') + u'\n';
    return copied;
}

} // namespace framescope
