// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/httphead.h"

#include <QList>
#include <QString>

namespace framescope {

// A value that the answer to a sign-in has for a variable.
struct SignInValue {
    enum class From : quint8 { Json, Header, Cookie };
    QString variable;
    From from = From::Json;
    QString place; // Json: "$.data.token", "$.tokens[0]"; else the name of a header or cookie
    bool operator==(const SignInValue &) const = default;
};

// One HTTP request before each attempt to connect, a reconnection's too. The values it brings stand for their
// variables (Variables) in the address, the headers, the Origin and the subprotocols of that attempt.
struct SignInOptions {
    QByteArray method = "POST";
    QString url; // http or https
    HttpHeaders headers;
    QByteArray body; // of any method, if it is not empty
    QList<SignInValue> values;
    int timeout = 10'000; // milliseconds for all of it; 0: none
    bool operator==(const SignInOptions &) const = default;
};

} // namespace framescope
