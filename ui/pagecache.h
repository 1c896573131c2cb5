// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/pagereader.h"
#include "session/row.h"

#include <vector>

namespace framescope {

// The rows that are known, by pages: what came with the end of the log and what was read. Bounded;
// pages that nobody looked at leave first, so that a fast capture never pushes out what is on
// screen.
class PageCache {
public:
    static constexpr int DefaultPages = 64; // about 7 MB of rows with full previews
    static constexpr int EndPages = 2;      // AppendBatch::tail touches no more

    explicit PageCache(int pages = DefaultPages);

    static constexpr qint64 pageOf(RowId id) { return (id - 1) / PageReader::PageRows; }

    // Nothing if the row is not known. The pointer holds until the next put() or clear().
    const Row *look(RowId id);       // and its page counts as looked at
    const Row *peek(RowId id) const; // without
    // A row from the end of the log or from the file, in any order: a row that has ended changes no more,
    // but that it may be found Broken, so a page that was read before cannot take either back.
    void put(Row row);
    void clear();
    int pageCount() const { return static_cast<int>(m_pages.size()); }

private:
    struct Page {
        qint64 number = 0;
        quint64 made = 0;
        quint64 looked = 0;    // 0: never
        std::vector<Row> rows; // PageRows of them; id 0 = not known
    };
    const Page *find(qint64 number) const;
    Page &pageFor(qint64 number);

    std::vector<Page> m_pages; // few enough that a walk is as fast as a hash
    std::size_t m_capacity;
    quint64 m_clock = 0;
    qint64 m_newest = 0; // the highest page number that came
};

} // namespace framescope
