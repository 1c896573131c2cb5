// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/popover.h"

#include <chrono>

QT_BEGIN_NAMESPACE
class QDoubleSpinBox;
class QPushButton;
QT_END_NAMESPACE

namespace framescope {

// How often a message is sent again.
class EveryPopover final : public Popover {
    Q_OBJECT
public:
    static constexpr double Shortest = 0.1, Longest = 86'400; // seconds

    explicit EveryPopover(QWidget *parent = nullptr);

    // "to 1 localhost:9001": said on its button.
    void setTarget(const QString &words);

Q_SIGNALS:
    void chosen(std::chrono::milliseconds interval);

private:
    void showWords();

    QDoubleSpinBox *m_seconds = nullptr;
    QPushButton *m_start = nullptr;
    QString m_target;
};

} // namespace framescope
