// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/httphead.h"
#include "transport/outcome.h"

namespace framescope {

// The part of explainEnd() that is about an HTTP answer other than 101.
Outcome explainHttpAnswer(const ConnectionFacts &facts, const EndEvidence &evidence);

// Status of the HTTP answer; 0 if there is none that can be read.
int httpStatus(const ConnectionFacts &facts);
// Whether such a status says that it may be otherwise in a while.
bool meansLater(int status);

// Parts of its words, for other answers of HTTP. "401 Unauthorized"
QString statusWords(const HttpHead &response);
// "It wants Bearer credentials (realm=api). " from WWW-Authenticate; empty without.
QString credentialsWanted(const HttpHead &response);
// " Answer: {"error":"expired"} (19 bytes)." if the body is a short text; of a page its title, if that is more than the
// status; else empty.
QString answerWords(const HttpHead &response, const QByteArray &body);

} // namespace framescope
