// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/textsearch.h"
#include "analysis/truth.h"

namespace framescope {

// Looks for text in a payload that comes piece by piece, also across their boundaries; keeps no more of it
// than a hit is long.
class TextInPieces {
public:
    explicit TextInPieces(TextSearch search)
        : m_search(std::move(search))
        , m_reach(std::max<qsizetype>(0, m_search.longest() - 1))
    {
    }

    Truth isIn(QByteArrayView whole, const std::atomic<bool> *cancelled) const
    {
        return truthOf(m_search.isIn(whole, cancelled));
    }

    void begin()
    {
        m_before.clear();
        m_found = false;
    }
    void feed(QByteArrayView piece, const std::atomic<bool> *cancelled)
    {
        if (m_found)
            return;
        m_before += piece.first(std::min(piece.size(), m_reach));
        m_found = m_search.isIn(m_before) || m_search.isIn(piece, cancelled);
        if (piece.size() >= m_reach)
            m_before = piece.last(m_reach).toByteArray();
        else
            m_before = m_before.right(m_reach);
    }
    bool isDecided() const { return m_found; }
    Truth end(const std::atomic<bool> *) const { return truthOf(m_found); }

private:
    TextSearch m_search;
    qsizetype m_reach; // bytes of a hit that may stand before a boundary
    QByteArray m_before;
    bool m_found = false;
};

} // namespace framescope
