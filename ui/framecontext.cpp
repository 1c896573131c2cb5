// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/framecontext.h"

#include "session/sessionreader.h"

#include <QSaveFile>

#include <algorithm>
#include <functional>

namespace framescope {

namespace {

constexpr int RowsAtOnce = 256;
constexpr RowId Farthest = 10'000; // rows
constexpr quint64 PieceSize = 1 << 20;

// Rows from `first` on until `take` has enough, at most up to `last`.
Result<void> eachRow(const SessionReader &reader, RowId first, RowId last, const std::atomic<bool> &cancelled,
    const std::function<bool(const Row &)> &take)
{
    for (RowId at = first; at <= last && !cancelled; at += RowsAtOnce) {
        const auto rows = reader.rows(at, static_cast<int>(std::min<RowId>(RowsAtOnce, last - at + 1)));
        if (!rows)
            return rows.error();
        if (!std::all_of(rows->begin(), rows->end(), take) || rows->empty())
            break;
    }
    return Done{};
}

Result<void> readFrames(
    const SessionReader &reader, const Row &row, const std::atomic<bool> &cancelled, FrameContext &context)
{
    const bool isWhole = row.header.fin && row.message == row.id;
    if (isWhole || row.message == 0 || isControl(row.header.opcode))
        return Done{};
    return eachRow(reader, row.message, row.message + Farthest, cancelled, [&](const Row &each) {
        const bool isPart = each.kind == RowKind::Frame && each.message == row.message;
        if (isPart)
            context.frames.push_back(each);
        return !isPart || !each.flags.testFlag(RowFlag::EndsMessage);
    });
}

} // namespace

Result<FrameContext> readFrameContext(const QString &path, const Row &row, const std::atomic<bool> &cancelled)
{
    const auto reader = SessionReader::open(path);
    if (!reader)
        return reader.error();
    FrameContext context;
    const auto violations = (*reader)->violations(row.id);
    if (!violations)
        return violations.error();
    for (const Row &each : *violations)
        context.violations.push_back(QString::fromUtf8(each.preview));
    if (const auto read = readFrames(**reader, row, cancelled, context); !read)
        return read.error();
    return context;
}

Result<quint64> savePayload(
    const QString &path, RowId row, const QString &target, const std::atomic<bool> &cancelled)
{
    const auto reader = SessionReader::open(path);
    if (!reader)
        return reader.error();
    const auto size = (*reader)->payloadSize(row);
    if (!size)
        return size.error();
    QSaveFile file(target);
    const auto failed = [&] {
        return Error{QStringLiteral("The payload was not saved: %1.").arg(file.errorString()), target, {}};
    };
    if (!file.open(QIODevice::WriteOnly))
        return failed();
    for (quint64 at = 0; at < *size; at += PieceSize) {
        const auto piece = (*reader)->payload(row, at, PieceSize);
        if (!piece)
            return piece.error();
        if (cancelled)
            return Error{QStringLiteral("The payload was not saved: it was cancelled."), target, {}};
        if (file.write(*piece) != piece->size())
            return failed();
    }
    return file.commit() ? Result<quint64>(*size) : Result<quint64>(failed());
}

} // namespace framescope
