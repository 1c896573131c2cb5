// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/draftpage.h"

namespace framescope {

// Subprotocols, and permessage-deflate with its four parameters (RFC 7692, 7.1).
class ProtocolsPage final : public DraftPage {
    Q_OBJECT
public:
    explicit ProtocolsPage(QWidget *parent = nullptr);

    void show(const ConnectionDraft &draft) override;
    void take(ConnectionDraft &draft) const override;

private:
    void enableParameters();

    QLineEdit *m_protocols = nullptr;
    QCheckBox *m_deflate = nullptr;
    QCheckBox *m_serverNoContext = nullptr;
    QCheckBox *m_clientNoContext = nullptr;
    QComboBox *m_serverBits = nullptr;
    QComboBox *m_clientBits = nullptr;
};

} // namespace framescope
