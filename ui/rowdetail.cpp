// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/rowdetail.h"

#include "analysis/jsonindenter.h"
#include "protocol/framerules.h"
#include "ui/copiedpayload.h"
#include "ui/detailarea.h"
#include "ui/framecontext.h"
#include "ui/frameview.h"
#include "ui/livesession.h"
#include "ui/timelinepane.h"
#include "ui/timelinewords.h"
#include "ui/units.h"
#include "ui/visibletext.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>

#include <utility>

namespace framescope {

using namespace std::chrono_literals;

namespace {

constexpr quint64 LargestCopy = 64u << 20;
constexpr auto NewsPause = 100ms;

// "#12  Received  text  118 bytes  14:02:11.204", then what is special about it.
QString headingOf(const Row &row, Role ours, qint64 epochOffsetNs)
{
    QStringList words{QStringLiteral("#%1").arg(row.id)};
    if (!timelinewords::spansColumns(row.kind)) {
        words += row.direction == outgoing(ours) ? QStringLiteral("Sent") : QStringLiteral("Received");
        // With the last frame the whole message is shown.
        words += row.flags.testFlag(RowFlag::EndsMessage) ? timelinewords::messageType(row)
                                                          : timelinewords::type(row);
        words += timelinewords::size(row.payloadSize);
    }
    words += timelinewords::time(row.timeNs, epochOffsetNs);
    if (const QString chip = timelinewords::chip(row); !chip.isEmpty())
        words += chip;
    if (row.flags.testFlag(RowFlag::Compressed))
        words += QStringLiteral("wire %1").arg(timelinewords::size(row.wireSize));
    const QString undelivered = QStringLiteral("not delivered");
    if (row.flags.testFlag(RowFlag::NotDelivered)
        && !words.contains(undelivered)) // the chip says the first thing only
        words += undelivered;
    return words.join(QStringLiteral(" \u00B7 "));
}

QString directionText(const Row &row, Role ours)
{
    return QStringLiteral("%1, %2").arg(
        row.direction == outgoing(ours) ? QStringLiteral("sent") : QStringLiteral("received"),
        row.direction == Direction::ClientToServer ? QStringLiteral("client to server")
                                                   : QStringLiteral("server to client"));
}

QString copiedText(const CopiedPayload &copied, quint64 size)
{
    const auto bytes = static_cast<quint64>(copied.bytes);
    const QString how = copied.isDigits ? QStringLiteral(" as hex digits") : QString();
    return bytes == size
        ? QStringLiteral("Copied %1%2.").arg(bytesText(bytes), how)
        : QStringLiteral("Copied the first %1 of %2%3.").arg(bytesText(bytes), bytesText(size), how);
}

} // namespace

RowDetail::RowDetail(LiveSession &session, TimelinePane &timeline, DetailArea &detail, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_timeline(timeline)
    , m_detail(detail)
{
    connect(&timeline, &TimelinePane::currentRowChanged, this, &RowDetail::showCurrent);
    connect(timeline.model(), &QAbstractItemModel::dataChanged, this,
        [this](const QModelIndex &from, const QModelIndex &to) {
            // The page of the row came, or its payload is complete now.
            const RowId id = shownId();
            const int row = id == 0 ? -1 : m_timeline.model()->rowOf(id);
            if (row >= 0 && from.row() <= row && row <= to.row())
                showCurrent();
        });
    m_newsPause.setSingleShot(true);
    m_newsPause.setInterval(NewsPause);
    connect(&m_newsPause, &QTimer::timeout, this, &RowDetail::showCurrent);
    connect(timeline.model(), &QAbstractItemModel::rowsInserted, this, &RowDetail::takeNews);
    connect(timeline.model(), &QAbstractItemModel::modelReset, this, &RowDetail::takeNews);
    m_chooseFile = [this](const QString &suggested) {
        return QFileDialog::getSaveFileName(&m_detail, QStringLiteral("Save payload as"), suggested);
    };
    connect(&detail, &DetailArea::saveRequested, this, &RowDetail::save);
    connect(&detail, &DetailArea::noticed, this, &RowDetail::noticed);
    connect(&detail, &DetailArea::pinChanged, this, &RowDetail::showCurrent);
    connect(&detail, &DetailArea::watchChanged, this, &RowDetail::showCurrent);
    connect(&detail, &DetailArea::rowChosen, this, [this](RowId row) { m_timeline.setCurrentRow(row); });
    connect(&detail, &DetailArea::payloadRequested, &session, &LiveSession::requestPayload);
    connect(&session, &LiveSession::payloadRead, this, &RowDetail::take);
}

RowId RowDetail::shownId() const
{
    if (m_detail.isPinned())
        return m_detail.row();
    const TimelineModel &model = *m_timeline.model();
    if (m_detail.isWatching() && model.rowCount() > 0)
        return model.idOf(model.rowCount() - 1);
    return m_timeline.currentRow();
}

// Nobody reads what changes more often.
void RowDetail::takeNews()
{
    if (m_detail.isWatching() && !m_newsPause.isActive())
        m_newsPause.start();
}

void RowDetail::showCurrent()
{
    const RowId id = shownId();
    if (id == 0) {
        m_detail.clear();
        return;
    }
    TimelineModel &model = *m_timeline.model();
    const Row *row = model.rowAt(id);
    if (!row)
        return; // its page is on its way
    m_row = *row;
    m_detail.setRow(*row, headingOf(*row, model.roleOf(row->connection), m_session.epochOffsetNs()));
    m_detail.setFacts(m_session.factsOf(row->connection), m_session.epochOffsetNs());
}

void RowDetail::feedClipboard()
{
    m_timeline.copier()->setPayloadCopier([this](const RowRanges &rows) {
        if (rows.size() == 1)
            copy(rows.front().first, rows.front().last);
        else
            Q_EMIT noticed(
                QStringLiteral("Nothing was copied: these payloads are not loaded. Choose one row."));
    });
}

void RowDetail::copy(RowId first, RowId last)
{
    if (first != last) {
        Q_EMIT noticed(QStringLiteral("Nothing was copied: these payloads are not loaded. Choose one row."));
        return;
    }
    const Row *row = m_timeline.model()->rowAt(first);
    if (!row)
        return;
    m_copying = *row;
    m_session.requestPayload(first, LargestCopy);
}

void RowDetail::take(const PageReader::Payload &payload)
{
    if (m_copying.id != 0 && payload.row == m_copying.id)
        finishCopy(payload);
    if (payload.row != m_detail.row())
        return;
    m_begin = payload.begin;
    m_detail.setPayload(payload);
    readFrame();
}

// Once the payload could be read the row is in the file, and so is what belongs to it.
void RowDetail::readFrame()
{
    m_reading.run([this, place = m_session.place(), row = m_row](
                      const BackgroundJob::Cancelled &cancelled) -> BackgroundJob::Finish {
        auto context = readFrameContext(place.path(), row, cancelled);
        const QString unread = context ? QString() : context.error().toString();
        return [this, row, unread, context = context ? std::move(*context) : FrameContext()] {
            FrameFacts facts;
            facts.row = row;
            facts.direction = directionText(row, m_timeline.model()->roleOf(row.connection));
            facts.time = timelinewords::time(row.timeNs, m_session.epochOffsetNs());
            facts.closePayload = m_begin.left(static_cast<qsizetype>(MaxControlPayload));
            facts.frames = context.frames;
            facts.violations = context.violations;
            facts.unread = unread;
            m_detail.setFrame(facts);
        };
    });
}

void RowDetail::setFileChooser(std::function<QString(const QString &)> choose)
{
    m_chooseFile = std::move(choose);
}

QString RowDetail::suggestedName() const
{
    const QByteArray sample = m_begin.left(64 << 10);
    const bool more = sample.size() < m_begin.size();
    const QString kind = looksLikeJson(sample, more) ? QStringLiteral("json")
        : looksLikeText(sample, more)                ? QStringLiteral("txt")
                                                     : QStringLiteral("bin");
    return QStringLiteral("message-%1.%2").arg(m_row.id).arg(kind);
}

void RowDetail::save()
{
    const QString target = m_chooseFile(suggestedName());
    if (target.isEmpty() || m_detail.row() == 0)
        return;
    m_saving.run([this, place = m_session.place(), row = m_row.id, target](
                     const BackgroundJob::Cancelled &cancelled) -> BackgroundJob::Finish {
        const auto saved = savePayload(place.path(), row, target, cancelled);
        const QString sentence = saved ? QStringLiteral("Saved %1 in %2.").arg(bytesText(*saved), target)
                                       : saved.error().toString();
        return [this, sentence] { Q_EMIT noticed(sentence); };
    });
}

void RowDetail::finishCopy(const PageReader::Payload &payload)
{
    const Row row = std::exchange(m_copying, {});
    if (!payload.error.isEmpty()) {
        Q_EMIT noticed(payload.error);
        return;
    }
    m_writing.run([this, row, payload](const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
        const CopiedPayload copied = CopiedPayload::of(row, payload.begin);
        return [this, copied, size = payload.size] {
            QGuiApplication::clipboard()->setText(copied.text);
            Q_EMIT noticed(copiedText(copied, size));
        };
    });
}

} // namespace framescope
