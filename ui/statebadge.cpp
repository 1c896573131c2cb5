// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/statebadge.h"

#include "ui/theme.h"
#include "ui/tooltip.h"

#include <QPainter>

namespace framescope {

namespace {

constexpr int Width = 116;
constexpr int Height = 32;
constexpr qreal ShapeSize = 12;

struct Look {
    QLatin1StringView word;
    QLatin1StringView number; // of readyState, for the tooltip
    QColor Theme::*color;
};

const Look &lookOf(BadgeState state)
{
    static const Look looks[] = {
        {QLatin1StringView("CLOSED"), QLatin1StringView("No connection yet"), &Theme::secondary},
        {QLatin1StringView("CONNECTING"), QLatin1StringView("readyState 0, CONNECTING"), &Theme::warning},
        {QLatin1StringView("OPEN"), QLatin1StringView("readyState 1, OPEN"), &Theme::sent},
        {QLatin1StringView("CLOSING"), QLatin1StringView("readyState 2, CLOSING"), &Theme::warning},
        {QLatin1StringView("CLOSED"), QLatin1StringView("readyState 3, CLOSED"), &Theme::secondary},
        {QLatin1StringView("FAILED"), QLatin1StringView("readyState 3, CLOSED; it never opened"),
            &Theme::error},
        {QLatin1StringView("RECORDED"), QLatin1StringView("What a file recorded; nothing is connected here"),
            &Theme::secondary},
    };
    return looks[static_cast<std::size_t>(state)];
}

QFont badgeFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.9);
    return semibold(font);
}

// A sheet with a corner turned down.
void drawPage(QPainter &painter, const QRectF &box)
{
    const QRectF sheet = box.adjusted(1, 0, -1, 0);
    const QPointF fold(sheet.width() * 0.4, sheet.width() * 0.4);
    const QPointF above = sheet.topRight() - QPointF(fold.x(), 0);
    const QPointF beside = sheet.topRight() + QPointF(0, fold.y());
    painter.drawPolygon(QPolygonF{sheet.topLeft(), above, beside, sheet.bottomRight(), sheet.bottomLeft()});
    painter.drawPolyline(QPolygonF{above, above + QPointF(0, fold.y()), beside});
}

} // namespace

BadgeState badgeState(const ConnectionFacts &facts)
{
    if (facts.id == 0)
        return BadgeState::Idle;
    switch (facts.readyState) {
    case ReadyState::Connecting: return BadgeState::Connecting;
    case ReadyState::Open: return BadgeState::Open;
    case ReadyState::Closing: return BadgeState::Closing;
    case ReadyState::Closed: break;
    }
    return facts.openedNs ? BadgeState::Closed : BadgeState::Failed;
}

QColor stateColour(BadgeState state, const Theme &theme)
{
    return theme.*lookOf(state).color;
}

void drawState(QPainter &painter, BadgeState state, const QRectF &box, const QColor &colour)
{
    const qreal stroke = 1.75;
    const QRectF circle = box.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2);
    painter.setPen(QPen(colour, stroke, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    switch (state) {
    case BadgeState::Recorded: drawPage(painter, circle); return;
    case BadgeState::Failed:
        painter.drawLine(circle.adjusted(1, 1, -1, -1).topLeft(), circle.adjusted(1, 1, -1, -1).bottomRight());
        painter.drawLine(circle.adjusted(1, 1, -1, -1).topRight(), circle.adjusted(1, 1, -1, -1).bottomLeft());
        return;
    case BadgeState::Open: painter.setBrush(colour); break;
    case BadgeState::Connecting:
    case BadgeState::Closing:
        painter.setBrush(colour);
        // A CONNECTING circle fills from the left, a CLOSING one empties to the right.
        painter.drawChord(circle, state == BadgeState::Connecting ? 90 * 16 : -90 * 16, 180 * 16);
        painter.setBrush(Qt::NoBrush);
        break;
    case BadgeState::Idle:
    case BadgeState::Closed: break;
    }
    painter.drawEllipse(circle);
}

StateBadge::StateBadge(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(QStringLiteral("Connection state"));
    setState(BadgeState::Idle);
}

void StateBadge::setState(BadgeState state)
{
    m_state = state;
    showToolTip();
    setAccessibleDescription(word());
    update();
}

void StateBadge::setRemark(const QString &remark)
{
    m_remark = remark;
    showToolTip();
}

void StateBadge::showToolTip()
{
    const QString number = lookOf(m_state).number;
    setToolTip(toolTipText(m_remark.isEmpty() ? number : number + QStringLiteral("; ") + m_remark));
}

QString StateBadge::word() const
{
    return lookOf(m_state).word;
}

QSize StateBadge::sizeHint() const
{
    return QSize(Width, Height);
}

void StateBadge::paintEvent(QPaintEvent *)
{
    const QColor colour = stateColour(m_state, Theme::of(palette()));
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawState(painter, m_state, QRectF(4, (height() - ShapeSize) / 2, ShapeSize, ShapeSize), colour);
    painter.setFont(badgeFont(font()));
    painter.setPen(colour);
    painter.drawText(rect().adjusted(24, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, word());
}

} // namespace framescope
