// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/storethread.h"

// What the thread does while the session goes to another place.
namespace framescope {

namespace {

Error notRecorded(const QString &target)
{
    return {QStringLiteral("The session was not moved to %1: its recording ended.").arg(target), {}, {}};
}

} // namespace

void StoreThread::moveTo(Move move)
{
    if (m_ended || !m_thread.joinable())
        return move.finished(notRecorded(move.target));
    m_commands.post([move = std::move(move)](StoreThread &thread) { thread.beginMove(move); });
}

void StoreThread::beginMove(Move move)
{
    if (m_ended || m_stopping || m_move)
        return move.finished(m_move ? Error{QStringLiteral("The session is being moved already."), {}, {}}
                                    : notRecorded(move.target));
    auto begun = SessionMove::begin(m_path, move.target, *m_log, m_ring);
    if (!begun)
        return move.finished(begun.error());
    m_move = std::move(*begun);
    m_moving = std::move(move);
}

// The file is copied while no transaction is open; the more is recorded, the less at a time.
void StoreThread::moveOn(std::chrono::milliseconds time)
{
    const auto until = Clock::now() + time;
    while (m_move && !m_log->hasTransaction() && Clock::now() < until) {
        const auto copied = m_move->copySome();
        if (!copied)
            return endMove(copied.error());
        if (m_moving.progress && !m_moving.progress(*copied ? 1.0 : m_move->done()))
            return endMove(Error{QStringLiteral("The move was cancelled."), {}, {}});
        if (*copied)
            return arrive();
    }
}

void StoreThread::arrive()
{
    m_publisher.settle(); // out of the ring's memory
    m_checkpointer.reset();
    auto arrived = m_move->arrive(m_committed, m_place, m_journal, m_spilled);
    if (arrived)
        takeArrived(std::move(*arrived));
    startCheckpointer();
    endDiversion();
    endMove(arrived ? Result<void>(Done{}) : Result<void>(arrived.error()));
}

// What waits in the spill is stored as ever; if nothing does the producer writes into the ring again.
void StoreThread::endDiversion()
{
    if (!holdsSpilled() && !m_spillSynced)
        m_journal.spill().closeIfEmpty();
    callBackIfRoom();
}

void StoreThread::endMove(const Result<void> &result)
{
    m_move.reset();
    std::exchange(m_moving, {}).finished(result);
}

void StoreThread::giveUpMove()
{
    if (m_move)
        endMove(notRecorded(m_moving.target));
}

} // namespace framescope
