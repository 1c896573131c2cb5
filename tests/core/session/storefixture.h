// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/mailbox.h"
#include "session/schema.h"
#include "sessionfixture.h"
#include "support/fulldisk.h"

#include <QFile>

namespace framescope::test {

// Batches as they come, in the test's thread.
class Batches {
public:
    Batches() = default;
    explicit Batches(SessionStore &store) { store.setPublisher(publisher()); }
    // What gets them; it may be called after this is gone.
    std::function<void(AppendBatch)> publisher() const
    {
        return [box = m_box](AppendBatch batch) { box->post(std::move(batch)); };
    }
    // Waits until a batch satisfies `isIt`; the last one seen.
    template <typename IsIt>
    AppendBatch await(IsIt isIt)
    {
        AppendBatch found;
        bool done = false;
        const auto look = [&] {
            for (AppendBatch &batch : m_box->takeAll()) {
                if (!done)
                    found = std::move(batch);
                done = done || isIt(found);
            }
            return done;
        };
        if (!QTest::qWaitFor(look, 20'000))
            qWarning("no such batch; the last has row %lld, trouble '%s'", found.lastId,
                qPrintable(found.trouble));
        return found;
    }

private:
    std::shared_ptr<Mailbox<AppendBatch>> m_box =
        std::make_shared<Mailbox<AppendBatch>>(std::function<void()>());
};

// The database of a session that holds nothing yet.
inline sqlite::Database emptySession(const SessionFolder &folder)
{
    if (!QFile(folder.path()).open(QIODevice::WriteOnly))
        qFatal("no file");
    auto database = valueOf(sqlite::Database::open(folder.path(), sqlite::Database::Access::ReadWrite));
    if (schema::create(database) != SQLITE_OK)
        qFatal("no tables");
    return database;
}

// All rows that `sql` answers, values parted by a bar, NULL as "null".
inline QByteArrayList answersOf(const sqlite::Database &database, const char *sql)
{
    sqlite::Statement select(database, sql);
    QByteArrayList answers;
    while (select.next()) {
        QByteArrayList values;
        for (int column = 0; column < select.columns(); ++column)
            values += select.isNull(column) ? "null" : select.bytes(column).toByteArray();
        answers += values.join('|');
    }
    return answers;
}

// As other tools open the file: the program itself asks no view.
inline sqlite::Database openAsPeopleDo(const QString &path)
{
    auto database = valueOf(sqlite::Database::open(path, sqlite::Database::Access::ReadOnly));
    sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_ENABLE_VIEW, 1, nullptr);
    return database;
}

inline QString sqlText(const QString &path, const char *sql)
{
    return openAsPeopleDo(path).text(sql);
}

} // namespace framescope::test
