// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// The library's file as another program, or a damaged disk, may have left it: entries that can be told apart, or a
// sentence; and what is written is read again as the same.
#include "ui/libraryjson.h"

#include "fuzz/pieces.h"

#include <QSet>

using namespace framescope;
using namespace framescope::test;

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const auto entries =
        libraryFromJson(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    if (!entries) {
        require(entries.error().what.startsWith(QStringLiteral("The library ")), "an error is a sentence");
        return 0;
    }
    QSet<QString> ids;
    for (const LibraryEntry &entry : *entries) {
        require(!entry.id.isEmpty() && !ids.contains(entry.id), "an id names one entry");
        require(!entry.name.isEmpty() && !entry.url.isEmpty(), "an entry has a name and an address");
        ids.insert(entry.id);
    }
    const QByteArray written = libraryToJson(*entries);
    const auto again = libraryFromJson(written);
    require(again && again->size() == entries->size(), "what is written is read again");
    require(libraryToJson(*again) == written, "read again it is the same");
    return 0;
}
