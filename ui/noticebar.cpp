// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/noticebar.h"

#include "ui/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPushButton>

namespace framescope {

NoticeBar::NoticeBar(Tone tone, QWidget *parent)
    : QWidget(parent)
    , m_tone(tone)
    , m_sentence(new QLabel)
    , m_action(new QPushButton)
{
    setAutoFillBackground(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 8, 4);
    row->setSpacing(8);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_action);
    connect(m_action, &QPushButton::clicked, this, &NoticeBar::triggered);
    applyColours();
    hide();
}

void NoticeBar::say(const QString &sentence, const QString &action)
{
    m_sentence->setText(sentence);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setVisible(!sentence.isEmpty());
}

QString NoticeBar::sentence() const
{
    return m_sentence->text();
}

QString NoticeBar::action() const
{
    return m_action->text();
}

void NoticeBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColours();
}

void NoticeBar::applyColours()
{
    // By the parent: its own window colour is the notice's.
    const Theme &theme = Theme::of(parentWidget() ? parentWidget()->palette() : palette());
    QPalette colours = palette();
    const bool warns = m_tone == Tone::Warning;
    colours.setColor(QPalette::Window, warns ? theme.warningBackground : theme.infoBackground);
    colours.setColor(QPalette::WindowText, warns ? theme.warning : theme.text);
    if (palette().color(QPalette::Window) != colours.color(QPalette::Window))
        setPalette(colours);
}

} // namespace framescope
