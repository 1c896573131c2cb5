// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "ui/textmistake.h"

#include <QByteArray>

#include <optional>

namespace framescope {

// Base64 as people paste it (RFC 4648): both alphabets, with white space between, padded or not. The
// error names the character and its place.
Result<QByteArray> parseBase64(QStringView text);

std::optional<TextMistake> findBase64Mistake(QStringView text);

} // namespace framescope
