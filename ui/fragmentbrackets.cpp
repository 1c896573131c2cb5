// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/fragmentbrackets.h"

#include <set>

namespace framescope {

namespace {

using Part = FragmentBracket::Part;
using Side = std::pair<ConnectionId, Direction>;

bool carriesData(const Row &row)
{
    return row.kind == RowKind::Frame && row.header.opcode <= Opcode::Binary;
}

Part partOf(const Row &row)
{
    const bool ends = row.header.fin || row.flags.testFlag(RowFlag::Cut);
    if (row.message == row.id)
        return ends ? Part::None : Part::First;
    return ends ? Part::Last : Part::Middle;
}

// No frame comes any more.
bool endsConnection(const Row &row)
{
    return row.kind == RowKind::State || row.kind == RowKind::Error;
}

class Walk {
public:
    explicit Walk(std::span<const BracketedRow> rows)
        : m_rows(rows)
        , m_brackets(rows.size())
    {
    }
    std::vector<FragmentBracket> run()
    {
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            take(i);
        return std::move(m_brackets);
    }

private:
    void take(std::size_t i)
    {
        for (const Side &side : m_open)
            m_brackets[i].lane(side.second) = Part::Through;
        const Row *row = m_rows[i].row;
        if (!row)
            return;
        if (endsConnection(*row)) {
            std::erase_if(m_open, [&](const Side &side) { return side.first == row->connection; });
            return;
        }
        if (!carriesData(*row))
            return;
        const Side side(row->connection, row->direction);
        const Part part = partOf(*row);
        if (row->message != row->id && !m_open.contains(side))
            comeFrom(row->message, side.second, i);
        if (part != Part::None)
            m_brackets[i].lane(side.second) = part;
        if (part == Part::First || part == Part::Middle)
            m_open.insert(side);
        else
            m_open.erase(side);
    }
    // The message began above these rows: every row since is passed.
    void comeFrom(RowId message, Direction direction, std::size_t end)
    {
        for (std::size_t i = 0; i < end; ++i) {
            Part &part = m_brackets[i].lane(direction);
            if (m_rows[i].id > message && part == Part::None)
                part = Part::Through;
        }
    }

    std::span<const BracketedRow> m_rows;
    std::vector<FragmentBracket> m_brackets;
    std::set<Side> m_open;
};

} // namespace

std::vector<FragmentBracket> fragmentBrackets(std::span<const BracketedRow> rows)
{
    return Walk(rows).run();
}

} // namespace framescope
