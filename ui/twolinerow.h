// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QStyleOptionViewItem>

namespace framescope {

// What rows of two lines in the sidebar have in common, whatever stands in them.
namespace twolinerow {

inline constexpr int Margin = 12;
inline constexpr int Gap = 6;

struct Lines {
    QRect upper;
    QRect lower;
};
Lines linesOf(const QStyleOptionViewItem &option);
QSize sizeHint(const QStyleOptionViewItem &option);

// The colours for what stands in that row: in high contrast what is selected has its own ink.
Theme themeOf(const QStyleOptionViewItem &option);
// The paper of a row that is selected, over its whole width.
void fillSelected(QPainter &painter, const QRect &row, const QPalette &palette, bool hasFocus);
// Draws it elided at the left of `room` and answers how wide it became.
int drawLeft(QPainter &painter, const QRect &room, const QString &words, Qt::TextElideMode elide);

} // namespace twolinerow

} // namespace framescope
