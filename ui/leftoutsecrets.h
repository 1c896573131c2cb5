// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/connectiondraft.h"

namespace framescope {

// What a connection is opened with may be kept in a plain file only without what logs somebody in. These
// take that out, remember where it was, and say so until it was typed again.

// Both without their secrets. Guessed on the safe side, by names (secrets.h) and by what is a token or a
// login wherever it stands; of cookies each may be one.
QString withoutSecrets(const QString &url);
ConnectionDraft withoutSecrets(const ConnectionDraft &draft, const QString &url);

// What of it is left out and takes part, in the order of the tabs; nothing of the address.
QList<ConnectionDraft::Problem> leftOutProblems(const ConnectionDraft &draft);
// The same of the address, with the character where it is missing.
Result<void> checkAddressIsWhole(const QString &url, const ConnectionDraft &draft);
// How many values are left out of both.
int leftOutCount(const ConnectionDraft &draft);

// A field in which something else stands than `before` is no longer left out.
void takeTyped(ConnectionDraft &draft, const ConnectionDraft &before);

} // namespace framescope
