// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/signinfailure.h"

#include "transport/httprefusal.h"
#include "transport/openfailure.h"
#include "transport/sizewords.h"
#include "transport/timewords.h"

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

const QString notAsked = u" The WebSocket server was not asked."_s;

Outcome outcome(const QString &what, const QString &evidence, const QString &guess = {},
    const QStringList &actions = {u"edit-auth"_s, u"reconnect"_s})
{
    return {EndCause::SignInFailed, what, evidence + notAsked, guess, actions};
}

// A sentence behind a colon: its first word is a name only if it is none of these.
QString continued(QString sentence)
{
    static const QStringList words{u"A"_s, u"No"_s, u"Nothing"_s, u"The"_s, u"There"_s};
    if (words.contains(sentence.section(u' ', 0, 0)))
        sentence[0] = sentence[0].toLower();
    return sentence;
}

// In the words of an opening. What can be done is done where the sign-in is set up, not at the address.
Outcome notReached(const SignInEnd &end)
{
    const Outcome own = explainOpenFailure(end.facts, end.evidence);
    QStringList actions{u"edit-auth"_s};
    for (const QString &action : {u"proxy-login"_s, u"edit-options"_s, u"reconnect"_s}) {
        if (actions.size() < 3 && (action == u"reconnect"_s || own.actions.contains(action)))
            actions.append(action);
    }
    return outcome(u"The sign-in failed: %1"_s.arg(continued(own.what)),
        own.evidence + u" It was for %1."_s.arg(end.request), own.guess, actions);
}

QString receivedWords(const SignInEnd &end)
{
    return end.received == 0 ? u"Nothing was received"_s
                             : u"%1 of the answer came"_s.arg(sizewords::bytes(end.received));
}

Outcome timedOut(const SignInEnd &end)
{
    return outcome(u"No whole answer to the sign-in in %1."_s.arg(
                       timewords::roughly(end.limitMs * timewords::Millisecond)),
        u"%1 from %2."_s.arg(receivedWords(end), end.request));
}

Outcome brokeOff(const SignInEnd &end)
{
    if (end.cause == EndCause::NetworkError)
        return outcome(
            u"The network failed during the sign-in."_s, u"%1: %2"_s.arg(end.request, end.evidence.detail));
    const QString what = end.received == 0 ? u"The server ended TCP instead of answering the sign-in."_s
                                           : u"The server ended TCP within its answer to the sign-in."_s;
    return outcome(what, u"%1 from %2."_s.arg(receivedWords(end), end.request));
}

Outcome noHttp(const SignInEnd &end)
{
    return outcome(u"The answer to the sign-in cannot be read as HTTP."_s,
        u"%1: %2"_s.arg(end.request, end.error.toString()),
        u"Probably something other than a web server listens there."_s);
}

QString guessOfStatus(int status)
{
    if (status == 404 || status == 405 || status == 410)
        return u"Probably the address of the sign-in, or its method, is wrong."_s;
    if (status == 429)
        return u"Probably too many sign-ins in a short time."_s;
    return {};
}

Outcome refused(const SignInEnd &end, int status)
{
    const QString what =
        status < 500 ? u"The sign-in was refused: %1."_s : u"The server of the sign-in failed: %1."_s;
    return outcome(what.arg(statusWords(end.answer.head)),
        credentialsWanted(end.answer.head) + end.request
            + u" answered in %1."_s.arg(timewords::duration(end.tookNs))
            + answerWords(end.answer.head, end.answer.body),
        guessOfStatus(status));
}

Outcome unusable(const SignInEnd &end)
{
    QString observed = end.request + answeredWords(end.answer.head, end.tookNs) + u'.';
    for (const QString &part :
        {end.error.where.isEmpty() ? QString() : u"See %1."_s.arg(end.error.where), end.error.remedy}) {
        if (!part.isEmpty())
            observed += u' ' + part;
    }
    const auto coding = end.answer.head.value("Content-Encoding");
    if (coding && !isSameWord(*coding, "identity"))
        observed += u" It is compressed (%1), which was not asked for."_s.arg(excerpt(*coding));
    return outcome(end.error.what, observed);
}

Outcome words(const SignInEnd &end, int status)
{
    switch (end.cause) {
    case EndCause::None: return unusable(end);
    case EndCause::HandshakeTimeout: return timedOut(end);
    case EndCause::HandshakeInvalid: return noHttp(end);
    case EndCause::HttpStatus: return refused(end, status);
    case EndCause::ServerFin:
    case EndCause::NetworkError: return brokeOff(end);
    default: return notReached(end);
    }
}

} // namespace

SignInFailure explainSignIn(const SignInEnd &end)
{
    const auto line = parseStatusLine(end.answer.head.startLine);
    const int status = line ? line->status : 0;
    return {end.cause, status, words(end, status)};
}

SignInFailure unusableValue(const Error &error)
{
    const QString where = error.where.isEmpty() ? QString() : u" (%1)"_s.arg(error.where);
    QString observed = u"The sign-in itself was answered well%1."_s.arg(where);
    if (!error.remedy.isEmpty())
        observed += u' ' + error.remedy;
    return {EndCause::None, 0, outcome(error.what, observed)};
}

QString answeredWords(const HttpHead &answer, qint64 tookNs)
{
    return u" answered %1 in %2"_s.arg(statusWords(answer), timewords::duration(tookNs));
}

} // namespace framescope
