// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QString>

#include <cstdio>

// The way out to the standard output and error. What others said is in nearly all that is told there, so
// nothing leaves here that could move the cursor of a terminal, or hide or turn a part of a line.
namespace framescope::terminal {

// As a person can see it: control, invisible and direction-changing characters by their picture or name.
QString harmless(const QString &text);

// A line to the standard output, at once. False if nobody reads it any more.
bool say(const QString &line);

// A sentence about what went wrong, to the standard error.
void complain(const QString &sentence);

// Says what failed; what the program ends with.
int fail(const Error &error, int exitCode);

// Text of several lines, which ends with a line end.
void print(const QString &text, std::FILE *out);

} // namespace framescope::terminal
