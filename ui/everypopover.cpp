// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/everypopover.h"

#include "ui/style.h"

#include <QBoxLayout>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>

namespace framescope {

namespace {

constexpr int Width = 320;
constexpr double Usual = 5;

} // namespace

EveryPopover::EveryPopover(QWidget *parent)
    : Popover(Width, parent)
    , m_seconds(new QDoubleSpinBox)
    , m_start(new QPushButton)
{
    setAccessibleName(QStringLiteral("Send again and again"));
    m_seconds->setDecimals(1);
    m_seconds->setRange(Shortest, Longest);
    m_seconds->setValue(Usual);
    m_seconds->setSuffix(QStringLiteral(" s"));
    setFocusProxy(m_seconds);
    auto *label = new QLabel(QStringLiteral("Seconds between two"));
    label->setBuddy(m_seconds);
    auto *row = new QHBoxLayout;
    row->addWidget(label, 1);
    row->addWidget(m_seconds);
    column()->addLayout(row);
    m_start->setProperty(Style::Primary, true);
    m_start->setDefault(true);
    column()->addWidget(m_start);
    connect(m_seconds, &QDoubleSpinBox::valueChanged, this, &EveryPopover::showWords);
    connect(m_start, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT chosen(std::chrono::milliseconds(qRound(m_seconds->value() * 1000)));
    });
    showWords();
}

void EveryPopover::setTarget(const QString &words)
{
    m_target = words;
    showWords();
}

void EveryPopover::showWords()
{
    const QString words = QStringLiteral("Send every %1 s %2").arg(m_seconds->value()).arg(m_target).trimmed();
    m_start->setText(m_start->fontMetrics().elidedText(words, Qt::ElideRight, Width - 64));
    m_start->setAccessibleName(words);
}

} // namespace framescope
