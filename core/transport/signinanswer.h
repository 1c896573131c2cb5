// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "protocol/httphead.h"
#include "transport/signinoptions.h"
#include "transport/variables.h"

namespace framescope {

// The answer to a sign-in, whole.
struct SignInAnswer {
    HttpHead head;
    QByteArray body;
};

// What it has for each of `values`: strings of JSON as what they mean, numbers, true and false as they are written;
// the first header of a name; the last cookie of one, as a browser would keep it. Of JSON, only what stands before a
// value is looked at. The Error of the first that is not there, or is none that a variable can hold: what is wrong,
// and as its remedy what there is instead.
Result<Variables> readSignInAnswer(const SignInAnswer &answer, const QList<SignInValue> &values);

} // namespace framescope
