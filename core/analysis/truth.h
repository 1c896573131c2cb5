// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <algorithm>

namespace framescope {

// What is known of a condition (Kleene's logic): "both" is the lower of two, "either" the higher, so that a
// condition that is not known yet matters only where the others leave it open.
enum class Truth : quint8 { No = 0, Unknown = 1, Yes = 2 };

constexpr Truth truthOf(bool value)
{
    return value ? Truth::Yes : Truth::No;
}
constexpr Truth opposite(Truth truth)
{
    return static_cast<Truth>(2 - static_cast<quint8>(truth));
}

} // namespace framescope
