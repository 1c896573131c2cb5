// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace framescope {

// Lets a thread sleep until another has something for it. Made for a queue whose producer is in a
// hurry: touch() costs one load while the sleeper is awake. A touch that races with falling asleep
// may be missed, so a sleeper always gives a timeout; ring() is never missed.
class Doorbell {
public:
    void touch()
    {
        if (m_listening.load(std::memory_order_relaxed))
            ring();
    }
    void ring()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_rung = true;
        }
        m_bell.notify_one();
    }
    // Sleeps until rung, at most `timeout`.
    void wait(std::chrono::milliseconds timeout)
    {
        std::unique_lock lock(m_mutex);
        m_bell.wait_for(lock, timeout, [this] { return m_rung; });
        m_rung = false;
    }
    // Sleeps until rung or touched, unless `isIdle` says that something came while nobody listened.
    template <typename IsIdle>
    void waitForTouch(std::chrono::milliseconds timeout, IsIdle isIdle)
    {
        m_listening.store(true);
        if (isIdle())
            wait(timeout);
        m_listening.store(false);
    }

private:
    std::atomic<bool> m_listening = false;
    std::mutex m_mutex;
    std::condition_variable m_bell;
    bool m_rung = false;
};

} // namespace framescope
