// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/javascriptsnippet.h"

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

QString bytesOf(const QByteArray &payload)
{
    QString numbers;
    for (const char c : payload)
        numbers += (numbers.isEmpty() ? QString() : u", "_s) + QString::number(static_cast<unsigned char>(c));
    return u"new Uint8Array([%1])"_s.arg(numbers);
}

QString protocolsOf(const PastedCommand &to)
{
    QStringList quoted;
    for (const QString &protocol : to.protocols)
        quoted.append(sourceQuoted(protocol));
    return quoted.isEmpty() ? QString() : u", [%1]"_s.arg(quoted.join(u", "_s));
}

} // namespace

CopiedText javaScriptSnippet(const CopiedMessage &message)
{
    const PastedCommand &to = message.connection;
    CopiedText copied;
    QStringList lines{u"const socket = new WebSocket(%1%2);"_s.arg(sourceQuoted(to.url), protocolsOf(to)),
        u"socket.binaryType = \"arraybuffer\";"_s};
    if (message.isBrokenText())
        copied.lacks.append(u"The text is not UTF-8, and a browser sends nothing else: it is left out."_s);
    else
        lines.append(u"socket.onopen = () => socket.send(%1);"_s.arg(
            message.isText ? sourceQuoted(message.text()) : bytesOf(message.payload)));
    lines.append(u"socket.onmessage = ({ data }) => console.log(data);"_s);
    lines.append(u"socket.onclose = ({ code, reason }) => console.log(code, reason);"_s);
    tellUnsaid(copied, u"A page of a browser"_s, to, {});
    copied.text = lines.join(u'\n') + u'\n';
    return copied;
}

} // namespace framescope
