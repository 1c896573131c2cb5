// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/draftpage.h"

namespace framescope {

// Timeouts, answer to pings, limit of delivery, and which rules hold.
class BehaviourPage final : public DraftPage {
    Q_OBJECT
public:
    explicit BehaviourPage(QWidget *parent = nullptr);

    void show(const ConnectionDraft &draft) override;
    void take(ConnectionDraft &draft) const override;

private:
    QSpinBox *makeMilliseconds(const QString &name);

    QSpinBox *m_connect = nullptr;
    QSpinBox *m_tls = nullptr;
    QSpinBox *m_handshake = nullptr;
    QSpinBox *m_close = nullptr;
    QCheckBox *m_answerPings = nullptr;
    QSpinBox *m_limit = nullptr;
    QComboBox *m_rules = nullptr;
    QComboBox *m_policy = nullptr;
};

} // namespace framescope
