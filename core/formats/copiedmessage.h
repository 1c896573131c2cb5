// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/pastedcommand.h"

#include <QByteArray>
#include <QFlags>

namespace framescope {

// A connection, and a message to send on it, to be written for another tool or language. The connection is
// what a command of that tool would say of it: what is written is read back as the same.
struct CopiedMessage {
    PastedCommand connection;
    QByteArray payload;
    bool isText = true;

    // Called a text, but its bytes are none; no tool sends those as a text.
    bool isBrokenText() const { return isText && !payload.isValidUtf8(); }
};

// A command or a program, and in finished sentences what of the connection or the message it lacks.
struct CopiedText {
    QString text;
    QStringList lacks;
};

// What is secret of the connection by its name or its look (secrets, Jwt), replaced by "<secret>". Returns what
// that was: "Authorization", "token in the address".
QStringList hideSecrets(PastedCommand &connection);

// Parts of a connection that not every tool has a word for.
enum class CopiedPart : quint16 {
    CaFile = 1 << 0,
    Certificate = 1 << 1,
    KeyPassword = 1 << 2,
    TlsName = 1 << 3,
    Tls13 = 1 << 4,
    HttpProxy = 1 << 5,
    SocksProxy = 1 << 6,
    ConnectTo = 1 << 7,
    IpVersion = 1 << 8,
    ConnectTimeout = 1 << 9,
    PingInterval = 1 << 10,
    Headers = 1 << 11,
    Host = 1 << 12,
    ProxyLogin = 1 << 13
};
Q_DECLARE_FLAGS(CopiedParts, CopiedPart)
Q_DECLARE_OPERATORS_FOR_FLAGS(CopiedParts)

// "wscat cannot say everything: left out are the TLS name a.example, IPv4 only.": all of `connection` that is not among
// `said`; empty if there is nothing.
QString wordsOfUnsaid(const QString &tool, const PastedCommand &connection, CopiedParts said);

// For source code: "...", with escapes that Python and JavaScript share.
QString sourceQuoted(const QString &text);

} // namespace framescope
