// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/backgroundjob.h"
#include "ui/settingspage.h"

namespace framescope {

// Where sessions are kept while they are recorded, and how much that takes.
class StoragePage final : public SettingsPage {
    Q_OBJECT
public:
    // `session` is the file of the one that is recorded now.
    explicit StoragePage(const QString &session, QWidget *parent = nullptr);

    void showStored() override; // measures anew, in another thread

private:
    QString m_folder;
    QLabel *m_size = nullptr;
    BackgroundJob m_measuring;
};

} // namespace framescope
