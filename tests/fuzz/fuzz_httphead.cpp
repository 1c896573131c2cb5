// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// A head is the same, and refused at the same byte, however it is cut; what was read can be written
// again and read once more.
#include "protocol/httphead.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

using Expect = HttpHeadParser::Expect;

struct Outcome {
    std::optional<HttpHead> head;
    qsizetype consumed = 0;
    qsizetype errorAt = -1;
    bool tooLong = false;
};

Outcome parse(const QByteArrayList &pieces, qsizetype limit, Expect expect)
{
    HttpHeadParser parser(limit, expect);
    Outcome outcome;
    for (const QByteArray &piece : pieces) {
        QByteArrayView rest(piece);
        Result<std::optional<HttpHead>> head = parser.feed(rest);
        outcome.consumed += piece.size() - rest.size();
        require(parser.raw().size() <= limit, "no more is kept than the limit");
        if (!head) {
            require(rest.isEmpty(), "nothing is left after an error");
            require(parser.errorOffset() <= limit, "the error lies within the limit");
            outcome.errorAt = parser.errorOffset();
            outcome.tooLong = parser.tooLong();
            return outcome;
        }
        if (*head) {
            outcome.head = **head;
            return outcome;
        }
        require(rest.isEmpty(), "all is taken while the head is not whole");
    }
    return outcome;
}

void requireSame(const Outcome &whole, const Outcome &cut, const QByteArray &bytes)
{
    require(whole.head.has_value() == cut.head.has_value(), "cuts do not hide a head");
    require(whole.errorAt == cut.errorAt && whole.tooLong == cut.tooLong, "cuts do not move an error");
    if (!whole.head)
        return;
    require(whole.consumed == cut.consumed, "cuts do not move the end");
    require(whole.head->raw == bytes.first(whole.consumed), "raw is what came");
    require(whole.head->raw == cut.head->raw && whole.head->startLine == cut.head->startLine
            && whole.head->headers == cut.head->headers,
        "cuts make no difference");
}

void requireRoundTrip(const HttpHead &head)
{
    for (const HttpHeader &header : head.headers)
        require(checkHeader(header).hasValue(), "what was read may be sent");
    const QByteArray written = encodeHead(head.startLine, head.headers);
    const Outcome again = parse({written}, written.size(), Expect::Either);
    require(again.head && again.head->startLine == head.startLine && again.head->headers == head.headers,
        "what was written is read again");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    FuzzedDataProvider input(data, size);
    const auto expect = static_cast<Expect>(input.ConsumeIntegralInRange(0, 2));
    const auto limit = input.ConsumeIntegralInRange<qsizetype>(1, 1000);
    const QByteArrayList pieces = takePieces(input);
    const QByteArray bytes = pieces.join();

    const Outcome whole = parse({bytes}, limit, expect);
    requireSame(whole, parse(pieces, limit, expect), bytes);
    if (whole.head)
        requireRoundTrip(*whole.head);
    return 0;
}
