// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/annotation.h"

#include <algorithm>
#include <array>

namespace framescope {

namespace {

constexpr std::array Words = {QLatin1StringView(), QLatin1StringView("yellow"), QLatin1StringView("green"),
    QLatin1StringView("blue"), QLatin1StringView("red"), QLatin1StringView("violet"),
    QLatin1StringView("grey")};
static_assert(Words.size() == Annotation::LastColour + 1);

} // namespace

QLatin1StringView colourWord(quint8 colour)
{
    Q_ASSERT(colour <= Annotation::LastColour);
    return Words[colour];
}

quint8 colourOf(QByteArrayView word)
{
    const auto found = std::find(Words.begin() + 1, Words.end(), QLatin1StringView(word));
    return found == Words.end() ? Annotation::NoColour : static_cast<quint8>(found - Words.begin());
}

} // namespace framescope
