// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/connectiondraft.h"

#include <QJsonObject>

namespace framescope {

// A draft as JSON: only what differs from the defaults, in words that a person can read. What is in its files is
// not part of it, only where they are; certificates that were accepted belong to their host (AcceptedCertificates).
QJsonObject toJson(const ConnectionDraft &draft);
// Anything that cannot be meant is an error that names its place; what is not known is passed over.
Result<ConnectionDraft> draftFromJson(const QJsonObject &json);

} // namespace framescope
