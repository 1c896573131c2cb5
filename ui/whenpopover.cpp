// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/whenpopover.h"

#include "ui/style.h"
#include "ui/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace framescope {

namespace {

constexpr int Width = 400;
constexpr int RemarkLines = 3; // so that nothing moves while one types
constexpr int Most = 1'000'000;

} // namespace

WhenPopover::WhenPopover(QWidget *parent)
    : Popover(Width, parent)
    , m_to(new QComboBox)
    , m_how(new QComboBox)
    , m_text(new QLineEdit)
    , m_most(new QSpinBox)
    , m_remark(new QLabel)
    , m_start(new QPushButton)
{
    setAccessibleName(QStringLiteral("Send in reply"));
    setFocusProxy(m_text);
    makeChoices();
    auto *what = new QHBoxLayout;
    what->addWidget(m_to, 4);
    what->addWidget(m_how, 3);
    column()->addLayout(what);
    m_text->setAccessibleName(QStringLiteral("What a message has to have"));
    m_text->setClearButtonEnabled(true);
    column()->addWidget(m_text);
    auto *often = new QHBoxLayout;
    auto *label = new QLabel(QStringLiteral("Replies at most"));
    label->setBuddy(m_most);
    often->addWidget(label, 1);
    often->addWidget(m_most);
    column()->addLayout(often);
    m_remark->setWordWrap(true);
    m_remark->setTextFormat(Qt::PlainText);
    m_remark->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_remark->setFixedHeight(RemarkLines * m_remark->fontMetrics().lineSpacing());
    column()->addWidget(m_remark);
    m_start->setProperty(Style::Primary, true);
    m_start->setDefault(true);
    column()->addWidget(m_start);
    connect(m_to, &QComboBox::currentIndexChanged, this, &WhenPopover::showWords);
    connect(m_how, &QComboBox::currentIndexChanged, this, &WhenPopover::showWords);
    connect(m_text, &QLineEdit::textChanged, this, &WhenPopover::showWords);
    connect(m_text, &QLineEdit::returnPressed, m_start, &QPushButton::click);
    connect(m_most, &QSpinBox::valueChanged, this, &WhenPopover::showWords);
    connect(m_start, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT chosen(wish());
    });
    showWords();
}

// In the order of their enumerations.
void WhenPopover::makeChoices()
{
    m_to->addItems({QStringLiteral("When a message"), QStringLiteral("When a text message"),
        QStringLiteral("When a binary message")});
    m_to->setAccessibleName(QStringLiteral("Kind of message"));
    m_how->addItems(
        {QStringLiteral("contains"), QStringLiteral("is exactly"), QStringLiteral("matches regex")});
    m_how->setAccessibleName(QStringLiteral("How it is looked at"));
    m_most->setRange(0, Most);
    m_most->setValue(ReplyWish().most);
    m_most->setGroupSeparatorShown(true);
    m_most->setSpecialValueText(QStringLiteral("any number"));
}

void WhenPopover::setTarget(const QString &words)
{
    m_target = words;
    showWords();
}

ReplyWish WhenPopover::wish() const
{
    return {static_cast<ReplyRule::To>(m_to->currentIndex()),
        static_cast<ReplyWish::How>(m_how->currentIndex()), m_text->text(), m_most->value()};
}

void WhenPopover::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_start)
        showWords();
    Popover::changeEvent(event);
}

// Of the regular expression.
QString WhenPopover::mistake() const
{
    const auto rule = replyRule(wish(), {});
    if (rule)
        return {};
    return QStringLiteral("%1 (%2)").arg(rule.error().what, rule.error().where);
}

void WhenPopover::showWords()
{
    const QString wrong = mistake();
    showRemark(wrong);
    const bool needsText = m_how->currentIndex() != static_cast<int>(ReplyWish::How::Equals);
    m_start->setEnabled(wrong.isEmpty() && !(needsText && m_text->text().isEmpty()));
    const QString words = QStringLiteral("Reply %1").arg(m_target).trimmed();
    m_start->setText(m_start->fontMetrics().elidedText(words, Qt::ElideRight, Width - 64));
    m_start->setAccessibleName(words);
}

void WhenPopover::showRemark(const QString &wrong)
{
    const Theme &theme = Theme::of(palette());
    const bool isEndless = m_most->value() == 0;
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText,
        !wrong.isEmpty() ? theme.error
            : isEndless  ? theme.warning
                         : theme.secondary);
    m_remark->setPalette(colors);
    m_remark->setText(!wrong.isEmpty() ? wrong
            : isEndless
            ? QStringLiteral("A server that sends every message back can make this go on for ever.")
            : QStringLiteral("Replies are rows with an A. They end with the connection."));
    m_remark->setToolTip(wrong);
}

} // namespace framescope
