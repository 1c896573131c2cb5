// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/rowfilter.h"

#include <algorithm>

namespace framescope {

RowFilter RowFilter::kind(RowKind kind)
{
    return RowFilter(Kinds{static_cast<quint8>(1u << static_cast<quint8>(kind))});
}

RowFilter RowFilter::opcode(Opcode opcode)
{
    return RowFilter(Opcodes{static_cast<quint16>(1u << static_cast<quint8>(opcode))});
}

RowFilter RowFilter::connections(std::vector<ConnectionId> ids)
{
    std::sort(ids.begin(), ids.end());
    return RowFilter(Connections{std::move(ids)});
}

RowFilter RowFilter::text(const QString &needle, TextSearch::Case mind)
{
    return RowFilter(Text{needle, mind});
}

RowFilter RowFilter::regex(const QString &pattern, TextSearch::Case mind)
{
    return RowFilter(Pattern{pattern, mind});
}

RowFilter operator!(RowFilter filter)
{
    RowFilter opposite;
    opposite.m_join = RowFilter::Join::Not;
    opposite.m_parts.push_back(std::move(filter));
    return opposite;
}

// a && b && c is one of three parts.
RowFilter RowFilter::joined(Join join, RowFilter a, RowFilter b)
{
    const bool grows = !a.m_condition && a.m_join == join && !a.m_parts.empty();
    RowFilter whole;
    whole.m_join = join;
    if (grows)
        whole.m_parts = std::move(a.m_parts);
    else
        whole.m_parts.push_back(std::move(a));
    whole.m_parts.push_back(std::move(b));
    return whole;
}

} // namespace framescope
