// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "transport/signinoptions.h"
#include "ui/namedvalue.h"

namespace framescope {

// What is typed of the request that signs in before each attempt. A value.
struct SignInDraft {
    bool on = false;
    QString method = QStringLiteral("POST");
    QString url;
    NamedValues headers;
    QString body;
    NamedValues values; // variables, and where the answer has what stands for them: "$.token", "header X", "cookie sid"
    bool operator==(const SignInDraft &) const = default;

    // Only what is ticked and right.
    SignInOptions toOptions() const;
    // That variable, as a sign-in takes it.
    static Result<SignInValue> valueOf(const NamedValue &line);
    // The method, and the address: http or https, with a host.
    Result<void> checkTarget() const;
};

} // namespace framescope
