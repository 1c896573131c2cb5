// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/movedpicture.h"

#include <QWidget>

#include <algorithm>

namespace framescope {

void movePicture(QWidget &viewport, int dy, const QWidget *floating, int ringWidth)
{
    const QRect all = viewport.rect();
    const bool covered = floating && floating->isVisible();
    const QPoint corner = covered ? viewport.mapFromGlobal(floating->mapToGlobal(QPoint())) : QPoint();
    const int clear = covered ? std::clamp(corner.y(), 0, all.height()) : all.height();
    if (std::abs(dy) >= clear) {
        viewport.update();
        return;
    }
    viewport.scroll(0, dy, QRect(0, 0, all.width(), clear));
    viewport.update(0, clear, all.width(), all.height() - clear);
    if (ringWidth == 0)
        return;
    for (const int y : {0, all.height() - ringWidth}) { // where it is, and where it was moved to
        const QRegion ring(0, y, all.width(), ringWidth);
        viewport.update(ring.united(ring.translated(0, dy)));
    }
}

} // namespace framescope
