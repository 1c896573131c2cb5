// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"
#include "transport/connectionoptions.h"
#include "ui/look.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

namespace framescope {

// What the program answers its caller with. Written down in --help.
namespace exitcode {
inline constexpr int Ok = 0;
inline constexpr int Failed = 1;       // something of ours: the disk is full, a file cannot be written
inline constexpr int Usage = 2;        // the command line, or a file that is no session
inline constexpr int NotConnected = 3; // the connection never opened
inline constexpr int Broken = 4;       // it opened, and ended without a closing handshake
} // namespace exitcode

// framescope [URL or FILE]: the window.
struct WindowCommand {
    QString url;
    QString session; // file to show; empty: a new session is recorded
    bool demo = false;
    std::optional<ThemeChoice> theme; // as the user chose last
    QString screenshot;               // empty: show the window; else draw it into this file and end
    int waitMs = 4000;                // before the picture is taken
    QSize size{1440, 900};
    qint64 row = 0; // to select in the picture; 0: none
    QString log;    // file for the program's own log; empty: none
};

// framescope record URL: a connection goes to a session file, without a window.
struct RecordCommand {
    ConnectionOptions options;
    bool demo = false;             // to the demo server instead of options.url
    QString file;                  // empty: a new one among the captures
    QStringList texts;             // sent once the connection is open
    std::optional<int> durationMs; // then it is closed
    std::optional<quint64> count;  // closed after so many received messages
    bool quiet = false;            // no timeline on the standard output
    QString log;                   // as that of the window
};

// framescope print FILE: the timeline of a session file.
struct PrintCommand {
    QString file;
    bool frames = false; // a line for each frame, with its header, instead of one for each message
    std::optional<ConnectionId> connection;
};

// --help and --version, and what is wrong with the arguments.
struct CommandAnswer {
    QString text;
    int exitCode = exitcode::Ok;
};

using Command = std::variant<CommandAnswer, WindowCommand, RecordCommand, PrintCommand>;

// `arguments` without the program's name. Environment variables are read for --header-env,
// --url-env and --proxy-env only.
Command parseCommandLine(const QStringList &arguments);

} // namespace framescope
