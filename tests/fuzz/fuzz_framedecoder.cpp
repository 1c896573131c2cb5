// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Frames read from pieces are the frames read from the whole, and written again they are its bytes.
#include "protocol/framedecoder.h"
#include "protocol/frameencoder.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

// Writes again what it reads.
class Echo {
public:
    void feed(const QByteArray &bytes)
    {
        QByteArrayView rest = bytes;
        for (;;) {
            const FrameDecoder::Step step = m_decoder.next(rest);
            if (step == FrameDecoder::Step::Payload) {
                takePayload();
                continue;
            }
            if (step == FrameDecoder::Step::NeedMore)
                require(rest.isEmpty(), "NeedMore uses up all bytes");
            if (step == FrameDecoder::Step::Header
                || (step == FrameDecoder::Step::Untrustworthy && !m_stopped))
                appendFrameHeader(m_written, m_decoder.header());
            m_stopped = step == FrameDecoder::Step::Untrustworthy;
            if (step != FrameDecoder::Step::Header)
                return;
        }
    }
    const QByteArray &written() const { return m_written; }
    bool stopped() const { return m_stopped; }
    int heldBytes() const { return m_decoder.heldBytes(); }

private:
    void takePayload()
    {
        const FrameHeader &header = m_decoder.header();
        const QByteArrayView payload = m_decoder.payload();
        const quint64 end = header.payloadLength - m_decoder.payloadLeft();
        const quint64 start = end - static_cast<quint64>(payload.size());
        m_written.append(payload);
        if (header.maskKey) {
            applyMask(std::span(m_written.data() + m_written.size() - payload.size(),
                          static_cast<std::size_t>(payload.size())),
                *header.maskKey, start);
        }
        require(m_decoder.insideFrame() != m_decoder.payloadEnds(), "a frame is open or it has ended");
    }

    FrameDecoder m_decoder;
    QByteArray m_written;
    bool m_stopped = false;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    FuzzedDataProvider input(data, size);
    const QByteArrayList pieces = takePieces(input);
    const QByteArray bytes = pieces.join();
    Echo whole;
    whole.feed(bytes);
    Echo cut;
    for (const QByteArray &piece : pieces)
        cut.feed(piece);

    require(bytes.startsWith(whole.written()), "what is read is what is written");
    require(whole.stopped() || whole.written().size() + whole.heldBytes() == bytes.size(),
        "each byte is read or held");
    require(cut.written() == whole.written() && cut.stopped() == whole.stopped()
            && cut.heldBytes() == whole.heldBytes(),
        "cuts make no difference");
    return 0;
}
