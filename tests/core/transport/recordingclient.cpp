// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/network.h"

#include <QCoreApplication>
#include <QFile>

using namespace framescope;

// recordingclient SESSION URL COUNT: records COUNT connections to URL, forever, into a new session or one
// that is there. Made to be killed.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() != 4)
        return 2;
    const QString path = arguments[1];
    const SystemClock clock;
    auto store = QFile::exists(path) ? SessionStore::open(path, clock, {}) : SessionStore::create(path, clock);
    if (!store)
        return 3;
    Network network(**store, clock);
    ConnectionOptions options;
    options.url = arguments[2];
    for (int i = 0; i < arguments[3].toInt(); ++i) {
        if (!network.open(options))
            return 4;
    }
    return QCoreApplication::exec();
}
