// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/signinoptions.h"
#include "transport/websocketurl.h"

namespace framescope {

// What of it cannot be asked or taken: the window says it while it is typed, and nothing is opened with it.
Result<void> checkSignIn(const SignInOptions &options);
// Its parts. An address without a fragment, which is not sent.
Result<WebSocketUrl> parseSignInUrl(const QString &url);
Result<void> checkSignInMethod(const QByteArray &method);
// A path through JSON (JsonPath), or the name of a header or a cookie.
Result<void> checkSignInPlace(SignInValue::From from, const QString &place);

// Head and body, as they go. Of the headers that every HTTP client sends, the user's own have the last word:
// Host, Accept, Authorization from the address, Content-Type (that of a form), Content-Length; and Connection: close.
QByteArray signInRequest(const WebSocketUrl &url, const SignInOptions &options);

// "POST https://login.example/token": with "?..." for a query, which may hold a password.
QString signInRequestWords(const WebSocketUrl &url, const SignInOptions &options);

} // namespace framescope
