// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/httphead.h"

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

bool isTokenChar(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || isDigit(byte)
        || (byte != '\0' && QByteArrayView("!#$%&'*+-.^_`|~").contains(byte));
}

// Text of a start line or a value: everything but control characters; bytes above 0x7F are let pass.
bool isVisible(char byte)
{
    const auto value = static_cast<quint8>(byte);
    return value == '\t' || (value >= 0x20 && value != 0x7F);
}

bool isEnd(char byte)
{
    return byte == '\r' || byte == '\n';
}

// "HTTP/1." and a digit.
bool fitsVersion(int position, char byte)
{
    constexpr QByteArrayView prefix("HTTP/1.");
    return position < prefix.size() ? byte == prefix[position] : isDigit(byte);
}
constexpr int versionSize = 8;
constexpr int statusSize = versionSize + 4; // " 101"

Result<void> checkValue(const QByteArray &name, QByteArrayView value)
{
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (isEnd(value[i]) || value[i] == '\0') {
            return Error{u"The value of %1 has a line break or a NUL."_s.arg(QLatin1StringView(name)),
                u"byte %1"_s.arg(i), u"One header is one line."_s};
        }
    }
    return Done{};
}

} // namespace

QString excerpt(QByteArrayView bytes, qsizetype most)
{
    QString text;
    for (const char byte : bytes.first(std::min(bytes.size(), most))) {
        if (byte >= 0x20 && byte < 0x7F)
            text += QLatin1Char(byte);
        else
            text += u"\\x%1"_s.arg(static_cast<quint8>(byte), 2, 16, QLatin1Char('0'));
    }
    return bytes.size() > most ? text + u"..."_s : text;
}

bool isSameWord(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

std::optional<QByteArray> HttpHead::value(QByteArrayView name) const
{
    std::optional<QByteArray> joined;
    for (const HttpHeader &header : headers) {
        if (!header.isNamed(name))
            continue;
        if (joined)
            *joined += ", " + header.value;
        else
            joined = header.value;
    }
    return joined;
}

int HttpHead::count(QByteArrayView name) const
{
    return static_cast<int>(std::count_if(
        headers.begin(), headers.end(), [name](const HttpHeader &header) { return header.isNamed(name); }));
}

bool HttpHead::hasToken(QByteArrayView name, QByteArrayView token) const
{
    const QByteArray list = value(name).value_or(QByteArray());
    const QList<QByteArrayView> elements = splitList(list);
    return std::any_of(elements.begin(), elements.end(),
        [token](QByteArrayView element) { return isSameWord(element, token); });
}

HttpHeadParser::StartLine::StartLine(Expect expect)
    : m_mayBeRequest(expect != Expect::Response)
    , m_mayBeStatus(expect != Expect::Request)
{
}

bool HttpHeadParser::StartLine::accepts(char byte)
{
    if (m_returned)
        return byte == '\n';
    m_mayBeRequest = m_mayBeRequest && requestAccepts(byte);
    m_mayBeStatus = m_mayBeStatus && statusAccepts(byte);
    m_returned = byte == '\r';
    return m_mayBeRequest || m_mayBeStatus;
}

bool HttpHeadParser::StartLine::requestAccepts(char byte)
{
    if (m_part == 2) {
        const int position = m_partSize++;
        return position < versionSize ? fitsVersion(position, byte) : isEnd(byte);
    }
    if (byte == ' ' && m_partSize > 0) {
        ++m_part;
        m_partSize = 0;
        return true;
    }
    ++m_partSize;
    return m_part == 0 ? isTokenChar(byte) : isVisible(byte) && byte != ' ' && byte != '\t';
}

bool HttpHeadParser::StartLine::statusAccepts(char byte)
{
    const int position = m_statusSize;
    if (position > statusSize)
        return isVisible(byte) || isEnd(byte);
    ++m_statusSize;
    if (position < versionSize)
        return fitsVersion(position, byte);
    if (position == versionSize)
        return byte == ' ';
    if (position < statusSize)
        return isDigit(byte);
    return byte == ' ' || isEnd(byte); // the reason and the space before it are left out by some
}

HttpHeadParser::HttpHeadParser(qsizetype limit, Expect expect)
    : m_limit(limit)
    , m_startLine(expect)
{
}

Result<std::optional<HttpHead>> HttpHeadParser::feed(QByteArrayView &bytes)
{
    while (!bytes.isEmpty()) {
        const qsizetype lineFeed = bytes.indexOf('\n');
        const qsizetype room = m_limit - m_raw.size();
        const qsizetype wanted = lineFeed < 0 ? bytes.size() : lineFeed + 1;
        const QByteArrayView piece = bytes.first(std::min(wanted, room));
        if (!m_startLineDone) {
            if (const qsizetype wrong = wrongByte(piece); wrong >= 0) {
                return refuse(bytes, m_raw.size() + wrong, u"The start line is not one of HTTP/1.1."_s,
                    u"A WebSocket begins with an HTTP/1.1 head."_s);
            }
        }
        if (wanted > room) {
            m_tooLong = true;
            return refuse(bytes, m_limit, u"The HTTP head has no end within %1 bytes."_s.arg(m_limit),
                u"It ends with an empty line."_s);
        }
        m_raw += piece;
        bytes = bytes.sliced(wanted);
        if (lineFeed < 0)
            break;

        QByteArrayView line = QByteArrayView(m_raw).sliced(m_lineStart).chopped(1);
        if (line.endsWith('\r'))
            line.chop(1);
        const qsizetype lineStart = std::exchange(m_lineStart, m_raw.size());
        if (!m_startLineDone) {
            m_head.startLine = line.toByteArray();
            m_startLineDone = true;
        } else if (line.isEmpty()) {
            m_head.raw = m_raw;
            return std::optional(std::move(m_head));
        } else if (const std::optional<Error> error = readHeaderLine(line)) {
            return refuse(bytes, lineStart, error->what, error->remedy);
        }
    }
    return std::optional<HttpHead>();
}

qsizetype HttpHeadParser::wrongByte(QByteArrayView startLinePiece)
{
    for (qsizetype i = 0; i < startLinePiece.size(); ++i) {
        if (!m_startLine.accepts(startLinePiece[i]))
            return i;
    }
    return -1;
}

std::optional<Error> HttpHeadParser::readHeaderLine(QByteArrayView line)
{
    const bool folded = line.front() == ' ' || line.front() == '\t';
    if (folded && !m_head.headers.isEmpty()) { // RFC 9112, 5.2: obsolete, still sent
        // In place, and only what is new is checked: a value may be folded tens of thousands of times.
        HttpHeader &header = m_head.headers.back();
        const QByteArrayView more = line.trimmed();
        if (!header.value.isEmpty() && !more.isEmpty())
            header.value += ' ';
        header.value += more;
        const Result<void> checked = checkValue(header.name, more);
        return checked ? std::optional<Error>() : checked.error();
    }
    const qsizetype colon = line.indexOf(':');
    if (colon < 0) {
        return Error{u"A header line has no colon: \"%1\"."_s.arg(excerpt(line)), {},
            u"A header is a name, a colon and a value."_s};
    }
    HttpHeader header{line.first(colon).toByteArray(), line.sliced(colon + 1).trimmed().toByteArray()};
    if (const Result<void> checked = checkHeader(header); !checked)
        return checked.error();
    m_head.headers.append(std::move(header));
    return {};
}

Error HttpHeadParser::refuse(
    QByteArrayView &bytes, qsizetype offset, const QString &what, const QString &remedy)
{
    m_raw += bytes.first(std::min(bytes.size(), m_limit - m_raw.size()));
    bytes = {};
    m_errorOffset = offset;
    return {what, u"byte %1"_s.arg(offset), remedy};
}

QList<QByteArrayView> splitList(QByteArrayView value, char separator)
{
    QList<QByteArrayView> elements;
    bool quoted = false;
    qsizetype start = 0;
    for (qsizetype i = 0; i <= value.size(); ++i) {
        if (i == value.size() || (!quoted && value[i] == separator)) {
            const QByteArrayView element = value.sliced(start, i - start).trimmed();
            if (!element.isEmpty())
                elements.append(element);
            start = i + 1;
        } else if (value[i] == '"') {
            quoted = !quoted;
        } else if (quoted && value[i] == '\\' && i + 1 < value.size()) {
            ++i;
        }
    }
    return elements;
}

bool isHttpToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

Result<void> checkHeader(const HttpHeader &header)
{
    if (!isHttpToken(header.name)) {
        return Error{u"\"%1\" cannot be the name of a header."_s.arg(excerpt(header.name)), {},
            u"A name has letters, digits and !#$%&'*+-.^_`|~ only."_s};
    }
    return checkValue(header.name, header.value);
}

QByteArray encodeHead(const QByteArray &startLine, const HttpHeaders &headers)
{
    QByteArray head = startLine + "\r\n";
    for (const HttpHeader &header : headers)
        head += header.name + ": " + header.value + "\r\n";
    return head + "\r\n";
}

Result<StatusLine> parseStatusLine(QByteArrayView line)
{
    StatusLine status;
    const bool fits = line.size() >= statusSize && line.startsWith("HTTP/1.") && isDigit(line[7])
        && line[8] == ' ' && std::all_of(line.begin() + 9, line.begin() + 12, isDigit)
        && (line.size() == statusSize || line[statusSize] == ' ');
    if (!fits) {
        return Error{u"\"%1\" is not the status line of an HTTP/1.1 response."_s.arg(excerpt(line)), {},
            u"It reads like \"HTTP/1.1 101 Switching Protocols\"."_s};
    }
    status.version = line.first(versionSize).toByteArray();
    status.status = line.sliced(9, 3).toByteArray().toInt();
    status.reason = line.sliced(statusSize).trimmed().toByteArray();
    return status;
}

} // namespace framescope
