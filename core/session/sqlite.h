// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <sqlite3.h>

#include <memory>

namespace framescope::sqlite {

// SQLite's C API with owners: what is opened here is closed. Answers are SQLite's own result codes;
// Database::error() makes a sentence of the last one. Thread-bound: one connection, one thread at a time.
class Database {
public:
    enum class Access : quint8 { ReadOnly, ReadWrite };
    // The file must exist (empty is fine).
    static Result<Database> open(const QString &path, Access access);

    // How a file begins, `size` bytes at most, and how large it is. By SQLite, which knows what else of this process has
    // it open: to close one of its descriptors past SQLite would take away the locks of all (sqlite.org/howtocorrupt).
    struct Beginning {
        QByteArray bytes;
        quint64 fileSize = 0;
    };
    static std::optional<Beginning> beginningOf(const QString &path, qsizetype size);

    int execute(const char *sql);
    bool inTransaction() const { return sqlite3_get_autocommit(m_handle.get()) == 0; }
    int resultCode() const { return sqlite3_errcode(m_handle.get()); }
    // What went wrong in the last call: "the disk is full".
    Error error(const QString &path) const { return error(path, resultCode()); }
    // What `code`, which an earlier call may have answered, says.
    Error error(const QString &path, int code) const;
    // Why the file cannot grow, if that is what `code` of the last call says: "the disk is full"; else empty.
    QString noRoom(int code) const;
    sqlite3 *handle() const { return m_handle.get(); }
    // First column of the first row of `sql`; 0 or empty if there is none, or if hasFailed() says so
    // afterwards.
    qint64 integer(const char *sql) const;
    QString text(const char *sql) const;
    bool hasFailed() const;

private:
    struct Close {
        void operator()(sqlite3 *handle) const { sqlite3_close_v2(handle); }
    };
    std::unique_ptr<sqlite3, Close> m_handle;
};

// One prepared statement; parameters and columns count as SQLite counts them (1 and 0).
class Statement {
public:
    Statement() = default;
    // Not valid if the schema is not what `sql` expects; stepping then fails.
    Statement(const Database &database, const char *sql);
    bool isValid() const { return m_handle != nullptr; }

    void bind(int index, qint64 value) { sqlite3_bind_int64(m_handle.get(), index, value); }
    void bindNull(int index) { sqlite3_bind_null(m_handle.get(), index); }
    // The bytes must live until reset().
    void bindText(int index, QByteArrayView utf8);
    void bindBlob(int index, QByteArrayView bytes);
    // Binds a string that SQLite copies.
    void bind(int index, const QString &text);
    // What stands in a column of another statement, which must not have stepped on since.
    void bindValue(int index, const Statement &from, int column)
    {
        sqlite3_bind_value(m_handle.get(), index, sqlite3_column_value(from.m_handle.get(), column));
    }

    int step() { return sqlite3_step(m_handle.get()); }
    bool next() { return step() == SQLITE_ROW; }
    int reset() { return sqlite3_reset(m_handle.get()); }
    // For statements without rows: steps and resets; SQLITE_OK or what went wrong.
    int run();

    int columns() const { return sqlite3_column_count(m_handle.get()); }
    bool isNull(int column) const { return sqlite3_column_type(m_handle.get(), column) == SQLITE_NULL; }
    qint64 integer(int column) const { return sqlite3_column_int64(m_handle.get(), column); }
    QByteArrayView bytes(int column) const; // until the next step() or reset()

private:
    struct Finalize {
        void operator()(sqlite3_stmt *handle) const { sqlite3_finalize(handle); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_handle;
};

// Resets a statement when the scope ends: a statement left open holds up checkpoints.
class Resetting {
public:
    explicit Resetting(Statement &statement)
        : m_statement(statement)
    {
    }
    ~Resetting() { m_statement.reset(); }
    Q_DISABLE_COPY_MOVE(Resetting)

private:
    Statement &m_statement;
};

// A value read or written in place, without the chain of pages in front of it being copied.
class Blob {
public:
    enum class Access : quint8 { Read = 0, Write = 1 };
    Blob(const Database &database, const char *table, const char *column, qint64 row,
        Access access = Access::Read);
    explicit operator bool() const { return m_handle != nullptr; }
    quint64 size() const { return quint64(sqlite3_blob_bytes(m_handle.get())); }
    // At most `length` bytes from `offset`; nothing behind the end.
    QByteArray read(quint64 offset, quint64 length) const;
    int write(quint64 offset, QByteArrayView bytes);

private:
    struct Close {
        void operator()(sqlite3_blob *handle) const { sqlite3_blob_close(handle); }
    };
    std::unique_ptr<sqlite3_blob, Close> m_handle;
};

} // namespace framescope::sqlite
