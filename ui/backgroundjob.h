// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/mailbox.h"
#include "session/doorbell.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

namespace framescope {

// Work of one kind that is too long for the GUI thread: the newest counts, what was asked before it is
// cancelled and never heard of again. The thread starts with the first work and ends with this.
class BackgroundJob final : public QObject {
    Q_OBJECT
public:
    using Cancelled = std::atomic<bool>;
    // What the work came to, to be called in the GUI thread.
    using Finish = std::function<void()>;
    // Runs in the job's thread; owns what it reads, and looks at `cancelled` every few milliseconds.
    using Work = std::function<Finish(const Cancelled &cancelled)>;

    explicit BackgroundJob(QObject *parent = nullptr);
    ~BackgroundJob() override; // cancels, and waits for the look at `cancelled`

    void run(Work work);
    void cancel();
    bool isBusy() const { return m_cancelled != nullptr; }

private:
    struct Order {
        std::shared_ptr<Cancelled> cancelled;
        Work work;
    };
    struct Answer {
        std::shared_ptr<Cancelled> cancelled;
        Finish finish;
    };
    void loop();
    void takeAnswers();

    Mailbox<Order> m_orders;
    Mailbox<Answer> m_answers;
    Doorbell m_bell;
    std::atomic<bool> m_ending = false;
    std::shared_ptr<Cancelled> m_cancelled; // of the newest work, until it is finished
    std::thread m_thread;
};

} // namespace framescope
