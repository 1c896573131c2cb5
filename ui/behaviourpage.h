// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/draftpage.h"

QT_BEGIN_NAMESPACE
class QDoubleSpinBox;
QT_END_NAMESPACE

namespace framescope {

// Timeouts, keepalive, answer to pings, reconnecting, limits, and which rules hold.
class BehaviourPage final : public DraftPage {
    Q_OBJECT
public:
    explicit BehaviourPage(QWidget *parent = nullptr);

    void show(const ConnectionDraft &draft) override;
    void take(ConnectionDraft &draft) const override;

private:
    QDoubleSpinBox *makeFactor();
    QSpinBox *makeLimit(const QString &name, const QString &meaning);
    QSpinBox *makeMilliseconds(const QString &name, const QString &none);
    QWidget *makePings();
    QWidget *makeKeepalive();
    QWidget *makeReconnect();
    QWidget *makeWaits();
    void enableFields();
    void showPings(const ConnectionOptions &options);
    void takePings(ConnectionOptions &options) const;

    QFormLayout *m_second = nullptr; // column
    QWidget *m_waits = nullptr;
    QSpinBox *m_connect = nullptr;
    QSpinBox *m_tls = nullptr;
    QSpinBox *m_handshake = nullptr;
    QSpinBox *m_close = nullptr;
    QSpinBox *m_deliver = nullptr;
    QSpinBox *m_inflate = nullptr;
    QSpinBox *m_queue = nullptr;
    QComboBox *m_answer = nullptr;
    QSpinBox *m_answerDelay = nullptr;
    QLineEdit *m_answerPayload = nullptr;
    QSpinBox *m_keepalive = nullptr;
    QSpinBox *m_misses = nullptr;
    QCheckBox *m_reconnect = nullptr;
    QSpinBox *m_firstWait = nullptr;
    QSpinBox *m_longestWait = nullptr;
    QDoubleSpinBox *m_factor = nullptr;
    QSpinBox *m_jitter = nullptr; // per cent
    QSpinBox *m_attempts = nullptr;
    QComboBox *m_rules = nullptr;
    QComboBox *m_policy = nullptr;
};

} // namespace framescope
