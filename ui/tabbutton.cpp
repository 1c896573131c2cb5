// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tabbutton.h"

#include "ui/style.h"
#include "ui/theme.h"

#include <QPainter>

namespace framescope {

namespace {

constexpr int BarWidth = 2;
constexpr int Padding = 12;
constexpr int MarkWidth = 8;

} // namespace

TabButton::TabButton(const QString &text, Bar bar, QWidget *parent)
    : QAbstractButton(parent)
    , m_bar(bar)
{
    setText(text);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
}

// As wide as the chosen (bolder) text, so that choosing moves nothing.
QSize TabButton::sizeHint() const
{
    const int text = QFontMetrics(semibold(font())).horizontalAdvance(this->text());
    return QSize(text + 2 * Padding + (m_mark == WrongMark::None ? 0 : MarkWidth),
        m_bar == Bar::Below ? 35 : Style::ControlHeight);
}

void TabButton::setMark(WrongMark mark)
{
    if (m_mark == mark)
        return;
    m_mark = mark;
    setAccessibleDescription(mark == WrongMark::Wrong ? QStringLiteral("Something here cannot be used.")
            : mark == WrongMark::Doubt                ? QStringLiteral("Something here may not be meant so.")
                                                      : QString());
    updateGeometry();
    update();
}

void TabButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    if (underMouse() && isEnabled() && !isChecked())
        painter.fillRect(rect(), theme.hover);
    painter.setFont(isChecked() ? semibold(font()) : font());
    painter.setPen(m_mark == WrongMark::Wrong ? theme.error
            : m_mark == WrongMark::Doubt      ? theme.warning
            : isChecked()                     ? theme.text
                                              : theme.secondary);
    const QString words = m_mark == WrongMark::None ? text() : text() + QStringLiteral(" !");
    const auto alignment = m_bar == Bar::Below ? Qt::AlignCenter : Qt::AlignVCenter | Qt::AlignLeft;
    painter.drawText(
        rect().adjusted(m_bar == Bar::Below ? 0 : Padding, 0, 0, 0), static_cast<int>(alignment), words);
    if (isChecked()) {
        const QRect bar = m_bar == Bar::Below
            ? QRect(Padding - 4, height() - BarWidth, width() - 2 * (Padding - 4), BarWidth)
            : QRect(0, 6, BarWidth, height() - 12);
        painter.fillRect(bar, theme.accent);
    }
    if (hasFocus())
        drawFocusRing(painter, rect(), palette());
}

void TabButton::enterEvent(QEnterEvent *event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void TabButton::leaveEvent(QEvent *event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

} // namespace framescope
