// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "ui/messagebar.h"

#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>

namespace framescope {

class LiveSession;
class MessageActions;

// Brings the session that is being recorded to a place that the user chooses, and says how far it is and what came
// of it. GUI thread.
class SessionMover final : public QObject {
    Q_OBJECT
public:
    // `session` must outlive it; `window` is the dialog's.
    SessionMover(LiveSession &session, QWidget &window);

    // Asks for a file that is not there yet, with a name to begin with; empty: none. Set by tests, else a dialog.
    void setFileChooser(std::function<QString(const QString &suggested)> choose);

    void move();
    // Those of the message bar's that begin a move and call it off.
    void declare(MessageActions &actions);

Q_SIGNALS:
    // To say in the message bar; an empty one: nothing any more.
    void noticed(const framescope::Notice &notice);
    void moved(const QString &sentence);

private:
    // What the store's thread looks at, perhaps when this is gone.
    struct Shared {
        std::atomic<double> done = 0;
        std::atomic<bool> stopped = false; // by the user
    };
    void moveTo(const QString &path);
    void showProgress();
    void finish(const Result<void> &result);

    LiveSession &m_session;
    std::function<QString(const QString &)> m_chooseFile;
    QString m_path;                   // of the newest move
    std::shared_ptr<Shared> m_shared; // while it goes on
    QTimer m_tick;                    // the same
};

} // namespace framescope
