// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/writtenmessage.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QButtonGroup;
class QVBoxLayout;
QT_END_NAMESPACE

namespace framescope {

// The ways to write a message, to choose from: Text, JSON and Binary, and beside Binary how bytes are written.
class WritingModes final : public QWidget {
    Q_OBJECT
public:
    explicit WritingModes(QWidget *parent = nullptr);

    void setMode(WritingMode mode);

Q_SIGNALS:
    void chosen(framescope::WritingMode mode); // by the user

private:
    QButtonGroup *m_modes = nullptr; // Hex stands for all of Binary
    QButtonGroup *m_binary = nullptr;
    QWidget *m_ways = nullptr; // to write bytes
    WritingMode m_lastBinary = WritingMode::Hex;
};

} // namespace framescope
