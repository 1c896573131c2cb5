// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/findbar.h"

#include "ui/setting.h"
#include "ui/symbols.h"
#include "ui/theme.h"
#include "ui/units.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

namespace framescope {

namespace {

constexpr int Height = 40;

const Setting<bool> &mindCaseSetting()
{
    static const Setting<bool> setting("detail/find-minds-case", false);
    return setting;
}

} // namespace

FindBar::FindBar(const QString &words, QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit)
    , m_count(new QLabel)
{
    setFixedHeight(Height);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 8, 1);
    row->setSpacing(4);
    m_edit->setPlaceholderText(words);
    m_edit->setAccessibleName(words);
    row->addWidget(m_edit, 1);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->setFont(tabularDigits(m_count->font()));
    m_count->setMinimumWidth(m_count->fontMetrics().horizontalAdvance(QStringLiteral("100 of 100")));
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(m_count);
    const auto add = [&](const QString &name, const QString &tip) {
        auto *button = new QToolButton;
        button->setAutoRaise(true);
        button->setAccessibleName(name);
        button->setToolTip(tip);
        row->addWidget(button);
        return button;
    };
    m_case = add(QStringLiteral("Match case"), QStringLiteral("Match case"));
    m_case->setText(QStringLiteral("Aa"));
    m_case->setCheckable(true);
    m_case->setChecked(mindCaseSetting().value());
    m_previous = add(QStringLiteral("Previous"), QStringLiteral("Previous (Shift+Enter, Shift+F3)"));
    m_previous->setIcon(symbolIcon(Symbol::ChevronUp));
    m_next = add(QStringLiteral("Next"), QStringLiteral("Next (Enter, F3)"));
    m_next->setIcon(symbolIcon(Symbol::ChevronDown));
    auto *close = add(QStringLiteral("Close"), QStringLiteral("Close (Esc)"));
    close->setIcon(symbolIcon(Symbol::Close));

    connect(m_edit, &QLineEdit::textChanged, this, &FindBar::searchChanged);
    connect(m_case, &QToolButton::toggled, this, [this](bool minds) {
        mindCaseSetting().set(minds);
        Q_EMIT searchChanged();
    });
    connect(m_previous, &QToolButton::clicked, this, [this] { Q_EMIT stepped(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { Q_EMIT stepped(1); });
    connect(close, &QToolButton::clicked, this, &FindBar::closed);
    setFocusProxy(m_edit);
    setCount(0, 0);
}

QString FindBar::needle() const
{
    return m_edit->text();
}

TextSearch::Case FindBar::minds() const
{
    return m_case->isChecked() ? TextSearch::Case::Minded : TextSearch::Case::Ignored;
}

void FindBar::setNeedle(const QString &needle)
{
    m_edit->setText(needle);
}

void FindBar::open()
{
    show();
    m_edit->selectAll();
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

void FindBar::setCount(std::optional<std::size_t> current, std::size_t count, bool mayBeMore)
{
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
    m_count->setToolTip({});
    const QString all = framescope::countText(count) + (mayBeMore ? QStringLiteral(" or more") : QString());
    if (needle().isEmpty())
        m_count->clear();
    else if (count == 0)
        m_count->setText(QStringLiteral("None"));
    else if (!current)
        m_count->setText(count == 1 ? QStringLiteral("1 hit") : QStringLiteral("%1 hits").arg(all));
    else
        m_count->setText(QStringLiteral("%1 of %2").arg(framescope::countText(*current + 1), all));
}

void FindBar::setFailed(const QString &sentence)
{
    setCount({}, 0);
    m_count->setText(QStringLiteral("Failed"));
    m_count->setToolTip(sentence);
}

void FindBar::setSearching()
{
    m_count->setText(QStringLiteral("\u2026"));
}

QString FindBar::countText() const
{
    return m_count->text();
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape: Q_EMIT closed(); return;
    case Qt::Key_Return:
    case Qt::Key_Enter: Q_EMIT stepped(event->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1); return;
    default: QWidget::keyPressEvent(event);
    }
}

void FindBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Theme::of(palette()).divider);
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace framescope
