// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "ui/backgroundjob.h"
#include "ui/messagebar.h"

#include <QWidget>

#include <functional>

namespace framescope {

// Opens session files, chosen in a dialog or dropped on the window, each in a window of its own. GUI thread.
class SessionOpener final : public QObject {
    Q_OBJECT
public:
    // Makes a window for the session file at `path`.
    using Open = std::function<Result<void>(const QString &path)>;

    explicit SessionOpener(QWidget &window);

    // Without a way to open one nothing is taken.
    void setOpen(Open open);
    // Asks for a file, in a folder to begin with; empty: none. Set by tests, else a dialog.
    void setFileChooser(std::function<QString(const QString &folder)> choose);

    void choose();
    // Says what the file is instead if it is no session.
    void open(const QString &path);

Q_SIGNALS:
    void opened(const QString &path);
    void noticed(const framescope::Notice &notice);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void finish(const QString &path, const Result<void> &checked);

    Open m_open;
    std::function<QString(const QString &)> m_chooseFile;
    QString m_folder; // of the last one
    BackgroundJob m_job;
};

} // namespace framescope
