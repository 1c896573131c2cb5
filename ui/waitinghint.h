// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connectionfacts.h"

#include <QFrame>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace framescope {

// What a connection is waiting for, in words, or nothing if there is nothing to wait for: the phases
// while it is connecting, the silence while it is open and nothing came.
QString waitingText(const ConnectionFacts &facts, const ConnectionCounters &counters, qint64 nowNs);

// A line at the foot of an empty timeline that says what is waited for. Lies over its parent and moves
// nothing.
class WaitingHint final : public QFrame {
    Q_OBJECT
public:
    explicit WaitingHint(QWidget *parent);

    // An empty text hides it; a ping can be offered.
    void setHint(const QString &text, bool offerPing);
    QString text() const;

Q_SIGNALS:
    void pingRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    QLabel *m_label = nullptr;
    QPushButton *m_ping = nullptr;
};

} // namespace framescope
