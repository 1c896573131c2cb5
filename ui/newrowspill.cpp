// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/newrowspill.h"

#include "ui/theme.h"
#include "ui/units.h"

#include <QPainter>
#include <QPainterPath>

namespace framescope {

namespace {

constexpr int Height = 28;
constexpr int Arrow = 8;
constexpr int Gap = 8;

} // namespace

NewRowsPill::NewRowsPill(QWidget *parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::NoFocus); // End does the same, and the rows keep the keyboard
    setCursor(Qt::PointingHandCursor);
    setToolTip(tr("Go to the end and follow (End)"));
    hide();
}

void NewRowsPill::setCount(int count, quint64 hidden)
{
    const QString words = tr("%1 new").arg(countText(quint64(count)));
    setText(hidden == 0 ? words : tr("%1, %2 hidden by the filter").arg(words, countText(hidden)));
    setVisible(count > 0);
    adjustSize();
}

QSize NewRowsPill::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + Gap + Arrow + Height, Height};
}

void NewRowsPill::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isDown() ? theme.text : theme.accent);
    painter.drawRoundedRect(rect(), Height / 2.0, Height / 2.0);

    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const QRect inside = rect().adjusted(Height / 2, 0, -Height / 2, 0);
    const Qt::Alignment side = mirrored ? Qt::AlignRight : Qt::AlignLeft;
    painter.setPen(isDown() ? theme.base : theme.accentText);
    painter.drawText(inside, static_cast<int>(side | Qt::AlignVCenter), text());

    const double x = mirrored ? inside.left() : inside.right() + 1 - Arrow;
    const double y = height() / 2.0;
    painter.setPen(QPen(painter.pen().color(), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QPainterPath path({x + 4, y - 4.5});
    path.lineTo(x + 4, y + 4.5);
    path.moveTo(x + 0.5, y + 1);
    path.lineTo(x + 4, y + 4.5);
    path.lineTo(x + 7.5, y + 1);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

} // namespace framescope
