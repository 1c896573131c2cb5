// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// The facts of a connection as a file of a stranger has them: read to an end, and what was read is written and
// read again the same.
#include "session/connectionfacts.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const ConnectionFacts facts = ConnectionFacts::fromJsonText(bytes);
    require(facts.readyState <= ReadyState::Closed && facts.outcome.cause <= EndCause::SignInFailed,
        "what is not known is not made up");
    const QByteArray written = facts.toJsonText();
    require(ConnectionFacts::fromJsonText(written).toJsonText() == written, "what is written is read again");
    return 0;
}
