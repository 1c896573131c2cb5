// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "ui/textmistake.h"

#include <QByteArray>
#include <QStringView>

#include <optional>

namespace framescope {

// Hex digits as people type and paste them: pairs, with white space, commas, colons, "0x" and "\x"
// between them. The error names the character and its place.
Result<QByteArray> parseHex(QStringView text);

std::optional<TextMistake> findHexMistake(QStringView text);

// "48 65 6c 6c 6f"
QString hexText(QByteArrayView bytes);

} // namespace framescope
