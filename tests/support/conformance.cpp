// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/conformance.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>

namespace framescope::test {

using namespace Qt::StringLiterals;

namespace {

// As a client writes it, whatever its key.
FrameHeader masked(Opcode opcode, const QByteArray &payload)
{
    return frameFor(opcode, payload, MaskKey{});
}

QString sentLine(Opcode opcode, const QByteArray &payload)
{
    return u"> "_s + frameText(masked(opcode, payload), payload);
}

bool hasClose(const QList<ServerFrame> &frames)
{
    return std::any_of(frames.begin(), frames.end(),
        [](const ServerFrame &frame) { return frame.header.opcode == Opcode::Close; });
}

// QString::fromUtf8() would drop a byte order mark.
QString textOf(const QByteArray &utf8)
{
    return QStringDecoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom).decode(utf8);
}

// Walks over the frames of a case as an endpoint does that knows which of them break a rule.
class Walk {
public:
    explicit Walk(const ConformanceCase &c)
        : m_case(c)
        , m_echoes(c.chop != Chop::Whole || c.chopSize > 0 || c.breaches.isEmpty())
    {
        m_expected.events = {u"open 1"_s};
    }

    void take(int index, const ServerFrame &frame)
    {
        m_expected.received += u"< "_s + frameText(frame.header, frame.payload);
        bool breaks = false;
        for (const Breach &breach : m_case.breaches) {
            if (breach.frame == index) {
                m_expected.received += u"! "_s + breach.rule;
                breaks = true;
            }
        }
        if (isOver())
            return;
        if (breaks)
            fail();
        else
            obey(frame);
    }

    bool isOver() const { return m_closed || m_expected.fails; }
    int messages() const { return m_messages; }
    int pongs() const { return m_pongs; }
    const Expectation &expected() const { return m_expected; }

private:
    void fail()
    {
        m_expected.fails = true;
        m_expected.events += {u"error 3"_s, u"close 3 1006 \"\" unclean"_s};
        m_expected.sent += sentLine(Opcode::Close, encodeCloseBody({m_case.failCode, {}}));
    }

    void obey(const ServerFrame &frame)
    {
        switch (frame.header.opcode) {
        case Opcode::Ping:
            ++m_pongs;
            m_expected.sent += sentLine(Opcode::Pong, frame.payload);
            break;
        case Opcode::Pong: break;
        case Opcode::Close: close(frame.payload); break;
        default: takeData(frame);
        }
    }

    void close(const QByteArray &payload)
    {
        m_closed = true;
        const CloseBody body = parseCloseBody(payload);
        m_expected.events += u"close 3 %1 \"%2\" clean"_s.arg(body.code.value_or(closecode::NoStatus))
                                 .arg(QString::fromUtf8(body.reason));
        m_expected.sent += sentLine(Opcode::Close, payload);
    }

    void takeData(const ServerFrame &frame)
    {
        if (frame.header.opcode != Opcode::Continuation) {
            m_opcode = frame.header.opcode;
            m_message.clear();
        }
        m_message += frame.payload;
        if (!frame.header.fin)
            return;
        ++m_messages;
        m_expected.events += m_opcode == Opcode::Text ? u"text 1 "_s + BrowserSocket::shown(textOf(m_message))
                                                      : u"binary 1 "_s + BrowserSocket::shown(m_message);
        if (m_echoes)
            m_expected.sent += sentLine(m_opcode, m_message);
    }

    const ConformanceCase &m_case;
    const bool m_echoes; // else the breach came in the same turn, before any echo could go
    Expectation m_expected;
    Opcode m_opcode = Opcode::Text;
    QByteArray m_message;
    int m_messages = 0;
    int m_pongs = 0;
    bool m_closed = false;
};

QList<ServerFrame> framesOf(const ConformanceCase &c)
{
    const bool closes = c.breaches.isEmpty() && !hasClose(c.frames);
    return closes ? c.frames + QList{serverClose({closecode::Normal, {}})} : c.frames;
}

void sendInPieces(Script &script, const QByteArray &bytes, int size)
{
    for (qsizetype at = 0; at < bytes.size(); at += size)
        script.bytes(bytes.sliced(at, std::min<qsizetype>(size, bytes.size() - at))).silence(0);
}

} // namespace

QByteArray ServerFrame::bytes() const
{
    QByteArray bytes;
    appendFrame(bytes, header, payload);
    return bytes;
}

ServerFrame serverFrame(Opcode opcode, const QByteArray &payload, Fin fin)
{
    return {frameFor(opcode, payload, {}, fin == Fin::Yes), payload};
}

ServerFrame serverClose(const CloseBody &body)
{
    return serverFrame(Opcode::Close, encodeCloseBody(body));
}

ServerFrame withReserved(int rsv, ServerFrame frame)
{
    frame.header.rsv1 = (rsv & 4) != 0;
    frame.header.rsv2 = (rsv & 2) != 0;
    frame.header.rsv3 = (rsv & 1) != 0;
    return frame;
}

Script scriptOf(const ConformanceCase &c)
{
    Script script;
    script.accept().withSettings([](Peer::Settings &settings) { settings.answerClose = false; });
    Walk walk(c);
    QByteArray together;
    const QList<ServerFrame> frames = framesOf(c);
    for (int i = 0; i < frames.size(); ++i) {
        const QByteArray bytes = frames.at(i).bytes();
        const bool own = i >= c.frames.size(); // the close that no frame of the case is
        if (own && !together.isEmpty())
            script.bytes(std::exchange(together, {}));
        if (own)
            script.awaitMessages(walk.messages()).awaitPongs(walk.pongs());
        if (c.chopSize == 0 && c.chop == Chop::Whole)
            together += bytes;
        else if (c.chopSize == 0 && c.chop == Chop::Frames)
            script.bytes(bytes).silence(0);
        else
            sendInPieces(script, bytes, std::max(c.chopSize, 1));
        walk.take(i, frames.at(i));
        if (together.isEmpty() && !walk.isOver())
            script.awaitMessages(walk.messages()).awaitPongs(walk.pongs());
    }
    if (!together.isEmpty())
        script.bytes(together);
    return script.awaitClose().end();
}

Expectation expectationOf(const ConformanceCase &c)
{
    Walk walk(c);
    const QList<ServerFrame> frames = framesOf(c);
    for (int i = 0; i < frames.size(); ++i)
        walk.take(i, frames.at(i));
    return walk.expected();
}

void echoMessages(BrowserSocket &socket)
{
    socket.onEvent = [&socket, echoed = qsizetype{0}](const QString &) mutable {
        for (; echoed < socket.messages().size(); ++echoed) {
            const MessageEvent &message = socket.messages().at(echoed);
            if (message.isText)
                socket->send(message.text);
            else
                socket->send(message.binary);
        }
    };
}

QStringList logLines(const SessionReader &log, Direction direction, RowId first)
{
    QStringList lines;
    const QString arrow = direction == Direction::ClientToServer ? u"> "_s : u"< "_s;
    const auto rows = log.rows(first, 1'000'000);
    for (const Row &row : *rows) {
        if (row.direction != direction)
            continue;
        if (row.kind == RowKind::Frame) {
            QString line = arrow + frameText(row.header, *log.wirePayload(row.id, 0, row.received));
            if (row.flags.testFlag(RowFlag::Cut))
                line += u" cut at %1 of %2"_s.arg(row.received).arg(row.header.payloadLength);
            lines += line;
        } else if (row.kind == RowKind::Violation) {
            const QString sentence = QString::fromUtf8(*log.payload(row.id, 0, 1'000));
            lines += u"! "_s + sentence.first(sentence.indexOf(u')') + 1);
        }
    }
    return lines;
}

QStringList withoutReason(QStringList sent)
{
    static const QRegularExpression reason(u"^(> close masked \\d+) .*$"_s);
    if (!sent.isEmpty())
        sent.last().replace(reason, u"\\1"_s);
    return sent;
}

} // namespace framescope::test
