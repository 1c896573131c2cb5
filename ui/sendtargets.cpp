// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sendtargets.h"

#include "ui/address.h"
#include "ui/units.h"

namespace framescope {

void SendTargets::setCurrent(const QString &name, bool open)
{
    m_current = name;
    m_isCurrentOpen = open;
}

void SendTargets::take(const ConnectionFacts &facts)
{
    const Chain chain = facts.first != 0 ? facts.first : facts.id;
    if (facts.readyState == ReadyState::Open) {
        m_open[chain] = {facts.id, QStringLiteral("%1 %2").arg(facts.id).arg(hostAndPort(facts.url))};
        return;
    }
    const auto known = m_open.find(chain);
    if (known != m_open.end() && known->second.id == facts.id)
        m_open.erase(known);
}

void SendTargets::tick(const std::set<Chain> &several)
{
    m_ticked = several;
}

std::vector<ConnectionId> SendTargets::several() const
{
    std::vector<ConnectionId> ids;
    for (const Chain chain : m_ticked) {
        if (const auto found = m_open.find(chain); found != m_open.end())
            ids.push_back(found->second.id);
    }
    return ids;
}

bool SendTargets::isNobody() const
{
    return m_ticked.empty() ? m_current.isEmpty() : several().empty();
}

QString SendTargets::sendWords(bool invalidJson) const
{
    const QString what = invalidJson ? QStringLiteral("invalid JSON ") : QString();
    if (!m_ticked.empty()) {
        const std::vector<ConnectionId> ids = several();
        const QString whom = ids.size() == 1 ? chooserWords() : QStringLiteral("to ") + countText(ids.size());
        return QStringLiteral("Send %1%2").arg(what, whom);
    }
    if (m_current.isEmpty())
        return QStringLiteral("Send %1").arg(what).trimmed();
    if (!m_isCurrentOpen)
        return QStringLiteral("Connect and send %1").arg(what).trimmed();
    return QStringLiteral("Send %1to %2").arg(what, m_current);
}

QString SendTargets::chooserWords() const
{
    if (m_ticked.empty()) {
        return m_current.isEmpty() ? QStringLiteral("to nobody")
            : m_isCurrentOpen      ? QStringLiteral("to %1").arg(m_current)
                                   : QStringLiteral("to a new connection");
    }
    const std::vector<ConnectionId> ids = several();
    if (ids.empty())
        return QStringLiteral("none of the ticked is open");
    for (const auto &[chain, target] : m_open) {
        if (ids.size() == 1 && target.id == ids.front())
            return QStringLiteral("to %1").arg(target.name);
    }
    return QStringLiteral("to %1 connections").arg(countText(ids.size()));
}

} // namespace framescope
