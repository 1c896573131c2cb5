// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace framescope {

// Values from any thread to one. Payloads travel here and never inside a queued Qt call: Qt only
// carries the empty wake-up, which keeps the thread sanitizer truthful with a Qt that is not
// instrumented, and many posts cost one event.
template <typename T>
class Mailbox {
public:
    // `wake` is called in the posting thread when the box turns from empty to not empty; it must
    // post an event that makes the owner call takeAll().
    explicit Mailbox(std::function<void()> wake)
        : m_wake(std::move(wake))
    {
    }

    void post(T value)
    {
        bool first = false;
        {
            const std::lock_guard lock(m_mutex);
            first = m_values.empty();
            m_values.push_back(std::move(value));
        }
        if (first && m_wake)
            m_wake();
    }

    // Everything that came since the last call, in order.
    std::vector<T> takeAll()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_values, {});
    }

private:
    std::function<void()> m_wake;
    std::mutex m_mutex;
    std::vector<T> m_values;
};

} // namespace framescope
