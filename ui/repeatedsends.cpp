// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/repeatedsends.h"

#include <QTimer>

namespace framescope {

RepeatedSends::RepeatedSends(QObject *parent)
    : QObject(parent)
{
}

RepeatedSends::~RepeatedSends() = default;

void RepeatedSends::start(const Draft &draft, const std::vector<ConnectionId> &to, Interval every)
{
    m_sends.push_back(std::make_unique<Send>(Send{draft, to, std::make_unique<QTimer>()}));
    const Send *send = m_sends.back().get();
    send->timer->setTimerType(Qt::PreciseTimer);
    connect(send->timer.get(), &QTimer::timeout, this, [this, send] { Q_EMIT due(send->draft, send->to); });
    send->timer->start(every);
    Q_EMIT changed();
    Q_EMIT due(draft, to);
}

void RepeatedSends::stopAll()
{
    m_sends.clear();
    Q_EMIT changed();
}

void RepeatedSends::takeFacts(const ConnectionFacts &facts)
{
    if (facts.readyState < ReadyState::Closing)
        return;
    const std::size_t before = m_sends.size();
    for (const auto &send : m_sends)
        std::erase(send->to, facts.id);
    std::erase_if(m_sends, [](const auto &send) { return send->to.empty(); });
    if (m_sends.size() != before)
        Q_EMIT changed();
}

} // namespace framescope
