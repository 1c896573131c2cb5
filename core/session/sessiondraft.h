// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QString>

#include <memory>

namespace framescope {

// A session file that is being put together beside the place where it is wanted: it gets there whole, by its
// name, or is gone with this. Readable by its owner only.
class SessionDraft {
public:
    // An error if nothing can be made there, or if what lies beside `target` belongs to a session that is being
    // recorded or was not finished: it would be taken for this one's, and ruin it.
    static Result<std::unique_ptr<SessionDraft>> make(const QString &target);
    ~SessionDraft();
    Q_DISABLE_COPY_MOVE(SessionDraft)

    QString path() const { return m_path; } // empty at first
    // Nobody has the file open, and nothing of it lies beside it. What stood at the target is replaced.
    Result<void> publish();

private:
    explicit SessionDraft(const QString &target);

    const QString m_target;
    const QString m_path;
    bool m_isPublished = false;
};

} // namespace framescope
