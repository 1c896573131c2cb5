// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/systemproxylookup.h"

#include "base/mailbox.h"

#include <thread>
#include <utility>

namespace framescope {

// Where thread and owner meet; lives as long as one of them needs it, and always ends in the owner's
// thread, since the wake-up takes it along.
struct SystemProxyLookup::Answer {
    SystemProxyLookup *owner; // nullptr once that is gone
    QObject receiver;
    Mailbox<ProxyOptions> box{nullptr};

    void deliver()
    {
        for (const ProxyOptions &proxy : box.takeAll()) {
            if (owner)
                Q_EMIT owner->found(proxy);
        }
    }
};

SystemProxyLookup::~SystemProxyLookup()
{
    if (m_answer)
        m_answer->owner = nullptr;
}

void SystemProxyLookup::start(Ask ask)
{
    Q_ASSERT(!m_answer);
    m_answer = std::make_shared<Answer>();
    m_answer->owner = this;
    // Detached: nobody could wait for its end.
    std::thread([ask = std::move(ask), answer = m_answer]() mutable {
        answer->box.post(ask());
        QObject *receiver = &answer->receiver;
        QMetaObject::invokeMethod(
            receiver, [answer = std::move(answer)] { answer->deliver(); }, Qt::QueuedConnection);
    }).detach();
}

} // namespace framescope

#include "moc_systemproxylookup.cpp"
