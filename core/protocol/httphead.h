// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace framescope {

// A header field as it stood on the wire: spelling, order and repeats are kept.
struct HttpHeader {
    QByteArray name;
    QByteArray value; // without the white space around it
    bool operator==(const HttpHeader &) const = default;
};
using HttpHeaders = QList<HttpHeader>;

// The head of an HTTP/1.1 message (RFC 9112). `raw` is every byte including the empty line.
struct HttpHead {
    QByteArray startLine;
    HttpHeaders headers;
    QByteArray raw;

    // Names compare without case (RFC 9110, 5.1). Repeats are joined by ", "; nothing if absent.
    std::optional<QByteArray> value(QByteArrayView name) const;
    int count(QByteArrayView name) const;
    // True if a comma-separated list field contains the token, without case ("Connection: keep-alive, Upgrade").
    bool hasToken(QByteArrayView name, QByteArrayView token) const;
};

// Collects a head from pieces, up to a limit. Lines end with CRLF; a lone LF is accepted (RFC 9112, 2.2).
class HttpHeadParser {
public:
    static constexpr qsizetype DefaultLimit = 256 * 1024;
    explicit HttpHeadParser(qsizetype limit = DefaultLimit)
        : m_limit(limit)
    {
    }
    // The head once it is whole (the rest stays in `bytes`), nothing while it is not, an Error as
    // soon as it cannot become one: garbage instead of HTTP is refused at the first wrong byte of
    // the start line, an endless head at the limit.
    Result<std::optional<HttpHead>> feed(QByteArrayView &bytes);
    // Everything taken so far, also after an error: evidence for the user.
    const QByteArray &raw() const { return m_raw; }

private:
    qsizetype m_limit;
    QByteArray m_raw;
};

// RFC 9110, 5.6.2: what names of headers and subprotocols consist of.
bool isHttpToken(QByteArrayView text);
// Name is a token; value has no CR, LF or NUL (RFC 9110, 5.5), else one header would become two.
Result<void> checkHeader(const HttpHeader &header);
QByteArray encodeHead(const QByteArray &startLine, const HttpHeaders &headers);

// "HTTP/1.1 101 Switching Protocols" taken apart.
struct StatusLine {
    QByteArray version;
    int status = 0;
    QByteArray reason;
};
Result<StatusLine> parseStatusLine(QByteArrayView line);

} // namespace framescope
