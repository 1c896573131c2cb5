// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "ui/libraryentry.h"

#include <optional>

namespace framescope {

// The file of the library, shared by all windows, each a process of its own. One that is damaged or newer is an
// error and stays as it is. May be used in any one thread.
class LibraryFile {
public:
    explicit LibraryFile(const QString &path)
        : m_path(path)
    {
    }

    const QString &path() const { return m_path; }
    // None where there is no file.
    Result<LibraryEntries> read() const;
    // What was known of the file is `base`, and it shall be `mine`: answers what is in the file then, both that
    // and what others changed meanwhile. Waits for who is doing the same, up to two seconds.
    struct Exchange {
        LibraryEntries all;
        std::optional<Error> unreadable; // nothing is known of the file, and it stays as it is
        std::optional<Error> unwritten;  // `mine` is not in it
    };
    Exchange exchange(const LibraryEntries &base, const LibraryEntries &mine) const;

private:
    Exchange fromRead() const;
    Result<void> write(const LibraryEntries &entries) const;
    Error unreadable(const QString &what, const QString &where = {}) const;
    Error unwritable(const QString &why) const;

    QString m_path;
};

} // namespace framescope
