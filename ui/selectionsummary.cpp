// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/selectionsummary.h"

#include "ui/livesession.h"
#include "ui/timedisplay.h"
#include "ui/timelinepane.h"
#include "ui/units.h"

#include <optional>

namespace framescope {

using namespace std::chrono_literals;

namespace {

constexpr auto Pause = 100ms;
constexpr qsizetype MostAtOnce = 20'000; // rows; looking at one takes about 50 ns

std::optional<RowTotals> totalsAtHand(const TimelinePane &timeline)
{
    if (timeline.selectedCount() > MostAtOnce)
        return {};
    RowTotals totals;
    for (const RowRange range : timeline.selection()) {
        for (RowId id = range.first; id <= range.last; ++id) {
            const Row *row = timeline.model()->peekAt(id);
            if (!row)
                return {};
            totals.add(*row);
        }
    }
    return totals;
}

} // namespace

SelectionSummary::SelectionSummary(const LiveSession &session, TimelinePane &timeline, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_timeline(timeline)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(Pause);
    connect(&m_pause, &QTimer::timeout, this, &SelectionSummary::read);
    connect(&timeline, &TimelinePane::selectionChanged, this, &SelectionSummary::sumUp);
    connect(timeline.model(), &QAbstractItemModel::modelReset, this, &SelectionSummary::sumUp);
}

void SelectionSummary::sumUp()
{
    m_pause.stop();
    m_reading.cancel();
    const qsizetype count = m_timeline.selectedCount();
    if (count < 2) {
        say({});
    } else if (const auto totals = totalsAtHand(m_timeline)) {
        say(totalsText(*totals));
    } else {
        say(totalsText({quint64(count)}));
        m_pause.start();
    }
}

void SelectionSummary::read()
{
    m_reading.run(
        [this, ranges = m_timeline.selection()](const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
            const auto totals = m_session.totals(ranges);
            return [this, words = totals ? totalsText(*totals) : totals.error().what] { say(words); };
        });
}

void SelectionSummary::say(const QString &words)
{
    if (std::exchange(m_words, words) != words)
        Q_EMIT changed(words);
}

QString totalsText(const RowTotals &totals)
{
    QString words = QStringLiteral("%1 rows").arg(countText(totals.rows));
    if (totals.firstNs == Row::UnknownTime)
        return words;
    return words
        + QStringLiteral(", %1, %2")
              .arg(bytesText(totals.payloadBytes), deltaText(totals.lastNs - totals.firstNs));
}

} // namespace framescope
