// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "interop/capture.h"

#include "protocol/closecode.h"

namespace framescope::test {

namespace {

constexpr int LongestLog = 100'000; // rows

bool isPartOfMessage(const Row &row)
{
    return !isControl(row.header.opcode) && !row.flags.testFlag(RowFlag::EndsMessage);
}

QString typeName(const Row &row)
{
    // A message in frames ends with a continuation; text is what can be read here.
    return QString(row.frames > 1 ? opcodeName(Opcode::Text) : opcodeName(row.header.opcode));
}

} // namespace

Capture::Capture(const ConnectionOptions &options)
    : m_batches([this] { QMetaObject::invokeMethod(this, &Capture::takeBatches, Qt::QueuedConnection); })
{
    auto store = SessionStore::create(m_folder.filePath(QStringLiteral("capture.framescope")), m_clock);
    if (!store)
        qFatal("%s", qPrintable(store.error().toString()));
    m_store = std::move(store).value();
    m_store->setPublisher([this](AppendBatch batch) { m_batches.post(std::move(batch)); });
    m_network = std::make_unique<Network>(*m_store, m_clock);
    const auto id = m_network->open(options);
    if (!id)
        qFatal("%s", qPrintable(id.error().toString()));
    m_id = *id;
}

Capture::~Capture()
{
    m_network.reset();
    m_store.reset();
}

void Capture::takeBatches()
{
    for (const AppendBatch &batch : m_batches.takeAll()) {
        for (const ConnectionFacts &facts : batch.facts)
            m_facts = facts;
    }
}

std::unique_ptr<SessionReader> Capture::log() const
{
    m_store->flush();
    auto reader = SessionReader::open(m_store->path());
    if (!reader)
        qFatal("%s", qPrintable(reader.error().toString()));
    return std::move(reader).value();
}

QByteArrayList Capture::messages(Direction direction) const
{
    const auto reader = log();
    const auto rows = reader->rows(1, LongestLog);
    QByteArrayList messages;
    for (const Row &row : *rows) {
        if (row.kind == RowKind::Frame && row.direction == direction && !isControl(row.header.opcode)
            && row.flags.testFlag(RowFlag::EndsMessage))
            messages += *reader->payload(row.id, 0, row.payloadSize);
    }
    return messages;
}

ConnectionFacts Capture::storedFacts() const
{
    return log()->connections()->back();
}

QStringList Capture::lines() const
{
    const auto reader = log();
    const auto rows = reader->rows(1, LongestLog);
    QStringList lines;
    for (const Row &row : *rows) {
        if (row.kind == RowKind::Frame && !isPartOfMessage(row))
            lines += line(*reader, row);
        else if (row.kind == RowKind::Violation)
            lines += u"! " + QString::fromUtf8(row.preview);
    }
    return lines;
}

QString Capture::line(const SessionReader &reader, const Row &row) const
{
    QString line = (row.direction == Direction::ClientToServer ? u"> " : u"< ") + typeName(row);
    if (row.frames > 1)
        line += QStringLiteral(" %1 frames").arg(row.frames);
    if (row.flags.testFlag(RowFlag::Compressed))
        line += QLatin1StringView(" compressed");
    if (row.flags.testFlag(RowFlag::Automatic))
        line += QLatin1StringView(" automatic");
    if (row.payloadSize > 100)
        return line + QStringLiteral(" %1 bytes in %2").arg(row.payloadSize).arg(row.wireSize);
    const auto payload = reader.payload(row.id, 0, 100);
    if (!payload)
        return line + u' ' + payload.error().toString();
    if (row.header.opcode != Opcode::Close)
        return line + QStringLiteral(" \"%1\"").arg(QString::fromUtf8(*payload));
    const CloseBody body = parseCloseBody(*payload);
    return line + QStringLiteral(" %1 \"%2\"").arg(body.code.value_or(0)).arg(QString::fromUtf8(body.reason));
}

} // namespace framescope::test
