// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/rowfilter.h"
#include "core/session/storefixture.h"

#include <random>

namespace framescope::test {

using Random = std::mt19937;

inline int below(Random &random, int end)
{
    return static_cast<int>(random() % static_cast<unsigned>(end));
}

// Few letters, so that what is looked for is often there; every kind of size; bytes that are no text.
inline QByteArray randomPayload(Random &random)
{
    static constexpr int sizes[] = {0, 1, 6, 40, 300, 70'000, 300'000};
    const int kind = below(random, 40);
    const int size = sizes[kind < 20 ? kind % 5 : kind < 38 ? kind % 4 : kind - 33];
    QByteArray payload(size, '-');
    for (int i = 0; i < std::min(size, 40); ++i)
        payload[i] = "abnedl\xc3\xa9\xff\0"[below(random, 10)];
    if (size >= 6 && below(random, 3) == 0)
        payload.replace(below(random, size - 5), 6, below(random, 2) == 0 ? "needle" : "NeedLe");
    if (size == 300'000 && below(random, 2) == 0) // across the boundary of two parts
        payload.replace((256 << 10) - below(random, 8), 6, "needle");
    return payload;
}

// What happens on two connections: messages whole, in fragments with control frames between them,
// compressed, cut, never ended.
class RandomSession {
public:
    RandomSession(std::unique_ptr<SessionStore> store, unsigned seed)
        : m_random(seed)
        , m_store(std::move(store))
    {
        for (int i = 0; i < 2; ++i)
            m_recorders.push_back(std::make_unique<Recorder>(m_store->journal(), m_store->newConnectionId()));
        for (auto &recorder : m_recorders) {
            m_tellers.emplace_back(*recorder, Direction::ServerToClient);
            m_tellers.emplace_back(*recorder, Direction::ClientToServer);
        }
    }
    SessionStore &store() { return *m_store; }
    // From the time of one step to that of the next.
    qint64 pauseNs = 0;
    void record(int steps)
    {
        for (int i = 0; i < steps; ++i)
            step();
    }
    // Messages that say "nee" "dle", and do not end.
    void leaveOpen()
    {
        for (std::size_t i = 0; i < m_tellers.size(); i += 2) {
            for (const char *piece : {"nee", "dle"}) {
                const bool isFirst = *piece == 'n';
                FrameEvent frame = m_tellers[i].event(isFirst ? Opcode::Text : Opcode::Continuation, 3, false);
                frame.payload = frame.application = piece;
                m_recorders[i / 2]->frame(frame);
            }
        }
    }

private:
    FrameTeller &teller() { return m_tellers[std::size_t(below(m_random, int(m_tellers.size())))]; }
    Opcode type() { return below(m_random, 3) == 0 ? Opcode::Binary : Opcode::Text; }
    void step()
    {
        const QByteArray payload = randomPayload(m_random);
        for (FrameTeller &each : m_tellers)
            each.timeNs += pauseNs;
        switch (below(m_random, 9)) {
        case 0:
            teller().control(Opcode::Ping, payload.first(std::min<qsizetype>(payload.size(), 125)));
            break;
        case 1: teller().compressed(Opcode::Text, "deflated needle", payload); break;
        case 2:
        case 3: fragments(payload); break;
        case 4: arriving(payload); break;
        case 5: teller().message(type(), payload, FrameOrigin::Injected); break;
        default: teller().message(type(), payload); break;
        }
    }
    void fragments(const QByteArray &payload)
    {
        QByteArrayList pieces;
        for (qsizetype at = 0; at < payload.size();) {
            pieces += payload.mid(at, payload.size() > 1000 ? 50'000 : 1 + below(m_random, 4));
            at += pieces.back().size();
        }
        pieces += QByteArray();
        teller().fragments(type(), pieces, [this] {
            if (below(m_random, 6) == 0)
                teller().control(Opcode::Pong, "needle");
        });
    }
    void arriving(const QByteArray &payload)
    {
        FrameTeller &side = teller();
        FrameEvent frame = side.begin(type(), quint64(payload.size()));
        const qsizetype size = below(m_random, 4) == 0 ? payload.size() / 2 : payload.size();
        side.piece(frame, payload.first(size / 2));
        side.piece(frame, QByteArrayView(payload).sliced(size / 2, size - size / 2));
        side.end(frame);
    }
    Random m_random;
    std::unique_ptr<SessionStore> m_store;
    std::vector<std::unique_ptr<Recorder>> m_recorders;
    std::deque<FrameTeller> m_tellers;
};

inline RowFilter randomFilter(Random &random, int depth)
{
    using F = RowFilter;
    switch (below(random, depth > 0 ? 17 : 13)) {
    case 0: return F::opcode(static_cast<Opcode>(below(random, 11)));
    case 1: return F::direction(static_cast<Direction>(below(random, 2)));
    case 2: return F::connections({below(random, 3), below(random, 3)});
    case 3: return F::sizeBetween(quint64(below(random, 50)), quint64(below(random, 100'000)));
    case 4: return F::timeBetween(2'000'000'000, 2'000'000'000 + below(random, 60));
    case 5: return F::anyOf(RowFlag::Injected | RowFlag::Cut);
    case 6: return F::textMessages();
    case 7: return F::binaryMessages() || F::broken();
    case 8: return F::text(QStringLiteral("Needle"), TextSearch::Case::Ignored);
    case 9: return F::text(QStringLiteral("needle"), TextSearch::Case::Minded);
    case 10: return F::text(QString(QChar('a' + below(random, 5))), TextSearch::Case::Minded);
    case 11: return F::bytes(QByteArray("\xff\0", 1 + below(random, 2)));
    case 12: return F::regex(QStringLiteral("ne{1,2}dle|l[ab]"));
    case 13: return !randomFilter(random, depth - 1);
    case 14: return randomFilter(random, depth - 1) || randomFilter(random, depth - 1);
    default: return randomFilter(random, depth - 1) && randomFilter(random, depth - 1);
    }
}

} // namespace framescope::test
