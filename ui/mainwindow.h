// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/livesession.h"

#include <QMainWindow>

#include <functional>

namespace framescope {

// The window: places the panels and lets them speak to the session and to each other.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    // `session` must outlive the window.
    explicit MainWindow(LiveSession &session, QWidget *parent = nullptr);
    ~MainWindow() override;

    // As if the user had typed `url` into the bar and pressed Enter.
    void connectTo(const QString &url);
    // The start page offers "Try the demo" once there is a way to start it; `start` answers the
    // address to connect to.
    void setDemo(std::function<Result<QString>()> start);
};

} // namespace framescope
