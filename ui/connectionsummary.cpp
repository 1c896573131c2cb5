// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connectionsummary.h"

#include "analysis/secrets.h"
#include "base/hosttext.h"
#include "protocol/closecode.h"
#include "ui/codenames.h"
#include "ui/units.h"

#include <QUrl>

#include <algorithm>

namespace framescope {

void ConnectionSummary::take(const ConnectionFacts &facts)
{
    id = facts.id;
    url = facts.url;
    state = badgeState(facts);
    startedNs = facts.startedNs;
    openedNs = facts.openedNs;
    endedNs = facts.endedNs;
    closeCode = facts.closeCode;
    serverBrokeRule = facts.outcome.cause == EndCause::ProtocolFailure;
}

void ConnectionSummary::take(const ConnectionCounters &counters)
{
    framesIn = counters.framesIn;
    framesOut = counters.framesOut;
    bytesIn = counters.bytesIn;
    bytesOut = counters.bytesOut;
}

namespace connectionwords {

QString name(const QString &url)
{
    const QUrl parsed(url);
    if (!parsed.isValid() || parsed.host().isEmpty())
        return url;
    const QString words = hostText(parsed.host(), static_cast<quint16>(std::max(0, parsed.port())));
    const QString path = parsed.path();
    return path == u"/" ? words : QString(words + path);
}

QString state(const ConnectionSummary &connection)
{
    switch (connection.state) {
    case BadgeState::Idle: return {};
    case BadgeState::Connecting: return QStringLiteral("Connecting");
    case BadgeState::Open: return QStringLiteral("Open");
    case BadgeState::Closing: return QStringLiteral("Closing");
    case BadgeState::Failed: return QStringLiteral("Failed");
    case BadgeState::Closed:
    case BadgeState::Recorded: break;
    }
    const quint16 code = connection.closeCode.value_or(closecode::NoStatus);
    if (code == closecode::Abnormal)
        return connection.serverBrokeRule ? QStringLiteral("Broke a rule (1006)")
                                          : QStringLiteral("Lost (1006)");
    return code == closecode::NoStatus ? QStringLiteral("Closed") : QStringLiteral("Closed %1").arg(code);
}

QString duration(const ConnectionSummary &connection, qint64 nowNs)
{
    const qint64 from = connection.openedNs.value_or(connection.startedNs);
    const qint64 spent = std::max<qint64>(0, connection.endedNs.value_or(nowNs) - from);
    constexpr qint64 Second = 1'000'000'000;
    const qint64 seconds = spent / Second;
    if (connection.endedNs && seconds < 10)
        return durationText(spent);
    if (seconds < 60) // of what still goes on, tenths would only flicker
        return QStringLiteral("%1 s").arg(seconds);
    return seconds < 3600 ? QStringLiteral("%1 min").arg(seconds / 60)
                          : QStringLiteral("%1 h").arg(seconds / 3600);
}

QString attempts(int count, const ConnectionSummary *ended)
{
    const QString all = QStringLiteral("%1 attempts").arg(countText(static_cast<quint64>(count)));
    if (!ended)
        return all;
    if (ended->state == BadgeState::Failed)
        return all + QStringLiteral(", last failed");
    return ended->closeCode ? QStringLiteral("%1, last %2").arg(all).arg(*ended->closeCode) : all;
}

QString traffic(const ConnectionSummary &connection)
{
    return QStringLiteral("\u2193%1 \u2191%2")
        .arg(roundedCount(connection.framesIn), roundedCount(connection.framesOut));
}

QString sentence(const ConnectionSummary &connection, qint64 nowNs)
{
    const QString name = CodeNames().of(connection.url, connection.closeCode.value_or(0));
    const QString words =
        name.isEmpty() ? state(connection) : QStringLiteral("%1 (%2)").arg(state(connection), name);
    return QStringLiteral("Connection %1, %2. %3, %4; %5 frames (%6) in, %7 frames (%8) out.")
        .arg(QString::number(connection.id), secrets::hidden(connection.url, secrets::Dots), words,
            duration(connection, nowNs), countText(connection.framesIn), bytesText(connection.bytesIn),
            countText(connection.framesOut), bytesText(connection.bytesOut));
}

} // namespace connectionwords

} // namespace framescope
