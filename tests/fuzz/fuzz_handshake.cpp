// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Any two heads are judged to an end; the two that we write ourselves are never found wrong.
#include "protocol/handshake.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

constexpr qsizetype MostViolations = 100; // of one head; the last says how many more there were

std::optional<HttpHead> headIn(QByteArrayView &bytes)
{
    HttpHeadParser parser(4'000, HttpHeadParser::Expect::Either);
    const auto head = parser.feed(bytes);
    return head ? *head : std::nullopt;
}

void requireTold(const QList<Violation> &violations)
{
    require(violations.size() <= MostViolations, "there is an end of violations");
    for (const Violation &violation : violations)
        require(!violation.sentence().isEmpty(), "a violation is told");
}

// What a server of ours makes of the request, a client of ours must take.
void answer(const HttpHead &request, const RequestVerdict &verdict)
{
    Agreement agreement;
    if (!verdict.protocols.isEmpty())
        agreement.protocol = verdict.protocols.constFirst();
    if (!verdict.deflateOffers.isEmpty())
        agreement.deflate = answerDeflateOffer(verdict.deflateOffers.constFirst(), {});
    const QByteArray bytes = acceptingResponse(verdict.key, agreement);
    QByteArrayView rest(bytes);
    const auto response = headIn(rest);
    require(response && rest.isEmpty(), "what we write is a head");
    const ResponseVerdict own = judgeResponse(request, *response);
    require(own.status == 101 && own.violations.isEmpty(), "what we answer may be taken");
    require(own.agreement.protocol == agreement.protocol && own.agreement.deflate == agreement.deflate,
        "both sides agree on the same");
}

} // namespace

// A request, and behind it a response.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    QByteArrayView rest(bytes);
    const auto request = headIn(rest);
    if (!request)
        return 0;
    const RequestVerdict asked = judgeRequest(*request);
    requireTold(asked.violations);
    if (asked.violations.isEmpty())
        answer(*request, asked);
    const auto response = headIn(rest);
    if (!response)
        return 0;
    const ResponseVerdict verdict = judgeResponse(*request, *response);
    requireTold(verdict.violations);
    require(verdict.status == 101 || verdict.isRefusal() || !verdict.violations.isEmpty(), "only a 101 opens");
    return 0;
}
