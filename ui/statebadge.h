// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connectionfacts.h"

#include <QWidget>

namespace framescope {

struct Theme;

// What a connection is for a person's eye: readyState, and a word of its own for one that never
// opened, or of which only the record is here.
enum class BadgeState : quint8 { Idle, Connecting, Open, Closing, Closed, Failed, Recorded };
BadgeState badgeState(const ConnectionFacts &facts);
QColor stateColour(BadgeState state, const Theme &theme);
// Hollow circle, half circle, full circle, cross, page.
void drawState(QPainter &painter, BadgeState state, const QRectF &box, const QColor &colour);

// The state of a connection as shape, word and colour, so that none of them has to be seen.
class StateBadge final : public QWidget {
    Q_OBJECT
public:
    explicit StateBadge(QWidget *parent = nullptr);

    // What else its tooltip says of the connection.
    void setRemark(const QString &remark);

    void setState(BadgeState state);
    BadgeState state() const { return m_state; }
    QString word() const;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showToolTip();

    QString m_remark;
    BadgeState m_state = BadgeState::Idle;
};

} // namespace framescope
