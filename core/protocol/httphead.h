// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace framescope {

// Bytes of a head as a sentence quotes them: other than printable ASCII as "\x0a", cut after `most`.
QString excerpt(QByteArrayView bytes, qsizetype most = 32);

// Names of headers, tokens and schemes compare without case (RFC 9110, 5.1 and 5.6.2).
bool isSameWord(QByteArrayView a, QByteArrayView b);

// A header field as it stood on the wire: spelling, order and repeats are kept.
struct HttpHeader {
    QByteArray name;
    QByteArray value; // without the white space around it

    bool isNamed(QByteArrayView wanted) const { return isSameWord(name, wanted); }
    bool operator==(const HttpHeader &) const = default;
};
using HttpHeaders = QList<HttpHeader>;

// The head of an HTTP/1.1 message (RFC 9112). `raw` is every byte including the empty line.
struct HttpHead {
    QByteArray startLine;
    HttpHeaders headers;
    QByteArray raw;

    // Repeats are joined by ", "; nothing if absent.
    std::optional<QByteArray> value(QByteArrayView name) const;
    int count(QByteArrayView name) const;
    // True if a comma-separated list field contains the token, without case ("Connection: keep-alive, Upgrade").
    bool hasToken(QByteArrayView name, QByteArrayView token) const;
};

// Collects a head from pieces, up to a limit. Lines end with CRLF; a lone LF is accepted (RFC 9112, 2.2).
class HttpHeadParser {
public:
    static constexpr qsizetype DefaultLimit = 256 * 1024;
    // Knowing which of the two has to come, garbage is told from HTTP a few bytes earlier.
    enum class Expect : quint8 { Either, Request, Response };

    explicit HttpHeadParser(qsizetype limit = DefaultLimit, Expect expect = Expect::Either);

    // The head once it is whole (the rest stays in `bytes`), nothing while it is not, an Error as
    // soon as it cannot become one: garbage instead of HTTP is refused at the first wrong byte of
    // the start line, a wrong header at the end of its line, an endless head at the limit. After an
    // error `bytes` is empty; feed no more.
    Result<std::optional<HttpHead>> feed(QByteArrayView &bytes);
    // Everything taken so far, also after an error (then up to the limit): evidence for the user.
    const QByteArray &raw() const { return m_raw; }
    // After an error: the byte that cannot be part of a head; the limit if tooLong().
    qsizetype errorOffset() const { return m_errorOffset; }
    bool tooLong() const { return m_tooLong; }

private:
    // Follows a start line byte by byte and knows where it stops being one.
    class StartLine {
    public:
        explicit StartLine(Expect expect);
        bool accepts(char byte);

    private:
        bool requestAccepts(char byte);
        bool statusAccepts(char byte);

        bool m_mayBeRequest;
        bool m_mayBeStatus;
        int m_part = 0; // of a request line: method, target, version
        int m_partSize = 0;
        int m_statusSize = 0;
        bool m_returned = false; // CR was seen: only LF may follow
    };

    qsizetype wrongByte(QByteArrayView startLinePiece);
    std::optional<Error> readHeaderLine(QByteArrayView line);
    Error refuse(QByteArrayView &bytes, qsizetype offset, const QString &what, const QString &remedy);

    qsizetype m_limit;
    StartLine m_startLine;
    HttpHead m_head;
    QByteArray m_raw;
    qsizetype m_lineStart = 0; // in m_raw
    qsizetype m_errorOffset = 0;
    bool m_startLineDone = false;
    bool m_tooLong = false;
};

// The elements of a comma-separated list field without the white space around them; commas inside
// quotes do not separate, empty elements are left out (RFC 9110, 5.6.1). Also for lists with another
// separator, such as the parameters of an extension.
QList<QByteArrayView> splitList(QByteArrayView value, char separator = ',');

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
