// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/httpbody.h"

#include <algorithm>

namespace framescope {

namespace {

constexpr qsizetype sizeLineLimit = 4096; // a chunk's size with its extensions

} // namespace

HttpBody::HttpBody(const HttpHead &head, int status, qsizetype limit)
    : m_limit(limit)
    , m_chunked(head.hasToken("Transfer-Encoding", "chunked"))
{
    bool isNumber = false;
    const std::optional<QByteArray> length = head.value("Content-Length");
    m_left = m_chunked ? 0 : length.value_or(QByteArray()).toULongLong(&isNumber);
    m_untilClose = !m_chunked && !isNumber;
    m_over = status == 204 || status == 304 || (isNumber && m_left == 0);
}

void HttpBody::feed(QByteArrayView bytes)
{
    if (m_over)
        return;
    if (m_chunked)
        return feedChunked(bytes);
    if (m_untilClose)
        return keep(bytes);
    const QByteArrayView mine = bytes.first(std::min(
        bytes.size(), static_cast<qsizetype>(std::min<quint64>(m_left, static_cast<quint64>(m_limit)))));
    m_left -= static_cast<quint64>(mine.size());
    keep(mine);
    m_over = m_over || m_left == 0;
}

void HttpBody::keep(QByteArrayView bytes)
{
    m_content.append(bytes.first(std::min(bytes.size(), m_limit - m_content.size())));
    m_over = reachedLimit();
}

void HttpBody::feedChunked(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && !m_over) {
        if (m_insideChunk && m_left > 0) {
            const auto size = static_cast<qsizetype>(std::min(m_left, static_cast<quint64>(bytes.size())));
            keep(bytes.first(size));
            m_left -= static_cast<quint64>(size);
            bytes = bytes.sliced(size);
            continue;
        }
        const char c = bytes.front();
        bytes = bytes.sliced(1);
        if (c == '\n')
            endLine();
        else if (c != '\r')
            m_line.append(c);
        m_broken = m_broken || m_line.size() > sizeLineLimit;
        m_over = m_over || m_broken;
    }
}

// The line that gives a size, or the empty one behind a chunk.
void HttpBody::endLine()
{
    if (m_insideChunk) {
        m_insideChunk = false;
        return;
    }
    bool isNumber = false;
    const QByteArray size = m_line.split(';').constFirst(); // extensions follow
    m_left = size.trimmed().toULongLong(&isNumber, 16);
    m_line.clear();
    m_insideChunk = true;
    m_broken = !isNumber;
    m_over = m_broken || m_left == 0;
}

} // namespace framescope
