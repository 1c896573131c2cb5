// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/terminal.h"

#include "ui/visibletext.h"

#include <QStringList>

#include <limits>

namespace framescope::terminal {

namespace {

bool writeLine(const QString &line, std::FILE *out)
{
    const QByteArray bytes = harmless(line).toLocal8Bit() + '\n';
    return std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), out)
        == static_cast<std::size_t>(bytes.size());
}

} // namespace

QString harmless(const QString &text)
{
    return visibleText(text.toUtf8(), std::numeric_limits<qsizetype>::max()).text;
}

bool say(const QString &line)
{
    return writeLine(line, stdout) && std::fflush(stdout) == 0;
}

void complain(const QString &sentence)
{
    writeLine(QStringLiteral("framescope: ") + sentence, stderr);
}

int fail(const Error &error, int exitCode)
{
    complain(error.toString());
    return exitCode;
}

void print(const QString &text, std::FILE *out)
{
    const QStringList lines = text.chopped(1).split(u'\n');
    for (const QString &line : lines)
        writeLine(line, out);
}

} // namespace framescope::terminal
