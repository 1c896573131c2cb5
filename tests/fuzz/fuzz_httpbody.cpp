// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// The body of a refusal is the same however it is cut, bounded, and part of what came.
#include "transport/httpbody.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

struct Outcome {
    QByteArray content;
    bool isOver = false;
    bool operator==(const Outcome &) const = default;
};

Outcome read(HttpBody body, const QByteArrayList &pieces)
{
    for (const QByteArray &piece : pieces)
        body.feed(piece);
    require(body.content().size() <= HttpBody::Limit, "a body is bounded");
    return {body.content(), body.isOver()};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    FuzzedDataProvider input(data, size);
    const int status = input.ConsumeBool() ? 403 : 204;
    const bool isChunked = input.ConsumeBool();
    HttpHead head;
    if (isChunked)
        head.headers.append(HttpHeader{"Transfer-Encoding", "chunked"});
    if (input.ConsumeBool())
        head.headers.append(
            HttpHeader{"Content-Length", QByteArray::number(input.ConsumeIntegralInRange(0, 300))});
    const QByteArrayList pieces = takePieces(input);
    const QByteArray bytes = pieces.join();

    const HttpBody body(head, status);
    const Outcome whole = read(body, {bytes});
    require(read(body, pieces) == whole, "cuts make no difference");
    require(status != 204 || (whole.isOver && whole.content.isEmpty()), "204 has no body");
    require(isChunked || bytes.startsWith(whole.content), "a plain body is what came");
    require(whole.content.size() <= bytes.size(), "nothing is made up");
    return 0;
}
