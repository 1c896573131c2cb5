// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <sqlite3.h>

#include <atomic>

namespace framescope::test {

// Stands between SQLite and the disk for files opened while it lives: a sync of a -wal can be held or
// fail, and so can writing into the database file. The files must be closed before it goes.
class TestDisk {
public:
    enum class Fails : quint8 { Nothing, WalSync, DatabaseWrite };

    TestDisk()
    {
        s_below = sqlite3_vfs_find(nullptr);
        s_vfs = *s_below;
        s_vfs.zName = "testdisk";
        s_vfs.xOpen = open;
        sqlite3_vfs_register(&s_vfs, 1);
        s_fails = Fails::Nothing;
        s_held = false;
        s_syncsBegun = s_databaseSyncs = 0;
    }
    ~TestDisk()
    {
        release();
        sqlite3_vfs_unregister(&s_vfs);
    }
    Q_DISABLE_COPY_MOVE(TestDisk)

    void setFails(Fails what) { s_fails = what; }
    // From now on a sync of a -wal waits ...
    void hold() { s_held = true; }
    // ... until this.
    void release()
    {
        s_held = false;
        s_held.notify_all();
    }
    int walSyncsBegun() const { return s_syncsBegun; }
    int databaseSyncs() const { return s_databaseSyncs; }

private:
    static int open(sqlite3_vfs *, sqlite3_filename name, sqlite3_file *file, int flags, int *outFlags)
    {
        const int code = s_below->xOpen(s_below, name, file, flags, outFlags);
        // Each kind of file has methods of its own.
        if (code == SQLITE_OK && flags & SQLITE_OPEN_WAL)
            file->pMethods = walMethods(file);
        else if (code == SQLITE_OK && flags & SQLITE_OPEN_MAIN_DB)
            file->pMethods = databaseMethods(file);
        return code;
    }
    static const sqlite3_io_methods *walMethods(const sqlite3_file *file)
    {
        static const sqlite3_io_methods *const below = file->pMethods;
        static const sqlite3_io_methods methods = [] {
            s_wal = below;
            sqlite3_io_methods made = *below;
            made.xSync = syncWal;
            return made;
        }();
        return &methods;
    }
    static const sqlite3_io_methods *databaseMethods(const sqlite3_file *file)
    {
        static const sqlite3_io_methods *const below = file->pMethods;
        static const sqlite3_io_methods methods = [] {
            s_database = below;
            sqlite3_io_methods made = *below;
            made.xSync = syncDatabase;
            made.xWrite = writeDatabase;
            return made;
        }();
        return &methods;
    }
    static int syncWal(sqlite3_file *file, int flags)
    {
        ++s_syncsBegun;
        s_held.wait(true);
        return s_fails == Fails::WalSync ? SQLITE_IOERR_FSYNC : s_wal->xSync(file, flags);
    }
    static int syncDatabase(sqlite3_file *file, int flags)
    {
        ++s_databaseSyncs;
        return s_database->xSync(file, flags);
    }
    static int writeDatabase(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
    {
        return s_fails == Fails::DatabaseWrite ? SQLITE_FULL : s_database->xWrite(file, bytes, size, offset);
    }

    static inline sqlite3_vfs *s_below = nullptr;
    static inline sqlite3_vfs s_vfs;
    static inline const sqlite3_io_methods *s_wal = nullptr;
    static inline const sqlite3_io_methods *s_database = nullptr;
    static inline std::atomic<Fails> s_fails = Fails::Nothing;
    static inline std::atomic<bool> s_held = false;
    static inline std::atomic<int> s_syncsBegun = 0;
    static inline std::atomic<int> s_databaseSyncs = 0;
};

} // namespace framescope::test
