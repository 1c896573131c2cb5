// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace framescope {

// What went wrong, for a person: a sentence that says what, where it was, and what would be right.
// Made where the facts are known and shown as it is; nothing above adds "Error:" or an enum name.
struct Error {
    QString what;   // one finished sentence
    QString where;  // place in the input ("character 31", "header 3, byte 12"); empty if there is none
    QString remedy; // what would be right, as a sentence; empty if there is nothing to say

    // All three as one line for logs, the command line and tests.
    QString toString() const
    {
        QString line = what;
        if (!where.isEmpty())
            line += QStringLiteral(" (%1)").arg(where);
        if (!remedy.isEmpty())
            line += QLatin1Char(' ') + remedy;
        return line;
    }
};

} // namespace framescope
