// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace framescope {

// One step from a container into it: by key in an object, by index in an array.
struct JsonStep {
    std::optional<QByteArray> key; // as spelled between the quotes
    quint64 index = 0;             // of its kind of place, from 0; of a key too
    bool operator==(const JsonStep &) const = default;
};
using JsonPlace = std::vector<JsonStep>;

// "$.data.items[3].id", keys that are no plain names as ["the key"].
QString jsonPath(const JsonPlace &place);
// RFC 6901: "/data/items/3/id".
QString jsonPointer(const JsonPlace &place);

// The innermost value of `json` that the byte at `offset` belongs to; a key belongs to its value.
// Reads everything in front of it, so callers bound what they ask for. Nothing behind the end.
std::optional<JsonPlace> jsonPlaceAt(QByteArrayView json, quint64 offset);

// What is meant by the characters between the quotes of a string; a wrong escape stays as it is.
QString unescapedJson(QByteArrayView spelled);

// From an opening quote to behind the closing one; the end of the text if there is none.
qsizetype jsonStringEnd(QByteArrayView json, qsizetype quote);

} // namespace framescope
