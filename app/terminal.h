// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QString>

#include <cstdio>

namespace framescope::terminal {

// A line to the standard output, at once. False if nobody reads it any more.
inline bool say(const QString &line)
{
    const QByteArray bytes = line.toLocal8Bit() + '\n';
    return std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout)
        == static_cast<std::size_t>(bytes.size())
        && std::fflush(stdout) == 0;
}

// A sentence about what went wrong, to the standard error.
inline void complain(const QString &sentence)
{
    std::fputs(QByteArray("framescope: " + sentence.toLocal8Bit() + '\n').constData(), stderr);
}

// Says what failed; what the program ends with.
inline int fail(const Error &error, int exitCode)
{
    complain(error.toString());
    return exitCode;
}

} // namespace framescope::terminal
