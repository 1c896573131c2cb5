// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "sessionfixture.h"

#include "laststep.h"

#include <QFile>

#include <array>
#include <cstdio>
#include <semaphore>

using namespace framescope;
using namespace framescope::test;

// In the place of the system's, for all libraries.
extern "C" int rename(const char *from, const char *to) noexcept
{
    const int answer = LastStep::below<int(const char *, const char *)>("rename")(from, to);
    LastStep::happened();
    return answer;
}
extern "C" int unlink(const char *path) noexcept
{
    const int answer = LastStep::below<int(const char *)>("unlink")(path);
    LastStep::happened();
    return answer;
}

namespace {

// One connection, whose server never pauses.
class Chatter {
public:
    explicit Chatter(SessionStore &store)
        : m_journal(store.journal())
        , m_id(store.newConnectionId())
        , m_recorder(m_journal, m_id)
        , m_server(m_recorder, Direction::ServerToClient)
    {
    }
    // Each text begins with what the test reads there: its row and its connection.
    QByteArray text() const
    {
        return "row " + QByteArray::number(m_journal.nextId()) + " of " + QByteArray::number(m_id) + ' ';
    }
    void sayLarge()
    {
        // More than a part, and it comes in pieces.
        const QByteArray begin = text(), filling(70'000, 'x');
        FrameEvent frame = m_server.begin(Opcode::Text, quint64(begin.size() + 4 * filling.size()));
        m_server.piece(frame, begin);
        for (int i = 0; i < 4; ++i)
            m_server.piece(frame, filling);
        m_server.end(frame);
    }
    void sayInFragments(const std::function<void()> &between)
    {
        m_server.fragments(Opcode::Text, {text(), "second ", "third"}, between);
    }
    // A few bytes that inflate to more than the ring holds.
    void sayBomb()
    {
        const QByteArray inflated = text() + QByteArray(3 << 20, 'x');
        m_server.compressed(Opcode::Text, "small", inflated);
    }
    // The half of a frame.
    void sayHalf()
    {
        FrameEvent frame = m_server.begin(Opcode::Text, 1000);
        m_server.piece(frame, text());
    }
    void say() { m_server.message(Opcode::Text, text().leftJustified(100, '.')); }

private:
    Journal &m_journal;
    ConnectionId m_id;
    Recorder m_recorder;
    FrameTeller m_server;
};

} // namespace

// recordingchild SESSION COUNTER plain|spill [STEP [TARGET]]: records as fast as it can, forever, over three
// connections, into a new session or one that is there, and keeps in COUNTER, which is mapped, how many rows
// no kill can take any more. Says when it opens the session and then which row is its first. Made to be killed.
// With STEP it records a little, and a frame that never ends; then it finishes the session, and dies behind so
// many steps of that, if there are as many. With TARGET it moves the session there, and goes on recording
// meanwhile, before it finishes; of a negative STEP only renaming and removing counts.
int main(int argc, char **argv)
{
    if (argc < 4 || argc > 6)
        return 2;
    const bool finishes = argc > 4, moves = argc > 5;
    const QString path = QString::fromLocal8Bit(argv[1]);
    const bool spills = qstrcmp(argv[3], "spill") == 0;
    QFile counterFile(QString::fromLocal8Bit(argv[2]));
    if (!counterFile.open(QIODevice::ReadWrite))
        return 3;
    auto *counter = reinterpret_cast<std::atomic<qint64> *>(counterFile.map(0, sizeof(qint64)));
    const SystemClock clock;
    std::puts("opening");
    std::fflush(stdout);
    // The steps of finishing are counted: no COMMIT comes before them by time.
    SessionStore::Settings settings{.ringCapacity = spills ? Ring::MinCapacity : 8u << 20};
    if (finishes && !moves)
        settings.transactionMs = 60'000;
    auto store = QFile::exists(path) ? SessionStore::open(path, clock, settings)
                                     : SessionStore::create(path, clock, settings);
    if (!counter || !store)
        return 4;
    std::counting_semaphore<> room(0);
    (*store)->setRoomCallback([&] { room.release(); });
    Journal &journal = (*store)->journal();
    std::printf("%lld", qlonglong(journal.nextId()));
    std::fflush(stdout);
    std::array chatters{Chatter(**store), Chatter(**store), Chatter(**store)};
    const int rarely = finishes ? 100 : spills ? 500 : 1000;
    const auto say = [&](int turn) {
        Chatter &chatter = chatters[size_t(turn % 3)], &other = chatters[size_t((turn + 1) % 3)];
        if (turn % rarely == rarely - 1)
            spills ? chatter.sayBomb() : chatter.sayLarge();
        else if (turn % 10 == 9)
            chatter.sayInFragments([&other] { other.say(); });
        else
            chatter.say();
        // Whether it went into the ring or beside it.
        counter->store(journal.nextId() - 1);
        while (!journal.hasRoom())
            room.acquire();
    };
    int turn = 0;
    while (!(finishes && turn == rarely))
        say(turn++);
    if (moves) {
        LastStep::dieBehind(
            std::abs(std::atoi(argv[4])), argv[4][0] == '-' ? LastStep::Of::Told : LastStep::Of::All);
        std::atomic<bool> isMoved = false;
        (*store)->moveTo(QString::fromLocal8Bit(argv[5]), {},
            [&isMoved](const Result<void> &moved) { isMoved = moved.hasValue(); });
        while (!isMoved)
            say(turn++);
        LastStep::dieBehind(0);
    }
    chatters[0].sayHalf();
    if (!moves)
        LastStep::dieBehind(std::atoi(argv[4]));
    return (*store)->finish() ? 0 : 5;
}
