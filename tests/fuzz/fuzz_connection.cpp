// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// A random server and a random user against a whole Connection: what ScenarioPlayer asks of every one. Slow, for
// it goes over TCP and a file: its corpus says which scenarios were worth it.
#include "support/hostile.h"
#include "support/scenarioplayer.h"

#include "fuzz/pieces.h"

#include <QCoreApplication>

using namespace framescope;
using namespace framescope::test;

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    static int argc = 1;
    static char name[] = "fuzz_connection";
    static char *argv[] = {name, nullptr};
    static const QCoreApplication application(argc, argv);
    static std::unique_ptr<SessionProbe> session;
    static std::unique_ptr<ScenarioPlayer> player;
    static int played = 0;
    constexpr int PerSession = 60; // the log is read whole after each
    if (played++ % PerSession == 0) {
        require(!session || nextConnectionWorks(*session), "the next connection works");
        session = std::make_unique<SessionProbe>();
        player = std::make_unique<ScenarioPlayer>(*session);
    }
    const QByteArrayView script(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QStringList broken = player->play(script);
    if (!broken.isEmpty())
        qFatal("%s", qPrintable((broken + player->steps()).join(u'\n')));
    return 0;
}
