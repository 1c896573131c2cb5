// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/linepopover.h"

#include "ui/style.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace framescope {

namespace {

constexpr int Width = 360;

} // namespace

LinePopover::LinePopover(QWidget *parent)
    : Popover(Width, parent)
    , m_purpose(new QLabel)
    , m_line(new QLineEdit)
    , m_enter(new QPushButton)
{
    m_purpose->setBuddy(m_line);
    m_purpose->setTextFormat(Qt::PlainText);
    m_line->setClearButtonEnabled(true);
    m_enter->setProperty(Style::Primary, true);
    setFocusProxy(m_line);
    column()->addWidget(m_purpose);
    auto *row = new QHBoxLayout;
    row->addWidget(m_line, 1);
    row->addWidget(m_enter);
    column()->addLayout(row);
    const auto enter = [this] {
        Q_EMIT entered(text());
        close();
    };
    connect(m_line, &QLineEdit::returnPressed, this, enter);
    connect(m_enter, &QPushButton::clicked, this, enter);
}

void LinePopover::setWords(const QString &purpose, const QString &action)
{
    m_purpose->setText(purpose);
    m_enter->setText(action);
    setAccessibleName(purpose);
}

void LinePopover::setText(const QString &text)
{
    m_line->setText(text);
    m_line->selectAll();
}

QString LinePopover::text() const
{
    return m_line->text().trimmed();
}

} // namespace framescope
