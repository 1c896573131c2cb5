// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/connectionfacts.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace framescope {

namespace {

using namespace Qt::StringLiterals;

// Words rather than numbers, so that a person reads the file without a table.
constexpr std::array RoleNames = {"client"_L1, "server"_L1};
constexpr std::array ReadyStateNames = {"connecting"_L1, "open"_L1, "closing"_L1, "closed"_L1};
constexpr std::array PhaseNames = {"address"_L1, "tcp"_L1, "proxy"_L1, "tls"_L1, "upgrade"_L1};
constexpr std::array EndCauseNames = {"none"_L1, "close handshake"_L1, "server fin"_L1, "server reset"_L1,
    "local abort"_L1, "close timeout"_L1, "keepalive timeout"_L1, "protocol failure"_L1, "network error"_L1,
    "name not found"_L1, "no address of family"_L1, "lookup failed"_L1, "refused"_L1, "unreachable"_L1,
    "connect timeout"_L1, "proxy failed"_L1, "tls failed"_L1, "tls ended"_L1, "tls timeout"_L1,
    "handshake timeout"_L1, "http status"_L1, "handshake invalid"_L1, "sign-in failed"_L1};
static_assert(EndCauseNames.size() == static_cast<size_t>(EndCause::SignInFailed) + 1);

template <typename Enum, size_t N>
QJsonValue nameOf(Enum value, const std::array<QLatin1StringView, N> &names)
{
    return QJsonValue(names[std::min(static_cast<size_t>(value), N - 1)]);
}
template <typename Enum, size_t N>
Enum valueOf(const QJsonValue &name, const std::array<QLatin1StringView, N> &names)
{
    const auto it = std::find(names.begin(), names.end(), name.toString());
    return it == names.end() ? Enum{} : static_cast<Enum>(it - names.begin());
}

// Heads and bodies are bytes; Latin-1 keeps each of them and lets ASCII be read.
QJsonValue fromBytes(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes);
}
QByteArray toBytes(const QJsonValue &value)
{
    return value.toString().toLatin1();
}

// JSON's numbers lose nanoseconds above 2^53, 104 days; QJsonValue keeps qint64 exact in both ways.
QJsonValue fromTime(std::optional<qint64> time)
{
    return time ? QJsonValue(*time) : QJsonValue();
}
std::optional<qint64> toTime(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

QJsonObject toJson(const CertificateFacts &certificate)
{
    return {{u"subject"_s, certificate.subject}, {u"issuer"_s, certificate.issuer},
        {u"names"_s, QJsonArray::fromStringList(certificate.names)}, {u"validFrom"_s, certificate.validFrom},
        {u"validUntil"_s, certificate.validUntil}, {u"sha256"_s, certificate.sha256},
        {u"pem"_s, fromBytes(certificate.pem)}};
}

QStringList toStrings(const QJsonValue &value)
{
    QStringList strings;
    const QJsonArray array = value.toArray();
    for (const auto &string : array)
        strings.append(string.toString());
    return strings;
}

CertificateFacts certificateFrom(const QJsonObject &object)
{
    return {object["subject"_L1].toString(), object["issuer"_L1].toString(), toStrings(object["names"_L1]),
        object["validFrom"_L1].toString(), object["validUntil"_L1].toString(), object["sha256"_L1].toString(),
        toBytes(object["pem"_L1])};
}

QJsonObject toJson(const TlsFacts &tls)
{
    QJsonArray chain;
    for (const CertificateFacts &certificate : tls.chain)
        chain.append(toJson(certificate));
    return {{u"protocol"_s, tls.protocol}, {u"cipher"_s, tls.cipher}, {u"chain"_s, chain},
        {u"errors"_s, QJsonArray::fromStringList(tls.errors)}};
}

TlsFacts tlsFrom(const QJsonObject &object)
{
    TlsFacts tls{
        object["protocol"_L1].toString(), object["cipher"_L1].toString(), {}, toStrings(object["errors"_L1])};
    const QJsonArray chain = object["chain"_L1].toArray();
    for (const auto &certificate : chain)
        tls.chain.append(certificateFrom(certificate.toObject()));
    return tls;
}

QJsonObject toJson(const Outcome &outcome)
{
    return {{u"cause"_s, nameOf(outcome.cause, EndCauseNames)}, {u"what"_s, outcome.what},
        {u"evidence"_s, outcome.evidence}, {u"guess"_s, outcome.guess},
        {u"actions"_s, QJsonArray::fromStringList(outcome.actions)}};
}

Outcome outcomeFrom(const QJsonObject &object)
{
    return {valueOf<EndCause>(object["cause"_L1], EndCauseNames), object["what"_L1].toString(),
        object["evidence"_L1].toString(), object["guess"_L1].toString(), toStrings(object["actions"_L1])};
}

QJsonObject phasesToJson(const ConnectionFacts &facts)
{
    QJsonObject phases;
    for (size_t phase = 0; phase < PhaseNames.size(); ++phase) {
        if (facts.phaseNs[phase])
            phases[PhaseNames[phase]] = *facts.phaseNs[phase];
    }
    return phases;
}

QJsonArray addressesToJson(const QList<AddressAttempt> &addresses)
{
    QJsonArray array;
    for (const AddressAttempt &attempt : addresses) {
        array.append(QJsonObject{{u"address"_s, attempt.address}, {u"result"_s, attempt.result},
            {u"durationNs"_s, attempt.durationNs}});
    }
    return array;
}

QJsonValue toJson(const std::optional<LastSigns> &signs)
{
    if (!signs)
        return {};
    return QJsonObject{{u"silenceInNs"_s, signs->silenceInNs}, {u"silenceOutNs"_s, signs->silenceOutNs},
        {u"pingsUnanswered"_s, signs->pingsUnanswered}, {u"pingWaitNs"_s, signs->pingWaitNs}};
}

std::optional<LastSigns> lastSignsFrom(const QJsonValue &value)
{
    if (!value.isObject())
        return {};
    return LastSigns{value["silenceInNs"_L1].toInteger(), value["silenceOutNs"_L1].toInteger(),
        value["pingsUnanswered"_L1].toInt(), value["pingWaitNs"_L1].toInteger()};
}

} // namespace

QLatin1StringView endCauseName(EndCause cause)
{
    return EndCauseNames[std::min(static_cast<size_t>(cause), EndCauseNames.size() - 1)];
}

QJsonObject ConnectionFacts::toJson() const
{
    return {{u"id"_s, id}, {u"url"_s, url}, {u"role"_s, nameOf(role, RoleNames)}, {u"attempt"_s, attempt},
        {u"first"_s, first}, {u"nextAttemptNs"_s, fromTime(nextAttemptNs)},
        {u"readyState"_s, nameOf(readyState, ReadyStateNames)}, {u"protocol"_s, protocol},
        {u"extensions"_s, extensions}, {u"startedNs"_s, startedNs}, {u"openedNs"_s, fromTime(openedNs)},
        {u"endedNs"_s, fromTime(endedNs)}, {u"phaseNs"_s, phasesToJson(*this)}, {u"viaProxy"_s, viaProxy},
        {u"addresses"_s, addressesToJson(addresses)}, {u"localAddress"_s, localAddress},
        {u"remoteAddress"_s, remoteAddress},
        {u"tls"_s, tls ? QJsonValue(framescope::toJson(*tls)) : QJsonValue()},
        {u"requestHead"_s, fromBytes(requestHead)}, {u"responseHead"_s, fromBytes(responseHead)},
        {u"failureBody"_s, fromBytes(failureBody)},
        {u"closeCode"_s, closeCode ? QJsonValue(*closeCode) : QJsonValue()}, {u"closeReason"_s, closeReason},
        {u"wasClean"_s, wasClean}, {u"failed"_s, failed}, {u"lastSigns"_s, framescope::toJson(lastSigns)},
        {u"outcome"_s, framescope::toJson(outcome)}};
}

ConnectionFacts ConnectionFacts::fromJson(const QJsonObject &object)
{
    ConnectionFacts facts;
    facts.id = object["id"_L1].toInt();
    facts.url = object["url"_L1].toString();
    facts.role = valueOf<Role>(object["role"_L1], RoleNames);
    facts.attempt = object["attempt"_L1].toInt(1);
    facts.first = object["first"_L1].toInt();
    facts.nextAttemptNs = toTime(object["nextAttemptNs"_L1]);
    facts.readyState = valueOf<ReadyState>(object["readyState"_L1], ReadyStateNames);
    facts.protocol = object["protocol"_L1].toString();
    facts.extensions = object["extensions"_L1].toString();
    facts.startedNs = object["startedNs"_L1].toInteger();
    facts.openedNs = toTime(object["openedNs"_L1]);
    facts.endedNs = toTime(object["endedNs"_L1]);
    const QJsonObject phases = object["phaseNs"_L1].toObject();
    for (size_t phase = 0; phase < PhaseNames.size(); ++phase)
        facts.phaseNs[phase] = toTime(phases[PhaseNames[phase]]);
    facts.viaProxy = object["viaProxy"_L1].toBool();
    const QJsonArray addresses = object["addresses"_L1].toArray();
    for (const auto &address : addresses)
        facts.addresses.append({address["address"_L1].toString(), address["result"_L1].toString(),
            address["durationNs"_L1].toInteger()});
    facts.localAddress = object["localAddress"_L1].toString();
    facts.remoteAddress = object["remoteAddress"_L1].toString();
    if (object["tls"_L1].isObject())
        facts.tls = tlsFrom(object["tls"_L1].toObject());
    facts.requestHead = toBytes(object["requestHead"_L1]);
    facts.responseHead = toBytes(object["responseHead"_L1]);
    facts.failureBody = toBytes(object["failureBody"_L1]);
    if (object["closeCode"_L1].isDouble())
        facts.closeCode = static_cast<quint16>(object["closeCode"_L1].toInt());
    facts.closeReason = object["closeReason"_L1].toString();
    facts.wasClean = object["wasClean"_L1].toBool();
    facts.failed = object["failed"_L1].toBool();
    facts.lastSigns = lastSignsFrom(object["lastSigns"_L1]);
    facts.outcome = outcomeFrom(object["outcome"_L1].toObject());
    return facts;
}

// What QJsonDocument loses of a JSON text (order, duplicates, large numbers) is never in ours: toJson()
// writes each name once, and QJsonValue keeps 64-bit integers. Bytes of the wire stand in it only as
// strings, each byte a character.
QByteArray ConnectionFacts::toJsonText() const
{
    return QJsonDocument(toJson()).toJson(QJsonDocument::Compact);
}

ConnectionFacts ConnectionFacts::fromJsonText(QByteArrayView json)
{
    return fromJson(QJsonDocument::fromJson(json.toByteArray()).object());
}

} // namespace framescope
