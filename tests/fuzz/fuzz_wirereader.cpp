// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// The witness tells the same however the wire is cut, keeps WireEventSink's contract, and its counters
// add up to the bytes that it was given.
#include "protocol/wirereader.h"

#include "fuzz/pieces.h"
#include "support/transcript.h"

using namespace framescope;
using namespace framescope::test;

namespace {

// A Transcript that counts wire bytes as well.
class Witness final : public WireEventSink {
public:
    Transcript transcript;
    quint64 bytes = 0; // of heads and frames

    void head(const HeadEvent &event) override
    {
        bytes += static_cast<quint64>(event.head.raw.size());
        transcript.head(event);
    }
    void frame(const FrameEvent &event) override
    {
        count(event);
        transcript.frame(event);
    }
    void frameBegan(const FrameEvent &event) override { transcript.frameBegan(event); }
    void framePayload(Direction direction, QByteArrayView wire, QByteArrayView application) override
    {
        transcript.framePayload(direction, wire, application);
    }
    void frameEnded(const FrameEvent &event) override
    {
        count(event);
        transcript.frameEnded(event);
    }
    void violation(const Violation &violation, qint64 timeNs) override
    {
        transcript.violation(violation, timeNs);
    }

private:
    void count(const FrameEvent &event)
    {
        require(event.offset == bytes, "a frame begins where the one before ended");
        bytes += static_cast<quint64>(event.header.size()) + event.received;
    }
};

enum class Start : quint8 { Heads, Open, Deflating };

QStringList tell(
    const QByteArrayList &pieces, Direction direction, Start start, const WireReader::Limits &limits)
{
    Witness witness;
    WireReader reader(witness, limits);
    if (start != Start::Heads) {
        Agreement agreement;
        if (start == Start::Deflating)
            agreement.deflate.emplace();
        reader.beginOpen(agreement);
    }
    quint64 given = 0;
    for (const QByteArray &piece : pieces) {
        reader.feed(direction, piece, 0);
        given += static_cast<quint64>(piece.size());
        require(reader.bytes(direction) == given, "every byte is counted");
        if (reader.atFrameBoundary(direction))
            require(witness.bytes == given, "heads and frames are all that came");
        require(!reader.atMessageBoundary(direction) || reader.atFrameBoundary(direction),
            "a message ends with a frame");
    }
    const bool reading = reader.isReading(direction);
    reader.finish(direction, 0);
    require(witness.bytes <= given, "no byte is told twice");
    require(!reader.isReading(direction), "nothing is read after the end");
    const QStringList &lines = witness.transcript.lines();
    require(
        std::none_of(lines.begin(), lines.end(), [](const QString &line) { return line.startsWith(u'?'); }),
        "the contract is kept");
    return witness.transcript.takeLines() << QString::number(reading);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    FuzzedDataProvider input(data, size);
    const auto direction = static_cast<Direction>(input.ConsumeIntegralInRange(0, 1));
    const auto start = static_cast<Start>(input.ConsumeIntegralInRange(0, 2));
    WireReader::Limits limits;
    limits.assembledMessage = input.ConsumeIntegralInRange<quint64>(0, 2000);
    limits.inflatedMessage = input.ConsumeIntegralInRange<quint64>(0, 4000);
    limits.head = 400;
    const QByteArrayList pieces = takePieces(input);
    require(tell({pieces.join()}, direction, start, limits) == tell(pieces, direction, start, limits),
        "cuts make no difference");
    return 0;
}
