// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/evidence.h"

#include <QDateTime>

#include <algorithm>

namespace framescope {

namespace {

// How many of the latest attempts ended like `own`, itself included.
int countAlike(const QList<EndSignature> &earlier, const EndSignature &own)
{
    const auto other = std::find_if(
        earlier.rbegin(), earlier.rend(), [&](const EndSignature &signature) { return !(signature == own); });
    return 1 + static_cast<int>(std::distance(earlier.rbegin(), other));
}

// A computer that sleeps receives nothing: what came after it fell asleep came after it woke.
bool cameSince(const SleepSpan &sleep, std::optional<qint64> lastInNs, qint64 toEpoch)
{
    return lastInNs && *lastInNs + toEpoch > sleep.fromEpochNs;
}

EndEvidence::Closer closerOf(std::optional<Direction> firstClose)
{
    if (!firstClose)
        return EndEvidence::Closer::Nobody;
    return *firstClose == Direction::ClientToServer ? EndEvidence::Closer::Us : EndEvidence::Closer::Server;
}

// Before a closing handshake: its own frames are no signs of life.
LastSigns lastSigns(const WireWitness &witness, const ConnectionFacts &facts, EndCause cause)
{
    const auto &beforeClose = witness.signsBeforeClose();
    return cause == EndCause::CloseHandshake && beforeClose
        ? *beforeClose
        : witness.signs(*facts.endedNs, facts.openedNs.value_or(facts.startedNs));
}

} // namespace

EndEvidence evidenceOf(const ConnectionOptions &options)
{
    EndEvidence evidence;
    evidence.offeredProtocols = options.protocols;
    evidence.tlsMinimum = options.tls.minimum;
    if (!options.proxy.host.isEmpty())
        evidence.proxy = QStringLiteral("%1:%2").arg(options.proxy.host).arg(options.proxy.port);
    evidence.tlsName = options.tls.serverName;
    evidence.connectTo = options.connectTo;
    evidence.family = options.family;
    evidence.timeouts = options.timeouts;
    evidence.pingAnswer = options.pingAnswer.kind;
    return evidence;
}

void nameProxy(EndEvidence &evidence, const ConnectionFacts &facts)
{
    if (evidence.proxy.isEmpty() && !facts.addresses.isEmpty())
        evidence.proxy = facts.addresses.constLast().address;
}

void completeEvidence(EndEvidence &evidence, const ConnectionFacts &facts, const WireWitness &witness,
    const Clock &clock, const QList<EndSignature> &earlier)
{
    Q_ASSERT(facts.endedNs);
    const qint64 end = *facts.endedNs;
    const qint64 toEpoch = clock.epochNs() - clock.monotonicNs();
    evidence.closer = closerOf(witness.firstClose());
    nameProxy(evidence, facts);
    if (evidence.cause == EndCause::HandshakeInvalid)
        evidence.violation = witness.firstBreach();
    const auto &breach = witness.firstBreach();
    if (evidence.violation && breach && breach->offset == evidence.violation->offset)
        evidence.violationPlace = witness.breachPlace();
    evidence.last = lastSigns(witness, facts, evidence.cause);
    if (evidence.slept && cameSince(*evidence.slept, witness.lastNs(Direction::ServerToClient), toEpoch))
        evidence.slept.reset();
    evidence.cutFrame = witness.cutFrame();
    evidence.pingsReceived = witness.pingsReceived();
    evidence.alike = countAlike(earlier, endSignature(facts, evidence));
    evidence.endEpochNs = end + toEpoch;
    if (const auto request = witness.requestNs())
        evidence.requestEpochNs = *request + toEpoch;
    evidence.utcOffsetSeconds = QDateTime::currentDateTime().offsetFromUtc();
}

} // namespace framescope
