// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "transport/lookups.h"
#include "transport/outcome.h"
#include "transport/variables.h"

#include <QObject>

#include <memory>

namespace framescope {

// The one HTTP request before an attempt to connect (SignInOptions), and the values that its answer brings. It goes the
// way of the connection: its proxy, its address family, its certificates (those that are trusted, accepted and shown),
// its limits for TCP and TLS; SignInOptions::timeout is for all of it. Another address or server name
// (ConnectionOptions::connectTo, TlsOptions::serverName) holds for it if it is for the same host as the connection,
// another port if it is for the same port too. Redirects are answers: they are not followed. Nothing is kept
// from one run to the next, no cookie either. An answer is read up to 4 MiB. Network thread. Use once.
//
// Not QNetworkAccessManager: that sends a POST a second time, without a word, when the server ends TCP instead of
// answering (measured, Qt 6.4.2), which burns a code that is good for once; it does so in a thread of its own, and its
// lookups keep the program from ending. Dialer also tells why a server was not reached as for any connection.
class SignIn final : public QObject {
    Q_OBJECT
public:
    // `options` have a signIn.
    SignIn(const ConnectionOptions &options, const Clock &clock, Lookups lookups = Lookups::ofTheSystem());
    ~SignIn() override; // ends it; no signal follows

    void start();

Q_SIGNALS:
    // One of the two, once. `sentence` is for the log, and has no values in it.
    void succeeded(const framescope::Variables &values, const QString &sentence);
    void failed(const framescope::SignInFailure &failure);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace framescope
