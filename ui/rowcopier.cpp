// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/rowcopier.h"

#include "ui/copiedpayload.h"
#include "ui/timelineview.h"
#include "ui/timelinewords.h"
#include "ui/units.h"

#include <QClipboard>
#include <QGuiApplication>

#include <optional>

namespace framescope {

namespace {

// What a clipboard of lines is good for; more is an export.
constexpr qsizetype MostLines = 10'000;
// Looking at a row that may be known takes about 50 ns, and the window shall not stand still.
constexpr int MostVisited = 100'000;

// Calls `visit` with each row, null where it is not known, until it answers false.
template <typename Visit>
void forEachRow(const TimelineModel &model, const RowRanges &ranges, Visit visit)
{
    int budget = MostVisited;
    for (const RowRange range : ranges) {
        for (RowId id = range.first; id <= range.last; ++id) {
            if (--budget < 0 || !visit(model.peekAt(id)))
                return;
        }
    }
}

// The payloads of all rows, if each of them is short enough to be known whole.
std::optional<QStringList> payloadsAtHand(const TimelineModel &model, const RowRanges &ranges)
{
    QStringList payloads;
    bool all = true;
    forEachRow(model, ranges, [&](const Row *row) {
        all = row && row->isPreviewWhole() && payloads.size() < MostLines;
        if (all)
            payloads += CopiedPayload::of(*row, row->preview).text;
        return all;
    });
    return all ? std::optional(payloads) : std::nullopt;
}

} // namespace

RowCopier::RowCopier(TimelineView &view)
    : QObject(&view)
    , m_view(view)
{
}

void RowCopier::copyPayloads(const RowRanges &rows)
{
    if (const auto payloads = payloadsAtHand(*m_view.timeline(), rows))
        QGuiApplication::clipboard()->setText(payloads->join(u'\n'));
    else if (m_copier)
        m_copier(rows);
    else
        Q_EMIT noticed(tr("Nothing was copied: these payloads are not loaded."));
}

void RowCopier::copyRows(const RowRanges &rows)
{
    const TimelineModel &model = *m_view.timeline();
    QStringList lines;
    forEachRow(model, rows, [&](const Row *row) {
        if (row)
            lines += timelinewords::line(*row, m_view.contextOf(model.rowOf(row->id)));
        return lines.size() < MostLines;
    });
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
    qsizetype selected = 0;
    for (const RowRange range : rows)
        selected += range.last - range.first + 1;
    if (lines.size() < selected)
        Q_EMIT noticed(tr("Copied the %1 of %2 rows that are loaded.")
                           .arg(countText(quint64(lines.size())), countText(quint64(selected))));
}

} // namespace framescope
