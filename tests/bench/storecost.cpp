// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/storecost.h"

#include "session/recorder.h"
#include "session/sessionstore.h"

#include <QFileInfo>

#include <semaphore>

namespace framescope::test {

namespace {

double now()
{
    return double(SystemClock().monotonicNs()) / 1e9;
}

// Whole uncompressed messages of one size, nine of ten text.
class Source {
public:
    Source(Recorder &recorder, qsizetype size)
        : m_recorder(recorder)
        , m_payload(messageOf(size))
    {
    }
    void next()
    {
        const Opcode opcode = m_index % 10 == 9 ? Opcode::Binary : Opcode::Text;
        const MessageEnd end{opcode, quint64(m_payload.size()), false, 1, m_payload, true};
        FrameEvent frame;
        frame.header.opcode = opcode;
        frame.header.payloadLength = frame.received = end.size;
        frame.header.lengthForm = minimalLengthForm(end.size);
        frame.index = frame.messageIndex = m_index++;
        frame.timeNs = qint64(m_index);
        frame.payload = frame.application = m_payload;
        frame.message = &end;
        m_recorder.frame(frame);
    }

private:
    Recorder &m_recorder;
    QByteArray m_payload;
    quint64 m_index = 0;
};

} // namespace

double processorSeconds(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

QByteArray messageOf(qsizetype size)
{
    return QByteArray(R"({"event":"tick","id":42,)").leftJustified(size, 'x', true);
}

StoreCost recordMessages(const QString &path, int count, qsizetype size)
{
    const SystemClock clock;
    auto made = SessionStore::create(path, clock);
    if (!made)
        qFatal("%s", qPrintable(made.error().toString()));
    SessionStore &store = **made;
    std::counting_semaphore<> room(0);
    store.setRoomCallback([&] { room.release(); });
    quint64 published = 0;
    store.setPublisher([&](const AppendBatch &batch) { published += batch.tail.size(); });
    Recorder recorder(store.journal(), store.newConnectionId());
    Source source(recorder, size);
    // Looks for room as the network does: before each read, not before each frame.
    const int atOnce = int(std::max<qsizetype>(1, 65'536 / (size + 4)));
    StoreCost measured;
    const double processorBefore = processorSeconds(CLOCK_PROCESS_CPUTIME_ID);
    const double begin = now();
    for (int done = 0; done < count; done += atOnce) {
        while (!store.journal().hasRoom())
            room.acquire();
        const double before = processorSeconds(CLOCK_THREAD_CPUTIME_ID);
        for (int i = 0; i < std::min(atOnce, count - done); ++i)
            source.next();
        measured.recording += processorSeconds(CLOCK_THREAD_CPUTIME_ID) - before;
    }
    store.flush();
    measured.seconds = now() - begin;
    measured.processor = processorSeconds(CLOCK_PROCESS_CPUTIME_ID) - processorBefore;
    if (const auto finished = store.finish(); !finished)
        qFatal("%s", qPrintable(finished.error().toString()));
    measured.fileBytes = double(QFileInfo(path).size());
    return measured;
}

} // namespace framescope::test
