// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/mailbox.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <system_error>
#include <thread>

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
        try {
            std::thread([call = std::move(call), meeting = m_meeting]() mutable {
                meeting->box.post(call());
                Meeting::end(std::move(meeting));
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
        m_meeting->isAwaited = false;
    }

private:
    // Where the two threads meet; lives as long as one of them needs it.
    struct Meeting {
        std::function<void(const Value &)> take; // the owner's thread only
        std::atomic<bool> isAwaited = true;
        QObject receiver;
        Mailbox<Value> box{nullptr};

        // The wake-up takes the meeting along, so that it ends in the owner's thread. That may be over itself when
        // nobody waits, and would then never be woken.
        static void end(std::shared_ptr<Meeting> meeting)
        {
            if (!meeting->isAwaited)
                return;
            QObject *receiver = &meeting->receiver;
            QMetaObject::invokeMethod(
                receiver, [meeting = std::move(meeting)] { meeting->deliver(); }, Qt::QueuedConnection);
        }
        void deliver()
        {
            const auto waiting = std::exchange(take, nullptr);
            for (const Value &value : box.takeAll()) {
                if (waiting)
                    waiting(value);
            }
        }
    };

    std::shared_ptr<Meeting> m_meeting;
};

} // namespace framescope
