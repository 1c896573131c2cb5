// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"

#include <QString>

namespace framescope {

// What somebody put beside a row: a colour, a text, or both. With neither it takes away what stands there.
struct Annotation {
    static constexpr quint8 NoColour = 0;
    static constexpr quint8 LastColour = 6;

    RowId row = 0;
    quint8 colour = NoColour; // 1 to LastColour: yellow, green, blue, red, violet, grey
    QString text;

    bool isEmpty() const { return colour == NoColour && text.isEmpty(); }
    bool operator==(const Annotation &) const = default;
};

// The word that stands for a colour in the file ("yellow"); empty for NoColour.
QLatin1StringView colourWord(quint8 colour);
// NoColour for a word that is none of ours.
quint8 colourOf(QByteArrayView word);

} // namespace framescope
