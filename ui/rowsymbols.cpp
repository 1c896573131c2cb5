// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/rowsymbols.h"

#include <QPainter>
#include <QPainterPath>

namespace framescope {

namespace {

constexpr int ArrowHeight = 12;

// Runs `draw` with smooth lines.
template <typename Draw>
void withStroke(QPainter &painter, const QColor &color, double width, const QBrush &fill, Draw draw)
{
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(fill);
    draw();
    painter.setBrush(Qt::NoBrush);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void strokeArrow(QPainter &painter, bool up)
{
    const QPointF center = QRectF(0, 0, RowSymbols::ArrowWidth, ArrowHeight).center();
    const double half = 4.5;
    const double tip = up ? center.y() - half : center.y() + half;
    const double barb = up ? tip + 3.5 : tip - 3.5;
    QPainterPath path({center.x(), up ? center.y() + half : center.y() - half});
    path.lineTo(center.x(), tip);
    path.moveTo(center.x() - 3.5, barb);
    path.lineTo(center.x(), tip);
    path.lineTo(center.x() + 3.5, barb);
    painter.drawPath(path);
}

} // namespace

void RowSymbols::paintArrow(QPainter &painter, const QRect &rect, bool up, const QColor &ink)
{
    const QPixmap &pixmap = arrow(up, ink, painter.device()->devicePixelRatioF());
    painter.drawPixmap(rect.x(), rect.y() + (rect.height() - ArrowHeight) / 2, pixmap);
}

// A stroked path costs more than all the words of a row.
const QPixmap &RowSymbols::arrow(bool up, const QColor &ink, double pixelRatio)
{
    auto &[pixmap, drawnIn] = m_arrows[up ? 1 : 0];
    if (pixmap.isNull() || drawnIn != ink.rgb() || !qFuzzyCompare(pixmap.devicePixelRatio(), pixelRatio)) {
        drawnIn = ink.rgb();
        pixmap = QPixmap((QSizeF(ArrowWidth, ArrowHeight) * pixelRatio).toSize());
        pixmap.setDevicePixelRatio(pixelRatio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        withStroke(painter, ink, 1.5, {}, [&] { strokeArrow(painter, up); });
    }
    return pixmap;
}

void RowSymbols::paintTriangle(QPainter &painter, const QRect &rect, const QColor &ink)
{
    const QPointF center = QRectF(rect).center();
    const QPolygonF triangle({{center.x(), center.y() - 5}, {center.x() + 5.5, center.y() + 4.5},
        {center.x() - 5.5, center.y() + 4.5}});
    withStroke(painter, ink, 1.5, {}, [&] {
        painter.drawPolygon(triangle);
        painter.drawLine(QPointF(center.x(), center.y() - 1.5), QPointF(center.x(), center.y() + 1));
        painter.drawPoint(QPointF(center.x(), center.y() + 3));
    });
}

void RowSymbols::paintBox(
    QPainter &painter, const QRectF &rect, double radius, const QColor &ink, const QColor &fill)
{
    const QBrush brush = fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush);
    withStroke(painter, ink, 1, brush, [&] { painter.drawRoundedRect(rect, radius, radius); });
}

} // namespace framescope
