// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/framelines.h"

#include "protocol/closecode.h"
#include "ui/timelinewords.h"
#include "ui/units.h"
#include "ui/visibletext.h"

#include <QStringList>

#include <algorithm>

namespace framescope {

namespace {

using Kind = FrameLine::Kind;
using Lines = std::vector<FrameLine>;

constexpr std::size_t MostFrames = 200;

QString percent(quint64 part, quint64 whole)
{
    return QString::number(100.0 * static_cast<double>(part) / static_cast<double>(whole), 'f', 1) + u'%';
}

QString bytesOf(quint64 count)
{
    const QString rounded = bytesText(count);
    return count < 1024 ? rounded : QStringLiteral("%1 (%2 bytes)").arg(rounded, countText(count));
}

QString frameText(const Row &row)
{
    QStringList words{timelinewords::type(row),
        row.header.fin ? QStringLiteral("FIN") : QStringLiteral("no FIN"),
        bytesText(row.header.payloadLength)};
    if (row.flags.testFlag(RowFlag::Cut))
        words += QStringLiteral("cut at %1").arg(bytesText(row.received));
    return words.join(QStringLiteral(", "));
}

void add(Lines &lines, const QString &name, const QString &value)
{
    lines.push_back({Kind::Pair, name, value, 0});
}

void addTitle(Lines &lines, const QString &title)
{
    lines.push_back({Kind::Title, {}, title, 0});
}

void addViolations(Lines &lines, const std::vector<QString> &violations)
{
    if (violations.empty())
        return;
    addTitle(lines,
        violations.size() == 1 ? QStringLiteral("Breaks a rule")
                               : QStringLiteral("Breaks %1 rules").arg(violations.size()));
    for (const QString &violation : violations)
        lines.push_back({Kind::Violation, {}, violation, 0});
}

void addClose(Lines &lines, const QByteArray &payload)
{
    const CloseBody body = parseCloseBody(payload);
    addTitle(lines, QStringLiteral("Close"));
    if (!body.code)
        return add(lines, QStringLiteral("Code"), QStringLiteral("none"));
    add(lines, QStringLiteral("Code"),
        QStringLiteral("%1 %2").arg(*body.code).arg(closecode::name(*body.code)));
    add(lines, QStringLiteral("Reason"),
        body.reason.isEmpty() ? QStringLiteral("none") : visibleText(body.reason, 200).text);
}

void addFrame(Lines &lines, const FrameFacts &facts)
{
    const Row &row = facts.row;
    addTitle(lines, QStringLiteral("Frame"));
    add(lines, QStringLiteral("Direction"), facts.direction);
    add(lines, QStringLiteral("Time"), facts.time);
    add(lines, QStringLiteral("On the wire"),
        QStringLiteral("%1: header %2, payload %3")
            .arg(bytesText(row.wireSize), countText(static_cast<quint64>(row.header.size())),
                countText(row.header.payloadLength)));
    if (row.flags.testFlag(RowFlag::Cut))
        add(lines, QStringLiteral("Cut"),
            QStringLiteral("after %1 of %2").arg(bytesText(row.received), bytesText(row.header.payloadLength)));
    if (const QString meaning = timelinewords::originMeaning(row.flags); !meaning.isEmpty())
        add(lines, QStringLiteral("Origin"), meaning);
}

void addPlace(Lines &lines, const FrameFacts &facts, bool ends)
{
    const auto &frames = facts.frames;
    const auto own =
        std::find_if(frames.begin(), frames.end(), [&](const Row &each) { return each.id == facts.row.id; });
    if (frames.size() < 2 || own == frames.end())
        return;
    add(lines, QStringLiteral("Place"),
        QStringLiteral("frame %1 of %2%3")
            .arg(own - frames.begin() + 1)
            .arg(frames.size())
            .arg(ends ? QString() : QStringLiteral(" so far")));
}

// Of a message that has ended: `owner` is its last frame.
void addPayload(Lines &lines, const FrameFacts &facts, const Row &owner)
{
    add(lines, QStringLiteral("Payload"), bytesOf(owner.payloadSize));
    quint64 wire = facts.frames.empty() ? facts.row.header.payloadLength : 0;
    for (const Row &each : facts.frames)
        wire += each.header.payloadLength;
    if (owner.flags.testFlag(RowFlag::Compressed) && owner.payloadSize > 0)
        add(lines, QStringLiteral("Compressed"),
            QStringLiteral("to %1, %2 of the payload (permessage-deflate, RFC 7692)")
                .arg(bytesText(wire), percent(wire, owner.payloadSize)));
    if (owner.flags.testFlag(RowFlag::NotDelivered))
        add(lines, QStringLiteral("Delivered"), QStringLiteral("no"));
}

void addFrames(Lines &lines, const std::vector<Row> &frames)
{
    if (frames.size() < 2)
        return;
    for (std::size_t i = 0; i < std::min(frames.size(), MostFrames); ++i)
        lines.push_back(
            {Kind::Frame, QStringLiteral("#%1").arg(frames[i].id), frameText(frames[i]), frames[i].id});
    if (frames.size() > MostFrames)
        add(lines, {}, QStringLiteral("and %1 more").arg(frames.size() - MostFrames));
}

void addMessage(Lines &lines, const FrameFacts &facts)
{
    addTitle(lines, QStringLiteral("Message"));
    const bool ends = !facts.frames.empty() && facts.frames.back().flags.testFlag(RowFlag::EndsMessage);
    const Row &owner = ends ? facts.frames.back() : facts.row;
    addPlace(lines, facts, ends);
    if (owner.flags.testFlag(RowFlag::EndsMessage))
        addPayload(lines, facts, owner);
    addFrames(lines, facts.frames);
}

} // namespace

QString FrameLine::toString() const
{
    return name.isEmpty() ? value : QStringLiteral("%1: %2").arg(name, value);
}

std::vector<FrameLine> frameLines(const FrameFacts &facts)
{
    Lines lines;
    addViolations(lines, facts.violations);
    if (!facts.unread.isEmpty())
        lines.push_back({Kind::Violation, {},
            QStringLiteral("Whether it breaks a rule, and its message, are not known: %1").arg(facts.unread),
            0});
    if (facts.row.header.opcode == Opcode::Close)
        addClose(lines, facts.closePayload);
    addFrame(lines, facts);
    if (!isControl(facts.row.header.opcode))
        addMessage(lines, facts);
    return lines;
}

} // namespace framescope
