// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/card.h"

#include "ui/theme.h"

#include <QLabel>

namespace framescope {

Card::Card(const QString &title, int side, QWidget *parent)
    : QFrame(parent)
    , m_column(new QVBoxLayout(this))
{
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(title);
    m_column->setContentsMargins(side, Padding, side, Padding);
    m_column->setSpacing(8);
    auto *words = new QLabel(title);
    words->setFont(semibold(words->font()));
    words->setContentsMargins(Padding - side, 0, 0, 0);
    m_column->addWidget(words);
}

} // namespace framescope
