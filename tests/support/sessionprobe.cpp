// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/sessionprobe.h"

namespace framescope::test {

using namespace Qt::StringLiterals;

namespace {

// Enough for every test, and quick to reserve.
constexpr quint64 ringCapacity = 16u << 20;

QString kindName(RowKind kind)
{
    switch (kind) {
    case RowKind::Frame: return u"frame"_s;
    case RowKind::Handshake: return u"handshake"_s;
    case RowKind::State: return u"state"_s;
    case RowKind::Error: return u"error"_s;
    case RowKind::Violation: return u"violation"_s;
    case RowKind::Mark: return u"mark"_s;
    case RowKind::Note: return u"note"_s;
    }
    return {};
}

} // namespace

SessionProbe::SessionProbe()
{
    const QString path = m_folder.filePath(u"session.framescope"_s);
    auto store = SessionStore::create(path, m_clock, {.ringCapacity = ringCapacity});
    if (!store)
        qFatal("%s", qPrintable(store.error().toString()));
    m_store = std::move(*store);
}

SessionReader &SessionProbe::log()
{
    m_store->flush();
    auto reader = SessionReader::open(m_store->path());
    if (!reader)
        qFatal("%s", qPrintable(reader.error().toString()));
    m_reader = std::move(*reader);
    return *m_reader;
}

QStringList SessionProbe::rows()
{
    QStringList lines;
    const auto rows = log().rows(1, 1'000'000);
    for (const Row &row : *rows) {
        if (row.kind == RowKind::Frame)
            continue;
        const QString sentence = QString::fromUtf8(*m_reader->payload(row.id, 0, 1 << 20));
        lines += kindName(row.kind) + u' ' + sentence.section(u'\r', 0, 0);
    }
    return lines;
}

QStringList SessionProbe::dataRows()
{
    QStringList lines;
    const auto rows = log().rows(1, 1'000'000);
    for (const Row &row : *rows) {
        if (row.kind != RowKind::Frame || isControl(row.header.opcode))
            continue;
        lines += u"%1 %2 \"%3\"%4"_s.arg(row.direction == Direction::ClientToServer ? u">"_s : u"<"_s,
            opcodeName(row.header.opcode), QString::fromUtf8(*m_reader->payload(row.id, 0, 64)),
            row.flags.testFlag(RowFlag::NotDelivered) ? u" not-delivered"_s : QString());
    }
    return lines;
}

} // namespace framescope::test
