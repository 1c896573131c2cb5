// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/outcome.h"

#include "protocol/closecode.h"
#include "transport/httprefusal.h"
#include "transport/openfailure.h"
#include "transport/sizewords.h"
#include "transport/timewords.h"

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// From this silence on an end looks like a timeout of somebody in between.
constexpr qint64 idleSuspicion = 10 * timewords::Second;

struct ApplicationCode {
    const char *protocol;
    quint16 code;
    const char *name;
};
// Codes 4000 to 4999 that a subprotocol has given a meaning (graphql-ws PROTOCOL.md).
constexpr ApplicationCode applicationCodes[] = {
    {"graphql-transport-ws", 4400, "Bad Request"},
    {"graphql-transport-ws", 4401, "Unauthorized"},
    {"graphql-transport-ws", 4403, "Forbidden"},
    {"graphql-transport-ws", 4406, "Subprotocol not acceptable"},
    {"graphql-transport-ws", 4408, "Connection initialisation timeout"},
    {"graphql-transport-ws", 4409, "Subscriber already exists"},
    {"graphql-transport-ws", 4429, "Too many initialisation requests"},
    {"graphql-transport-ws", 4500, "Internal server error"},
};

QString guessOfCode(quint16 code)
{
    switch (code) {
    case 1001: return u"Probably the server is shutting down or restarting."_s;
    case 1002: return u"Probably the server could not read a frame that was sent."_s;
    case 1003: return u"Probably the server expects the other kind of message, text or binary."_s;
    case 1007: return u"Probably a message that was sent does not have the form the server expects."_s;
    case 1008: return u"Probably the credentials or a message broke a rule of the application."_s;
    case 1009: return u"Probably a message that was sent is above the server's limit."_s;
    case 1011: return u"Probably the server's own code failed while it handled a message."_s;
    case 1012:
    case 1013: return u"Probably it works again in a moment."_s;
    case 1014: return u"Probably the backend behind the server is down."_s;
    default: return {};
    }
}

QString openTime(const ConnectionFacts &facts)
{
    const qint64 end = facts.endedNs.value_or(facts.openedNs.value_or(0));
    return timewords::duration(end - facts.openedNs.value_or(end));
}

QString pings(const EndEvidence &evidence)
{
    if (evidence.last.pingsUnanswered == 0)
        return u"no ping unanswered"_s;
    return u"%1 %2 unanswered for %3"_s.arg(evidence.last.pingsUnanswered)
        .arg(evidence.last.pingsUnanswered == 1 ? u"ping"_s : u"pings"_s,
            timewords::duration(evidence.last.pingWaitNs));
}

// "60.0 s after the last byte": both directions in one number if they tell the same.
QString silence(const EndEvidence &evidence)
{
    const QString in = timewords::duration(evidence.last.silenceInNs);
    const QString out = timewords::duration(evidence.last.silenceOutNs);
    if (in == out)
        return u"%1 after the last byte"_s.arg(in);
    return u"%1 after the last byte received and %2 after the last byte sent"_s.arg(in, out);
}

// How long it was open, and what went before the end if that is worth a word.
QString openSentence(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    const bool silent = qMin(evidence.last.silenceInNs, evidence.last.silenceOutNs) >= idleSuspicion;
    if (!silent && evidence.last.pingsUnanswered == 0)
        return u"Open for %1."_s.arg(openTime(facts));
    return u"Open for %1; the end came %2; %3."_s.arg(openTime(facts), silence(evidence), pings(evidence));
}

QString sleepSentence(const EndEvidence &evidence)
{
    if (!evidence.slept)
        return {};
    const auto time = [&](qint64 epochNs) {
        return timewords::clock(epochNs, evidence.utcOffsetSeconds, u"HH:mm"_s);
    };
    return u" This computer slept from %1 to %2."_s.arg(
        time(evidence.slept->fromEpochNs), time(evidence.slept->toEpochNs));
}

QString lossGuess(const EndEvidence &evidence)
{
    if (evidence.slept)
        return u"Probably the connection died while the computer slept."_s;
    if (evidence.last.pingsUnanswered > 0)
        return u"Probably the server, or the way to it, stopped working."_s;
    if (qMin(evidence.last.silenceInNs, evidence.last.silenceOutNs) >= idleSuspicion)
        return u"Probably an idle timeout of a proxy or of the server."_s;
    if (evidence.cause == EndCause::ServerFin || evidence.cause == EndCause::ServerReset)
        return u"Probably the server process ended, or dropped this client on purpose."_s;
    return {};
}

// An open connection that is gone without the closing handshake.
Outcome lost(
    const ConnectionFacts &facts, const EndEvidence &evidence, const QString &what, const QString &how)
{
    Outcome outcome;
    outcome.what = what;
    outcome.evidence =
        u"%1 %2; open for %3; %4."_s.arg(how, silence(evidence), openTime(facts), pings(evidence))
        + sleepSentence(evidence);
    outcome.guess = lossGuess(evidence);
    outcome.actions = {u"reconnect"_s, u"ping-regularly"_s, u"show-last-frames"_s};
    return outcome;
}

QString codeAndReason(quint16 code, const QString &reason)
{
    if (code == closecode::NoStatus)
        return u"without a code (1005)"_s;
    return reason.isEmpty() ? QString::number(code) : u"%1 \"%2\""_s.arg(code).arg(reason);
}

QString meaningOfCode(quint16 code, const QString &protocol)
{
    if (code == closecode::NoStatus)
        return {};
    for (const ApplicationCode &entry : applicationCodes) {
        if (entry.code == code && protocol == QLatin1StringView(entry.protocol))
            return u"4000-4999 are the application's own; %1 uses %2 for %3. "_s.arg(protocol).arg(code).arg(
                QLatin1StringView(entry.name));
    }
    if (code >= 4000 && code <= 4999)
        return u"4000-4999 are the application's own. "_s;
    return u"%1 means %2. "_s.arg(code).arg(closecode::name(code));
}

Outcome closedByServer(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    const quint16 code = facts.closeCode.value_or(closecode::NoStatus);
    const QString codeWords = codeAndReason(code, facts.closeReason);
    Outcome outcome;
    outcome.what = code == closecode::NoStatus ? u"The server closed %1."_s.arg(codeWords)
                                               : u"The server closed: %1."_s.arg(codeWords);
    outcome.evidence = meaningOfCode(code, facts.protocol) + openSentence(facts, evidence);
    outcome.guess = guessOfCode(code);
    outcome.actions = {u"reconnect"_s, u"show-last-frames"_s};
    return outcome;
}

// The server sent Close, and something of ours was in the way of the answer.
Outcome closedUnanswered(const ConnectionFacts &facts, const EndEvidence &evidence, const QString &end)
{
    Outcome outcome = closedByServer(facts, evidence);
    outcome.evidence += u" %1 %2"_s.arg(evidence.detail, end);
    return outcome;
}

Outcome lostByServer(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    const bool reset = evidence.cause == EndCause::ServerReset;
    const QString how = reset ? u"The server side reset TCP (RST)"_s : u"The server side ended TCP (FIN)"_s;
    if (evidence.closer == EndEvidence::Closer::Us)
        return lost(facts, evidence, u"The server ended TCP without answering the close (1006)."_s, how);
    if (evidence.closer == EndEvidence::Closer::Server)
        return closedUnanswered(facts, evidence, how + u'.');
    return lost(facts, evidence, u"Connection lost without a close frame (1006)."_s, how);
}

Outcome closedByUs(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    const quint16 code = facts.closeCode.value_or(closecode::NoStatus);
    Outcome outcome;
    outcome.what = code == closecode::NoStatus
        ? u"You closed the connection, and the server agreed without a code (1005)."_s
        : u"You closed the connection, and the server agreed with %1."_s.arg(
            codeAndReason(code, facts.closeReason));
    outcome.evidence = openSentence(facts, evidence);
    outcome.actions = {u"reconnect"_s};
    return outcome;
}

Outcome closed(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    return evidence.closer == EndEvidence::Closer::Us ? closedByUs(facts, evidence)
                                                      : closedByServer(facts, evidence);
}

Outcome abortedByUs(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    Outcome outcome;
    outcome.actions = {u"reconnect"_s};
    if (!facts.openedNs) {
        outcome.what = u"You stopped connecting before the connection was open."_s;
        outcome.evidence = evidence.isSigningIn
            ? u"The sign-in was not over; the WebSocket server was not asked."_s
            : u"The server never agreed to the upgrade."_s;
        return outcome;
    }
    outcome.what = u"You ended TCP %1 without a close frame (1006)."_s.arg(
        evidence.resetByUs ? u"with a reset (RST)"_s : u"(FIN)"_s);
    outcome.evidence = openSentence(facts, evidence);
    return outcome;
}

// The server took nothing, or bytes built by hand were in the way.
Outcome closeNotSent(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    Outcome outcome;
    outcome.what = u"The close could not be sent, so Framescope ended TCP (1006)."_s;
    outcome.evidence =
        u"%1 %2"_s.arg(evidence.detail, openSentence(facts, evidence)) + sleepSentence(evidence);
    outcome.actions = {u"reconnect"_s, u"wait-longer"_s, u"show-last-frames"_s};
    return outcome;
}

Outcome closeTimeout(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    if (evidence.closer == EndEvidence::Closer::Nobody)
        return closeNotSent(facts, evidence);
    if (evidence.closer == EndEvidence::Closer::Server)
        return closedUnanswered(facts, evidence, u"Framescope then ended TCP."_s);
    Outcome outcome;
    outcome.what = u"The server did not answer the close in %1."_s.arg(
        timewords::roughly(evidence.timeouts.close * timewords::Millisecond));
    outcome.evidence =
        u"Framescope then ended TCP. %1"_s.arg(openSentence(facts, evidence)) + sleepSentence(evidence);
    outcome.guess = evidence.last.silenceInNs >= idleSuspicion
        ? u"Probably the server, or the way to it, stopped working."_s
        : u"Probably the server is busy, or does not answer closes."_s;
    outcome.actions = {u"reconnect"_s, u"wait-longer"_s, u"show-last-frames"_s};
    return outcome;
}

Outcome keepaliveTimeout(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    Outcome outcome;
    QString words = pings(evidence);
    words[0] = words[0].toUpper();
    outcome.what = u"%1, so Framescope ended the connection (1006)."_s.arg(words);
    const bool silent = evidence.last.silenceInNs >= evidence.last.pingWaitNs;
    outcome.evidence =
        (silent ? u"Nothing was received for %1; the last byte was sent %2 before the end; open for %3."_s
                : u"Other bytes came until %1 before the end, and were sent until %2 before it; open for %3."_s)
            .arg(timewords::duration(evidence.last.silenceInNs),
                timewords::duration(evidence.last.silenceOutNs), openTime(facts))
        + sleepSentence(evidence);
    outcome.guess = silent ? lossGuess(evidence) : u"Probably the server does not answer pings."_s;
    outcome.actions = {u"reconnect"_s, u"edit-options"_s, u"show-last-frames"_s};
    return outcome;
}

// "Byte 0 of frame #88 (opcode 3)."
QString violationPlace(const EndEvidence &evidence)
{
    const Violation &violation = *evidence.violation;
    const QString place = evidence.violationPlace ? evidence.violationPlace->toString()
                                                  : u"Byte %1 from the server"_s.arg(violation.offset);
    const QString detail = violation.furtherDetail();
    return detail.isEmpty() ? place + u'.' : u"%1 (%2)."_s.arg(place, detail);
}

Outcome protocolFailure(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    Outcome outcome;
    outcome.what = u"Framescope failed the connection, because the server broke a rule."_s;
    outcome.evidence = evidence.detail;
    if (evidence.violation) {
        const ViolationRule &rule = violationRule(evidence.violation->kind);
        outcome.what =
            u"Framescope failed the connection: %1 (%2)."_s.arg(evidence.violation->sentence(), rule.section);
        outcome.evidence = violationPlace(evidence);
        if (rule.closeCode != 0)
            outcome.evidence += u" Framescope closed with %1, as a strict peer does."_s.arg(rule.closeCode);
    }
    outcome.evidence += u" "_s + openSentence(facts, evidence);
    outcome.actions = {u"show-last-frames"_s, u"reconnect"_s, u"edit-options"_s};
    return outcome;
}

Outcome networkError(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    Outcome outcome = lost(facts, evidence, u"The network ended the connection (1006)."_s,
        u"The system says: %1;"_s.arg(evidence.detail));
    if (outcome.guess.isEmpty())
        outcome.guess = u"Probably this computer lost its network, or the server became unreachable."_s;
    return outcome;
}

Outcome endOfOpen(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    switch (evidence.cause) {
    case EndCause::CloseHandshake: return closed(facts, evidence);
    case EndCause::CloseTimeout: return closeTimeout(facts, evidence);
    case EndCause::KeepaliveTimeout: return keepaliveTimeout(facts, evidence);
    case EndCause::ProtocolFailure: return protocolFailure(facts, evidence);
    case EndCause::LocalAbort: return abortedByUs(facts, evidence);
    case EndCause::ServerFin:
    case EndCause::ServerReset: return lostByServer(facts, evidence);
    default: return networkError(facts, evidence);
    }
}

// A server that goes because its pings were not answered as RFC 6455 wants does nothing wrong.
void blamePingAnswer(Outcome &outcome, const EndEvidence &evidence)
{
    using Kind = PingAnswer::Kind;
    const bool byServer = evidence.cause == EndCause::ServerFin || evidence.cause == EndCause::ServerReset
        || evidence.cause == EndCause::CloseHandshake;
    if (!byServer || evidence.closer == EndEvidence::Closer::Us || evidence.pingsReceived == 0
        || evidence.pingAnswer == Kind::AtOnce)
        return;
    const QString how = evidence.pingAnswer == Kind::Never ? u"was not answered"_s
        : evidence.pingAnswer == Kind::Late                ? u"was answered late"_s
                                                           : u"was answered with another payload"_s;
    outcome.evidence += evidence.pingsReceived == 1
        ? u" A ping of the server %1, as the options say."_s.arg(how)
        : u" Each of %1 pings of the server %2, as the options say."_s.arg(evidence.pingsReceived).arg(how);
    outcome.guess = u"Probably the server ended it because of that."_s;
    outcome.actions = {u"reconnect"_s, u"edit-options"_s, u"show-last-frames"_s};
}

// Who ended it, or let it be ended, owed the rest of a frame. Where a broken rule ended it that is no news.
void addCutFrame(Outcome &outcome, const EndEvidence &evidence)
{
    if (!evidence.cutFrame || evidence.cause == EndCause::ProtocolFailure)
        return;
    const CutFrame &frame = *evidence.cutFrame;
    outcome.evidence += u" The end came inside frame #%1: %2 of %3 bytes of its payload were there."_s.arg(
        QString::number(frame.row), sizewords::grouped(frame.received), sizewords::grouped(frame.length));
}

bool isOurWish(const EndEvidence &evidence)
{
    return evidence.cause == EndCause::LocalAbort
        || (evidence.cause == EndCause::CloseHandshake && evidence.closer == EndEvidence::Closer::Us);
}

} // namespace

Outcome explainEnd(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    Outcome outcome;
    if (!evidence.browserRule.isEmpty()) {
        outcome.what = evidence.browserRule;
        outcome.evidence = u"The connection follows the rules of browsers; with the rules of an inspector "
                           "it would have gone on."_s;
        outcome.actions = {u"edit-options"_s, u"show-exchange"_s};
    } else if (!evidence.relayFault.isEmpty()) {
        outcome.what = evidence.relayFault;
        outcome.evidence = u"Framescope then ended TCP; the server did nothing wrong."_s;
        outcome.actions = {u"reconnect"_s, u"show-last-frames"_s};
    } else if (evidence.signIn) {
        outcome = evidence.signIn->outcome;
    } else if (facts.openedNs || evidence.cause == EndCause::LocalAbort) {
        outcome = endOfOpen(facts, evidence);
        addCutFrame(outcome, evidence);
        blamePingAnswer(outcome, evidence);
    } else {
        outcome = explainOpenFailure(facts, evidence);
    }
    if (evidence.alike > 1 && !isOurWish(evidence))
        outcome.evidence += u" The last %1 attempts ended alike."_s.arg(evidence.alike);
    outcome.cause = evidence.cause;
    return outcome;
}

EndSignature endSignature(const ConnectionFacts &facts, EndCause cause)
{
    return {cause, facts.closeCode.value_or(0), facts.openedNs ? 0 : httpStatus(facts)};
}

EndSignature endSignature(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    EndSignature signature = endSignature(facts, evidence.cause);
    if (evidence.signIn) {
        signature.httpStatus = evidence.signIn->status;
        signature.signIn = evidence.signIn->cause;
    }
    return signature;
}

} // namespace framescope
