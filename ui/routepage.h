// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/draftpage.h"

namespace framescope {

// Proxy with its login, another address to connect to, one address family.
class RoutePage final : public DraftPage {
    Q_OBJECT
public:
    explicit RoutePage(QWidget *parent = nullptr);

    void show(const ConnectionDraft &draft) override;
    void take(ConnectionDraft &draft) const override;

private:
    void enableProxy();

    QComboBox *m_kind = nullptr;
    QLineEdit *m_proxy = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_password = nullptr;
    QLineEdit *m_connectTo = nullptr;
    QComboBox *m_family = nullptr;
};

} // namespace framescope
