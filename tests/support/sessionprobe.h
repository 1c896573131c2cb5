// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "session/sessionreader.h"
#include "session/sessionstore.h"

#include <QTemporaryDir>

#include <memory>

namespace framescope::test {

// A session that lasts as long as a test, and its rows as they read in the file.
class SessionProbe {
public:
    SessionProbe();

    const Clock &clock() const { return m_clock; }
    SessionStore &store() { return *m_store; }
    Journal &journal() { return m_store->journal(); }

    SessionReader &log(); // everything up to now
    // All rows but frames, as "state Open." or "note ...", of a handshake its first line.
    QStringList rows();
    // Frames that are no control frames, as `< text "hi" not-delivered`.
    QStringList dataRows();

private:
    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<SessionStore> m_store;
    std::unique_ptr<SessionReader> m_reader;
};

} // namespace framescope::test
