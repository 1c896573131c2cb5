// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QPixmap>

#include <array>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace framescope {

// What stands between the words of a row in the timeline: arrows, the triangle of a violation, boxes.
class RowSymbols {
public:
    static constexpr int ArrowWidth = 9;
    static constexpr int TriangleWidth = 12;

    // At the left of `rect`, in the middle of its height.
    void paintArrow(QPainter &painter, const QRect &rect, bool up, const QColor &ink);
    static void paintTriangle(QPainter &painter, const QRect &rect, const QColor &ink);
    // `fill` may be invalid: none.
    static void paintBox(
        QPainter &painter, const QRectF &rect, double radius, const QColor &ink, const QColor &fill = {});

private:
    struct Arrow {
        QPixmap pixmap;
        QRgb ink = 0;
    };
    const QPixmap &arrow(bool up, const QColor &ink, double pixelRatio);

    std::array<Arrow, 2> m_arrows; // down, up; for the screen painted on last
};

} // namespace framescope
