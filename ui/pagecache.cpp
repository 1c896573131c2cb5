// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/pagecache.h"

#include <algorithm>
#include <tuple>

namespace framescope {

namespace {

std::size_t placeOf(RowId id)
{
    return static_cast<std::size_t>((id - 1) % PageReader::PageRows);
}

bool isNewer(const Row &row, const Row &known)
{
    if (known.id == 0)
        return true;
    if (row.flags.testFlag(RowFlag::Broken) != known.flags.testFlag(RowFlag::Broken))
        return row.flags.testFlag(RowFlag::Broken);
    if (!known.flags.testFlag(RowFlag::Arriving))
        return false;
    return !row.flags.testFlag(RowFlag::Arriving) || row.received > known.received;
}

} // namespace

PageCache::PageCache(int pages)
    : m_capacity(static_cast<std::size_t>(pages))
{
    Q_ASSERT(pages > EndPages);
    m_pages.reserve(m_capacity);
}

const Row *PageCache::look(RowId id)
{
    const Row *row = peek(id);
    if (row)
        pageFor(pageOf(id)).looked = ++m_clock;
    return row;
}

const Row *PageCache::peek(RowId id) const
{
    const Page *page = id > 0 ? find(pageOf(id)) : nullptr;
    if (!page)
        return nullptr;
    const Row &row = page->rows[placeOf(id)];
    return row.id == id ? &row : nullptr;
}

void PageCache::put(Row row)
{
    Q_ASSERT(row.id > 0);
    Row &known = pageFor(pageOf(row.id)).rows[placeOf(row.id)];
    if (isNewer(row, known))
        known = std::move(row);
}

void PageCache::clear()
{
    m_pages.clear();
    m_newest = 0;
}

const PageCache::Page *PageCache::find(qint64 number) const
{
    const auto found = std::find_if(
        m_pages.begin(), m_pages.end(), [number](const Page &page) { return page.number == number; });
    return found == m_pages.end() ? nullptr : &*found;
}

PageCache::Page &PageCache::pageFor(qint64 number)
{
    if (const Page *page = find(number))
        return const_cast<Page &>(*page);
    if (m_pages.size() < m_capacity) {
        m_pages.emplace_back();
    } else {
        const auto order = [end = std::max(m_newest, number) - EndPages](const Page &page) {
            return std::tuple(page.number > end, page.looked, page.made);
        };
        const auto oldest = std::min_element(m_pages.begin(), m_pages.end(),
            [order](const Page &a, const Page &b) { return order(a) < order(b); });
        std::swap(*oldest, m_pages.back());
    }
    Page &page = m_pages.back();
    page.number = number;
    m_newest = std::max(m_newest, number);
    page.made = ++m_clock;
    page.looked = 0;
    page.rows.assign(PageReader::PageRows, Row());
    return page;
}

} // namespace framescope
