// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/httphead.h"

#include <QByteArray>

namespace framescope {

// The body of a server's answer other than 101: evidence for the user, so it is kept up to a limit
// and never refused. Framed as RFC 9112, 6.3 says: chunked, by Content-Length, or until TCP ends.
class HttpBody {
public:
    static constexpr qsizetype Limit = 64 * 1024;

    // `status` of the answer: 204 and 304 have no body.
    HttpBody(const HttpHead &head, int status, qsizetype limit = Limit);

    void feed(QByteArrayView bytes);
    // Nothing more is wanted: the body is whole, its framing cannot be read, or the limit is reached.
    bool isOver() const { return m_over; }
    const QByteArray &content() const { return m_content; }
    bool reachedLimit() const { return m_content.size() == m_limit; }
    // Its framing cannot be read.
    bool isBroken() const { return m_broken; }
    // It says nothing of its length: it is whole when TCP ends.
    bool endsWithTcp() const { return m_untilClose; }

private:
    void keep(QByteArrayView bytes);
    void feedChunked(QByteArrayView bytes);
    void endLine();

    qsizetype m_limit;
    QByteArray m_content;
    QByteArray m_line;  // of a chunk's size, so far
    quint64 m_left = 0; // bytes that the current chunk, or the whole body, still has
    bool m_chunked = false;
    bool m_untilClose = false;
    bool m_insideChunk = false;
    bool m_broken = false;
    bool m_over = false;
};

} // namespace framescope
