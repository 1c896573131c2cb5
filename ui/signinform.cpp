// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/signinform.h"

#include "analysis/secrets.h"
#include "ui/namedvaluetable.h"
#include "ui/theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

using Field = ConnectionDraft::Field;

constexpr int MethodWidth = 88;
constexpr int TableHeight = 96;

} // namespace

SignInForm::SignInForm(QWidget *parent)
    : DraftPage(parent)
    , m_on(makeCheck(u"Sign in first"_s))
    , m_fields(new QWidget)
{
    m_on->setAccessibleName(m_on->text());
    m_on->setToolTip(
        u"One HTTP request before each attempt, also when it reconnects. What its answer brings stands for "
        u"${variables} in the address, the headers and the subprotocols."_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(8);
    column->addWidget(m_on);
    auto *inner = new QVBoxLayout(m_fields);
    inner->setContentsMargins({});
    inner->setSpacing(8);
    inner->addLayout(makeRequest());
    inner->addLayout(makeTables(), 1);
    column->addWidget(m_fields, 1);
    column->addStretch();
    connect(m_on, &QCheckBox::clicked, this, &SignInForm::showFields);
    showFields();
}

QLayout *SignInForm::makeRequest()
{
    m_method = makeChoice(u"Method of the sign-in"_s, {u"POST"_s, u"GET"_s, u"PUT"_s});
    m_method->setMinimumWidth(MethodWidth);
    m_method->setEditable(true);
    connect(m_method->lineEdit(), &QLineEdit::textEdited, this, &DraftPage::edited);
    m_url = makeEdit(u"Address of the sign-in"_s, u"https://login.example/token"_s);
    m_body = makeEdit(u"Body of the sign-in"_s, u"{\"user\": \"ann\", \"password\": \"${password}\"}"_s);
    for (QLineEdit *edit : {m_url, m_body}) {
        edit->setMaximumWidth(QWIDGETSIZE_MAX);
        edit->setFont(monospaceFont());
    }
    setPlace(Field::SignInUrl, m_url);
    setPlace(Field::SignInBody, m_body);
    auto *grid = new QGridLayout;
    grid->setSpacing(8);
    grid->addWidget(m_method, 0, 0);
    grid->addWidget(m_url, 0, 1);
    auto *label = new QLabel(u"Body"_s);
    label->setBuddy(m_body);
    grid->addWidget(label, 1, 0, Qt::AlignRight | Qt::AlignVCenter);
    grid->addWidget(m_body, 1, 1);
    grid->setColumnStretch(1, 1);
    connect(m_body, &QLineEdit::editingFinished, this, &SignInForm::sayContentType);
    return grid;
}

QLayout *SignInForm::makeTables()
{
    m_headers =
        makeTable(Field::SignInHeaders, u"Headers of the sign-in"_s, u"Add a header"_s, secrets::isHeader);
    m_values = makeTable(Field::SignInValues, u"Values of the sign-in's answer"_s, u"Add one"_s,
        [](QStringView) { return false; });
    m_values->namedValues().setValueWords(u"$.token, header X, cookie sid"_s);
    auto *across = new QHBoxLayout;
    across->setSpacing(8);
    for (const auto &[words, table] :
        {std::pair{u"Headers"_s, m_headers}, {u"Variables from the answer"_s, m_values}}) {
        table->setMinimumHeight(TableHeight);
        table->setFrameShape(QFrame::StyledPanel);
        table->hideColumn(NamedValueModel::Source);
        table->horizontalHeader()->setSectionResizeMode(NamedValueModel::Name, QHeaderView::Stretch);
        auto *column = new QVBoxLayout;
        column->setSpacing(4);
        auto *label = new QLabel(words);
        label->setBuddy(table);
        column->addWidget(label);
        column->addWidget(table, 1);
        across->addLayout(column, 1);
    }
    return across;
}

void SignInForm::showFields()
{
    m_fields->setVisible(m_on->isChecked());
}

// Servers refuse JSON that is not said to be that: it stands where it can be seen and changed.
void SignInForm::sayContentType()
{
    const QString body = m_body->text().trimmed();
    const bool isSaid = !m_headers->namedValues().values().isEmpty();
    if (isSaid || !(body.startsWith(u'{') || body.startsWith(u'[')))
        return;
    m_headers->namedValues().setValues({{true, u"Content-Type"_s, u"application/json"_s, u"the body"_s}});
    Q_EMIT edited();
}

void SignInForm::show(const ConnectionDraft &draft)
{
    const SignInDraft &signIn = draft.signIn;
    m_on->setChecked(signIn.on);
    m_method->setCurrentText(signIn.method);
    m_url->setText(signIn.url);
    m_body->setText(signIn.body);
    m_headers->namedValues().setValues(signIn.headers);
    m_values->namedValues().setValues(signIn.values);
    showFields();
}

void SignInForm::take(ConnectionDraft &draft) const
{
    draft.signIn = {m_on->isChecked(), m_method->currentText().trimmed(), m_url->text().trimmed(),
        m_headers->namedValues().values(), m_body->text(), m_values->namedValues().values()};
}

} // namespace framescope
