// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/sqlite.h"

#include <algorithm>

namespace framescope::sqlite {

namespace {

// SQLite waits this long for another program's lock before it answers SQLITE_BUSY.
constexpr int BusyMs = 2000;

Error sentence(const QString &path, int code, const QString &message)
{
    switch (code & 0xFF) {
    case SQLITE_IOERR:
        return {QStringLiteral("%1 cannot be read or written: %2.").arg(path, message), {},
            QStringLiteral("Check the disk it is on.")};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {QStringLiteral("%1 is in use by another program.").arg(path), {},
            QStringLiteral("Close it there and try again.")};
    case SQLITE_CORRUPT:
        return {QStringLiteral("%1 is damaged: %2.").arg(path, message), {},
            QStringLiteral("`sqlite3 FILE .recover` saves what can be read.")};
    case SQLITE_READONLY:
        return {QStringLiteral("%1 cannot be written.").arg(path), {},
            QStringLiteral("Copy it into a folder that you may write to.")};
    default: return {QStringLiteral("%1 cannot be used: %2.").arg(path, message), {}, {}};
    }
}

// A file may come from anybody: no trigger of its schema runs, no view of it stands in for a table (and never ends),
// no function is called from it, and nothing writes past SQLite's own checks.
void distrustSchema(sqlite3 *handle)
{
    constexpr int off[] = {SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW,
        SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION};
    for (const int option : off)
        sqlite3_db_config(handle, option, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
}

} // namespace

Result<Database> Database::open(const QString &path, Access access)
{
    sqlite3 *handle = nullptr;
    const int flags =
        (access == Access::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX;
    const int code = sqlite3_open_v2(path.toUtf8().constData(), &handle, flags, nullptr);
    Database database;
    database.m_handle.reset(handle);
    if (code != SQLITE_OK)
        return database.error(path);
    sqlite3_extended_result_codes(handle, 1);
    distrustSchema(handle);
    sqlite3_busy_timeout(handle, BusyMs);
    return database;
}

std::optional<Database::Beginning> Database::beginningOf(const QString &path, qsizetype size)
{
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(
        path.toUtf8().constData(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database;
    database.m_handle.reset(handle);
    sqlite3_file *file = nullptr;
    sqlite3_int64 fileSize = 0;
    if (code != SQLITE_OK || sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK
        || !file || !file->pMethods || file->pMethods->xFileSize(file, &fileSize) != SQLITE_OK)
        return {};
    Beginning begin{QByteArray(std::min<qsizetype>(size, fileSize), 0), quint64(fileSize)};
    if (!begin.bytes.isEmpty()
        && file->pMethods->xRead(file, begin.bytes.data(), int(begin.bytes.size()), 0) != SQLITE_OK)
        return {};
    return begin;
}

int Database::execute(const char *sql)
{
    return sqlite3_exec(m_handle.get(), sql, nullptr, nullptr, nullptr);
}

QString Database::noRoom(int code) const
{
    return (code & 0xFF) == SQLITE_FULL ? QStringLiteral("the disk is full") : QString();
}

Error Database::error(const QString &path, int code) const
{
    if (const QString reason = noRoom(code); !reason.isEmpty())
        return {QStringLiteral("%1 cannot grow: %2.").arg(path, reason), {},
            QStringLiteral("Free some space; recording goes on by itself.")};
    // SQLite has words of its own for the last call only.
    const char *message = code == resultCode() ? sqlite3_errmsg(m_handle.get()) : sqlite3_errstr(code);
    return sentence(path, code, QString::fromUtf8(message));
}

qint64 Database::integer(const char *sql) const
{
    Statement statement(*this, sql);
    return statement.next() ? statement.integer(0) : 0;
}

QString Database::text(const char *sql) const
{
    Statement statement(*this, sql);
    return statement.next() ? QString::fromUtf8(statement.bytes(0)) : QString();
}

bool Database::hasFailed() const
{
    const int code = resultCode();
    return code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE;
}

Statement::Statement(const Database &database, const char *sql)
{
    sqlite3_stmt *handle = nullptr;
    sqlite3_prepare_v3(database.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    m_handle.reset(handle);
}

void Statement::bindText(int index, QByteArrayView utf8)
{
    // A null pointer would bind NULL, and an empty text is not nothing.
    sqlite3_bind_text(
        m_handle.get(), index, utf8.isEmpty() ? "" : utf8.data(), int(utf8.size()), SQLITE_STATIC);
}

void Statement::bindBlob(int index, QByteArrayView bytes)
{
    sqlite3_bind_blob(
        m_handle.get(), index, bytes.isEmpty() ? "" : bytes.data(), int(bytes.size()), SQLITE_STATIC);
}

void Statement::bind(int index, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    sqlite3_bind_text(m_handle.get(), index, utf8.constData(), int(utf8.size()), SQLITE_TRANSIENT);
}

int Statement::run()
{
    const int code = step();
    const int after = reset();
    return code == SQLITE_DONE || code == SQLITE_ROW ? SQLITE_OK : after != SQLITE_OK ? after : code;
}

QByteArrayView Statement::bytes(int column) const
{
    const void *data = sqlite3_column_blob(m_handle.get(), column);
    return QByteArrayView(static_cast<const char *>(data), sqlite3_column_bytes(m_handle.get(), column));
}

Blob::Blob(const Database &database, const char *table, const char *column, qint64 row, Access access)
{
    sqlite3_blob *handle = nullptr;
    sqlite3_blob_open(database.handle(), "main", table, column, row, static_cast<int>(access), &handle);
    m_handle.reset(handle);
}

QByteArray Blob::read(quint64 offset, quint64 length) const
{
    if (offset >= size())
        return {};
    QByteArray bytes(qsizetype(std::min(length, size() - offset)), Qt::Uninitialized);
    if (sqlite3_blob_read(m_handle.get(), bytes.data(), int(bytes.size()), int(offset)) != SQLITE_OK)
        return {};
    return bytes;
}

int Blob::write(quint64 offset, QByteArrayView bytes)
{
    return sqlite3_blob_write(m_handle.get(), bytes.data(), int(bytes.size()), int(offset));
}

} // namespace framescope::sqlite
