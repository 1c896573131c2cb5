// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Whatever a server answered, and however it ended: the end is explained in whole sentences.
#include "transport/outcome.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

void check(const Outcome &outcome)
{
    const QString probably = QStringLiteral("Probably ");
    require(outcome.what.endsWith(u'.'), "what happened is a sentence");
    require(!outcome.what.startsWith(probably) && !outcome.evidence.startsWith(probably),
        "what was observed is no guess");
    require(outcome.guess.isEmpty() || (outcome.guess.startsWith(probably) && outcome.guess.endsWith(u'.')),
        "a guess is called one");
    require(outcome.actions.size() <= 3, "three things to do at most");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    FuzzedDataProvider input(data, size);
    ConnectionFacts facts;
    facts.url = QStringLiteral("wss://server.test/path");
    facts.readyState = ReadyState::Closed;
    facts.requestHead = "GET /path HTTP/1.1\r\nHost: server.test\r\nOrigin: https://a.test\r\n\r\n";
    EndEvidence evidence;
    evidence.cause =
        static_cast<EndCause>(input.ConsumeIntegralInRange(1, static_cast<int>(EndCause::SignInFailed)));
    facts.wasClean = evidence.cause == EndCause::CloseHandshake;
    facts.failed = !facts.wasClean;
    facts.startedNs = 0;
    if (input.ConsumeBool())
        facts.openedNs = 1'000'000;
    facts.endedNs = input.ConsumeIntegralInRange<qint64>(2'000'000, 1'000'000'000'000);
    if (input.ConsumeBool())
        facts.closeCode = input.ConsumeIntegral<quint16>();
    evidence.closer = static_cast<EndEvidence::Closer>(input.ConsumeIntegralInRange(0, 2));
    evidence.wasAsked = input.ConsumeBool();
    evidence.last.pingsUnanswered = input.ConsumeIntegralInRange(0, 3);
    evidence.alike = input.ConsumeIntegralInRange(1, 5);
    evidence.detail = QStringLiteral("What was observed.");
    const std::string reason = input.ConsumeRandomLengthString(130);
    facts.closeReason = QString::fromUtf8(QByteArray::fromStdString(reason));
    const std::string rest = input.ConsumeRemainingBytesAsString();
    const QByteArray answer = QByteArray::fromStdString(rest);
    const qsizetype end = answer.indexOf("\r\n\r\n");
    facts.responseHead = answer.left(end < 0 ? end : end + 4);
    facts.failureBody = end < 0 ? QByteArray() : answer.mid(end + 4);
    check(explainEnd(facts, evidence));
    return 0;
}
