// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/wirereader.h"

#include "protocol/framerules.h"

#include <limits>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

HttpHeadParser::Expect startLineOf(Direction direction)
{
    return direction == Direction::ClientToServer ? HttpHeadParser::Expect::Request
                                                  : HttpHeadParser::Expect::Response;
}

// Whether the answer itself is still to come (RFC 9110, 15.2). 101 is the answer.
bool isInterim(Direction direction, const HttpHead &head)
{
    if (direction == Direction::ClientToServer)
        return false;
    const Result<StatusLine> line = parseStatusLine(head.startLine);
    return line && line->status >= 100 && line->status < 200 && line->status != 101;
}

// A frame whose payload belongs to a message.
bool carriesData(Opcode opcode)
{
    return static_cast<quint8>(opcode) <= static_cast<quint8>(Opcode::Binary);
}

// In its direction, as FrameEvent::offset.
quint64 payloadOffset(const FrameEvent &event)
{
    return event.offset + static_cast<quint64>(event.header.size());
}

// Half of all: it is added to.
quint64 inflateLimit(Direction direction, const WireReader::Limits &limits)
{
    return limits.own == direction ? std::numeric_limits<quint64>::max() / 2 : limits.inflatedMessage;
}

} // namespace

WireReader::Lane::Lane(Direction direction, const Limits &limits)
    : headParser(limits.head, startLineOf(direction))
    , assembler(limits.assembledMessage, inflateLimit(direction, limits))
{
    event.direction = direction;
}

WireReader::WireReader(WireEventSink &sink)
    : WireReader(sink, Limits{})
{
}

WireReader::WireReader(WireEventSink &sink, Limits limits)
    : m_sink(sink)
    , m_limits(limits)
    , m_lanes{Lane(Direction::ClientToServer, limits), Lane(Direction::ServerToClient, limits)}
{
}

void WireReader::feed(Direction direction, QByteArrayView bytes, qint64 timeNs, FrameOrigins origin)
{
    Lane &lane = this->lane(direction);
    lane.bytes += static_cast<quint64>(bytes.size());
    if (lane.stage == Stage::Head)
        readHead(lane, bytes, timeNs);
    if (lane.stage != Stage::Frames || keepEarly(lane, bytes, timeNs, origin))
        return;
    readEarly(lane);
    if (lane.stage == Stage::Frames && !bytes.isEmpty())
        readFrames(lane, bytes, lane.bytes, timeNs, origin);
}

bool WireReader::keepEarly(Lane &lane, QByteArrayView bytes, qint64 timeNs, FrameOrigins origin)
{
    if (m_answered || lane.event.direction == Direction::ServerToClient)
        return false;
    lane.earlyBytes += bytes.size();
    m_answered = lane.earlyBytes > EarlyLimit;
    if (!m_answered && !bytes.isEmpty())
        lane.early.append({bytes.toByteArray(), lane.bytes, timeNs, origin});
    return !m_answered;
}

void WireReader::readEarly(Lane &lane)
{
    const QList<Piece> pieces = std::exchange(lane.early, {});
    for (const Piece &piece : pieces) {
        if (lane.stage == Stage::Frames)
            readFrames(lane, piece.bytes, piece.end, piece.timeNs, piece.origin);
    }
}

void WireReader::finish(Direction direction, qint64 timeNs)
{
    Lane &lane = this->lane(direction);
    if (lane.stage == Stage::Head && !lane.headParser.raw().isEmpty()) {
        refuseHead(lane,
            {ViolationKind::HeadMalformed, direction, lane.bytes, u"it ends before its empty line"_s}, timeNs);
    }
    if (lane.stage == Stage::Frames)
        readEarly(lane);
    if (lane.stage == Stage::Frames && lane.decoder.insideFrame())
        tellEnded(lane, FrameState::Cut, nullptr);
    lane.stage = Stage::Stopped;
}

void WireReader::beginOpen(const Agreement &agreement)
{
    m_verdict.status = 101;
    m_answered = true;
    agree(agreement);
    for (Lane &lane : m_lanes)
        lane.stage = Stage::Frames;
}

bool WireReader::atFrameBoundary(Direction direction) const
{
    const Lane &lane = this->lane(direction);
    return lane.stage == Stage::Frames && !lane.decoder.insideFrame() && lane.decoder.heldBytes() == 0
        && lane.early.isEmpty();
}

bool WireReader::atMessageBoundary(Direction direction) const
{
    return atFrameBoundary(direction) && !lane(direction).assembler.insideMessage();
}

// Heads ------------------------------------------------------------------------------------------

void WireReader::readHead(Lane &lane, QByteArrayView &bytes, qint64 timeNs)
{
    while (lane.stage == Stage::Head && !bytes.isEmpty()) {
        Result<std::optional<HttpHead>> head = lane.headParser.feed(bytes);
        if (!head) {
            refuseHead(lane, headProblem(lane, head.error()), timeNs);
        } else if (*head && isInterim(lane.event.direction, **head)) {
            takeInterimHead(lane, **head, timeNs);
        } else if (*head) {
            takeHead(lane, std::move(**head), timeNs);
        }
    }
}

Violation WireReader::headProblem(const Lane &lane, const Error &error) const
{
    const auto offset = static_cast<quint64>(lane.interimBytes + lane.headParser.errorOffset());
    if (!lane.headParser.tooLong())
        return {ViolationKind::HeadMalformed, lane.event.direction, offset, error.what.chopped(1)};
    QString detail = u"it has no end within %1 bytes"_s.arg(m_limits.head);
    if (lane.interimBytes > 0)
        detail += u", %1 of which were interim answers (1xx)"_s.arg(lane.interimBytes);
    return {ViolationKind::HeadTooLong, lane.event.direction, offset, detail};
}

// Nothing is judged by it. All heads together have to stay below the limit: no server holds us here
// with an endless row of them.
void WireReader::takeInterimHead(Lane &lane, const HttpHead &head, qint64 timeNs)
{
    const Direction direction = lane.event.direction;
    lane.interimBytes += head.raw.size();
    lane.headParser = HttpHeadParser(m_limits.head - lane.interimBytes, startLineOf(direction));
    HeadEvent event{direction, timeNs, head};
    event.interim = true;
    m_sink.head(event);
}

void WireReader::takeHead(Lane &lane, HttpHead head, qint64 timeNs)
{
    lane.head = std::move(head);
    lane.stage = Stage::Frames;
    const Direction direction = lane.event.direction;
    const QList<Violation> violations = judgeHeads(direction);
    tellHead({direction, timeNs, *lane.head, true, static_cast<quint32>(violations.size())}, violations);
}

void WireReader::refuseHead(Lane &lane, const Violation &violation, qint64 timeNs)
{
    lane.stage = Stage::Stopped;
    m_answered = m_answered || lane.event.direction == Direction::ServerToClient;
    HeadEvent event{lane.event.direction, timeNs, {}, false, 1};
    event.head.raw = lane.headParser.raw();
    tellHead(event, {violation});
}

// What is wrong with the head that came last, and what both together agree on.
QList<Violation> WireReader::judgeHeads(Direction latest)
{
    const std::optional<HttpHead> &request = lane(Direction::ClientToServer).head;
    const std::optional<HttpHead> &response = lane(Direction::ServerToClient).head;
    QList<Violation> violations;
    m_answered = m_answered || latest == Direction::ServerToClient;
    if (latest == Direction::ClientToServer) {
        m_requestVerdict = judgeRequest(*request);
        violations = m_requestVerdict.violations;
    }
    if (request && response) {
        m_verdict = judgeResponse(*request, *response);
        violations += m_verdict.violations;
        if (m_verdict.status == 101)
            agree(m_verdict.agreement);
    }
    if (response && !response->startLine.startsWith("HTTP/1.1 101")) {
        for (Lane &lane : m_lanes)
            lane.stage = Stage::Stopped;
    }
    return violations;
}

void WireReader::tellHead(const HeadEvent &event, const QList<Violation> &violations)
{
    m_sink.head(event);
    for (const Violation &violation : violations)
        m_sink.violation(violation, event.timeNs);
}

void WireReader::agree(const Agreement &agreement)
{
    m_verdict.agreement = agreement;
    m_deflate = agreement.deflate.has_value();
    if (m_deflate) {
        lane(Direction::ClientToServer)
            .assembler.setInflater(Inflater(agreement.deflate->clientNoContextTakeover));
        lane(Direction::ServerToClient)
            .assembler.setInflater(Inflater(agreement.deflate->serverNoContextTakeover));
    }
    m_open = true;
}

// Frames -----------------------------------------------------------------------------------------

void WireReader::readFrames(Lane &lane, QByteArrayView bytes, quint64 end, qint64 timeNs, FrameOrigins origin)
{
    FrameOrigins next = lane.decoder.heldBytes() > 0 ? lane.heldOrigin : origin;
    for (;;) {
        const FrameDecoder::Step step = lane.decoder.next(bytes);
        switch (step) {
        case FrameDecoder::Step::Header:
        case FrameDecoder::Step::Untrustworthy:
            openFrame(lane, end - static_cast<quint64>(bytes.size()), timeNs, next);
            next = origin;
            if (step == FrameDecoder::Step::Untrustworthy)
                return stopAtLength(lane, timeNs);
            break;
        case FrameDecoder::Step::Payload: takePayload(lane, timeNs); break;
        case FrameDecoder::Step::NeedMore:
            lane.heldOrigin = next;
            if (lane.decoder.insideFrame() && !lane.began)
                tellBegan(lane, timeNs);
            return;
        }
    }
}

void WireReader::openFrame(Lane &lane, quint64 headerEnd, qint64 timeNs, FrameOrigins origin)
{
    FrameEvent &event = lane.event;
    event.header = lane.decoder.header();
    event.origin = origin;
    event.offset = headerEnd - static_cast<quint64>(event.header.size());
    event.index = lane.frames++;
    event.timeNs = timeNs;
    event.messageIndex = event.index;
    lane.began = false;
    judgeFrameHeader(event.header,
        {event.direction, event.offset, m_deflate, lane.assembler.insideMessage(), lane.closed}, lane.found);

    const Opcode opcode = event.header.opcode;
    if (opcode == Opcode::Close)
        lane.closed = true;
    if (!carriesData(opcode))
        return;
    if (opcode != Opcode::Continuation) {
        lane.messageIndex = event.index;
        lane.messageBytes = 0;
        lane.compressed = m_deflate && event.header.rsv1;
    } else if (lane.assembler.insideMessage()) {
        event.messageIndex = lane.messageIndex;
    }
    lane.assembler.beginFrame(event.header);
}

void WireReader::takePayload(Lane &lane, qint64 timeNs)
{
    const QByteArrayView piece = lane.decoder.payload();
    const bool ends = lane.decoder.payloadEnds();
    if (carriesData(lane.event.header.opcode))
        takeData(lane, piece, ends, timeNs);
    else
        takeControl(lane, piece, ends, timeNs);
}

void WireReader::takeData(Lane &lane, QByteArrayView piece, bool ends, qint64 timeNs)
{
    MessageAssembler &assembler = lane.assembler;
    assembler.feed(piece, ends);
    if (ends && !lane.began && !assembler.hasMore()) {
        noteProblem(lane);
        lane.event.message = assembler.message();
        tellWhole(lane, piece, assembler.application(), timeNs);
    } else {
        if (!lane.began)
            tellBegan(lane, timeNs);
        noteProblem(lane);
        tellPiece(lane, piece, assembler.application(), timeNs);
        while (assembler.hasMore()) {
            assembler.feedMore();
            noteProblem(lane);
            tellPiece(lane, {}, assembler.application(), timeNs);
        }
        if (ends)
            tellEnded(lane, FrameState::Complete, assembler.message());
    }
    if (ends)
        lane.messageBytes += lane.event.header.payloadLength;
}

// Control frames, and those with a reserved opcode: no message, nothing for the application.
void WireReader::takeControl(Lane &lane, QByteArrayView piece, bool ends, qint64 timeNs)
{
    // A body that is too long is a violation already; it is not kept to find more in it.
    const FrameHeader &header = lane.event.header;
    const bool close = header.opcode == Opcode::Close && header.payloadLength <= MaxControlPayload;
    if (ends && !lane.began) {
        if (close)
            judgeCloseBody(piece, lane.event.direction, payloadOffset(lane.event), lane.found);
        lane.event.message = nullptr;
        tellWhole(lane, piece, {}, timeNs);
        return;
    }
    if (!lane.began)
        tellBegan(lane, timeNs);
    if (close) {
        lane.closeBody += piece;
        if (ends)
            judgeCloseBody(std::exchange(lane.closeBody, {}), lane.event.direction, payloadOffset(lane.event),
                lane.found);
    }
    tellPiece(lane, piece, {}, timeNs);
    if (ends)
        tellEnded(lane, FrameState::Complete, nullptr);
}

void WireReader::tellWhole(Lane &lane, QByteArrayView payload, QByteArrayView application, qint64 timeNs)
{
    FrameEvent &event = lane.event;
    event.state = FrameState::Complete;
    event.received = event.header.payloadLength;
    event.payload = payload;
    event.application = application;
    event.violations = static_cast<quint32>(lane.found.size());
    m_sink.frame(event);
    if (!lane.found.isEmpty())
        tellFound(lane, timeNs);
}

void WireReader::tellBegan(Lane &lane, qint64 timeNs)
{
    FrameEvent &event = lane.event;
    event.state = FrameState::Arriving;
    event.received = 0;
    event.payload = {};
    event.application = {};
    event.message = nullptr;
    event.violations = static_cast<quint32>(lane.found.size());
    lane.began = true;
    m_sink.frameBegan(event);
    tellFound(lane, timeNs);
}

void WireReader::tellPiece(Lane &lane, QByteArrayView wire, QByteArrayView application, qint64 timeNs)
{
    lane.event.received += static_cast<quint64>(wire.size());
    if (!wire.isEmpty() || !application.isEmpty())
        m_sink.framePayload(lane.event.direction, wire, application);
    tellFound(lane, timeNs);
}

void WireReader::tellEnded(Lane &lane, FrameState state, const MessageEnd *message)
{
    FrameEvent &event = lane.event;
    event.state = state;
    event.message = message;
    event.violations = 0;
    m_sink.frameEnded(event);
}

void WireReader::tellFound(Lane &lane, qint64 timeNs)
{
    const QList<Violation> found = std::exchange(lane.found, {});
    for (const Violation &violation : found)
        m_sink.violation(violation, timeNs);
}

// What the assembler met in the piece that it was given last.
void WireReader::noteProblem(Lane &lane) const
{
    using Problem = MessageAssembler::Problem;
    const Problem problem = lane.assembler.problem();
    if (problem == Problem::None)
        return;
    const quint64 at = lane.assembler.problemOffset();
    Violation violation{ViolationKind::CompressedDataCorrupt, lane.event.direction, lane.event.offset,
        u"after %1 bytes of the message"_s.arg(at)};
    if (problem == Problem::TooBig) {
        violation.kind = ViolationKind::MessageTooBig;
        violation.detail = u"it inflates to more than %1 bytes"_s.arg(m_limits.inflatedMessage);
    } else if (problem == Problem::InvalidUtf8) {
        violation.kind = ViolationKind::InvalidUtf8;
        violation.detail = u"byte %1 of the message"_s.arg(at);
        if (!lane.compressed) // else the byte stands nowhere on the wire
            violation.offset = payloadOffset(lane.event) + at - lane.messageBytes;
    }
    lane.found.append(violation);
}

// The frame is reported as begun and cut; what follows it cannot be told apart.
void WireReader::stopAtLength(Lane &lane, qint64 timeNs)
{
    constexpr quint64 lengthField = 2; // behind the two bytes that every header has
    lane.found.append({ViolationKind::LengthTopBitSet, lane.event.direction, lane.event.offset + lengthField,
        u"%1 bytes"_s.arg(lane.event.header.payloadLength)});
    tellBegan(lane, timeNs);
    lane.stage = Stage::Stopped;
    tellEnded(lane, FrameState::Cut, nullptr);
}

} // namespace framescope
