// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QList>
#include <QString>

namespace framescope {

// A command line taken apart as the shell would that it was written for. Nothing is run, and nothing
// is expanded: $HOME and %PATH% stay as they stand.
struct ShellWords {
    QStringList words;
    QList<qsizetype> positions; // where each word begins in the text, from 0
    // From here on the text belongs to the shell ("| jq ."), not to the command; -1 if it all does.
    qsizetype restAt = -1;
};

enum class ShellKind : quint8 {
    Posix,  // POSIX 2.2, with the $'...' of bash, which browsers write
    Windows // cmd.exe with its carets, then the quotes of the C runtime's argv
};
// cmd knows no single quotes: where the first quote is one, the text is POSIX. Else carets before quotes,
// before line ends, before % or in pairs are cmd's.
ShellKind shellOf(QStringView text);

// An Error for a quote that is never closed, with its place.
Result<ShellWords> splitCommand(QStringView text);
Result<ShellWords> splitCommand(QStringView text, ShellKind kind);

} // namespace framescope
