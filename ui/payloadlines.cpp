// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/payloadlines.h"

#include <algorithm>
#include <cstring>

namespace framescope {

namespace {

constexpr bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// Steps back from `at` to where a code point starts; invalid bytes have no such place within three
// steps and are cut where they are.
qsizetype codePointStart(QByteArrayView text, qsizetype at)
{
    for (qsizetype back = 0; back <= 3 && back < at; ++back) {
        if (!isContinuation(text[at - back]))
            return at - back;
    }
    return at;
}

} // namespace

PayloadLines::PayloadLines(QByteArrayView text, int columns)
    : m_text(text)
{
    Q_ASSERT(columns >= 4);
    m_starts.reserve(static_cast<std::size_t>(text.size() / columns + 1));
    qsizetype at = 0;
    while (at < text.size()) {
        m_starts.push_back(static_cast<quint64>(at));
        // One byte further than fits, since the line feed itself takes no column.
        const qsizetype reach = std::min<qsizetype>(columns + 1, text.size() - at);
        const void *feed = std::memchr(text.data() + at, '\n', static_cast<std::size_t>(reach));
        if (feed)
            at = static_cast<const char *>(feed) - text.data() + 1;
        else if (text.size() - at <= columns)
            at = text.size();
        else
            at = codePointStart(text, at + columns);
    }
}

quint64 PayloadLines::end(qint64 number) const
{
    return number + 1 < count() ? start(number + 1) : static_cast<quint64>(m_text.size());
}

QByteArrayView PayloadLines::line(qint64 number) const
{
    const quint64 from = start(number);
    QByteArrayView bytes =
        m_text.sliced(static_cast<qsizetype>(from), static_cast<qsizetype>(end(number) - from));
    if (bytes.endsWith('\n')) {
        bytes.chop(1);
        if (bytes.endsWith('\r'))
            bytes.chop(1);
    }
    return bytes;
}

qint64 PayloadLines::lineOf(quint64 offset) const
{
    const auto after = std::upper_bound(m_starts.begin(), m_starts.end(), offset);
    return std::max<qint64>(0, after - m_starts.begin() - 1);
}

bool PayloadLines::isWrapped(qint64 number) const
{
    return number + 1 < count() && m_text[static_cast<qsizetype>(end(number) - 1)] != '\n';
}

} // namespace framescope
