// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <atomic>
#include <deque>
#include <memory>

namespace framescope {

// Where the file of a session lies: a handle, whose copies, in any thread, tell the same. It may be moved while
// it is recorded (SessionStore::moveTo), so who reads it again asks again.
class SessionPlace {
public:
    SessionPlace(const QString &path)
        : m_state(std::make_shared<State>())
    {
        moveTo(path);
    }
    QString path() const { return *m_state->current.load(std::memory_order_acquire); }
    // One thread at a time. What was a place before stays readable, so nobody waits for anybody.
    void moveTo(const QString &path) const
    {
        m_state->all.push_back(path);
        m_state->current.store(&m_state->all.back(), std::memory_order_release);
    }

private:
    struct State {
        std::deque<QString> all; // references stay valid
        std::atomic<const QString *> current = nullptr;
    };
    std::shared_ptr<State> m_state;
};

} // namespace framescope
