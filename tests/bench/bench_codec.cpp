// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// What the codec costs a frame, without sockets and without a log.
#include "protocol/framedecoder.h"
#include "protocol/frameencoder.h"
#include "protocol/messageassembler.h"
#include "protocol/wirereader.h"

#include "bench/medians.h"

using namespace framescope;
using namespace framescope::test;

namespace {

constexpr quint64 Limit = 64 << 20;
constexpr MaskKey Key{0x37, 0xfa, 0x21, 0x3d};
constexpr qsizetype ReadSize = 256 << 10; // what a socket hands over at once

QByteArray repeatedFrame(int count, const FrameHeader &header, const QByteArray &payload)
{
    QByteArray bytes;
    for (int i = 0; i < count; ++i)
        appendFrame(bytes, header, payload);
    return bytes;
}

QByteArray json(qsizetype size)
{
    QByteArray text;
    for (int i = 0; text.size() < size; ++i)
        text += "{\"symbol\":\"FS" + QByteArray::number(i * 37 % 91)
            + "\",\"price\":" + QByteArray::number(i * 7919 % 10007) + "},";
    return text.first(size);
}

// Keeps the compiler from leaving the work out.
volatile quint64 blackHole = 0;

template <typename Take>
void decodeAll(QByteArrayView bytes, Take &&take)
{
    FrameDecoder decoder;
    while (!bytes.isEmpty()) {
        QByteArrayView read = bytes.first(std::min(ReadSize, bytes.size()));
        bytes = bytes.sliced(read.size());
        for (auto step = decoder.next(read); step != FrameDecoder::Step::NeedMore; step = decoder.next(read))
            take(decoder, step);
    }
}

void decode(const char *what, int count, qsizetype size, std::optional<MaskKey> key)
{
    const QByteArray payload(size, 'x');
    const QByteArray bytes = repeatedFrame(count, frameFor(Opcode::Binary, payload, key), payload);
    quint64 received = 0;
    const double ns = medianNs([&] {
        decodeAll(bytes, [&received](const FrameDecoder &decoder, FrameDecoder::Step step) {
            if (step == FrameDecoder::Step::Payload)
                received += static_cast<quint64>(decoder.payload().size());
        });
    });
    blackHole = received;
    printRow(what, ns, count, static_cast<double>(bytes.size()));
}

void assemble(
    const char *what, int count, const QByteArray &payload, Opcode opcode, std::optional<Inflater> inflater)
{
    FrameHeader header = frameFor(opcode, payload);
    header.rsv1 = inflater.has_value();
    const QByteArray bytes = repeatedFrame(count, header, payload);
    MessageAssembler assembler(Limit, Limit);
    assembler.setInflater(std::move(inflater));
    quint64 application = 0;
    quint64 runs = 0;
    const double ns = medianNs([&] {
        ++runs;
        decodeAll(bytes, [&](const FrameDecoder &decoder, FrameDecoder::Step step) {
            if (step == FrameDecoder::Step::Header) {
                assembler.beginFrame(decoder.header());
                return;
            }
            assembler.feed(decoder.payload(), decoder.payloadEnds());
            if (const MessageEnd *message = assembler.message())
                application += message->size;
        });
    });
    printRow(what, ns, count, static_cast<double>(application / runs));
}

// Counts, and nothing else: what is left is the cost of the witness.
class Counter final : public WireEventSink {
public:
    quint64 bytes = 0;

    void head(const HeadEvent &) override { }
    void frame(const FrameEvent &event) override { bytes += event.received; }
    void frameBegan(const FrameEvent &) override { }
    void framePayload(Direction, QByteArrayView, QByteArrayView) override { }
    void frameEnded(const FrameEvent &event) override { bytes += event.received; }
    void violation(const Violation &, qint64) override { }
};

void witness(const char *what, int count, const QByteArray &payload, std::optional<MaskKey> key)
{
    const QByteArray bytes = repeatedFrame(count, frameFor(Opcode::Text, payload, key), payload);
    const Direction direction = key ? Direction::ClientToServer : Direction::ServerToClient;
    Counter counter;
    WireReader reader(counter);
    reader.beginOpen({});
    const double ns = medianNs([&] {
        for (qsizetype at = 0; at < bytes.size(); at += ReadSize) {
            const QByteArrayView rest = QByteArrayView(bytes).sliced(at);
            reader.feed(direction, rest.first(std::min(ReadSize, rest.size())), 0);
        }
    });
    blackHole = counter.bytes;
    printRow(what, ns, count, static_cast<double>(bytes.size()));
}

void validate(const char *what, const QByteArray &text)
{
    constexpr int Rounds = 20;
    int valid = 0;
    const double ns = medianNs([&] {
        for (int i = 0; i < Rounds; ++i)
            valid += isValidUtf8(text) ? 1 : 0;
    });
    blackHole = static_cast<quint64>(valid);
    printRow(what, ns, Rounds, Rounds * static_cast<double>(text.size()));
}

void deflate(const char *what, int count, const QByteArray &message)
{
    Deflater deflater(15, false);
    quint64 compressed = 0;
    const double ns = medianNs([&] {
        for (int i = 0; i < count; ++i)
            compressed += static_cast<quint64>(deflater.compress(message).size());
    });
    blackHole = compressed;
    printRow(what, ns, count, count * static_cast<double>(message.size()));
}

} // namespace

int main()
{
    printHead("decode, a frame");
    decode("100 B", 200'000, 100, {});
    decode("100 B masked", 200'000, 100, Key);
    decode("4 KiB", 10'000, 4 << 10, {});
    decode("4 KiB masked", 10'000, 4 << 10, Key);
    decode("4 MiB", 20, 4 << 20, {});
    decode("4 MiB masked", 20, 4 << 20, Key);

    printHead("decode and assemble, a message");
    assemble("100 B binary", 200'000, json(100), Opcode::Binary, {});
    assemble("100 B text", 200'000, json(100), Opcode::Text, {});
    assemble("4 KiB text", 10'000, json(4 << 10), Opcode::Text, {});
    assemble("4 MiB text", 20, json(4 << 20), Opcode::Text, {});
    for (const int size : {100, 4 << 10, 1 << 20}) {
        const QByteArray what = "inflate " + QByteArray::number(size) + " B of JSON";
        assemble(what.constData(), 20'000'000 / (size + 900), Deflater(15, true).compress(json(size)),
            Opcode::Text, Inflater(true));
    }

    printHead("witness, a frame");
    witness("100 B text", 200'000, json(100), {});
    witness("100 B text masked", 200'000, json(100), Key);
    witness("4 KiB text", 10'000, json(4 << 10), {});
    witness("4 MiB text", 20, json(4 << 20), {});

    printHead("UTF-8, a MiB");
    validate("ASCII", json(1 << 20));
    validate("mixed: Latin, Cyrillic, emoji",
        QByteArray("ab\xc3\xa9 \xd0\x9f\xd1\x80 \xf0\x9f\x98\x80 word ").repeated(50'000));

    printHead("deflate, a message");
    deflate("100 B of JSON", 20'000, json(100));
    deflate("4 KiB of JSON", 1'000, json(4 << 10));
    return 0;
}
