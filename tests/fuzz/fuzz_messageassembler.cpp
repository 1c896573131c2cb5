// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Frames give the same application bytes, problems and messages however the wire is cut, and no more
// than the limits allow.
#include "protocol/framedecoder.h"
#include "protocol/messageassembler.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

using Problem = MessageAssembler::Problem;

struct Limits {
    quint64 assemble = 0;
    quint64 inflate = 0;
};

// What can be told of a wire: a line for each frame, problem and message.
class Listener {
public:
    Listener(Limits limits, std::optional<Inflater> inflater)
        : m_limits(limits)
        , m_assembler(limits.assemble, limits.inflate)
    {
        m_assembler.setInflater(std::move(inflater));
    }

    void feed(const QByteArray &bytes)
    {
        QByteArrayView rest = bytes;
        for (;;) {
            const FrameDecoder::Step step = m_decoder.next(rest);
            if (step == FrameDecoder::Step::NeedMore || step == FrameDecoder::Step::Untrustworthy)
                return;
            const Opcode opcode = m_decoder.header().opcode;
            if (isControl(opcode) || isReserved(opcode))
                continue;
            if (step == FrameDecoder::Step::Header)
                beginFrame();
            else
                takePayload();
        }
    }
    QByteArrayList finish()
    {
        m_lines += m_application;
        m_lines += m_problems;
        return m_lines;
    }

private:
    void beginFrame()
    {
        m_isTextValid = m_isTextValid || m_decoder.header().opcode != Opcode::Continuation;
        m_assembler.beginFrame(m_decoder.header());
    }
    void takePayload()
    {
        m_assembler.feed(m_decoder.payload(), m_decoder.payloadEnds());
        note();
        while (m_assembler.hasMore()) {
            require(!m_assembler.message(), "a message is complete when there is no more");
            m_assembler.feedMore();
            note();
        }
        if (!m_decoder.payloadEnds())
            return;
        m_lines += std::exchange(m_application, {});
        m_lines += std::exchange(m_problems, {});
        if (const MessageEnd *message = m_assembler.message())
            noteMessage(*message);
        require(!m_decoder.header().fin || !m_assembler.insideMessage(), "FIN ends a message");
    }
    void note()
    {
        m_application += m_assembler.application();
        if (m_assembler.problem() == Problem::None)
            return;
        m_isTextValid = m_isTextValid && m_assembler.problem() != Problem::InvalidUtf8;
        m_problems += QByteArray::number(static_cast<int>(m_assembler.problem())) + '@'
            + QByteArray::number(m_assembler.problemOffset());
    }
    void noteMessage(const MessageEnd &message)
    {
        const QByteArrayView payload = message.payload;
        require(!message.compressed || message.size <= m_limits.inflate, "inflated within the limit");
        if (message.assembled) {
            require(message.size <= m_limits.assemble, "held within the limit");
            require(static_cast<quint64>(payload.size()) == message.size, "the payload is whole");
            require(message.opcode != Opcode::Text || isValidUtf8(payload) == m_isTextValid,
                "UTF-8 is judged over the whole message");
        }
        m_lines += payload.toByteArray();
        m_lines += QByteArray::number(message.size) + ' ' + QByteArray::number(message.frames)
            + (message.compressed ? " compressed" : "") + (message.assembled ? " assembled" : "");
    }

    Limits m_limits;
    FrameDecoder m_decoder;
    MessageAssembler m_assembler;
    QByteArray m_application;
    QByteArrayList m_problems;
    QByteArrayList m_lines;
    bool m_isTextValid = true; // of the message that is open
};

std::optional<Inflater> inflaterOf(int kind)
{
    return kind == 0 ? std::optional<Inflater>() : Inflater(kind == 1);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    FuzzedDataProvider input(data, size);
    const int kind = input.ConsumeIntegralInRange(0, 2);
    Limits limits;
    limits.assemble = input.ConsumeIntegralInRange<quint64>(0, 2000);
    limits.inflate = input.ConsumeIntegralInRange<quint64>(0, 4000);
    const QByteArrayList pieces = takePieces(input);

    Listener whole(limits, inflaterOf(kind));
    whole.feed(pieces.join());
    Listener cut(limits, inflaterOf(kind));
    for (const QByteArray &piece : pieces)
        cut.feed(piece);
    require(whole.finish() == cut.finish(), "cuts make no difference");
    return 0;
}
