// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connectionfacts.h"
#include "transport/connectionoptions.h"

#include <QAbstractSocket>
#include <QHostAddress>

namespace framescope {

// "127.0.0.1:8080", "[::1]:8080"
QString addressText(const QHostAddress &address, quint16 port);

bool isOfFamily(const QHostAddress &address, AddressFamily family);
// Of a name whose addresses are all of the other family.
QString noneOfFamilySentence(const QString &host, const QList<QHostAddress> &found, AddressFamily wanted);

// AddressAttempt::result in words: "refused", ...
constexpr QLatin1StringView attemptTimedOut{"timed out"};
QString attemptResult(const QAbstractSocket &failed);

// Of attempts that all failed: the most telling (somebody refused, or stayed silent, or nobody is there),
// and all of them as a sentence.
EndCause causeOfAttempts(const QList<AddressAttempt> &attempts);
QString attemptsSentence(const QList<AddressAttempt> &attempts);

} // namespace framescope
