// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/handshake.h"

#include <QCryptographicHash>
#include <QSet>

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView acceptGuid("258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
constexpr QByteArrayView deflateName("permessage-deflate");
constexpr qsizetype nonceSize = 16;

QString quoted(QByteArrayView text)
{
    return u'"' + QString::fromUtf8(text) + u'"';
}

// `extra` behind `standard`, or in the place of the standard header of the same name.
HttpHeaders merged(const HttpHeaders &standard, const HttpHeaders &extra)
{
    HttpHeaders headers;
    QList<bool> placed(extra.size(), false);
    for (const HttpHeader &header : standard) {
        bool replaced = false;
        for (qsizetype i = 0; i < extra.size(); ++i) {
            if (extra[i].isNamed(header.name)) {
                headers.append(extra[i]);
                placed[i] = true;
                replaced = true;
            }
        }
        if (!replaced)
            headers.append(header);
    }
    for (qsizetype i = 0; i < extra.size(); ++i) {
        if (!placed[i])
            headers.append(extra[i]);
    }
    return headers;
}

// An element of Sec-WebSocket-Extensions: "name; parameter; parameter=value" (RFC 6455, 9.1).
struct Extension {
    QByteArrayView name;
    QByteArrayView parameters;
};

QList<Extension> extensionsOf(QByteArrayView list)
{
    QList<Extension> extensions;
    for (const QByteArrayView element : splitList(list)) {
        const qsizetype end = element.indexOf(';');
        if (end < 0)
            extensions.append({element, {}});
        else
            extensions.append({element.first(end).trimmed(), element.sliced(end + 1).trimmed()});
    }
    return extensions;
}

// Collects what is wrong with one head: the first so many, and how many more there were. A head may name a
// hundred thousand extensions.
class Findings {
public:
    static constexpr qsizetype Most = 16;

    explicit Findings(Direction direction)
        : m_direction(direction)
    {
    }
    void add(ViolationKind kind, const QString &detail = {})
    {
        if (m_violations.size() < Most)
            m_violations.append({kind, m_direction, 0, detail});
        else
            ++m_more;
    }
    bool isFull() const { return m_violations.size() == Most; }
    QList<Violation> take()
    {
        if (m_more > 0) {
            QString &last = m_violations.last().detail;
            last += (last.isEmpty() ? u"and %1 more"_s : u", and %1 more"_s).arg(m_more);
        }
        return std::move(m_violations);
    }

private:
    Direction m_direction;
    QList<Violation> m_violations;
    qsizetype m_more = 0;
};

// What the request offered of permessage-deflate.
struct Offers {
    QSet<QByteArray> names;           // of all extensions
    QList<DeflateParameters> deflate; // those that are well formed
};

Offers offersIn(const HttpHead &request)
{
    Offers offers;
    const QByteArray list = request.value("Sec-WebSocket-Extensions").value_or(QByteArray());
    for (const Extension &extension : extensionsOf(list)) {
        offers.names.insert(extension.name.toByteArray());
        if (extension.name != deflateName)
            continue;
        const Result<DeflateParameters> offer = parseDeflateParameters(extension.parameters, true);
        if (offer && !offers.deflate.contains(*offer))
            offers.deflate.append(*offer);
    }
    return offers;
}

void judgeUpgrade(const HttpHead &response, Findings &findings)
{
    const std::optional<QByteArray> upgrade = response.value("Upgrade");
    if (!upgrade || !isSameWord(*upgrade, "websocket"))
        findings.add(ViolationKind::UpgradeMissing, upgrade ? quoted(*upgrade) : QString());
    if (!response.hasToken("Connection", "Upgrade")) {
        const std::optional<QByteArray> connection = response.value("Connection");
        findings.add(ViolationKind::ConnectionMissing, connection ? quoted(*connection) : QString());
    }
}

void judgeAccept(const HttpHead &request, const HttpHead &response, Findings &findings)
{
    const std::optional<QByteArray> accept = response.value("Sec-WebSocket-Accept");
    const QByteArray right = acceptFor(request.value("Sec-WebSocket-Key").value_or(QByteArray()));
    if (!accept)
        findings.add(ViolationKind::AcceptMissing);
    else if (*accept != right)
        findings.add(ViolationKind::AcceptWrong, u"%1 instead of %2"_s.arg(quoted(*accept), quoted(right)));
}

void judgeProtocol(const HttpHead &request, const HttpHead &response, Agreement &agreement, Findings &findings)
{
    const std::optional<QByteArray> chosen = response.value("Sec-WebSocket-Protocol");
    if (!chosen)
        return;
    const QByteArray list = request.value("Sec-WebSocket-Protocol").value_or(QByteArray());
    if (response.count("Sec-WebSocket-Protocol") > 1)
        findings.add(ViolationKind::ProtocolRepeated, quoted(*chosen));
    else if (!splitList(list).contains(QByteArrayView(*chosen)))
        findings.add(ViolationKind::ProtocolNotOffered, quoted(*chosen));
    else
        agreement.protocol = *chosen;
}

// The answer to permessage-deflate has to fit one of the offers (RFC 7692, 7.1).
void judgeDeflate(const Extension &answer, const Offers &offers, Agreement &agreement, Findings &findings)
{
    if (agreement.deflate) {
        findings.add(ViolationKind::ExtensionParameterInvalid, u"it is chosen twice"_s);
        return;
    }
    Result<DeflateParameters> parameters = parseDeflateParameters(answer.parameters, false);
    if (!parameters) {
        findings.add(ViolationKind::ExtensionParameterInvalid, parameters.error().what.chopped(1));
        return;
    }
    Result<void> fits = Done{};
    for (const DeflateParameters &offer : offers.deflate) {
        fits = checkDeflateAnswer(*parameters, offer);
        if (fits)
            break;
    }
    if (!fits)
        findings.add(ViolationKind::ExtensionParameterInvalid, fits.error().what.chopped(1));
    else
        agreement.deflate = *parameters;
}

void judgeExtensions(
    const HttpHead &request, const HttpHead &response, Agreement &agreement, Findings &findings)
{
    agreement.extensions = response.value("Sec-WebSocket-Extensions").value_or(QByteArray());
    const Offers offers = offersIn(request);
    for (const Extension &answer : extensionsOf(agreement.extensions)) {
        if (!offers.names.contains(answer.name.toByteArray()))
            findings.add(ViolationKind::ExtensionNotOffered, quoted(answer.name));
        else if (answer.name == deflateName && !findings.isFull())
            judgeDeflate(answer, offers, agreement, findings);
    }
}

// "GET /chat HTTP/1.1" taken apart; the parser saw to it that there are three parts.
void judgeRequestLine(const HttpHead &request, RequestVerdict &verdict, Findings &findings)
{
    const QByteArrayList parts = request.startLine.split(' ');
    if (parts.size() != 3 || parts[0] != "GET" || !parts[2].startsWith("HTTP/1.") || parts[2] == "HTTP/1.0")
        findings.add(ViolationKind::HeadMalformed, quoted(request.startLine));
    else
        verdict.target = parts[1];
    if (request.count("Host") != 1)
        findings.add(ViolationKind::HeadMalformed, u"%1 Host headers"_s.arg(request.count("Host")));
}

void judgeKey(const HttpHead &request, RequestVerdict &verdict, Findings &findings)
{
    verdict.key = request.value("Sec-WebSocket-Key").value_or(QByteArray());
    const auto nonce = QByteArray::fromBase64Encoding(verdict.key, QByteArray::AbortOnBase64DecodingErrors);
    if (!nonce || nonce.decoded.size() != nonceSize) {
        const bool present = request.count("Sec-WebSocket-Key") > 0;
        findings.add(ViolationKind::KeyInvalid, present ? quoted(verdict.key) : QString());
    }
    const std::optional<QByteArray> version = request.value("Sec-WebSocket-Version");
    if (version != QByteArray("13"))
        findings.add(ViolationKind::VersionUnsupported, version ? quoted(*version) : QString());
}

void judgeWishes(const HttpHead &request, RequestVerdict &verdict, Findings &findings)
{
    const QByteArray list = request.value("Sec-WebSocket-Protocol").value_or(QByteArray());
    QSet<QByteArray> known;
    for (const QByteArrayView wish : splitList(list)) {
        const QByteArray protocol = wish.toByteArray();
        if (!isHttpToken(protocol))
            findings.add(ViolationKind::HeadMalformed, u"subprotocol %1"_s.arg(quoted(protocol)));
        else if (known.contains(protocol))
            findings.add(ViolationKind::ProtocolRepeated, quoted(protocol));
        else
            verdict.protocols.append(protocol);
        known.insert(protocol);
    }
    verdict.deflateOffers = offersIn(request).deflate;
}

} // namespace

QByteArray acceptFor(QByteArrayView key)
{
    const QByteArray joined = key.toByteArray() + acceptGuid.toByteArray();
    return QCryptographicHash::hash(joined, QCryptographicHash::Sha1).toBase64();
}

QByteArray encodeKey(std::span<const char, 16> nonce)
{
    return QByteArray(nonce.data(), nonceSize).toBase64();
}

HttpHeaders standardHeaders(const QByteArray &host, const QByteArray &key, const QByteArrayList &protocols,
    const std::optional<DeflateParameters> &offer, const HttpHeaders &extra)
{
    HttpHeaders headers{
        {"Host", host},
        {"Connection", "Upgrade"},
        {"Upgrade", "websocket"},
        {"Sec-WebSocket-Version", "13"},
        {"Sec-WebSocket-Key", key},
    };
    if (offer)
        headers.append({"Sec-WebSocket-Extensions", offer->toHeaderValue()});
    if (!protocols.isEmpty())
        headers.append({"Sec-WebSocket-Protocol", protocols.join(", ")});
    return merged(headers, extra);
}

ResponseVerdict judgeResponse(const HttpHead &request, const HttpHead &response)
{
    ResponseVerdict verdict;
    Findings findings(Direction::ServerToClient);
    const Result<StatusLine> line = parseStatusLine(response.startLine);
    if (!line) {
        findings.add(ViolationKind::HeadMalformed, quoted(response.startLine));
        verdict.violations = findings.take();
        return verdict;
    }
    verdict.status = line->status;
    verdict.reason = line->reason;
    // Another status breaks no rule of RFC 6455 (4.1, "proceeds to handle the response per HTTP procedures"), and the
    // rest of it is not to be judged.
    if (verdict.isRefusal())
        return verdict;
    if (line->version == "HTTP/1.0")
        findings.add(ViolationKind::HeadMalformed, quoted(response.startLine));
    judgeUpgrade(response, findings);
    judgeAccept(request, response, findings);
    judgeProtocol(request, response, verdict.agreement, findings);
    judgeExtensions(request, response, verdict.agreement, findings);
    verdict.violations = findings.take();
    return verdict;
}

RequestVerdict judgeRequest(const HttpHead &request)
{
    RequestVerdict verdict;
    Findings findings(Direction::ClientToServer);
    judgeRequestLine(request, verdict, findings);
    if (!request.hasToken("Upgrade", "websocket"))
        findings.add(ViolationKind::UpgradeMissing);
    if (!request.hasToken("Connection", "Upgrade"))
        findings.add(ViolationKind::ConnectionMissing);
    judgeKey(request, verdict, findings);
    judgeWishes(request, verdict, findings);
    verdict.violations = findings.take();
    return verdict;
}

QByteArray acceptingResponse(const QByteArray &key, const Agreement &agreement, const HttpHeaders &extra)
{
    HttpHeaders headers{
        {"Upgrade", "websocket"},
        {"Connection", "Upgrade"},
        {"Sec-WebSocket-Accept", acceptFor(key)},
    };
    if (!agreement.protocol.isEmpty())
        headers.append({"Sec-WebSocket-Protocol", agreement.protocol});
    if (!agreement.extensions.isEmpty())
        headers.append({"Sec-WebSocket-Extensions", agreement.extensions});
    else if (agreement.deflate)
        headers.append({"Sec-WebSocket-Extensions", agreement.deflate->toHeaderValue()});
    return encodeHead("HTTP/1.1 101 Switching Protocols", merged(headers, extra));
}

QByteArray refusingResponse(
    int status, const QByteArray &reason, const QByteArray &body, const HttpHeaders &extra)
{
    const HttpHeaders headers{
        {"Content-Length", QByteArray::number(body.size())},
        {"Connection", "close"},
    };
    return encodeHead("HTTP/1.1 " + QByteArray::number(status) + ' ' + reason, merged(headers, extra)) + body;
}

} // namespace framescope
