// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/popover.h"

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QPushButton;
QT_END_NAMESPACE

namespace framescope {

// One line to type: what it is for stands above it. Enter takes it, Esc does not.
class LinePopover final : public Popover {
    Q_OBJECT
public:
    explicit LinePopover(QWidget *parent = nullptr);

    void setWords(const QString &purpose, const QString &action);
    void setText(const QString &text);
    QString text() const;

Q_SIGNALS:
    void entered(const QString &text);

private:
    QLabel *m_purpose;
    QLineEdit *m_line;
    QPushButton *m_enter;
};

} // namespace framescope
