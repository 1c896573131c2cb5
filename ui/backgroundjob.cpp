// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/backgroundjob.h"

#include <QThread>

namespace framescope {

BackgroundJob::BackgroundJob(QObject *parent)
    : QObject(parent)
    , m_orders([this] { m_bell.ring(); })
    , m_answers([this] { QMetaObject::invokeMethod(this, &BackgroundJob::takeAnswers, Qt::QueuedConnection); })
{
}

BackgroundJob::~BackgroundJob()
{
    cancel();
    m_ending = true;
    m_bell.ring();
    if (m_thread.joinable())
        m_thread.join();
}

void BackgroundJob::run(Work work)
{
    Q_ASSERT(QThread::currentThread() == thread());
    cancel();
    m_cancelled = std::make_shared<Cancelled>(false);
    m_orders.post({m_cancelled, std::move(work)});
    if (!m_thread.joinable())
        m_thread = std::thread([this] { loop(); });
}

void BackgroundJob::cancel()
{
    if (m_cancelled)
        *m_cancelled = true;
    m_cancelled.reset();
}

void BackgroundJob::loop()
{
    using namespace std::chrono_literals;
    while (!m_ending) {
        for (Order &order : m_orders.takeAll()) {
            if (*order.cancelled)
                continue;
            Finish finish = order.work(*order.cancelled);
            order.work = {};
            if (finish && !*order.cancelled)
                m_answers.post({order.cancelled, std::move(finish)});
        }
        m_bell.wait(1h);
    }
}

void BackgroundJob::takeAnswers()
{
    for (const Answer &answer : m_answers.takeAll()) {
        if (answer.cancelled != m_cancelled)
            continue;
        m_cancelled.reset();
        answer.finish();
    }
}

} // namespace framescope
