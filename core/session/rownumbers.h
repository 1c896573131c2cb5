// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"

#include <array>
#include <bit>
#include <memory>

namespace framescope {

// Row ids in ascending order, four bytes each: a selection of a session's rows. A value that costs nothing
// to copy: copies share the memory, also with the GrowingRowNumbers they were taken from, which another
// thread may go on growing; size() tells how far each of them sees.
class RowNumbers {
public:
    quint32 size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    // `index` below size().
    RowId at(quint32 index) const
    {
        Q_ASSERT(index < m_size);
        const Place place(index);
        return m_blocks->of[place.block][place.offset];
    }
    // Index of the first row that is not before `row`; size() if all are.
    quint32 lowerBound(RowId row) const;
    bool contains(RowId row) const;

private:
    friend class GrowingRowNumbers;

    // The first block has room for 64 ids, each other one for as many as all before it: small where a
    // connection has a dozen rows, never moved where it has ten million, and whatever of the last block is
    // not reached yet was never touched, so it takes no memory.
    static constexpr int FirstBits = 6;
    static constexpr size_t MaxBlocks = 32 - FirstBits + 1;
    struct Place {
        explicit constexpr Place(quint32 index);
        size_t block;
        size_t offset;
    };
    static constexpr size_t room(size_t block)
    {
        return size_t(1) << (FirstBits + (block == 0 ? 0 : block - 1));
    }
    struct Blocks {
        std::array<std::unique_ptr<quint32[]>, MaxBlocks> of;
    };

    std::shared_ptr<Blocks> m_blocks;
    quint32 m_size = 0;
};

constexpr RowNumbers::Place::Place(quint32 index)
    : block(static_cast<size_t>(std::bit_width(index >> FirstBits)))
    , offset(block == 0 ? index : index - room(block))
{
}

} // namespace framescope
