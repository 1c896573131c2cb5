// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "ui/backgroundjob.h"
#include "ui/messagebar.h"

#include <QTimer>

#include <atomic>
#include <functional>

namespace framescope {

class LiveSession;
class MessageActions;

// Puts a copy of the session where the user wants it, and says how far it is and what came of it.
class SessionSaver final : public QObject {
    Q_OBJECT
public:
    // `session` must outlive it; `window` is the dialog's.
    SessionSaver(LiveSession &session, QWidget &window);

    // Asks for a file to save in, with a name to begin with; empty: none. Set by tests, else a dialog.
    void setFileChooser(std::function<QString(const QString &suggested)> choose);

    void save();
    bool isSaving() const { return m_job.isBusy(); }
    // That one of the message bar's which calls a copy off.
    void declare(MessageActions &actions);

Q_SIGNALS:
    // To say in the message bar; an empty one: nothing any more.
    void noticed(const framescope::Notice &notice);
    void saved(const QString &sentence);

private:
    void saveAs(const QString &path);
    void showProgress();
    void finish(const Result<void> &result);

    LiveSession &m_session;
    std::function<QString(const QString &)> m_chooseFile;
    QString m_path; // of the newest copy
    std::atomic<double> m_done = 0;
    std::atomic<bool> m_stopped = false; // by the user
    QTimer m_tick;                       // while it is being made
    BackgroundJob m_job;
};

} // namespace framescope
