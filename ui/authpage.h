// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/draftpage.h"

QT_BEGIN_NAMESPACE
class QComboBox;
class QFormLayout;
class QLineEdit;
QT_END_NAMESPACE

namespace framescope {

class SignInForm;

// Authorization: none, Basic (RFC 7617) or Bearer (RFC 6750), and a request that signs in before each attempt.
class AuthPage final : public DraftPage {
    Q_OBJECT
public:
    explicit AuthPage(QWidget *parent = nullptr);

    void show(const ConnectionDraft &draft) override;
    void take(ConnectionDraft &draft) const override;
    void setSecretsShown(bool shown) override;
    void showProblems(const QList<ConnectionDraft::Problem> &problems) override;
    void focusField(ConnectionDraft::Field field, int row) override;

private:
    void showFields();
    QWidget *makeAuthorization();

    QFormLayout *m_form = nullptr;
    QComboBox *m_kind = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_password = nullptr;
    QLineEdit *m_token = nullptr;
    SignInForm *m_signIn = nullptr;
};

} // namespace framescope
