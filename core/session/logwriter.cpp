// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/logwriter.h"

#include <chrono>
#include <cstring>
#include <thread>

namespace framescope {

using namespace std::chrono_literals;

namespace {

void bindOptional(sqlite::Statement &statement, int index, std::optional<qint64> value)
{
    if (value)
        statement.bind(index, *value);
    else
        statement.bindNull(index);
}

} // namespace

LogWriter::LogWriter(sqlite::Database database)
    : m_database(std::move(database))
    , m_insertFacts(m_database,
          "INSERT OR REPLACE INTO connection(id, url, role, attempt, started_ns, opened_ns, ended_ns, "
          "protocol,"
          " extensions, remote_address, close_code, close_reason, was_clean, outcome, facts)"
          " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)")
    , m_insertMeta(m_database, "INSERT OR REPLACE INTO meta(key, value) VALUES(?1, ?2)")
    , m_insertNote(m_database, "INSERT OR REPLACE INTO note(row, text, colour) VALUES(?1, ?2, ?3)")
    , m_deleteNote(m_database, "DELETE FROM note WHERE row = ?1")
    , m_rows(std::make_unique<RowWriter>(m_database))
{
    // 16 MiB: with the default of 2 a transaction of 50 ms at full speed overflows the cache, and its
    // pages go to -wal twice.
    m_database.execute("PRAGMA cache_size=-16384");
}

int LogWriter::setSyncsItself(bool itself)
{
    if (itself)
        return m_database.execute("PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=1000");
    const int code = m_database.execute("PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0");
    const auto count = [](void *walPages, sqlite3 *, const char *, int pages) {
        *static_cast<int *>(walPages) = pages;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(m_database.handle(), count, &m_walPages);
    return code;
}

int LogWriter::begin()
{
    if (m_begun)
        return SQLITE_OK;
    const int code = m_database.execute("BEGIN IMMEDIATE");
    m_begun = code == SQLITE_OK;
    return code;
}

int LogWriter::apply(QByteArrayView record, Publisher *publisher)
{
    m_refused = false;
    if (const int code = begin(); code != SQLITE_OK)
        return code;
    const std::optional<RecordType> type = recordType(record);
    if (type == RecordType::Facts)
        return applyFacts(record.sliced(1), publisher);
    if (type == RecordType::Counters) {
        ConnectionCounters counters;
        if (publisher && record.size() == 1 + qsizetype(sizeof counters)) {
            std::memcpy(static_cast<void *>(&counters), record.data() + 1, sizeof counters);
            publisher->counters(counters);
        }
        return SQLITE_OK;
    }
    if (type == RecordType::Annotated)
        return applyAnnotation(record, publisher);
    if (type)
        return applyRow(record, publisher);
    m_refused = true;
    return SQLITE_OK;
}

int LogWriter::applyRow(QByteArrayView bytes, Publisher *publisher)
{
    std::optional<RowRecordView> view = RowRecordView::of(bytes);
    if (!view) {
        m_refused = true;
        return SQLITE_OK;
    }
    view->row.timeNs = shifted(view->row.timeNs);
    auto effect = RowWriter::Effect::Refused;
    const int code = m_rows->apply(*view, effect);
    m_refused = effect == RowWriter::Effect::Refused;
    if (code != SQLITE_OK || m_refused || !publisher)
        return code;
    if (m_rows->brokenRow())
        publisher->changed(*m_rows->brokenRow());
    switch (effect) {
    case RowWriter::Effect::AppendedAsWritten:
        if (m_timeShiftNs == 0)
            publisher->appended(view->row, bytes);
        else
            publisher->appended(shownRow(*view));
        break;
    case RowWriter::Effect::Appended: publisher->appended(m_rows->row()); break;
    case RowWriter::Effect::Changed: publisher->changed(m_rows->row()); break;
    case RowWriter::Effect::Arrived: publisher->arrived(); break;
    case RowWriter::Effect::Refused: break;
    }
    return code;
}

int LogWriter::applyFacts(QByteArrayView json, Publisher *publisher)
{
    ConnectionFacts facts = ConnectionFacts::fromJsonText(json);
    facts.startedNs = shifted(facts.startedNs);
    for (std::optional<qint64> *time : {&facts.openedNs, &facts.endedNs, &facts.nextAttemptNs}) {
        if (*time)
            *time = shifted(**time);
    }
    const int code = storeFacts(facts);
    if (publisher && code == SQLITE_OK)
        publisher->facts(std::move(facts));
    return code;
}

int LogWriter::storeFacts(const ConnectionFacts &facts)
{
    sqlite::Statement &insert = m_insertFacts;
    insert.bind(1, facts.id);
    insert.bind(2, facts.url);
    insert.bind(3, facts.toJson().value(u"role").toString());
    insert.bind(4, facts.attempt);
    insert.bind(5, facts.startedNs);
    bindOptional(insert, 6, facts.openedNs);
    bindOptional(insert, 7, facts.endedNs);
    insert.bind(8, facts.protocol);
    insert.bind(9, facts.extensions);
    insert.bind(10, facts.remoteAddress);
    bindOptional(insert, 11, facts.closeCode ? std::optional<qint64>(*facts.closeCode) : std::nullopt);
    insert.bind(12, facts.closeReason);
    bindOptional(insert, 13, facts.endedNs ? std::optional<qint64>(facts.wasClean) : std::nullopt);
    insert.bind(14, facts.outcome.what);
    insert.bind(15, QString::fromUtf8(facts.toJsonText()));
    return insert.run();
}

int LogWriter::applyAnnotation(QByteArrayView record, Publisher *publisher)
{
    std::optional<Annotation> annotation = AnnotationRecord::read(record);
    m_refused = !annotation;
    if (!annotation)
        return SQLITE_OK;
    const int code = storeAnnotation(*annotation);
    if (publisher && code == SQLITE_OK)
        publisher->annotated(std::move(*annotation));
    return code;
}

int LogWriter::storeAnnotation(const Annotation &annotation)
{
    sqlite::Statement &statement = annotation.isEmpty() ? m_deleteNote : m_insertNote;
    statement.bind(1, annotation.row);
    if (annotation.isEmpty())
        return statement.run();
    if (annotation.text.isEmpty())
        statement.bindNull(2);
    else
        statement.bind(2, annotation.text);
    if (annotation.colour == Annotation::NoColour)
        statement.bindNull(3);
    else
        statement.bind(3, QString(colourWord(annotation.colour)));
    return statement.run();
}

quint64 LogWriter::fileBytes() const
{
    return static_cast<quint64>(
        m_database.integer("PRAGMA page_count") * m_database.integer("PRAGMA page_size"));
}

int LogWriter::setMeta(const char *key, qint64 value)
{
    m_insertMeta.bindText(1, key);
    m_insertMeta.bind(2, value);
    return m_insertMeta.run();
}

int LogWriter::commit(quint64 ringIdentity, quint64 ringPosition, quint64 spillPosition)
{
    int code = begin();
    if (code == SQLITE_OK)
        code = m_rows->save();
    if (code == SQLITE_OK)
        code = setMeta("ring_identity", static_cast<qint64>(ringIdentity));
    if (code == SQLITE_OK)
        code = setMeta("ring_position", static_cast<qint64>(ringPosition));
    if (code == SQLITE_OK)
        code = setMeta("spill_position", static_cast<qint64>(spillPosition));
    if (code == SQLITE_OK)
        code = m_database.execute("COMMIT");
    if (code == SQLITE_OK)
        m_begun = false;
    return code;
}

int LogWriter::adoptRing(quint64 identity)
{
    int code = begin();
    if (code == SQLITE_OK)
        code = setMeta("ring_shift", m_timeShiftNs);
    return code == SQLITE_OK ? commit(identity, 0, 0) : code;
}

void LogWriter::rollBack()
{
    // SQLite has rolled back by itself after some failures; then there is nothing to roll back.
    if (m_database.inTransaction())
        m_database.execute("ROLLBACK");
    m_begun = false;
    m_rows = std::make_unique<RowWriter>(m_database);
}

int LogWriter::cutArriving()
{
    const int code = begin();
    return code == SQLITE_OK ? m_rows->cutArriving() : code;
}

int LogWriter::closeConnections()
{
    if (const int code = begin(); code != SQLITE_OK)
        return code;
    std::vector<ConnectionFacts> open;
    sqlite::Statement select(m_database, "SELECT facts FROM connection");
    int code = select.step();
    for (; code == SQLITE_ROW; code = select.step()) {
        ConnectionFacts facts = ConnectionFacts::fromJsonText(select.bytes(0));
        if (facts.readyState != ReadyState::Closed || facts.nextAttemptNs)
            open.push_back(std::move(facts));
    }
    if (code != SQLITE_DONE)
        return code;
    select.reset();
    for (ConnectionFacts &facts : open) {
        if (facts.readyState != ReadyState::Closed)
            facts.outcome.what = QStringLiteral("The recording ended before this connection did.");
        facts.readyState = ReadyState::Closed;
        facts.nextAttemptNs.reset();
        if (code = storeFacts(facts); code != SQLITE_OK)
            return code;
    }
    return SQLITE_OK;
}

int LogWriter::finish()
{
    int code = cutArriving();
    if (code == SQLITE_OK)
        code = m_rows->saveChunk();
    if (code == SQLITE_OK)
        code = m_database.execute("DELETE FROM meta WHERE key IN ('ring_identity', 'ring_position', "
                                  "'ring_shift', 'spill_position', 'arriving')");
    if (code == SQLITE_OK)
        code = m_database.execute("COMMIT");
    if (code != SQLITE_OK)
        return code;
    m_begun = false;
    m_rows = std::make_unique<RowWriter>(m_database);
    return leaveOneFile();
}

int LogWriter::leaveOneFile()
{
    const int code = m_database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    return code == SQLITE_OK ? leaveWal() : code;
}

// SQLite waits for nobody here, and one who looks (PageReader, SessionFollower) looks for some milliseconds.
int LogWriter::leaveWal()
{
    const auto until = std::chrono::steady_clock::now() + 500ms;
    while (true) {
        const int code = m_database.execute("PRAGMA journal_mode=DELETE");
        if ((code & 0xFF) != SQLITE_BUSY || std::chrono::steady_clock::now() >= until)
            return code;
        std::this_thread::sleep_for(5ms);
    }
}

} // namespace framescope
