// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/wscatcommand.h"

#include "formats/shellquoting.h"

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestArgument = 128 << 10; // bytes, of Linux

// Why the message cannot be an argument of the command; empty if it can.
QString obstacle(const CopiedMessage &message)
{
    if (!message.isText)
        return u"wscat sends text only: the message is left out."_s;
    if (message.isBrokenText())
        return u"The text is not UTF-8, and wscat sends nothing else: it is left out."_s;
    if (message.payload.contains('\0'))
        return u"The text holds a NUL, where an argument of a command ends: it is left out."_s;
    if (shellQuoted(message.text()).toUtf8().size() >= LongestArgument)
        return u"The text is longer than an argument of a command may be: it is left out."_s;
    return {};
}

} // namespace

CopiedText wscatCommand(const CopiedMessage &message)
{
    using enum CopiedPart;
    const PastedCommand &to = message.connection;
    CopiedText copied;
    QStringList lines{u"wscat --connect %1"_s.arg(shellQuoted(to.url))};
    const auto add = [&lines](const QString &option, const QString &value) {
        if (!value.isEmpty())
            lines.append(u"  %1 %2"_s.arg(option, shellQuoted(value)));
    };
    for (const HttpHeader &header : to.headers)
        add(u"--header"_s, QString::fromUtf8(header.name + ": " + header.value));
    add(u"--origin"_s, QString::fromUtf8(to.origin));
    for (const QString &protocol : to.protocols)
        add(u"--subprotocol"_s, protocol);
    add(u"--ca"_s, to.caFile);
    CopiedParts said = Headers | Host | CaFile | HttpProxy;
    if (!isPkcs12(to.certificateFile)) {
        add(u"--cert"_s, to.certificateFile);
        add(u"--key"_s, to.keyFile);
        add(u"--passphrase"_s, to.keyPassword);
        said |= Certificate | KeyPassword;
    }
    if (to.proxy.startsWith(u"http"))
        add(u"--proxy"_s, to.proxy);
    if (const QString sentence = obstacle(message); !sentence.isEmpty())
        copied.lacks.append(sentence);
    else
        lines.append(u"  --execute %1"_s.arg(shellQuoted(message.text())));
    tellUnsaid(copied, u"wscat"_s, to, said);
    copied.text = lines.join(u" \\\n"_s);
    return copied;
}

} // namespace framescope
