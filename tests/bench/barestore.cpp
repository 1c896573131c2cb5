// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/barestore.h"

#include "session/rowcolumns.h"
#include "session/schema.h"

#include <QFile>
#include <QFileInfo>

#include <chrono>
#include <unistd.h>

namespace framescope::test {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

void check(int code, const sqlite::Database &database)
{
    if (code != SQLITE_OK)
        qFatal("%s", sqlite3_errmsg(database.handle()));
}

sqlite::Database makeTables(const QString &path)
{
    if (!QFile(path).open(QIODevice::WriteOnly))
        qFatal("%s cannot be made", qPrintable(path));
    auto opened = sqlite::Database::open(path, sqlite::Database::Access::ReadWrite);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().toString()));
    check(schema::create(*opened), *opened);
    check(opened->execute("PRAGMA cache_size=-16384"), *opened);
    return std::move(opened).value();
}

// What recordMessages() has in its row of the same number, and binds all of it.
class Insert {
public:
    Insert(const sqlite::Database &database, qsizetype size)
        : m_statement(database,
            "INSERT INTO row(" FRAMESCOPE_ROW_COLUMNS
            ", payload) VALUES(?1, 1, 0, 1, ?2, 1, 512, ?1, ?3, ?4, NULL, NULL, NULL, NULL, NULL, ?5)")
        , m_payload(messageOf(size))
    {
    }
    int row(qint64 id)
    {
        const bool isBinary = id % 10 == 0;
        m_statement.bind(1, id);
        m_statement.bind(2, isBinary ? 2 : 1);
        m_statement.bind(3, m_payload.size() + 4);
        m_statement.bind(4, m_payload.size());
        if (isBinary)
            m_statement.bindBlob(5, m_payload);
        else
            m_statement.bindText(5, m_payload);
        return m_statement.run();
    }

private:
    sqlite::Statement m_statement;
    QByteArray m_payload;
};

} // namespace

StoreCost insertRows(const QString &path, int count, qsizetype size)
{
    auto database = makeTables(path);
    StoreCost measured;
    const double processorBefore = processorSeconds(CLOCK_PROCESS_CPUTIME_ID);
    const auto begin = Clock::now();
    {
        Insert insert(database, size);
        for (int id = 1; id <= count;) {
            const auto until = Clock::now() + 50ms;
            check(database.execute("BEGIN IMMEDIATE"), database);
            do
                check(insert.row(id++), database);
            while (id <= count && (id % 64 != 0 || Clock::now() < until));
            check(database.execute("COMMIT"), database);
        }
    }
    measured.seconds = secondsSince(begin);
    measured.processor = processorSeconds(CLOCK_PROCESS_CPUTIME_ID) - processorBefore;
    check(database.execute("PRAGMA wal_checkpoint(TRUNCATE)"), database);
    measured.fileBytes = double(QFileInfo(path).size());
    return measured;
}

double sequentialRate(const QString &folder)
{
    constexpr int pieces = 16;
    const QByteArray piece(8 << 20, 'x');
    QFile file(folder + QStringLiteral("/sequence"));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        qFatal("%s", qPrintable(file.errorString()));
    const auto begin = Clock::now();
    for (int i = 0; i < pieces; ++i) {
        if (file.write(piece) != piece.size() || fdatasync(file.handle()) != 0)
            qFatal("%s", qPrintable(file.errorString()));
    }
    const double seconds = secondsSince(begin);
    file.remove();
    return double(pieces) * double(piece.size()) / seconds;
}

} // namespace framescope::test
