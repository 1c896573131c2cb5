// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace framescope {

// What is wrong with a text, and the character where; its size if something is missing at the end.
struct TextMistake {
    qsizetype position = 0;
    QString sentence;
};

// "character 5", "line 2, character 5": as people count.
QString placeInText(QStringView text, qsizetype position);

} // namespace framescope
