// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// The body of a Close is read without loss, judged as its code and reason are, and written again the same.
#include "protocol/closecode.h"
#include "protocol/framerules.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArray payload(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const CloseBody body = parseCloseBody(payload);
    require(body.code.has_value() == (size >= 2), "two bytes are a code");
    require(size == 1 || encodeCloseBody(body) == payload, "what was read is what is written");
    require(parseCloseBody(encodeCloseBody(body)) == body, "and is read again");

    QList<Violation> found;
    judgeCloseBody(payload, Direction::ServerToClient, 100, found);
    const bool isRight =
        payload.isEmpty() || (body.code && closecode::mayBeOnWire(*body.code) && body.reason.isValidUtf8());
    require(found.isEmpty() == isRight, "what is wrong is found, and nothing else");
    for (const Violation &violation : found) {
        require(violation.offset >= 100 && violation.offset <= 100 + size, "it lies in the body");
        require(!violation.toString().isEmpty(), "it is told");
    }
    require(checkCloseBody(body).hasValue() == (body.reason.size() <= 123 && body.reason.isValidUtf8()),
        "what fits may be sent");
    require(!body.code || !closecode::name(*body.code).isEmpty(), "every code has a name");
    return 0;
}
