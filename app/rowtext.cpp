// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/rowtext.h"

#include "app/terminal.h"
#include "protocol/closecode.h"
#include "ui/timelinewords.h"

namespace framescope {

namespace {

// Of a preview; a line of the timeline should stay a line of a wide terminal. What broke a rule is told whole.
constexpr qsizetype PreviewLength = 160;

bool isDataFrame(const Row &row)
{
    return row.kind == RowKind::Frame && !isControl(row.header.opcode) && !isReserved(row.header.opcode);
}

} // namespace

RowText::RowText(Detail detail, qint64 epochOffsetNs)
    : m_detail(detail)
    , m_epochOffsetNs(epochOffsetNs)
{
}

QString RowText::line(const Row &row)
{
    if (m_detail == Detail::Frames || !isDataFrame(row))
        return text(row, timelinewords::chip(row));
    if (row.flags.testFlag(RowFlag::EndsMessage) || row.flags.testFlag(RowFlag::Cut)) {
        m_open.erase(row.message);
        return text(row, timelinewords::chip(row));
    }
    Message &message = m_open[row.message];
    if (message.frames++ == 0)
        message.first = row;
    return {};
}

QStringList RowText::unfinished()
{
    QStringList lines;
    for (const auto &[id, message] : m_open)
        lines += text(message.first, QStringLiteral("%1 frames, never ended").arg(message.frames));
    m_open.clear();
    return lines;
}

QString RowText::text(const Row &row, const QString &chip) const
{
    const auto cell = [&](TimelineColumn column) {
        return timelinewords::cell(row, column,
            {m_roles.value(row.connection, Role::Client), {TimeDisplay::Mode::Local, m_epochOffsetNs}});
    };
    QString line = QStringLiteral("%1  ").arg(row.id, 6);
    if (m_namesConnections)
        line += QStringLiteral("c%1").arg(row.connection).leftJustified(5);
    line += QStringLiteral("%1  %2 %3  %4 %5  ")
                .arg(cell(TimelineColumn::Time), cell(TimelineColumn::Direction).leftJustified(4),
                    timelinewords::origin(row.flags).leftJustified(1),
                    cell(TimelineColumn::Type).leftJustified(9), cell(TimelineColumn::Size).rightJustified(9));
    if (m_detail == Detail::Frames && row.kind == RowKind::Frame)
        line += headerText(row).leftJustified(36);
    const VisibleText preview = timelinewords::preview(
        row, row.kind == RowKind::Violation ? qsizetype(Row::PreviewSize) : PreviewLength);
    line += preview.text;
    if (!preview.whole)
        line += QStringLiteral(" …");
    if (!chip.isEmpty())
        line += QStringLiteral("  [%1]").arg(chip);
    return line;
}

// "FIN RSV1 mask 0a0b0c0d 43 B in 49": what stood in front of the payload, and what all of it took.
QString RowText::headerText(const Row &row) const
{
    QString text = row.header.fin ? QStringLiteral("FIN ") : QStringLiteral("... ");
    if (row.header.rsv1)
        text += QStringLiteral("RSV1 ");
    if (row.header.rsv2)
        text += QStringLiteral("RSV2 ");
    if (row.header.rsv3)
        text += QStringLiteral("RSV3 ");
    if (row.header.maskKey)
        text += QStringLiteral("mask %1 ").arg(timelinewords::maskKey(row));
    return text + QStringLiteral("wire %1 ").arg(row.wireSize);
}

QStringList connectionText(const ConnectionFacts &facts)
{
    QStringList lines;
    const auto add = [&](const char *name, const QString &value) {
        if (!value.isEmpty())
            lines +=
                QStringLiteral("  %1 %2").arg(QLatin1StringView(name), -12).arg(terminal::harmless(value));
    };
    lines += QStringLiteral("Connection %1  %2").arg(facts.id).arg(terminal::harmless(facts.url));
    add("remote", facts.remoteAddress);
    add("local", facts.localAddress);
    if (facts.tls)
        add("TLS", facts.tls->protocol + QLatin1StringView(", ") + facts.tls->cipher);
    if (facts.tls)
        add("TLS errors", facts.tls->errors.join(QLatin1StringView("; ")));
    add("protocol", facts.protocol);
    add("extensions", facts.extensions);
    if (facts.closeCode) {
        add("close",
            QString::number(*facts.closeCode) + u' ' + closecode::name(*facts.closeCode)
                + (facts.closeReason.isEmpty() ? QString() : QStringLiteral(" \"%1\"").arg(facts.closeReason)));
    }
    add("end", facts.outcome.what);
    add("evidence", facts.outcome.evidence);
    add("guess", facts.outcome.guess);
    return lines;
}

} // namespace framescope
