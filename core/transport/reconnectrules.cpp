// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/reconnectrules.h"

#include "transport/httprefusal.h"

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// RFC 9110, 15.5.9 and 15.6; RFC 8470, 5.2; RFC 6585, 4.
bool meansLater(int status)
{
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

// Our Close comes first also where we fail the connection for a breach of the server's.
bool wasWishedHere(const EndEvidence &evidence)
{
    if (evidence.wasAsked || evidence.cause == EndCause::LocalAbort)
        return true;
    return evidence.closer == EndEvidence::Closer::Us && evidence.cause != EndCause::ProtocolFailure;
}

} // namespace

QString reasonNotToReconnect(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    if (!evidence.browserRule.isEmpty())
        return u"a rule of browsers ended it"_s;
    if (evidence.cause == EndCause::TlsFailed)
        return u"TLS failed, and would fail again"_s;
    if (evidence.cause == EndCause::HandshakeInvalid)
        return u"the answer was no valid WebSocket handshake"_s;
    if (evidence.cause == EndCause::HttpStatus && !meansLater(httpStatus(facts)))
        return u"the server refused with status %1"_s.arg(httpStatus(facts));
    if (wasWishedHere(evidence))
        return u"it was ended here"_s;
    return {};
}

} // namespace framescope
