// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// A session file as a broken disk, an unlucky copy or a stranger left it, and records in a ring that
// nobody of ours wrote: whatever stands there, opening, reading and recording on come to an end, with
// values or with a sentence, and read nothing that is not there.
#include "session/logwriter.h"
#include "session/recorder.h"
#include "session/sessionreader.h"
#include "session/sessionstore.h"

#include "fuzz/pieces.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace framescope;
using namespace framescope::test;

namespace {

constexpr quint64 RingCapacity = Ring::MinCapacity;

class StandingClock final : public Clock {
public:
    qint64 monotonicNs() const override { return 1'000'000'000; }
    qint64 epochNs() const override { return 1'700'000'000'000'000'000; }
};

// The value, which no input has any part in.
template <typename T>
T valueOf(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
    return std::move(result).value();
}

FrameEvent frameOf(quint64 index, Opcode opcode, QByteArrayView payload, bool fin = true)
{
    FrameEvent frame;
    frame.index = index;
    frame.header.opcode = opcode;
    frame.header.fin = fin;
    frame.header.payloadLength = frame.received = quint64(payload.size());
    frame.header.lengthForm = minimalLengthForm(frame.received);
    frame.payload = payload;
    return frame;
}

// Something of everything: inline, in parts, compressed, fragmented, a row that never ended, facts.
void recordSeed(Journal &journal, ConnectionId id)
{
    ConnectionFacts facts;
    facts.id = id;
    facts.url = QStringLiteral("ws://127.0.0.1:8080/");
    facts.requestHead = "GET / HTTP/1.1\r\n\r\n";
    journal.connectionFacts(facts);
    Recorder recorder(journal, id);
    quint64 index = 0;
    const auto message = [&](QByteArrayView wire, QByteArrayView payload) {
        FrameEvent frame = frameOf(index, Opcode::Text, wire);
        const MessageEnd end{
            Opcode::Text, quint64(payload.size()), wire.data() != payload.data(), 1, payload, true};
        frame.messageIndex = index++;
        frame.application = payload;
        frame.message = &end;
        recorder.frame(frame);
    };
    const QByteArray hello = "hello", large(70'000, 'l');
    message(hello, hello);
    message("wire", large);
    FrameEvent first = frameOf(index, Opcode::Text, "first ", false);
    first.messageIndex = index++;
    first.application = first.payload;
    recorder.frame(first);
    FrameEvent open = frameOf(index, Opcode::Continuation, {}, true);
    open.messageIndex = index - 1;
    open.header.payloadLength = 100;
    open.state = FrameState::Arriving;
    recorder.frameBegan(open);
    recorder.framePayload(Direction::ServerToClient, "half", "half");
    const RowId row = journal.event(id, RowKind::Note, Direction::ServerToClient, 5, "a note");
    journal.annotate({row, 1, QStringLiteral("beside it")});
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    require(file.open(QIODevice::ReadOnly), "the file is read");
    return file.readAll();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    require(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size(), "the file is written");
}

// Memory serves as the disk: an input has dozens of COMMITs.
QString folderTemplate()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFile::exists(memory) ? memory : QDir::tempPath()) + QStringLiteral("/fuzz_sessionfile-XXXXXX");
}

// The session that inputs begin with, and a place for what they make of it.
class Seed {
public:
    Seed()
        : m_folder(folderTemplate())
    {
        auto store = valueOf(SessionStore::create(path(), m_clock, {.ringCapacity = RingCapacity}));
        recordSeed(store->journal(), store->newConnectionId());
        store->flush();
        m_live = contents(path());
        m_log = contents(path() + QStringLiteral("-wal"));
        require(store->finish().hasValue(), "the seed is finished");
        store.reset();
        // Small pages: most bytes of a file of 32 KiB pages mean nothing.
        auto database = valueOf(sqlite::Database::open(path(), sqlite::Database::Access::ReadWrite));
        require(database.execute("PRAGMA page_size=512; VACUUM") == SQLITE_OK, "the seed is packed");
        m_finished = contents(path());
        m_lastId = database.integer("SELECT max(id) FROM row");
    }
    QString path() const { return m_folder.filePath(QStringLiteral("s.framescope")); }
    const Clock &clock() const { return m_clock; }
    RowId lastId() const { return m_lastId; }
    const QByteArray &finished() const { return m_finished; }
    const QByteArray &live() const { return m_live; }
    const QByteArray &log() const { return m_log; }
    void put(const QByteArray &session, const QByteArray &log) const
    {
        for (const char16_t *suffix : {u"-wal", u"-shm", u"-ring", u"-spill", u"-journal"})
            QFile::remove(path() + QStringView(suffix));
        write(path(), session);
        if (!log.isEmpty())
            write(path() + QStringLiteral("-wal"), log);
    }

private:
    QTemporaryDir m_folder;
    StandingClock m_clock;
    RowId m_lastId = 0;
    QByteArray m_finished;
    QByteArray m_live;
    QByteArray m_log;
};

QByteArray takeBytes(FuzzedDataProvider &input, size_t atMost)
{
    const std::string bytes = input.ConsumeRandomLengthString(atMost);
    return QByteArray(bytes.data(), qsizetype(bytes.size()));
}

QByteArray damaged(QByteArray bytes, FuzzedDataProvider &input)
{
    for (int patches = input.ConsumeIntegralInRange(0, 12); patches > 0; --patches) {
        const auto at = input.ConsumeIntegralInRange<qsizetype>(0, bytes.size() - 1);
        const QByteArray patch = takeBytes(input, 16);
        bytes.replace(at, std::min(patch.size(), bytes.size() - at), patch);
    }
    if (input.ConsumeIntegralInRange(0, 15) == 0)
        bytes.truncate(input.ConsumeIntegralInRange<qsizetype>(0, bytes.size()));
    return bytes;
}

void readPayloads(const SessionReader &reader, RowId row)
{
    const auto size = reader.payloadSize(row);
    const auto payload = reader.payload(row, 0, 100'000);
    const auto wire = reader.wirePayload(row, 3, 100'000);
    require(size || !size.error().what.isEmpty(), "an error has words");
    require(!payload || payload->size() <= 100'000, "no more than was asked for");
    require(!wire || wire->size() <= 100'000, "no more than was asked for");
}

void readAll(const QString &path)
{
    const auto opened = SessionReader::open(path);
    if (!opened) {
        require(!opened.error().what.isEmpty(), "an error has words");
        return;
    }
    const SessionReader &reader = **opened;
    static_cast<void>(reader.info());
    static_cast<void>(reader.connections());
    static_cast<void>(reader.counters());
    static_cast<void>(reader.annotations());
    if (const auto connections = reader.connectionRows()) {
        for (const ConnectionRows &of : *connections)
            require(of.rows.isEmpty() || of.rows.at(of.rows.size() - 1) > 0, "rows count from 1");
    }
    const auto rows = reader.rows(std::numeric_limits<RowId>::min(), 300);
    if (!rows)
        return;
    require(rows->size() <= 300, "no more than was asked for");
    for (const Row &row : *rows) {
        require(row.preview.size() <= Row::PreviewSize, "a preview is short");
        readPayloads(reader, row.id);
    }
}

void recordOn(const Seed &seed)
{
    auto store = SessionStore::open(seed.path(), seed.clock(), {.ringCapacity = RingCapacity});
    if (!store) {
        require(!store.error().what.isEmpty(), "an error has words");
        return;
    }
    (*store)->setPublisher([](const AppendBatch &) {});
    recordSeed((*store)->journal(), (*store)->newConnectionId());
    static_cast<void>((*store)->finish());
}

// Records of ours, changed; checksums are right, for they only tell what was written whole.
void writeRecords(const Seed &seed, FuzzedDataProvider &input)
{
    auto ring = valueOf(Ring::create(seed.path() + QStringLiteral("-ring"), RingCapacity));
    const bool belongs = input.ConsumeBool();
    if (belongs) {
        auto database = valueOf(sqlite::Database::open(seed.path(), sqlite::Database::Access::ReadWrite));
        sqlite::Statement insert(database,
            "INSERT INTO meta VALUES('ring_identity', ?1), ('ring_position', 0), ('ring_shift', ?2)");
        insert.bind(1, static_cast<qint64>(ring->identity()));
        insert.bind(2, input.ConsumeIntegral<qint64>());
        require(insert.run() == SQLITE_OK, "the ring is the session's");
    }
    RowId next = seed.lastId() + 1;
    while (input.remaining_bytes() > 0) {
        RowRecord record;
        record.type = static_cast<RecordType>(input.ConsumeIntegralInRange(0, 8));
        record.id = record.message = next;
        record.connection = 1;
        record.payloadLength = input.ConsumeIntegralInRange<quint64>(0, 100);
        QByteArray bytes(reinterpret_cast<const char *>(&record), sizeof record);
        const auto patches = input.ConsumeIntegralInRange(0, 3);
        for (int i = 0; i < patches; ++i) {
            const auto at = input.ConsumeIntegralInRange<qsizetype>(0, bytes.size() - 1);
            bytes[at] = input.ConsumeIntegral<char>();
        }
        bytes += takeBytes(input, 64);
        if (input.ConsumeBool())
            bytes += QByteArray(300'000, 'p');
        if (!ring->fits(quint64(bytes.size())))
            break;
        const QByteArrayView pieces[] = {bytes};
        ring->write(pieces);
        next += record.type == RecordType::Row || record.type == RecordType::Began ? 1 : 0;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    static const Seed seed;
    FuzzedDataProvider input(data, size);
    switch (input.ConsumeIntegralInRange(0, 3)) {
    case 0: seed.put(damaged(seed.finished(), input), {}); break;
    case 1: {
        const QByteArray session = damaged(seed.live(), input);
        seed.put(session, damaged(seed.log(), input));
        break;
    }
    case 2:
        seed.put(damaged(seed.finished(), input), {});
        readAll(seed.path());
        recordOn(seed);
        break;
    case 3:
        seed.put(seed.finished(), {});
        writeRecords(seed, input);
        recordOn(seed);
        break;
    }
    readAll(seed.path());
    return 0;
}
