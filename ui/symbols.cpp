// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/symbols.h"

#include "ui/theme.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>

namespace framescope {

namespace {

constexpr qreal Grid = 16;
constexpr qreal Stroke = 1.5;

QPainterPath polyline(std::initializer_list<QPointF> points)
{
    QPainterPath path;
    const auto *point = points.begin();
    path.moveTo(*point);
    while (++point != points.end())
        path.lineTo(*point);
    return path;
}

QPainterPath clockPath()
{
    QPainterPath path = polyline({{8, 5}, {8, 8.25}, {10.5, 9.75}});
    path.addEllipse(QPointF(8, 8), 5.75, 5.75);
    return path;
}

QPainterPath copyPath()
{
    QPainterPath path = polyline({{10.5, 3.25}, {10.5, 2.25}, {2.75, 2.25}, {2.75, 10.5}, {4, 10.5}});
    path.addRoundedRect(QRectF(5.25, 5.25, 8, 8.5), 1, 1);
    return path;
}

QPainterPath plugPath()
{
    QPainterPath path = polyline({{5.5, 2}, {5.5, 5.25}});
    path.addPath(polyline({{10.5, 2}, {10.5, 5.25}}));
    path.addPath(polyline({{3.5, 5.25}, {12.5, 5.25}}));
    path.moveTo(4.5, 5.25);
    path.lineTo(4.5, 7.5);
    path.cubicTo(4.5, 12, 11.5, 12, 11.5, 7.5);
    path.lineTo(11.5, 5.25);
    path.addPath(polyline({{8, 11}, {8, 14}}));
    return path;
}

QPainterPath searchPath()
{
    QPainterPath path = polyline({{10.25, 10.25}, {14, 14}});
    path.addEllipse(QPointF(6.75, 6.75), 4.5, 4.5);
    return path;
}

QPainterPath savePath()
{
    QPainterPath path = polyline({{8, 2}, {8, 10}});
    path.addPath(polyline({{4.75, 7}, {8, 10.25}, {11.25, 7}}));
    path.addPath(polyline({{2.5, 10.5}, {2.5, 13.5}, {13.5, 13.5}, {13.5, 10.5}}));
    return path;
}

QPainterPath pinPath()
{
    QPainterPath path = polyline({{5, 2.25}, {11, 2.25}});
    path.addPath(polyline({{5.75, 2.5}, {5.75, 6.5}, {3.5, 9.25}, {12.5, 9.25}, {10.25, 6.5}, {10.25, 2.5}}));
    path.addPath(polyline({{8, 9.5}, {8, 14}}));
    return path;
}

QPainterPath eyePath()
{
    QPainterPath path;
    path.moveTo(1.75, 8);
    path.quadTo(8, 0.75, 14.25, 8);
    path.quadTo(8, 15.25, 1.75, 8);
    path.addEllipse(QPointF(8, 8), 2, 2);
    return path;
}

QPainterPath pathOf(Symbol symbol)
{
    switch (symbol) {
    case Symbol::ChevronDown: return polyline({{4, 6.25}, {8, 10.25}, {12, 6.25}});
    case Symbol::Send: return polyline({{2.5, 3}, {13.5, 8}, {2.5, 13}, {4.5, 8}, {2.5, 3}});
    case Symbol::Copy: return copyPath();
    case Symbol::Close: {
        QPainterPath path = polyline({{4, 4}, {12, 12}});
        path.addPath(polyline({{12, 4}, {4, 12}}));
        return path;
    }
    case Symbol::Plug: return plugPath();
    case Symbol::Pulse:
        return polyline({{1.5, 8.5}, {4.5, 8.5}, {6.5, 3.5}, {9.5, 12.5}, {11.25, 8.5}, {14.5, 8.5}});
    case Symbol::Clock: return clockPath();
    case Symbol::ChevronUp: return polyline({{4, 10}, {8, 6}, {12, 10}});
    case Symbol::Search: return searchPath();
    case Symbol::Save: return savePath();
    case Symbol::Pin: return pinPath();
    case Symbol::Eye: return eyePath();
    case Symbol::Play: return polyline({{4.5, 2.75}, {13, 8}, {4.5, 13.25}, {4.5, 2.75}});
    }
    return {};
}

class SymbolEngine final : public QIconEngine {
public:
    explicit SymbolEngine(Symbol symbol)
        : m_symbol(symbol)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const Theme &theme = Theme::of(QGuiApplication::palette());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / Grid, rect.height() / Grid);
        painter->setPen(QPen(mode == QIcon::Disabled ? theme.controlBorder : theme.text, Stroke,
            Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->setBrush(Qt::NoBrush);
        painter->drawPath(pathOf(m_symbol));
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new SymbolEngine(m_symbol); }

private:
    Symbol m_symbol;
};

} // namespace

QIcon symbolIcon(Symbol symbol)
{
    return QIcon(new SymbolEngine(symbol));
}

} // namespace framescope
