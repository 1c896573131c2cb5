// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bench/storecost.h"

namespace framescope::test {

// The rival of recordMessages(): bare SQLite in one thread. Tables, pages, cache and synchronous=FULL are as
// in a session; each row is one run of one prepared INSERT with the values that the session's row has, its
// payload whole in the row; a transaction about every 50 ms. No ring, no packed columns, nobody is told.
StoreCost insertRows(const QString &path, int count, qsizetype size);

// Bytes a second that the disk of `folder` takes, written in sequence and synced every 8 MiB, as a -wal is at
// full speed. What a store writes goes there twice: into the -wal, then into the database file.
double sequentialRate(const QString &folder);

} // namespace framescope::test
