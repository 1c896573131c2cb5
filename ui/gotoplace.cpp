// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/gotoplace.h"

#include "ui/linepopover.h"
#include "ui/livesession.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"

#include <QScreen>

namespace framescope {

namespace {

constexpr qint64 NsPerMs = 1'000'000;

QTime timeOf(const QString &text)
{
    for (const char *format : {"H:m", "H:m:s", "H:m:s.z"}) {
        const QTime time = QTime::fromString(text, QString::fromLatin1(format));
        if (time.isValid())
            return time;
    }
    return {};
}

} // namespace

Result<Place> parsePlace(const QString &text)
{
    QString digits = text.trimmed();
    if (digits.startsWith(u'#'))
        digits.remove(0, 1);
    digits.remove(u',');
    bool isNumber = false;
    const RowId row = digits.toLongLong(&isNumber);
    if (isNumber && row > 0)
        return Place(row);
    if (const QTime time = timeOf(text.trimmed()); time.isValid())
        return Place(time);
    return Error{QStringLiteral("\"%1\" is neither a row nor a time.").arg(text), {},
        QStringLiteral("Type a row number, such as 1205, or a time of day, such as 14:02:11.")};
}

GoToPlace::GoToPlace(const LiveSession &session, TimelinePane &timeline, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_timeline(timeline)
    , m_line(new LinePopover(&timeline))
{
    m_line->setWords(QStringLiteral("Row (1205) or time of day (14:02:11)"), QStringLiteral("Go"));
    connect(m_line, &LinePopover::entered, this, &GoToPlace::goTo);
}

void GoToPlace::ask()
{
    m_line->setText({});
    const QRect place(m_timeline.mapToGlobal(QPoint()), QSize(m_timeline.width(), 0));
    m_line->popUpBeside(place, *m_timeline.screen());
}

void GoToPlace::goTo(const QString &place)
{
    const auto parsed = parsePlace(place);
    if (!parsed)
        Q_EMIT noticed(parsed.error().toString());
    else if (const auto *row = std::get_if<RowId>(&*parsed))
        goToRow(*row);
    else
        goToTime(std::get<QTime>(*parsed));
}

void GoToPlace::goToRow(RowId row)
{
    const TimelineModel &model = *m_timeline.model();
    if (row > model.lastId())
        Q_EMIT noticed(QStringLiteral("The log ends at row %1.").arg(model.lastId()));
    if (const RowId nearest = m_timeline.showNearest(row); nearest != row && row <= model.lastId())
        Q_EMIT noticed(nearest == 0 ? QStringLiteral("No row is shown.")
                                    : QStringLiteral("Row %1 is not shown; this is the nearest.").arg(row));
}

void GoToPlace::goToLogTime(qint64 timeNs)
{
    m_looking.run([this, timeNs](const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
        const qint64 epochOffsetNs = m_session.epochOffsetNs();
        const auto row = m_session.rowAt([&](qint64) { return timeNs + epochOffsetNs; });
        return [this, row] {
            if (!row)
                Q_EMIT noticed(row.error().toString());
            else if (m_timeline.showNearest(*row) == 0)
                Q_EMIT noticed(QStringLiteral("No row is shown."));
        };
    });
}

// Of the day on which the log ends, or the day before where that would be later than its end.
void GoToPlace::goToTime(QTime time)
{
    m_looking.run([this, time](const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
        const auto row = m_session.rowAt([time](qint64 lastEpochNs) {
            const QDateTime last = QDateTime::fromMSecsSinceEpoch(lastEpochNs / NsPerMs);
            const QDateTime wanted(last.date(), time);
            return (wanted > last ? wanted.addDays(-1) : wanted).toMSecsSinceEpoch() * NsPerMs;
        });
        return [this, row] {
            if (row)
                goToRow(*row);
            else
                Q_EMIT noticed(row.error().toString());
        };
    });
}

} // namespace framescope
