// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/jwt.h"

#include "analysis/jsonindenter.h"
#include "analysis/jsonindexer.h"
#include "analysis/jsonplace.h"

#include <algorithm>
#include <cmath>

namespace framescope {

namespace {

constexpr QByteArrayView Beginning = "ey"; // of "{", and of a quote or white space after it
constexpr double LatestTime = 1e14;        // beyond it nobody means a time

bool isDigit(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

qsizetype digitsEnd(QByteArrayView bytes, qsizetype at)
{
    const qsizetype limit = std::min(bytes.size(), at + Jwt::LongestToken);
    while (at < limit && isDigit(bytes[at]))
        ++at;
    return at;
}

// An object in Base64url; empty if it is none.
QByteArray decodedObject(QByteArrayView digits)
{
    const auto decoded = QByteArray::fromBase64Encoding(digits.toByteArray(),
        QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals
            | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || !decoded.decoded.trimmed().startsWith('{'))
        return {};
    JsonIndenter reader(decoded.decoded);
    reader.advance(decoded.decoded.size() + 1);
    return reader.broken() || reader.documents() != 1 ? QByteArray() : decoded.decoded;
}

// The members of one object by name.
class Members {
public:
    explicit Members(const QByteArray &object)
        : m_text(object)
    {
        const auto roots = rootsOf(m_text, 1);
        if (roots.empty() || roots.front().kind != JsonKind::Object)
            return;
        if (auto children = JsonIndexer().children(m_text, roots.front()))
            m_children = std::move(children).value();
    }

    QString string(QByteArrayView name) const
    {
        const auto value = find(name);
        if (!value || value->kind != JsonKind::String)
            return {};
        return unescapedJson(bytes(value->begin + 1, value->end - 1));
    }

    std::optional<qint64> time(QByteArrayView name) const
    {
        const auto value = find(name);
        if (!value || value->kind != JsonKind::Number)
            return std::nullopt;
        bool isNumber = false;
        const double seconds = bytes(value->begin, value->end).toByteArray().toDouble(&isNumber);
        if (!isNumber || std::abs(seconds) > LatestTime)
            return std::nullopt;
        return static_cast<qint64>(std::floor(seconds));
    }

private:
    std::optional<JsonValue> find(QByteArrayView name) const
    {
        for (quint32 i = 0; i < m_children.count(); ++i) {
            const JsonValue child = m_children.at(m_text, i);
            if (bytes(child.keyBegin + 1, child.keyEnd - 1) == name)
                return child;
        }
        return std::nullopt;
    }
    QByteArrayView bytes(quint32 begin, quint32 end) const
    {
        return m_text.bytes().sliced(begin, end - begin);
    }

    JsonText m_text;
    JsonChildren m_children;
};

// The token that begins at `begin`, if one does.
std::optional<Jwt> tokenAt(QByteArrayView bytes, qsizetype begin)
{
    const qsizetype headerEnd = digitsEnd(bytes, begin);
    if (headerEnd == bytes.size() || bytes[headerEnd] != '.')
        return std::nullopt;
    const qsizetype claimsEnd = digitsEnd(bytes, headerEnd + 1);
    if (claimsEnd == bytes.size() || bytes[claimsEnd] != '.')
        return std::nullopt;
    Jwt jwt;
    jwt.begin = begin;
    jwt.end = digitsEnd(bytes, claimsEnd + 1); // no signature: "alg" is "none"
    jwt.header = decodedObject(bytes.sliced(begin, headerEnd - begin));
    if (jwt.header.isEmpty())
        return std::nullopt;
    jwt.claims = decodedObject(bytes.sliced(headerEnd + 1, claimsEnd - headerEnd - 1));
    if (jwt.claims.isEmpty())
        return std::nullopt;
    jwt.algorithm = Members(jwt.header).string("alg");
    const Members claims(jwt.claims);
    jwt.issuer = claims.string("iss");
    jwt.subject = claims.string("sub");
    jwt.expires = claims.time("exp");
    jwt.notBefore = claims.time("nbf");
    jwt.issued = claims.time("iat");
    return jwt;
}

} // namespace

std::vector<Jwt> Jwt::findIn(QByteArrayView bytes, std::size_t most)
{
    std::vector<Jwt> found;
    qsizetype at = bytes.indexOf(Beginning);
    while (at >= 0 && found.size() < most) {
        qsizetype next = at + Beginning.size();
        if (at == 0 || !isDigit(bytes[at - 1])) {
            next = std::max(next, digitsEnd(bytes, at));
            if (auto jwt = tokenAt(bytes, at)) {
                next = jwt->end;
                found.push_back(std::move(*jwt));
            }
        }
        at = bytes.indexOf(Beginning, next);
    }
    return found;
}

} // namespace framescope
