// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/publisher.h"
#include "session/rowwriter.h"

namespace framescope {

// Puts records, as they come out of the ring, into the session file: the same way while recording and
// when the ring of a dead process is replayed. The position in the ring is committed together with
// what stood before it, so no record is lost or stored twice. Answers are SQLite's result codes.
class LogWriter {
public:
    explicit LogWriter(sqlite::Database database);
    // What brings the monotonic times of the records that follow to the file's.
    void setTimeShift(qint64 ns) { m_timeShiftNs = ns; }
    qint64 timeShift() const { return m_timeShiftNs; }

    bool isValid() const { return m_rows && m_rows->isValid(); }
    int loadCode() const { return m_rows->loadCode(); }
    sqlite::Database &database() { return m_database; }
    RowId lastId() const { return m_rows->lastId(); }
    // Whether COMMIT waits until the disk has it, and checkpoints by itself. From here on it does; false:
    // Checkpointer does both. Outside a transaction.
    int setSyncsItself(bool itself);
    // In the -wal, after the last COMMIT; told while Checkpointer does it.
    int walPages() const { return m_walPages; }
    // Of the file with all that was applied, once its -wal is gone.
    quint64 fileBytes() const;

    // Applies one record, in a transaction that is begun if need be. `publisher` may be null.
    int apply(QByteArrayView record, Publisher *publisher);
    // True if the last record was not stored since it does not follow what is stored.
    bool wasRefused() const { return m_refused; }
    bool hasTransaction() const { return m_begun; }
    // `spillPosition`: in the file beside the ring (SpillFile).
    int commit(quint64 ringIdentity, quint64 ringPosition, quint64 spillPosition);
    // From here on a new ring belongs to the file; the time shift goes with it, for whoever replays it.
    int adoptRing(quint64 identity);
    // Outside a transaction: one file is left, which the disk has, as it is.
    int leaveOneFile();
    // After a failure: back to the last COMMIT.
    void rollBack();
    std::vector<Row> arriving() const { return m_rows->arriving(); }

    // Rows that are still arriving end here.
    int cutArriving();
    // Connections whose facts say that they go on, or that they will be tried again, are closed: who held
    // them is gone.
    int closeConnections();
    // The last words: nothing is arriving, no ring belongs to the file, one file is left. An answer
    // other than SQLITE_OK after hasTransaction() turned false: only -wal and -shm could not go.
    int finish();

private:
    int begin();
    int leaveWal();
    int applyRow(QByteArrayView bytes, Publisher *publisher);
    int applyFacts(QByteArrayView json, Publisher *publisher);
    int applyAnnotation(QByteArrayView record, Publisher *publisher);
    int storeFacts(const ConnectionFacts &facts);
    int storeAnnotation(const Annotation &annotation);
    qint64 shifted(qint64 timeNs) const
    {
        // Unsigned: what a damaged file or ring says may be anything.
        return timeNs == Row::UnknownTime
            ? timeNs
            : static_cast<qint64>(static_cast<quint64>(timeNs) + static_cast<quint64>(m_timeShiftNs));
    }
    int setMeta(const char *key, qint64 value);

    sqlite::Database m_database;
    qint64 m_timeShiftNs = 0;
    sqlite::Statement m_insertFacts;
    sqlite::Statement m_insertMeta;
    sqlite::Statement m_insertNote;
    sqlite::Statement m_deleteNote;
    std::unique_ptr<RowWriter> m_rows;
    int m_walPages = 0;
    bool m_begun = false;
    bool m_refused = false;
};

} // namespace framescope
