// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/journal.h"
#include "session/logwriter.h"
#include "session/sessiondraft.h"
#include "session/sessionplace.h"

#include <optional>

namespace framescope {

// Brings a session that is being recorded to another place, also on another file system: for the store thread,
// between its transactions. The file is copied piece by piece, in which readers and the recording go on; then,
// while the producer keeps away from the ring, ring and spill are copied too, and the copy gets its name. Up to
// that moment the session is where it was and this can be given up; behind it the files there are removed. A
// process that is killed at the moment itself leaves both, each whole.
//
// It is copied on the same file system as well: a file that somebody reads cannot be renamed (its -wal would stay
// behind), and somebody always does.
class SessionMove {
public:
    // `log` writes the session at `source`, whose ring it is; both must outlive this.
    static Result<std::unique_ptr<SessionMove>> begin(
        const QString &source, const QString &target, LogWriter &log, Ring &ring);
    ~SessionMove(); // leaves nothing at the target, unless it arrived

    QString target() const { return m_target; }
    // Of the file, 0 to 1.
    double done() const;
    // For some milliseconds; true once all that is committed is copied, and follows what is committed since.
    Result<bool> copySome();
    // The rest, at once behind that: `position` in the ring is committed, `spilled` was taken and is not. `place`,
    // which is told before the source goes, is where the session lies. What goes on in its stead is answered, and
    // the ring is that at the target. The spill is open then.
    struct Arrived {
        std::unique_ptr<LogWriter> log;
        quint64 spilledEnd = 0; // of what was taken, in the file of the spill
    };
    Result<Arrived> arrive(
        quint64 position, const SessionPlace &place, Journal &journal, const Spill::Taken &spilled);

private:
    SessionMove(const QString &source, const QString &target, LogWriter &log, Ring &ring);
    Result<void> makeFiles();
    Result<void> completeDraft(quint64 position);
    Result<void> copyWaiting(quint64 position, Journal &journal, const Spill::Taken &spilled);
    void removeSource();
    Error failed(const sqlite::Database &database, int code) const;

    struct Finish {
        void operator()(sqlite3_backup *backup) const { sqlite3_backup_finish(backup); }
    };
    const QString m_source;
    const QString m_target;
    LogWriter &m_log;
    Ring &m_ring;
    std::unique_ptr<SessionDraft> m_draft;
    std::unique_ptr<Ring> m_nextRing;
    std::optional<sqlite::Database> m_database; // the draft
    std::unique_ptr<sqlite3_backup, Finish> m_backup;
};

} // namespace framescope
