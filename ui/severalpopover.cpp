// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/severalpopover.h"

#include "ui/style.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScopedValueRollback>

#include <algorithm>

namespace framescope {

namespace {

constexpr int Width = 320;
constexpr int RowHeight = 26;
constexpr int MostRows = 10; // more are scrolled

} // namespace

SeveralPopover::SeveralPopover(QWidget *parent)
    : Popover(Width, parent)
    , m_list(new QListWidget)
{
    setAccessibleName(QStringLiteral("Send to several connections"));
    column()->addWidget(new QLabel(QStringLiteral("Each message goes to all that are ticked.")));
    m_list->setAccessibleName(QStringLiteral("Open connections"));
    m_list->setUniformItemSizes(true);
    setFocusProxy(m_list);
    column()->addWidget(m_list);
    auto *row = new QHBoxLayout;
    const auto add = [&](const QString &words) {
        auto *button = new QPushButton(words);
        row->addWidget(button);
        return button;
    };
    QPushButton *all = add(QStringLiteral("All"));
    QPushButton *none = add(QStringLiteral("None"));
    row->addStretch();
    QPushButton *done = add(QStringLiteral("Done"));
    done->setProperty(Style::Primary, true);
    done->setDefault(true);
    column()->addLayout(row);

    connect(all, &QPushButton::clicked, this, [this] { tickAll(true); });
    connect(none, &QPushButton::clicked, this, [this] { tickAll(false); });
    connect(done, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_list, &QListWidget::itemChanged, this, &SeveralPopover::tell);
}

void SeveralPopover::fill(const SendTargets &targets)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_list->clear();
    for (const auto &[chain, target] : targets.open()) {
        auto *item = new QListWidgetItem(target.name, m_list);
        item->setData(Qt::UserRole, chain);
        item->setCheckState(targets.ticked().count(chain) > 0 ? Qt::Checked : Qt::Unchecked);
        item->setSizeHint({0, RowHeight});
    }
    m_list->setFixedHeight(std::clamp(m_list->count(), 2, MostRows) * RowHeight + 2);
    m_list->setCurrentRow(0);
}

void SeveralPopover::tickAll(bool on)
{
    {
        const QScopedValueRollback filling(m_isFilling, true);
        for (int row = 0; row < m_list->count(); ++row)
            m_list->item(row)->setCheckState(on ? Qt::Checked : Qt::Unchecked);
    }
    tell();
}

void SeveralPopover::tell()
{
    if (m_isFilling)
        return;
    std::set<SendTargets::Chain> several;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            several.insert(m_list->item(row)->data(Qt::UserRole).toInt());
    }
    Q_EMIT ticked(several);
}

} // namespace framescope
