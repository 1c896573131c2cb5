// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/pastedcommand.h"
#include "transport/connectionoptions.h"
#include "ui/namedvalue.h"
#include "ui/signindraft.h"
#include "ui/wrongmark.h"

#include <QList>
#include <QString>

namespace framescope {

// A file that the user chose: read once, so that what is checked is what is used.
struct ChosenFile {
    QString path;
    QByteArray bytes;
    QString wrong; // a sentence: why it cannot be used
    bool isUnread() const { return !path.isEmpty() && bytes.isEmpty() && wrong.isEmpty(); }
    bool operator==(const ChosenFile &) const = default;
};

// What is typed into the drawer of connection options, ticked or not, right or wrong. A value.
struct ConnectionDraft {
    enum class Tab : quint8 { Request, Auth, Protocols, Tls, Route, Behaviour };
    static constexpr int TabCount = 6;
    enum class Auth : quint8 { None, Basic, Bearer };

    NamedValues headers;
    NamedValues query; // added to the address
    NamedValues cookies;
    QString origin;
    QString userAgent;
    Auth auth = Auth::None;
    QString user;
    QString password;
    QString token;
    SignInDraft signIn;
    ChosenFile ca;
    ChosenFile certificate;
    ChosenFile key;
    ConnectionOptions plain; // what stands there as it is: protocols, deflate, proxy, timeouts, ...

    // Everything for a connection to `url`: headers in the order of the table, behind what the other
    // fields make.
    ConnectionOptions toOptions(const QString &url) const;
    QByteArray authorization() const; // the value of that header; empty: it is not sent

    // The same without what logs somebody in by the request: for a server that nobody meant it for.
    ConnectionDraft withoutLogin() const;

    // What cannot be sent as it stands, or may not be meant so, and where; nothing of the address itself, nor of what is in a
    // certificate or key (TlsCheck).
    enum class Field : quint8 {
        Headers,
        Query,
        Cookies,
        Origin,
        UserAgent,
        User,
        Password,
        Token,
        Protocols,
        Ca,
        Certificate,
        Key,
        KeyPassword,
        ServerName,
        Accepted,
        Proxy,
        ProxyLogin,
        ProxyPassword,
        ConnectTo,
        PingAnswer,
        Reconnect,
        Authorization, // these are never wrong, only shown
        Minimum,
        ConnectTime,
        TlsTime,
        HandshakeTime,
        CloseTime,
        Keepalive,
        Violations,
        SignInUrl,
        SignInHeaders,
        SignInBody,
        SignInValues
    };
    struct Problem {
        Tab tab;
        Field field;
        Error error;
        int row = -1;           // of a table
        bool isLeftOut = false; // wrong only in that it is still to be typed
        WrongMark mark = WrongMark::Wrong;
    };
    QList<Problem> problems() const;
    // Fields that are empty because what stood there is secret and was kept nowhere (leftoutsecrets.h); of
    // tables NamedValue::isLeftOut says it. A wish to send them empty is told by forgetLeftOut().
    QList<Field> leftOut;
    QStringList leftOutOfAddress; // names of its parameters; an empty one: user and password
    void forgetLeftOut();
    bool isLeftOut(Field field) const { return leftOut.contains(field); }

    // A file is still to be read.
    bool isUnread() const { return ca.isUnread() || certificate.isUnread() || key.isUnread(); }

    // How many settings of a tab differ from the defaults; "Options 3" has the sum.
    int differences(Tab tab, const ConnectionDraft &defaults) const;
    int differences(const ConnectionDraft &defaults) const;
};

// What a pasted command says, in the fields where a user would have typed it; the rest of `draft` goes
// back to `defaults`. The address is not part of it, and neither is a switch that accepts every
// certificate: the window asks about the one that comes. Its files are still to be read.
ConnectionDraft draftOf(const PastedCommand &command, const ConnectionDraft &defaults = {});

// The other way: what `draft` says of TLS and of the way there, in `command`.
void tellTlsAndRoute(const ConnectionDraft &draft, PastedCommand &command);

// Reads it whole, up to 16 MiB; not in the GUI thread.
ChosenFile readChosen(const QString &path);

} // namespace framescope
