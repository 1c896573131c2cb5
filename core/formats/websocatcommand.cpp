// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/websocatcommand.h"

#include "formats/shellquoting.h"

#include <QUrl>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostAtOnce = 65'536; // bytes; its buffer, unless told otherwise

// A text is a line of its input; why this one cannot be, or nothing.
QString obstacle(const CopiedMessage &message)
{
    if (message.payload.size() > MostAtOnce)
        return u"The message is longer than 64 KiB, at which websocat would cut it into several: it is left out."_s;
    if (!message.isText && message.payload.isEmpty())
        return u"The message is empty, and websocat sends nothing for no bytes: it is left out."_s;
    if (message.isBrokenText())
        return u"The text is not UTF-8, and websocat sends nothing else as text: it is left out."_s;
    if (message.isText && message.payload.contains('\0'))
        return u"The text holds a NUL, which a shell cannot hand over: it is left out."_s;
    if (message.isText && (message.payload.contains('\n') || message.payload.endsWith('\r')))
        return u"The text holds line ends, at which websocat would cut it into several: it is left out."_s;
    return {};
}

// "host:port" of "socks5://host:port".
QString socksAddress(const QString &proxy)
{
    return proxy.startsWith(u"socks5") ? QUrl(proxy).authority() : QString();
}

} // namespace

CopiedText websocatCommand(const CopiedMessage &message)
{
    using enum CopiedPart;
    const PastedCommand &to = message.connection;
    CopiedText copied;
    const QString mode = message.isText ? u"--text --linemode-strip-newlines"_s : u"--binary"_s;
    QStringList lines{u"websocat %1 --no-close %2"_s.arg(mode, shellQuoted(to.url))};
    const auto add = [&lines](const QString &option, const QString &value) {
        if (!value.isEmpty())
            lines.append(u"  %1 %2"_s.arg(option, shellQuoted(value)));
    };
    for (const HttpHeader &header : to.headers) {
        if (header.name.compare("Host", Qt::CaseInsensitive) != 0)
            add(u"--header"_s, QString::fromUtf8(header.name + ": " + header.value));
    }
    add(u"--origin"_s, QString::fromUtf8(to.origin));
    add(u"--protocol"_s, to.protocols.join(u", "_s));
    add(u"--tls-domain"_s, to.tlsName);
    add(u"--socks5"_s, socksAddress(to.proxy));
    CopiedParts said = Headers | TlsName | SocksProxy | PingInterval;
    if (isPkcs12(to.certificateFile)) { // it takes no other
        add(u"--client-pkcs12-der"_s, to.certificateFile);
        add(u"--client-pkcs12-passwd"_s, to.keyPassword);
        said |= Certificate | KeyPassword;
    }
    if (to.pingInterval > 0)
        add(u"--ping-interval"_s, QString::number(to.pingInterval));
    if (const QString sentence = obstacle(message); !sentence.isEmpty())
        copied.lacks.append(sentence);
    else if (message.isText)
        lines.append(u"  <<< %1"_s.arg(shellQuoted(message.text())));
    else
        lines.append(u"  < <(printf %1)"_s.arg(printfQuoted(message.payload)));
    tellUnsaid(copied, u"websocat"_s, to, said);
    copied.text = lines.join(u" \\\n"_s);
    return copied;
}

} // namespace framescope
