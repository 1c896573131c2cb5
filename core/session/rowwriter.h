// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/partstream.h"
#include "session/record.h"
#include "session/rowbatch.h"

#include <map>
#include <optional>
#include <vector>

namespace framescope {

// Puts rows and their payloads into the tables of a session, in one transaction at a time that its
// owner begins and commits. All it keeps in memory can be read back from the file, so after a
// failure, as after a kill, a new writer goes on from the last COMMIT.
// Answers are SQLite's result codes.
class RowWriter {
public:
    explicit RowWriter(sqlite::Database &database);
    bool isValid() const; // false if the tables are not what they should be
    // SQLITE_OK, or why what is stored could not be read back: then nothing is taken or saved.
    int loadCode() const { return m_loadCode; }

    RowId lastId() const { return m_lastId; }
    // What apply() made of the record.
    enum class Effect : quint8 {
        AppendedAsWritten, // shownRow(record) is the row
        Appended,          // row() is
        Changed,           // of an earlier row; row() is it now
        Arrived,           // more bytes of a row that is still coming
        Refused            // its id is not the next one; nothing is stored
    };
    // The bytes of `view` must live until save().
    int apply(const RowRecordView &view, Effect &effect);
    const Row &row() const { return m_row; }
    // An earlier row that the record made Broken, as it is now.
    const std::optional<Row> &brokenRow() const { return m_brokenRow; }
    // The rows still arriving, as far as they are here.
    std::vector<Row> arriving() const;

    // Before each COMMIT: everything applied so far is in the tables afterwards.
    int save();
    // Ends the rows that will never be complete, for their producer is gone: Cut.
    int cutArriving();
    // Stores the chunk that is filling, so that a finished file has the packed columns of all rows.
    int saveChunk();

private:
    struct Open {
        RowRecord record;
        bool inserted = false;
        bool dirty = true; // the table does not have it like this
        std::optional<PartStream> wire;
    };
    struct Payload {
        PartStream stream;
        qint64 side; // direction of a connection
    };
    int load();
    int appendWhole(const RowRecordView &view, Effect &effect);
    int beginRow(const RowRecord &row, Effect &effect);
    int receive(Open &open, const RowRecordView &view);
    int endRow(Open &open, const RowRecord &ended);
    int complete(bool inserted, RowRecord &row);
    int storeWhole(PartTable &table, qint64 owner, QByteArrayView bytes);
    int append(const RowRecord &row, std::optional<QByteArrayView> payload);
    int write(bool inserted, const RowRecord &row, std::optional<QByteArray> payload);
    int pack(const RowRecord &row);
    RowId firstInChunk() const;
    int storeFullChunk();
    int loadOpen(RowId id);
    int breakRow(RowId id);
    int breakStored(RowId id);
    Row shown(const Open &open) const;
    PartStream &payloadOf(const RowRecord &row);
    bool isAwaited(RowId message, const Payload &payload) const;
    int saveArrivingIds();

    sqlite::Database &m_database;
    RowBatch m_insert;
    rowcolumns::Insert m_replace;
    sqlite::Statement m_insertChunk;
    sqlite::Statement m_messageEnd;
    sqlite::Statement m_arriving;
    sqlite::Statement m_select;
    sqlite::Statement m_break;
    PartTable m_part;
    PartTable m_wire;
    int m_loadCode = SQLITE_OK;
    RowId m_lastId = 0;
    RowId m_loadedId = 0;                  // what was there before: may have open ends in the tables
    std::map<RowId, Open> m_open;          // rows that are arriving
    std::map<RowId, Payload> m_payloads;   // of messages that are not complete
    std::map<qint64, RowId> m_openMessage; // the last of them, for each direction of a connection
    qint64 m_storedChunks = 0;
    QByteArray m_chunk;       // PackedRows since the last full chunk
    QByteArray m_arrivingIds; // as stored
    Row m_row;
    std::optional<Row> m_brokenRow;
};

} // namespace framescope
