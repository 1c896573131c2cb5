// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sectionheading.h"

#include "ui/style.h"
#include "ui/symbols.h"
#include "ui/theme.h"

#include <QPainter>

namespace framescope {

namespace {

constexpr int Margin = 12;
constexpr int SymbolSize = 16;

} // namespace

SectionHeading::SectionHeading(const QString &words, QWidget *parent)
    : QAbstractButton(parent)
{
    setText(words);
    setAccessibleName(words);
    setCheckable(true);
    setChecked(true);
    setFixedHeight(Height);
    setFocusPolicy(Qt::StrongFocus);
    setFont(semibold(font()));
}

QSize SectionHeading::sizeHint() const
{
    return QSize(fontMetrics().horizontalAdvance(text()) + 3 * Margin + SymbolSize, Height);
}

void SectionHeading::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setPen(theme.text);
    painter.drawText(rect().adjusted(Margin, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
    symbolIcon(isChecked() ? Symbol::ChevronDown : Symbol::ChevronUp)
        .paint(&painter,
            QRect(width() - Margin - SymbolSize, (Height - SymbolSize) / 2, SymbolSize, SymbolSize));
    painter.fillRect(QRect(0, Height - 1, width(), 1), theme.divider);
    if (hasFocus())
        drawFocusRing(painter, rect(), palette());
}

} // namespace framescope
