// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "sessionfixture.h"

#include <QFile>

#include <cstdio>
#include <semaphore>

using namespace framescope;
using namespace framescope::test;

namespace {

void tell(FrameTeller &server, RowId next)
{
    QByteArray text = "row " + QByteArray::number(next) + ' ';
    if (next % 1000 == 0) {
        // More than a part, and it comes in pieces.
        const QByteArray filling(70'000, 'x');
        FrameEvent frame = server.begin(Opcode::Text, quint64(text.size() + 4 * filling.size()));
        server.piece(frame, text);
        for (int i = 0; i < 4; ++i)
            server.piece(frame, filling);
        server.end(frame);
    } else if (next % 10 == 0) {
        server.fragments(Opcode::Text, {text, "second ", "third"});
    } else {
        server.message(Opcode::Text, text.leftJustified(100, '.'));
    }
}

} // namespace

// recordingchild SESSION COUNTER: records as fast as it can, forever, and keeps in COUNTER, which is
// mapped, how many rows it has handed to the journal. Made to be killed.
int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    QFile counterFile(QString::fromLocal8Bit(argv[2]));
    if (!counterFile.open(QIODevice::ReadWrite))
        return 3;
    auto *counter = reinterpret_cast<std::atomic<qint64> *>(counterFile.map(0, sizeof(qint64)));
    const SystemClock clock;
    auto store = SessionStore::create(QString::fromLocal8Bit(argv[1]), clock, {.ringCapacity = 8u << 20});
    if (!counter || !store)
        return 4;
    std::counting_semaphore<> room(0);
    (*store)->setRoomCallback([&] { room.release(); });
    Journal &journal = (*store)->journal();
    Recorder recorder(journal, (*store)->newConnectionId());
    FrameTeller server(recorder, Direction::ServerToClient);
    while (true) {
        tell(server, journal.nextId());
        counter->store(journal.nextId() - 1);
        while (!journal.hasRoom())
            room.acquire();
    }
}
