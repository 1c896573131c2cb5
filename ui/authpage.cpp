// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/authpage.h"

#include "ui/signinform.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr int AuthorizationWidth = 240;

} // namespace

AuthPage::AuthPage(QWidget *parent)
    : DraftPage(parent)
    , m_kind(makeChoice(u"Authorization"_s, {u"None"_s, u"Basic"_s, u"Bearer"_s})) // as ConnectionDraft::Auth
    , m_user(makeEdit(u"User"_s))
    , m_password(makeSecret(u"Password"_s))
    , m_token(makeSecret(u"Token"_s))
    , m_signIn(new SignInForm)
{
    auto *across = new QHBoxLayout(this);
    across->setContentsMargins({});
    across->setSpacing(0);
    across->addWidget(makeAuthorization());
    across->addWidget(m_signIn, 1);
    connect(m_signIn, &DraftPage::edited, this, &DraftPage::edited);
    setPlace(ConnectionDraft::Field::Authorization, m_kind);
    setPlace(ConnectionDraft::Field::User, m_user);
    setPlace(ConnectionDraft::Field::Password, m_password);
    setPlace(ConnectionDraft::Field::Token, m_token);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &AuthPage::showFields);
    showFields();
}

QWidget *AuthPage::makeAuthorization()
{
    auto *side = new QWidget;
    side->setFixedWidth(AuthorizationWidth);
    m_form = makeColumn({m_kind, m_user, m_password, m_token});
    m_form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    m_form->setLabelAlignment(Qt::AlignLeft);
    side->setLayout(m_form);
    return side;
}

void AuthPage::showFields()
{
    const auto kind = static_cast<ConnectionDraft::Auth>(m_kind->currentIndex());
    m_form->setRowVisible(m_user, kind == ConnectionDraft::Auth::Basic);
    m_form->setRowVisible(m_password, kind == ConnectionDraft::Auth::Basic);
    m_form->setRowVisible(m_token, kind == ConnectionDraft::Auth::Bearer);
}

void AuthPage::show(const ConnectionDraft &draft)
{
    m_kind->setCurrentIndex(static_cast<int>(draft.auth));
    m_user->setText(draft.user);
    m_password->setText(draft.password);
    m_token->setText(draft.token);
    m_signIn->show(draft);
}

void AuthPage::take(ConnectionDraft &draft) const
{
    draft.auth = static_cast<ConnectionDraft::Auth>(m_kind->currentIndex());
    draft.user = m_user->text();
    draft.password = m_password->text();
    draft.token = m_token->text().trimmed();
    m_signIn->take(draft);
}

void AuthPage::setSecretsShown(bool shown)
{
    DraftPage::setSecretsShown(shown);
    m_signIn->setSecretsShown(shown);
}

void AuthPage::showProblems(const QList<ConnectionDraft::Problem> &problems)
{
    DraftPage::showProblems(problems);
    m_signIn->showProblems(problems);
}

void AuthPage::focusField(ConnectionDraft::Field field, int row)
{
    DraftPage::focusField(field, row);
    m_signIn->focusField(field, row);
}

} // namespace framescope
