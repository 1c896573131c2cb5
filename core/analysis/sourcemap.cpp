// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/sourcemap.h"

#include <algorithm>

namespace framescope {

namespace {

constexpr bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Moves both places on until `offset` of the leading text is reached: past equal bytes together, past
// white space that only one of them has alone.
quint64 follow(QByteArrayView lead, quint64 leadAt, QByteArrayView other, quint64 otherAt, quint64 offset)
{
    auto i = static_cast<qsizetype>(leadAt);
    auto j = static_cast<qsizetype>(otherAt);
    const auto end = static_cast<qsizetype>(std::min<quint64>(offset, static_cast<quint64>(lead.size())));
    while (i < end) {
        if (j < other.size() && lead[i] == other[j]) {
            ++i;
            ++j;
        } else if (isSpace(lead[i])) {
            ++i;
        } else if (j < other.size()) {
            ++j;
        } else {
            break;
        }
    }
    // The place of a byte, and not of the white space in front of it.
    while (i < lead.size() && j < other.size() && lead[i] != other[j] && isSpace(other[j]))
        ++j;
    return static_cast<quint64>(j);
}

} // namespace

void SourceMap::add(quint64 shown, quint64 source)
{
    Q_ASSERT(m_marks.empty() || (shown >= m_marks.back().shown && source >= m_marks.back().source));
    m_marks.push_back({shown, source});
}

bool SourceMap::wantsMark(quint64 shown) const
{
    return m_marks.empty() || shown >= m_marks.back().shown + Step;
}

quint64 SourceMap::toSource(QByteArrayView shown, QByteArrayView source, quint64 offset) const
{
    if (isIdentity())
        return std::min(offset, static_cast<quint64>(source.size()));
    const auto after = std::upper_bound(m_marks.begin(), m_marks.end(), offset,
        [](quint64 value, const Mark &mark) { return value < mark.shown; });
    const Mark from = after == m_marks.begin() ? Mark() : *(after - 1);
    return follow(shown, from.shown, source, from.source, offset);
}

quint64 SourceMap::toShown(QByteArrayView shown, QByteArrayView source, quint64 offset) const
{
    if (isIdentity())
        return std::min(offset, static_cast<quint64>(shown.size()));
    const auto after = std::upper_bound(m_marks.begin(), m_marks.end(), offset,
        [](quint64 value, const Mark &mark) { return value < mark.source; });
    const Mark from = after == m_marks.begin() ? Mark() : *(after - 1);
    return follow(source, from.source, shown, from.shown, offset);
}

} // namespace framescope
