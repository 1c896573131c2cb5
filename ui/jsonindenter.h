// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace framescope {

// JSON on several lines as it was on the wire: only white space between tokens changes, so order,
// duplicate keys, numbers of any size and escapes stay, and what is not JSON is kept byte for byte
// where it breaks off. Lines deeper than MaxIndentedDepth are not indented further, so that a
// hostile message of brackets cannot blow up.
constexpr int MaxIndentedDepth = 64;
QByteArray indentJson(QByteArrayView json);

// True if the first and last characters that are not white space are those of an object or array.
bool looksLikeJson(QByteArrayView text);

} // namespace framescope
