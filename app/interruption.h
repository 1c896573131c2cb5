// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QTimer>

namespace framescope {

// Ctrl+C and SIGTERM as a signal of Qt. One at a time, in the main thread.
class Interruption final : public QObject {
    Q_OBJECT
public:
    explicit Interruption(QObject *parent = nullptr);
    ~Interruption() override;

Q_SIGNALS:
    void requested();

private:
    QTimer m_look;
};

} // namespace framescope
