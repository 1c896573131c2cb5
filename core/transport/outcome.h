// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/violation.h"
#include "session/connectionfacts.h"
#include "session/violationplace.h"
#include "transport/connectionoptions.h"
#include "transport/cutframe.h"

#include <QStringList>

#include <optional>

namespace framescope {

// A time in which the computer was suspended, in ns since 1970.
struct SleepSpan {
    qint64 fromEpochNs = 0;
    qint64 toEpochNs = 0;
};

// A sign-in that brought nothing to connect with: how its own request ended, as an opening does (None: it was answered,
// but cannot be used), the status of its answer, and all of it in words.
struct SignInFailure {
    EndCause cause = EndCause::None;
    int status = 0;
    Outcome outcome;
};

// What was observed around the end of a connection, beside its facts.
struct EndEvidence {
    enum class Closer : quint8 { Nobody, Us, Server };

    EndCause cause = EndCause::None;
    QString detail;                     // the observed cause in words, of the tap
    Closer closer = Closer::Nobody;     // who sent the first Close
    bool wasAsked = false;              // close() or abort() was called before anything else ended it
    bool resetByUs = false;             // of LocalAbort: RST instead of FIN
    std::optional<Violation> violation; // for which the connection was failed
    std::optional<ViolationPlace> violationPlace;
    std::optional<CutFrame> cutFrame;    // of the server, if the end came inside one
    QString browserRule;                 // a sentence: why browser rules ended it; empty otherwise
    QString relayFault;                  // a sentence: our own relay failed; empty otherwise
    bool isSigningIn = false;            // the end came before the sign-in was over
    std::optional<SignInFailure> signIn; // of SignInFailed
    LastSigns last;
    int pingsReceived = 0; // from the server, which `pingAnswer` was the answer to
    PingAnswer::Kind pingAnswer = PingAnswer::Kind::AtOnce;
    std::optional<SleepSpan> slept; // the last sleep while the attempt lasted, if nothing was received since
    int alike = 1;                  // attempts in a row, this one included, that ended alike
    QStringList offeredProtocols;
    QString proxy;        // "proxy.corp:3128"
    int proxyRefusal = 0; // HTTP status with which it refused the tunnel
    QString tlsName;      // asked of the certificate, if not the host of the URL
    ConnectTo connectTo;  // instead of the URL's host and port
    AddressFamily family = AddressFamily::Any;
    TlsVersion tlsMinimum = TlsVersion::Tls12;
    Timeouts timeouts; // that applied
    qint64 endEpochNs = 0;
    std::optional<qint64> requestEpochNs; // when the request was written
    int utcOffsetSeconds = 0;             // zone for the times in the texts
};

// The end of a connection, or of an attempt, in words: what and evidence are observed, guess begins
// with "Probably". A pure function. `actions` are names of what a window can offer:
//   reconnect, wait-longer, edit-url, edit-auth, edit-options, edit-protocols, ping-regularly,
//   show-exchange (request and response), show-body, show-certificate, show-last-frames,
//   accept-once, accept-host, connect-location, try-address, proxy-login, copy-curl
Outcome explainEnd(const ConnectionFacts &facts, const EndEvidence &evidence);

// Ends that are alike compare equal: same cause, same close code, same HTTP status.
struct EndSignature {
    EndCause cause = EndCause::None;
    quint16 closeCode = 0;
    int httpStatus = 0;
    EndCause signIn = EndCause::None; // of SignInFailed: how its own request ended
    bool operator==(const EndSignature &) const = default;
};
EndSignature endSignature(const ConnectionFacts &facts, EndCause cause);
EndSignature endSignature(const ConnectionFacts &facts, const EndEvidence &evidence);

} // namespace framescope
