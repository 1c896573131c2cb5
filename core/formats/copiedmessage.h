// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/pastedcommand.h"

#include <QByteArray>
#include <QFlags>

namespace framescope {

// A connection, and a message to send on it, to be written for another tool or language. The connection is
// what a command of that tool would say of it: what curl, wscat and websocat are told is read back as the same.
struct CopiedMessage {
    PastedCommand connection;
    QByteArray payload;
    bool isText = true;

    // Called a text, but its bytes are none; no tool sends those as a text.
    bool isBrokenText() const { return isText && !payload.isValidUtf8(); }
    // The payload of a text, with a byte order mark at its front, which QString::fromUtf8() drops.
    QString text() const;
};

// A command or a program, and in finished sentences what of the connection or the message it lacks.
struct CopiedText {
    QString text;
    QStringList lacks;
};

// What is secret of the connection by its name or its look (secrets, Jwt), replaced by "<secret>". Returns what
// that was: "Authorization", "what the address holds".
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

// Adds "wscat cannot say everything: left out are the TLS name a.example, IPv4 only." to what `copied` lacks: all of
// `connection` that is not among `said`, if there is something.
void tellUnsaid(CopiedText &copied, const QString &tool, const PastedCommand &connection, CopiedParts said);

// By its name: tools that take PEM only are not told of it.
bool isPkcs12(const QString &file);

// For source code: "...", with escapes that Python and JavaScript share.
QString sourceQuoted(const QString &text);

} // namespace framescope
