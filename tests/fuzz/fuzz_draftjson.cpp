// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// A saved connection as a damaged or foreign library has it: a draft or a sentence with a place, and a draft is
// written and read again as the same.
#include "ui/draftjson.h"

#include "fuzz/pieces.h"

#include <QJsonDocument>

using namespace framescope;
using namespace framescope::test;

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto draft = draftFromJson(QJsonDocument::fromJson(bytes).object());
    if (!draft) {
        require(!draft.error().what.isEmpty() && !draft.error().where.isEmpty(), "an error has a place");
        return 0;
    }
    const QJsonObject written = toJson(*draft);
    const auto again = draftFromJson(written);
    require(again && toJson(*again) == written, "what is written is read again");
    return 0;
}
