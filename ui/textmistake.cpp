// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/textmistake.h"

namespace framescope {

QString placeInText(QStringView text, qsizetype position)
{
    const QStringView before = text.first(position);
    const qsizetype line = before.count(u'\n');
    const qsizetype column = position - (before.lastIndexOf(u'\n') + 1);
    if (line == 0)
        return QStringLiteral("character %1").arg(column + 1);
    return QStringLiteral("line %1, character %2").arg(line + 1).arg(column + 1);
}

} // namespace framescope
