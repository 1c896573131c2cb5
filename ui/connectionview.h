// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connectionfacts.h"

#include <QTextBrowser>

namespace framescope {

// Everything known about one connection, as text that can be selected: outcome, phases and addresses,
// request, response, extensions, TLS. Secrets show as dots until the user asks for them.
class ConnectionView final : public QTextBrowser {
    Q_OBJECT
public:
    explicit ConnectionView(QWidget *parent = nullptr);

    // `epochOffsetNs` added to a time of the facts makes it a date.
    void setFacts(const ConnectionFacts &facts, qint64 epochOffsetNs);
    // What was agreed, and the chain of certificates, in sight; nothing without TLS.
    void showTls();

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void refresh();

    ConnectionFacts m_facts;
    qint64 m_epochOffsetNs = 0;
    bool m_secretsShown = false;
    bool m_claimsShown = false;
    bool m_stale = true;
};

} // namespace framescope
