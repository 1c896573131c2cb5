// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/settingspage.h"

namespace framescope {

// Theme and size of the text.
class LookPage final : public SettingsPage {
    Q_OBJECT
public:
    explicit LookPage(QWidget *parent = nullptr);
};

// How rows and payloads are told at first.
class ReadingPage final : public SettingsPage {
    Q_OBJECT
public:
    explicit ReadingPage(QWidget *parent = nullptr);
};

// What a new connection is opened with if nobody changes it.
class NewConnectionPage final : public SettingsPage {
    Q_OBJECT
public:
    explicit NewConnectionPage(QWidget *parent = nullptr);

private:
    void addTime(const QString &name, const QString &meaning, const Setting<int> &setting);
};

} // namespace framescope
