// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

namespace framescope {

// A call that can take any time and cannot be stopped, such as one for the address of a name, in a thread of its
// own: neither its owner nor the end of the program waits for it. What it gives comes back to the owner's thread,
// unless that does not want it any more. Use once.
template <typename Value>
class DetachedCall {
public:
    DetachedCall() = default;
    DetachedCall(const DetachedCall &) = delete;
    DetachedCall &operator=(const DetachedCall &) = delete;
    ~DetachedCall() { giveUp(); }

    // `take` is called later, once, and may end this object.
    void start(std::function<Value()> call, std::function<void(const Value &)> take)
    {
        Q_ASSERT(!m_meeting);
        m_meeting = std::make_shared<Meeting>();
        m_meeting->take = std::move(take);
        m_meeting->receiver = &m_receiver;
        try {
            std::thread([call = std::move(call), meeting = m_meeting] {
                Meeting::bring(meeting, call());
            }).detach();
        } catch (const std::system_error &) {
            // No thread is left: as a call that does not come back, for which its owner has a limit.
        }
    }
    // Whoever waited is not called.
    void giveUp()
    {
        if (!m_meeting)
            return;
        m_meeting->take = nullptr;
        const std::lock_guard lock(m_meeting->mutex);
        m_meeting->receiver = nullptr;
    }

private:
    // Where the two threads meet, a queue of one; lives as long as one of them needs it. What is Qt's stays with the
    // owner: an object would have to end in the thread that it belongs to, and that may be over.
    struct Meeting {
        std::function<void(const Value &)> take; // the owner's thread only
        std::mutex mutex;                        // of the rest
        QObject *receiver = nullptr;             // null when nobody waits
        std::optional<Value> value;

        static void bring(const std::shared_ptr<Meeting> &meeting, Value brought)
        {
            const std::lock_guard lock(meeting->mutex);
            if (!meeting->receiver)
                return;
            meeting->value = std::move(brought);
            QMetaObject::invokeMethod(
                meeting->receiver, [meeting] { meeting->deliver(); }, Qt::QueuedConnection);
        }
        void deliver()
        {
            const auto waiting = std::exchange(take, nullptr);
            std::unique_lock lock(mutex);
            const auto brought = std::exchange(value, std::nullopt);
            lock.unlock();
            if (waiting && brought)
                waiting(*brought);
        }
    };

    std::shared_ptr<Meeting> m_meeting;
    QObject m_receiver;
};

} // namespace framescope
