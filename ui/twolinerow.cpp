// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/twolinerow.h"

#include <QPainter>

#include <algorithm>

namespace framescope::twolinerow {

namespace {

constexpr int Padding = 8;
constexpr int Vertical = 6; // above the first line and below the second

} // namespace

Lines linesOf(const QStyleOptionViewItem &option)
{
    // Where no arrow stands before the row, it begins where the heading does.
    const int left = option.rect.left() == 0 ? Margin : Padding / 2;
    const QRect room = option.rect.adjusted(left, Vertical, -Padding, -Vertical);
    const int height = room.height() / 2;
    return {QRect(room.left(), room.top(), room.width(), height),
        QRect(room.left(), room.top() + height, room.width(), height)};
}

QSize sizeHint(const QStyleOptionViewItem &option)
{
    return QSize(100, 2 * (option.fontMetrics.height() + 2) + 2 * Vertical);
}

Theme themeOf(const QStyleOptionViewItem &option)
{
    Theme theme = Theme::of(option.palette);
    if (!theme.highContrast || !option.state.testFlag(QStyle::State_Selected))
        return theme;
    theme.window = theme.selection;
    for (QColor *ink :
        {&theme.text, &theme.secondary, &theme.divider, &theme.sent, &theme.warning, &theme.error})
        *ink = theme.selectedText;
    return theme;
}

void fillSelected(QPainter &painter, const QRect &row, const QPalette &palette, bool hasFocus)
{
    const Theme &theme = Theme::of(palette);
    painter.fillRect(row, hasFocus ? theme.selection : theme.selectionInactive);
}

int drawLeft(QPainter &painter, const QRect &room, const QString &words, Qt::TextElideMode elide)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const QString shown = metrics.elidedText(words, elide, std::max(0, room.width()));
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
    return metrics.horizontalAdvance(shown);
}

} // namespace framescope::twolinerow
