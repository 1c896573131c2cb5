// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/draftpage.h"
#include "ui/filefield.h"

namespace framescope {

// Authorities, the client's certificate, least version, the name asked for, and certificates accepted by name.
class TlsPage final : public DraftPage {
    Q_OBJECT
public:
    explicit TlsPage(QWidget *parent = nullptr);

    void show(const ConnectionDraft &draft) override;
    void take(ConnectionDraft &draft) const override;

private:
    void enablePassword();

    FileField *m_ca = nullptr;
    FileField *m_certificate = nullptr;
    FileField *m_key = nullptr;
    QLineEdit *m_password = nullptr;
    QComboBox *m_minimum = nullptr;
    QLineEdit *m_serverName = nullptr;
    QLineEdit *m_accepted = nullptr;
};

} // namespace framescope
