// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sessionfixture.h"

namespace framescope::test {

// A session as a killed process leaves it: some rows in its file, more in the ring beside it, the last of them
// a frame that was arriving. The store that wrote them goes on elsewhere and is over.
class KilledSession {
public:
    KilledSession(const QString &path, int stored, int waiting)
    {
        const QTemporaryDir folder;
        const QString recorded = folder.filePath(QStringLiteral("s.framescope"));
        const StandingClock clock;
        auto store = valueOf(SessionStore::create(
            recorded, clock, {.ringCapacity = Ring::MinCapacity, .transactionMs = 60'000}));
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller server(recorder, Direction::ServerToClient);
        for (int i = 0; i < stored; ++i)
            server.message(Opcode::Text, "stored");
        store->flush();
        for (int i = 1; i < waiting; ++i)
            server.message(Opcode::Text, "waits in the ring");
        if (waiting > 0) {
            FrameEvent open = server.begin(Opcode::Text, 10);
            server.piece(open, "half");
        }
        take(recorded, path);
    }
    // Of a session that is being recorded: as it would be left now.
    static void take(const QString &recorded, const QString &path)
    {
        for (const char16_t *suffix : {u"", u"-wal", u"-shm", u"-ring"})
            copy(recorded + QStringView(suffix), path + QStringView(suffix));
    }

private:
    static void copy(const QString &from, const QString &to)
    {
        if (!QFile::copy(from, to))
            qFatal("%s cannot be copied", qPrintable(from));
    }
};

} // namespace framescope::test
