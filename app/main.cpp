// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline.h"

#include <cstdio>

using namespace framescope;

namespace {

int run(const CommandAnswer &answer)
{
    std::fputs(answer.text.toLocal8Bit().constData(), answer.exitCode == exitcode::Ok ? stdout : stderr);
    return answer.exitCode;
}

} // namespace

int main(int argc, char *argv[])
{
    QStringList arguments;
    for (int index = 1; index < argc; ++index)
        arguments.append(QString::fromLocal8Bit(argv[index]));
    const Command command = parseCommandLine(arguments);
    if (const auto *answer = std::get_if<CommandAnswer>(&command))
        return run(*answer);
    return exitcode::Failed;
}
