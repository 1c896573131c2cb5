// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/formbar.h"

#include "ui/symbols.h"
#include "ui/tabbutton.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QToolButton>

namespace framescope {

namespace {

constexpr int Height = 36;

QString tipOf(PayloadForm form)
{
    switch (form) {
    case PayloadForm::Pretty: return QStringLiteral("Indented; nothing but white space differs");
    case PayloadForm::Tree: return QStringLiteral("Keys and values to open");
    case PayloadForm::Raw: return QStringLiteral("Exactly the bytes, as text");
    case PayloadForm::Hex: break;
    }
    return QStringLiteral("Bytes as digits");
}

} // namespace

QString formName(PayloadForm form)
{
    switch (form) {
    case PayloadForm::Pretty: return QStringLiteral("Pretty");
    case PayloadForm::Tree: return QStringLiteral("Tree");
    case PayloadForm::Raw: return QStringLiteral("Raw");
    case PayloadForm::Hex: break;
    }
    return QStringLiteral("Hex");
}

FormBar::FormBar(QWidget *parent)
    : QWidget(parent)
    , m_forms(new QButtonGroup(this))
{
    setFixedHeight(Height);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(4, 0, 8, 1);
    row->setSpacing(0);
    for (const PayloadForm form : {PayloadForm::Pretty, PayloadForm::Tree, PayloadForm::Hex, PayloadForm::Raw})
        addForm(*row, form);
    row->addStretch();
    connect(m_forms, &QButtonGroup::idClicked, this,
        [this](int id) { Q_EMIT formChosen(static_cast<PayloadForm>(id)); });
    connect(
        addTool(*row, Symbol::Search, QStringLiteral("Find"), QStringLiteral("Find in this payload (Ctrl+F)")),
        &QToolButton::clicked, this, &FormBar::findRequested);
    connect(addTool(*row, Symbol::Copy, QStringLiteral("Copy"),
                QStringLiteral("Copy the selection, or all that is shown")),
        &QToolButton::clicked, this, &FormBar::copyRequested);
    connect(addTool(*row, Symbol::Save, QStringLiteral("Save payload as..."),
                QStringLiteral("Save the payload as...")),
        &QToolButton::clicked, this, &FormBar::saveRequested);
}

void FormBar::addForm(QHBoxLayout &row, PayloadForm form)
{
    auto *button = new TabButton(formName(form));
    button->setToolTip(tipOf(form));
    m_forms->addButton(button, static_cast<int>(form));
    row.addWidget(button);
}

QToolButton *FormBar::addTool(QHBoxLayout &row, Symbol symbol, const QString &name, const QString &tip)
{
    auto *button = new QToolButton;
    button->setIcon(symbolIcon(symbol));
    button->setAutoRaise(true);
    button->setAccessibleName(name);
    button->setToolTip(tip);
    row.addWidget(button);
    row.addSpacing(4);
    m_tools.append(button);
    return button;
}

void FormBar::setForms(const QList<PayloadForm> &forms, PayloadForm chosen)
{
    for (QAbstractButton *button : m_forms->buttons())
        button->setVisible(forms.contains(static_cast<PayloadForm>(m_forms->id(button))));
    m_forms->button(static_cast<int>(chosen))->setChecked(true);
}

void FormBar::setToolsEnabled(bool enabled)
{
    for (QToolButton *tool : m_tools)
        tool->setEnabled(enabled);
}

} // namespace framescope
