// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/checkpointer.h"

namespace framescope {

namespace {

using namespace std::chrono_literals;

bool isBusy(int code)
{
    return (code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED;
}

} // namespace

Checkpointer::Checkpointer(const QString &path, std::function<void(Report)> report)
    : m_path(path)
    , m_report(std::move(report))
    , m_requests([this] { m_doorbell.ring(); })
    , m_thread([this] { run(); })
{
}

Checkpointer::~Checkpointer()
{
    m_stopping = true;
    m_doorbell.ring();
    m_thread.join();
}

void Checkpointer::run()
{
    while (true) {
        // Read before the requests: what was asked for before the end is then served.
        const bool isStopping = m_stopping;
        if (const std::vector<Request> requests = m_requests.takeAll(); !requests.empty())
            serve(requests.back());
        else if (isStopping)
            return;
        else
            m_doorbell.wait(1h);
    }
}

void Checkpointer::serve(const Request &request)
{
    if (auto opened = open(); !opened) {
        m_report({request, opened.error(), {}});
        return;
    }
    if (request.walPages < m_pagesDone)
        m_pagesDone = 0; // the -wal began anew
    int code = m_isDoubtful ? SQLITE_OK : sync();
    const bool isCheckpointAwaited = request.mustEmpty || m_isDoubtful;
    if (code != SQLITE_OK || !isCheckpointAwaited)
        report(request, code);
    if (code != SQLITE_OK || !(isCheckpointAwaited || request.walPages - m_pagesDone >= PagesAtOnce))
        return;
    code = checkpoint();
    if (code != SQLITE_OK || isCheckpointAwaited)
        report(request, code);
}

Result<void> Checkpointer::open()
{
    if (m_database)
        return Done{};
    auto opened = sqlite::Database::open(m_path, sqlite::Database::Access::ReadWrite);
    if (!opened)
        return opened.error();
    // The first look opens the -wal.
    const int code =
        opened->execute("PRAGMA wal_autocheckpoint=0; PRAGMA synchronous=FULL; PRAGMA schema_version");
    if (code != SQLITE_OK)
        return opened->error(m_path, code);
    m_database = std::move(*opened);
    return Done{};
}

// Through the file that SQLite itself holds: to open and close another would drop the process's locks
// (sqlite.org/howtocorrupt.html, 2.2), and how a file is synced, each system's VFS knows.
int Checkpointer::sync()
{
    sqlite3_file *wal = nullptr;
    const int code = sqlite3_file_control(
        m_database->handle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, static_cast<void *>(&wal));
    if (code != SQLITE_OK)
        return code;
    const int synced =
        wal && wal->pMethods ? wal->pMethods->xSync(wal, SQLITE_SYNC_NORMAL) : SQLITE_IOERR_FSYNC;
    m_isDoubtful = synced != SQLITE_OK;
    return synced;
}

int Checkpointer::checkpoint()
{
    int pages = 0, done = 0;
    const int code =
        sqlite3_wal_checkpoint_v2(m_database->handle(), "main", SQLITE_CHECKPOINT_PASSIVE, &pages, &done);
    // What a reader or another program's checkpoint keeps from being copied, the next one copies.
    const bool isWhole = code == SQLITE_OK && pages == done;
    if (code == SQLITE_OK)
        m_pagesDone = done;
    if (m_isDoubtful && !isWhole)
        return code == SQLITE_OK || isBusy(code) ? SQLITE_IOERR_FSYNC : code;
    m_isDoubtful = code == SQLITE_IOERR_FSYNC;
    return isBusy(code) ? SQLITE_OK : code;
}

void Checkpointer::report(const Request &request, int code)
{
    if (code == SQLITE_OK)
        m_report({request, {}, {}});
    else
        m_report({request, m_database->error(m_path, code), m_database->noRoom(code)});
}

} // namespace framescope
