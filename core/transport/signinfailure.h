// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/outcome.h"
#include "transport/signinanswer.h"

namespace framescope {

// What was observed of a sign-in that brought nothing to connect with.
struct SignInEnd {
    // How its own request ended, as an opening does (of a Dialer; HandshakeTimeout, ServerFin, NetworkError,
    // HandshakeInvalid, HttpStatus); None: it was answered, and `error` says why the answer cannot be used.
    EndCause cause = EndCause::None;
    Error error;
    QString request; // "POST https://login.example/token"
    int limitMs = 0;
    qint64 tookNs = 0;
    quint64 received = 0;  // bytes of the answer
    SignInAnswer answer;   // as far as it came
    ConnectionFacts facts; // of the way there
    EndEvidence evidence;  // of the same, of its own host
};
SignInFailure explainSignIn(const SignInEnd &end);

// Of a value that it brought and that cannot stand where it would (signedInOptions).
SignInFailure unusableValue(const Error &error);

// " answered 200 OK in 12 ms"
QString answeredWords(const HttpHead &answer, qint64 tookNs);

} // namespace framescope
