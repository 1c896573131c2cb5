// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/draftpage.h"

namespace framescope {

// The request that signs in before each attempt, and what of its answer becomes a variable: part of the page of
// authorization.
class SignInForm final : public DraftPage {
    Q_OBJECT
public:
    explicit SignInForm(QWidget *parent = nullptr);

    void show(const ConnectionDraft &draft) override;
    void take(ConnectionDraft &draft) const override;

private:
    QLayout *makeRequest();
    QLayout *makeTables();
    void showFields();
    void sayContentType();

    QCheckBox *m_on = nullptr;
    QWidget *m_fields = nullptr;
    QComboBox *m_method = nullptr;
    QLineEdit *m_url = nullptr;
    QLineEdit *m_body = nullptr;
    NamedValueTable *m_headers = nullptr;
    NamedValueTable *m_values = nullptr;
};

} // namespace framescope
