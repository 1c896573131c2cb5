// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/copiespopover.h"

#include "ui/style.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

namespace framescope {

namespace {

constexpr int Width = 280;
constexpr int Usual = 10;

} // namespace

CopiesPopover::CopiesPopover(QWidget *parent)
    : Popover(Width, parent)
    , m_copies(new QSpinBox)
    , m_connect(new QPushButton)
{
    setAccessibleName(QStringLiteral("Several connections to this address"));
    m_copies->setRange(2, Most);
    m_copies->setValue(Usual);
    setFocusProxy(m_copies);
    auto *label = new QLabel(QStringLiteral("Connections at once"));
    label->setBuddy(m_copies);
    auto *row = new QHBoxLayout;
    row->addWidget(label, 1);
    row->addWidget(m_copies);
    column()->addLayout(row);
    m_connect->setProperty(Style::Primary, true);
    m_connect->setDefault(true);
    column()->addWidget(m_connect, 0, Qt::AlignRight);

    connect(m_copies, &QSpinBox::valueChanged, this, &CopiesPopover::showCopies);
    connect(m_connect, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT copiesRequested(copies());
    });
    showCopies();
}

int CopiesPopover::copies() const
{
    return m_copies->value();
}

void CopiesPopover::showCopies()
{
    m_connect->setText(QStringLiteral("Connect %1 copies").arg(copies()));
}

} // namespace framescope
