// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/popover.h"

#include <QBoxLayout>
#include <QScreen>

#include <algorithm>

namespace framescope {

namespace {

constexpr int Distance = 4;

} // namespace

Popover::Popover(int width, QWidget *parent)
    : QFrame(parent, Qt::Popup)
{
    setFrameShape(QFrame::StyledPanel);
    setFixedWidth(width);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
}

QVBoxLayout *Popover::column() const
{
    return static_cast<QVBoxLayout *>(layout());
}

void Popover::popUpUnder(const QWidget &anchor)
{
    adjustSize();
    QPoint at = anchor.mapToGlobal(QPoint(anchor.width() - width(), anchor.height() + Distance));
    if (const QScreen *screen = anchor.screen()) {
        const QRect room = screen->availableGeometry();
        at.setX(std::max(at.x(), room.left()));
        if (at.y() + height() > room.bottom())
            at.setY(std::max(room.top(), anchor.mapToGlobal(QPoint()).y() - height() - Distance));
    }
    move(at);
    show();
    setFocus();
}

void Popover::popUpBeside(const QRect &place, const QScreen &screen)
{
    adjustSize();
    const QRect room = screen.availableGeometry();
    const bool fitsBelow = place.bottom() + 4 + height() <= room.bottom();
    const int x = std::clamp(place.left(), room.left(), std::max(room.left(), room.right() - width()));
    move(x, fitsBelow ? place.bottom() + 4 : place.top() - 4 - height());
    show();
    setFocus();
}

} // namespace framescope
