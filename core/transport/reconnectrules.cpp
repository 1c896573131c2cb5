// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/reconnectrules.h"

#include "transport/httprefusal.h"

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// By the rules of an opening, for the request before it. What an answer lacks, it lacks again.
QString reasonOfSignIn(const SignInFailure &signIn)
{
    switch (signIn.cause) {
    case EndCause::None: return u"what the sign-in brings cannot be used"_s;
    case EndCause::TlsFailed: return u"TLS failed at the sign-in, and would fail again"_s;
    case EndCause::HandshakeInvalid: return u"the answer to the sign-in was no HTTP"_s;
    case EndCause::HttpStatus:
        return meansLater(signIn.status) ? QString()
                                         : u"the sign-in was refused with status %1"_s.arg(signIn.status);
    default: return {};
    }
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
    if (evidence.signIn) {
        if (const QString reason = reasonOfSignIn(*evidence.signIn); !reason.isEmpty())
            return reason;
    }
    if (wasWishedHere(evidence))
        return u"it was ended here"_s;
    return {};
}

} // namespace framescope
