// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/writingmodes.h"

#include "ui/tabbutton.h"

#include <QBoxLayout>
#include <QButtonGroup>

namespace framescope {

namespace {

struct Choice {
    WritingMode mode;
    QString words;
};

QWidget *makeColumn(QButtonGroup *group, const QList<Choice> &choices)
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (const Choice &choice : choices) {
        auto *button = new TabButton(choice.words, TabButton::Bar::Left);
        group->addButton(button, static_cast<int>(choice.mode));
        column->addWidget(button);
    }
    column->addStretch();
    return page;
}

} // namespace

WritingModes::WritingModes(QWidget *parent)
    : QWidget(parent)
    , m_modes(new QButtonGroup(this))
    , m_binary(new QButtonGroup(this))
{
    m_ways = makeColumn(m_binary,
        {{WritingMode::Hex, QStringLiteral("Hex")}, {WritingMode::Base64, QStringLiteral("Base64")},
            {WritingMode::File, QStringLiteral("File")}});
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeColumn(m_modes,
        {{WritingMode::Text, QStringLiteral("Text")}, {WritingMode::Json, QStringLiteral("JSON")},
            {WritingMode::Hex, QStringLiteral("Binary")}}));
    row->addWidget(m_ways);
    connect(m_modes, &QButtonGroup::idClicked, this, [this](int id) {
        const auto mode = static_cast<WritingMode>(id);
        Q_EMIT chosen(isBinary(mode) ? m_lastBinary : mode);
    });
    connect(m_binary, &QButtonGroup::idClicked, this,
        [this](int id) { Q_EMIT chosen(static_cast<WritingMode>(id)); });
    setMode(WritingMode::Text);
}

void WritingModes::setMode(WritingMode mode)
{
    m_modes->button(static_cast<int>(isBinary(mode) ? WritingMode::Hex : mode))->setChecked(true);
    m_ways->setVisible(isBinary(mode));
    if (!isBinary(mode))
        return;
    m_lastBinary = mode;
    m_binary->button(static_cast<int>(mode))->setChecked(true);
}

} // namespace framescope
