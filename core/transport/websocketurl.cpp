// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/websocketurl.h"

#include "protocol/httphead.h"
#include "transport/urlhost.h"
#include "transport/usvstring.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace framescope {

namespace {

// A URL record (WHATWG URL) of a special scheme other than file. QUrl is not used for reading: it
// repairs what must fail, and refuses or rewrites what must stay ("|", "%zz", "a..b").
struct UrlRecord {
    QString scheme;
    QByteArray user; // percent-encoded, as all below
    QByteArray password;
    QString host;  // serialised, with brackets
    int port = -1; // -1: the default of the scheme
    QByteArrayList path;
    std::optional<QByteArray> query;
};

// Input without what browsers drop silently, and where each character stood.
struct CleanText {
    QString text;
    std::vector<qsizetype> places;
};

CleanText clean(const QString &input)
{
    CleanText result;
    qsizetype begin = 0;
    qsizetype end = input.size();
    while (begin < end && input[begin] <= u' ')
        ++begin;
    while (end > begin && input[end - 1] <= u' ')
        --end;
    for (qsizetype i = begin; i < end; ++i) {
        if (input[i] == u'\t' || input[i] == u'\n' || input[i] == u'\r')
            continue;
        result.text += input[i];
        result.places.push_back(i);
    }
    result.places.push_back(end);
    result.text = toUsvString(result.text);
    return result;
}

// Percent-encode sets of WHATWG URL, beside C0 controls and everything above "~".
constexpr QByteArrayView querySet = " \"#<>'";
constexpr QByteArrayView pathSet = " \"#<>?^`{}";
constexpr QByteArrayView userInfoSet = " \"#<>?^`{}/:;=@[\\]|";

QByteArray encoded(QStringView text, QByteArrayView set)
{
    QByteArray result;
    for (const char c : text.toUtf8()) {
        if (c <= 0x1F || c > 0x7E || set.contains(c)) // char is signed or not: > 0x7F is caught by either
            result += '%' + QByteArray(1, c).toHex().toUpper();
        else
            result += c;
    }
    return result;
}

bool isSlash(QChar c)
{
    return c == u'/' || c == u'\\';
}

bool isSingleDot(const QByteArray &segment)
{
    return segment == "." || segment.compare("%2e", Qt::CaseInsensitive) == 0;
}

bool isDoubleDot(const QByteArray &segment)
{
    QByteArray plain = segment.toLower();
    plain.replace("%2e", ".");
    return plain == "..";
}

int defaultPort(const QString &scheme)
{
    return scheme == u"wss" || scheme == u"https" ? 443 : 80;
}

bool isKnownScheme(const QString &scheme)
{
    return scheme == u"ws" || scheme == u"wss" || scheme == u"http" || scheme == u"https";
}

// The basic URL parser, for one text.
class UrlParser {
public:
    UrlParser(CleanText input, const UrlRecord *base)
        : m_input(std::move(input))
        , m_text(m_input.text)
        , m_base(base)
    {
    }

    Result<UrlRecord> parse();

private:
    Error error(const QString &what, const QString &remedy, qsizetype at) const
    {
        const qsizetype place = m_input.places[static_cast<size_t>(at)];
        return {what, QStringLiteral("character %1").arg(place + 1), remedy};
    }
    QChar at(qsizetype i) const { return i < m_text.size() ? m_text[i] : QChar(); }

    QString takeScheme();
    Error unknownScheme() const;
    Error noScheme() const;
    Result<void> readAuthority();
    Result<void> readHost(qsizetype begin, qsizetype end);
    Result<void> readPort(qsizetype begin, qsizetype end);
    void readRelative();
    void readPath();
    void readQuery();

    CleanText m_input;
    QString m_text;
    const UrlRecord *m_base;
    qsizetype m_next = 0;
    UrlRecord m_record;
};

Result<UrlRecord> UrlParser::parse()
{
    if (const qsizetype hash = m_text.indexOf(u'#'); hash >= 0)
        return error(QStringLiteral("A WebSocket address cannot contain \"%1\".").arg(m_text.mid(hash)),
            QStringLiteral("Remove it."), hash);
    m_record.scheme = takeScheme();
    const bool hasScheme = !m_record.scheme.isEmpty();
    if (!hasScheme && !m_base)
        return noScheme();
    if (hasScheme && !isKnownScheme(m_record.scheme))
        return unknownScheme();
    const bool relative = m_base && (!hasScheme || m_record.scheme == m_base->scheme)
        && !(isSlash(at(m_next)) && isSlash(at(m_next + 1)));
    if (!hasScheme)
        m_record.scheme = m_base->scheme;
    if (relative) {
        readRelative();
    } else if (const auto authority = readAuthority(); !authority) {
        return authority.error();
    } else {
        readPath();
    }
    readQuery();
    return m_record;
}

// The scheme in lower case, and steps over its colon; empty if there is none.
QString UrlParser::takeScheme()
{
    const auto isLetter = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); };
    if (!isLetter(at(0)))
        return {};
    qsizetype end = 1;
    while (isLetter(at(end)) || (at(end) >= u'0' && at(end) <= u'9') || at(end) == u'+' || at(end) == u'-'
        || at(end) == u'.')
        ++end;
    if (at(end) != u':')
        return {};
    m_next = end + 1;
    return m_text.left(end).toLower();
}

Error UrlParser::unknownScheme() const
{
    QString remedy = QStringLiteral("It has to begin with ws:// or wss://.");
    if (at(m_next).isDigit()) // "localhost:8080"
        remedy = QStringLiteral("Write ws://%1 or wss://%1.").arg(m_text);
    return error(
        QStringLiteral("\"%1:\" does not begin a WebSocket address.").arg(m_record.scheme), remedy, 0);
}

Error UrlParser::noScheme() const
{
    if (m_text.isEmpty())
        return error(QStringLiteral("The address is empty."),
            QStringLiteral("Write one such as ws://localhost:8080/path."), 0);
    return error(QStringLiteral("\"%1\" is not a whole address: it has no scheme.").arg(m_text),
        QStringLiteral("It has to begin with ws:// or wss://."), 0);
}

Result<void> UrlParser::readAuthority()
{
    while (isSlash(at(m_next)))
        ++m_next;
    const qsizetype begin = m_next;
    while (m_next < m_text.size() && !isSlash(at(m_next)) && at(m_next) != u'?')
        ++m_next;
    const qsizetype sign = m_text.lastIndexOf(u'@', m_next - 1);
    if (m_next == begin || sign < begin)
        return readHost(begin, m_next);
    const QStringView credentials = QStringView(m_text).sliced(begin, sign - begin);
    const qsizetype colon = credentials.indexOf(u':');
    m_record.user = encoded(colon < 0 ? credentials : credentials.left(colon), userInfoSet);
    if (colon >= 0)
        m_record.password = encoded(credentials.mid(colon + 1), userInfoSet);
    return readHost(sign + 1, m_next);
}

Result<void> UrlParser::readHost(qsizetype begin, qsizetype end)
{
    qsizetype colon = begin;
    for (bool inBrackets = false; colon < end && (inBrackets || at(colon) != u':'); ++colon)
        inBrackets = at(colon) == u'[' || (inBrackets && at(colon) != u']');
    if (colon == begin)
        return error(QStringLiteral("The address names no host."),
            QStringLiteral("Write one after \"%1://\", as in %1://localhost:8080/.").arg(m_record.scheme),
            qMin(begin, m_text.size()));
    const UrlHost host = parseUrlHost(m_text.mid(begin, colon - begin));
    if (host.text.isEmpty())
        return error(host.error.what, host.error.remedy, begin + host.offset);
    m_record.host = host.text;
    return colon < end ? readPort(colon + 1, end) : Result<void>();
}

Result<void> UrlParser::readPort(qsizetype begin, qsizetype end)
{
    const QString digits = m_text.mid(begin, end - begin);
    const QString remedy = QStringLiteral("Ports are numbers up to 65535.");
    int port = 0;
    for (qsizetype i = begin; i < end; ++i) {
        if (at(i) < u'0' || at(i) > u'9')
            return error(QStringLiteral("\"%1\" is not a port.").arg(digits), remedy, i);
        port = port * 10 + at(i).digitValue();
        if (port > 0xFFFF)
            return error(QStringLiteral("Port %1 is too big.").arg(digits), remedy, begin);
    }
    if (!digits.isEmpty() && port != defaultPort(m_record.scheme))
        m_record.port = port;
    return {};
}

void UrlParser::readRelative()
{
    const QString scheme = m_record.scheme;
    m_record = *m_base;
    m_record.scheme = scheme;
    m_record.query.reset();
    if (m_next == m_text.size())
        m_record.query = m_base->query;
    if (m_next == m_text.size() || at(m_next) == u'?')
        return;
    if (isSlash(at(m_next)))
        m_record.path.clear();
    else
        m_record.path.removeLast();
    readPath();
}

void UrlParser::readPath()
{
    if (isSlash(at(m_next)))
        ++m_next;
    for (bool more = true; more;) {
        const qsizetype begin = m_next;
        while (m_next < m_text.size() && !isSlash(at(m_next)) && at(m_next) != u'?')
            ++m_next;
        more = isSlash(at(m_next));
        QByteArray segment = encoded(QStringView(m_text).sliced(begin, m_next - begin), pathSet);
        const bool up = isDoubleDot(segment);
        if (up && !m_record.path.isEmpty())
            m_record.path.removeLast();
        if (up || isSingleDot(segment))
            segment.clear();
        else if (more)
            m_record.path.append(segment);
        if (!more)
            m_record.path.append(segment);
        else
            ++m_next;
    }
}

void UrlParser::readQuery()
{
    if (at(m_next) == u'?')
        m_record.query = encoded(QStringView(m_text).mid(m_next + 1), querySet);
}

WebSocketUrl webSocketUrl(const UrlRecord &record)
{
    WebSocketUrl result;
    result.secure = record.scheme == u"wss" || record.scheme == u"https";
    result.port = static_cast<quint16>(record.port < 0 ? defaultPort(record.scheme) : record.port);
    result.host = record.host.startsWith(u'[') ? record.host.mid(1, record.host.size() - 2) : record.host;
    result.authority = record.host.toLatin1();
    if (record.port >= 0)
        result.authority += ':' + QByteArray::number(record.port);
    QByteArray credentials;
    if (!record.user.isEmpty() || !record.password.isEmpty()) {
        credentials = record.user + (record.password.isEmpty() ? "" : ":") + record.password + '@';
        result.userInfo = percentDecoded(record.user) + ':' + percentDecoded(record.password);
    }
    const QByteArray path = '/' + record.path.join('/');
    const QByteArray query = record.query ? '?' + *record.query : QByteArray();
    // A lone "?" belongs to the URL, but not to the resource name (RFC 6455, 3).
    result.target = query.size() > 1 ? path + query : path;
    result.text = QString::fromLatin1(
        (result.secure ? "wss://" : "ws://") + credentials + result.authority + path + query);
    result.url = QUrl(result.text, QUrl::TolerantMode);
    return result;
}

} // namespace

Result<WebSocketUrl> parseWebSocketUrl(const QString &text, const QUrl &base)
{
    std::optional<UrlRecord> baseRecord;
    if (!base.isEmpty()) {
        const QString baseText = QString::fromLatin1(base.toEncoded(QUrl::RemoveFragment));
        Result<UrlRecord> parsed = UrlParser(clean(baseText), nullptr).parse();
        if (!parsed)
            return parsed.error();
        baseRecord = *parsed;
    }
    const Result<UrlRecord> record = UrlParser(clean(text), baseRecord ? &*baseRecord : nullptr).parse();
    if (!record)
        return record.error();
    return webSocketUrl(*record);
}

Result<void> checkSubprotocols(const QStringList &protocols)
{
    for (qsizetype i = 0; i < protocols.size(); ++i) {
        const QString &protocol = protocols[i];
        const QString place = QStringLiteral("subprotocol %1").arg(i + 1);
        if (protocol.isEmpty())
            return Error{QStringLiteral("A subprotocol is empty."), place,
                QStringLiteral("Give it a name, or leave it out.")};
        for (qsizetype k = 0; k < protocol.size(); ++k) {
            const QChar c = protocol[k];
            if (c.unicode() < 0x80 && isHttpToken(QByteArray(1, c.toLatin1())))
                continue;
            return Error{QStringLiteral("The subprotocol \"%1\" cannot contain \"%2\".").arg(protocol, c),
                QStringLiteral("%1, character %2").arg(place).arg(k + 1),
                c == u',' ? QStringLiteral("Give each subprotocol on its own.")
                          : QStringLiteral("Letters, digits and !#$%&'*+-.^_`|~ are allowed.")};
        }
        for (qsizetype k = 0; k < i; ++k) {
            if (protocols[k].compare(protocol, Qt::CaseInsensitive) == 0)
                return Error{QStringLiteral("The subprotocol \"%1\" is given twice.").arg(protocol), place,
                    QStringLiteral("Names that differ only by case count as the same.")};
        }
    }
    return {};
}

} // namespace framescope
