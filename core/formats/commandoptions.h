// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace framescope {

// What an option of a command says of a connection.
enum class CommandMeaning : quint8 {
    Nothing, // of no effect on a handshake: how verbose, where to write
    Url,
    Header,
    Cookie,
    UserAgent,
    Referer,
    Host,
    Bearer,
    Basic,
    Origin,
    Subprotocol,
    Insecure,
    CaFile,
    Certificate,
    Key,
    KeyPassword,
    FileForm, // of certificate or key; found out here
    TlsName,
    Tls12,
    Tls13,
    HttpProxy,
    SocksProxy,
    ProxyLogin,
    Resolve,
    ConnectTo,
    Ipv4,
    Ipv6,
    Message,
    ConnectTimeout,
    PingInterval,
    NoHandshake, // it says something, but not to a handshake: named as left out
    Listens      // makes a server of the tool
};

struct CommandOption {
    QStringList names; // "-H", "--header"
    bool takesValue = false;
    CommandMeaning meaning = CommandMeaning::Nothing;
    const char *reason = ""; // of NoHandshake: why it is left out
};

// The options of one tool, as its manual has them.
struct CommandOptions {
    QString tool;
    QList<CommandOption> options;
    bool equalsAfterLetter = false; // -H='A: b' as clap has it; elsewhere the = would be of the value

    const CommandOption *find(const QString &name) const; // null: not known
};

// Of the tool whose name the text begins with ("curl", "curl.exe", "npx wscat" is none); null: of none.
const CommandOptions *commandOptionsOf(QStringView text);

} // namespace framescope
