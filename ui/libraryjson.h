// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "ui/libraryentry.h"

namespace framescope {

// The library as it stands in its file: JSON of one version.
inline constexpr int LibraryVersion = 1;

QByteArray libraryToJson(const LibraryEntries &entries);
// What is damaged or newer is an error, which says where.
Result<LibraryEntries> libraryFromJson(const QByteArray &json);

} // namespace framescope
