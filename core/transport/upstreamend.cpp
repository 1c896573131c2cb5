// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/upstreamend.h"

#include "transport/timewords.h"

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

const QString noPlaceForClose = u"The Close could not be written: what was sent before ends inside a frame."_s;

} // namespace

UpstreamEnd endByRefusal(const OpeningAnswer &answer)
{
    return {EndCause::HttpStatus, answer.refusalSentence()};
}

UpstreamEnd endOfHandshakeTime(const OpeningAnswer &answer, int limitMs)
{
    if (answer.isRefusal())
        return endByRefusal(answer);
    return {EndCause::HandshakeTimeout,
        u"The server did not answer the request within %1; %2 bytes came."_s.arg(timewords::limit(limitMs))
            .arg(answer.received())};
}

UpstreamEnd endOfCloseTime(const UpstreamState &state, int limitMs)
{
    const QString within = u" within "_s + timewords::limit(limitMs) + u'.';
    if (state.breach)
        return {EndCause::ProtocolFailure, state.breach->toString()};
    if (state.hasUnsent)
        return {EndCause::CloseTimeout, u"The server did not take our data"_s + within};
    if (!state.closeSent)
        return {EndCause::CloseTimeout, noPlaceForClose};
    if (state.closeReceived)
        return {EndCause::CloseHandshake, u"Both sides sent Close; the server did not end TCP"_s + within};
    return {EndCause::CloseTimeout, u"The server did not answer our Close"_s + within};
}

UpstreamEnd endOfTcp(const UpstreamState &state, bool reset, const QString &error)
{
    if (state.answer.isRefusal())
        return endByRefusal(state.answer);
    if (state.breach) {
        const EndCause cause = state.isOpen ? EndCause::ProtocolFailure : EndCause::HandshakeInvalid;
        return {cause, state.breach->toString()};
    }
    const QString how = reset ? u"The server reset TCP (RST)"_s : u"The server ended TCP (FIN)"_s;
    if (state.closeSent && state.closeReceived)
        return {EndCause::CloseHandshake, u"Both sides sent Close. "_s + how + u'.'};
    if (!error.isEmpty())
        return {EndCause::NetworkError, u"The connection broke: %1."_s.arg(error)};
    const EndCause cause = reset ? EndCause::ServerReset : EndCause::ServerFin;
    if (state.closeReceived)
        return {cause, state.endsInFrame ? noPlaceForClose : u"TCP had ended before its Close was read."_s};
    if (!state.isOpen)
        return {cause, how + u' ' + state.answer.place()};
    return {cause,
        how + (state.closeSent ? u" without an answer to our Close."_s : u" without a Close frame."_s)};
}

} // namespace framescope
