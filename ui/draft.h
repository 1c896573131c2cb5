// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace framescope {

// A message as the composer sends it.
struct Draft {
    bool isText = true;
    QString text;      // if isText
    QByteArray binary; // else
    bool operator==(const Draft &) const = default;
};

} // namespace framescope
