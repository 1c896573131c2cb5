// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/popover.h"

QT_BEGIN_NAMESPACE
class QPushButton;
class QSpinBox;
QT_END_NAMESPACE

namespace framescope {

// Under the arrow of Connect: how many connections to the same address to open at once.
class CopiesPopover final : public Popover {
    Q_OBJECT
public:
    // Each takes three sockets, and a process commonly may have 1,024.
    static constexpr int Most = 200;

    explicit CopiesPopover(QWidget *parent = nullptr);

    int copies() const;

Q_SIGNALS:
    void copiesRequested(int copies);

private:
    void showCopies();

    QSpinBox *m_copies = nullptr;
    QPushButton *m_connect = nullptr;
};

} // namespace framescope
