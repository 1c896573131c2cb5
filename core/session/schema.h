// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/sqlite.h"

#include <span>

namespace framescope::schema {

// How a session lies in its file; resources/schema.md tells it to people.
inline constexpr qint64 ApplicationId = 0x46534350; // "FSCP"
inline constexpr int Version = 1;

// A payload up to this size stands in its row; a larger one in parts.
inline constexpr quint64 InlineSize = 64u << 10;
inline constexpr quint64 PartSize = 256u << 10;
inline constexpr int RowsInChunk = 65536;
// Key of a part: id of its message (or row), then its number.
inline constexpr int PartBits = 24;
constexpr qint64 partKey(qint64 owner, quint64 sequence)
{
    return (owner << PartBits) | qint64(sequence);
}
constexpr qint64 lastPartKey(qint64 owner)
{
    return partKey(owner, (quint64(1) << PartBits) - 1);
}
// Ids above have no part keys; no session comes near.
inline constexpr qint64 MaxRow = (qint64(1) << (63 - PartBits)) - 1;

// Makes the tables and views in an empty database, in WAL mode with pages of 32 KiB: with 16 a row of 4 KiB
// costs half as much again, for only three stand on a page (measured).
int create(sqlite::Database &database);
// Tells in a sentence why this file is no session of ours, or nothing. Looks at the file's first
// bytes before SQLite does, so that the answer names what it is instead.
Result<void> checkFile(const QString &path);
Result<void> checkVersion(const sqlite::Database &database, const QString &path);
// The session at `path`, to be read.
Result<sqlite::Database> open(const QString &path);
// Of a file that is ours by its marks, and yet lacks something.
Error damaged(const QString &path);
// Brings an older version up to ours, in one transaction.
int migrate(sqlite::Database &database);
// The same with other steps: what brings version n + 1 to n + 2 stands at [n], and ours is the one after all.
int migrate(sqlite::Database &database, std::span<const char *const> steps);

} // namespace framescope::schema
