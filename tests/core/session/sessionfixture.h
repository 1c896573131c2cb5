// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/recorder.h"
#include "session/sessionreader.h"
#include "session/sessionstore.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <deque>

namespace framescope::test {

// A clock that stands until it is told.
class StandingClock final : public Clock {
public:
    qint64 monotonic = 1'000'000'000;
    qint64 epoch = 1'700'000'000'000'000'000; // 2023-11-14T22:13:20Z
    qint64 monotonicNs() const override { return monotonic; }
    qint64 epochNs() const override { return epoch; }
};

// Says to a sink what a reader of the wire would say, frame by frame, in one direction.
class FrameTeller {
public:
    FrameTeller(WireEventSink &sink, Direction direction)
        : m_sink(sink)
        , m_direction(direction)
    {
    }
    FrameEvent event(Opcode opcode, quint64 length, bool fin = true)
    {
        FrameEvent event;
        event.direction = m_direction;
        event.header.fin = fin;
        event.header.opcode = opcode;
        event.header.payloadLength = length;
        event.header.lengthForm = minimalLengthForm(length);
        event.index = m_index++;
        if (opcode == Opcode::Text || opcode == Opcode::Binary)
            m_messageIndex = event.index;
        event.messageIndex = carriesData(opcode) ? m_messageIndex : event.index;
        event.timeNs = timeNs++;
        event.received = length;
        return event;
    }
    // Of a frame that is no part of a message: a control frame, or one with a reserved opcode.
    void control(Opcode opcode, QByteArrayView payload)
    {
        FrameEvent frame = event(opcode, quint64(payload.size()));
        frame.payload = payload;
        m_sink.frame(frame);
    }
    // A message of one frame.
    void message(Opcode opcode, QByteArrayView payload, FrameOrigins origin = {})
    {
        FrameEvent frame = event(opcode, quint64(payload.size()));
        const MessageEnd end{opcode, quint64(payload.size()), false, 1, payload, true};
        frame.origin = origin;
        frame.payload = frame.application = payload;
        frame.message = &end;
        m_sink.frame(frame);
    }
    void compressed(Opcode opcode, QByteArrayView wire, QByteArrayView payload)
    {
        FrameEvent frame = event(opcode, quint64(wire.size()));
        const MessageEnd end{opcode, quint64(payload.size()), true, 1, payload, true};
        frame.header.rsv1 = true;
        frame.payload = wire;
        frame.application = payload;
        frame.message = &end;
        m_sink.frame(frame);
    }
    // A message of several frames, uncompressed; `between` is called after each but the last.
    void fragments(Opcode opcode, const QList<QByteArray> &pieces, const std::function<void()> &between = {})
    {
        const QByteArray whole = pieces.join();
        const MessageEnd end{opcode, quint64(whole.size()), false, quint32(pieces.size()), whole, true};
        for (qsizetype i = 0; i < pieces.size(); ++i) {
            const bool last = i == pieces.size() - 1;
            FrameEvent frame = event(i == 0 ? opcode : Opcode::Continuation, quint64(pieces[i].size()), last);
            frame.payload = frame.application = pieces[i];
            frame.message = last ? &end : nullptr;
            m_sink.frame(frame);
            if (!last && between)
                between();
        }
    }
    // A frame that arrives in pieces; it is cut if they are not `length` together.
    FrameEvent begin(Opcode opcode, quint64 length, bool fin = true)
    {
        FrameEvent frame = event(opcode, length, fin);
        frame.state = FrameState::Arriving;
        frame.received = 0;
        m_sink.frameBegan(frame);
        return frame;
    }
    void piece(FrameEvent &frame, QByteArrayView bytes)
    {
        frame.received += quint64(bytes.size());
        m_sink.framePayload(m_direction, bytes, carriesData(frame.header.opcode) ? bytes : QByteArrayView());
    }
    void end(FrameEvent frame)
    {
        const bool whole = frame.received == frame.header.payloadLength;
        const MessageEnd end{frame.header.opcode, frame.received, false, 1, {}, false};
        frame.state = whole ? FrameState::Complete : FrameState::Cut;
        if (whole && frame.header.fin && carriesData(frame.header.opcode))
            frame.message = &end;
        m_sink.frameEnded(frame);
    }

    qint64 timeNs = 2'000'000'000;

private:
    static bool carriesData(Opcode opcode) { return opcode <= Opcode::Binary; }

    WireEventSink &m_sink;
    Direction m_direction;
    quint64 m_index = 0;
    quint64 m_messageIndex = 0;
};

// A folder of its own with a session file in it.
class SessionFolder {
public:
    QString path(const QString &name = QStringLiteral("s.framescope")) const
    {
        return m_folder.filePath(name);
    }
    QStringList files() const
    {
        return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }

private:
    QTemporaryDir m_folder;
};

// The value, or the test ends with the error's sentence.
template <typename T>
T valueOf(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
    return std::move(result).value();
}
inline void check(const Result<void> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
}

inline QByteArray directionMark(Direction direction)
{
    return direction == Direction::ClientToServer ? "> " : "< ";
}

// A row as one line: "3 < text 5/5 wire 7 msg 3 EndsMessage 'hello'".
inline QByteArray lineOf(const Row &row)
{
    static const char *const kinds[] = {"frame", "handshake", "state", "error", "violation", "mark", "note"};
    static const std::pair<RowFlag, const char *> flags[] = {{RowFlag::Injected, "injected"},
        {RowFlag::Automatic, "automatic"}, {RowFlag::Replayed, "replayed"},
        {RowFlag::NotDelivered, "undelivered"}, {RowFlag::Cut, "cut"}, {RowFlag::Arriving, "arriving"},
        {RowFlag::InParts, "parts"}, {RowFlag::HasWire, "wire"}, {RowFlag::Compressed, "compressed"},
        {RowFlag::EndsMessage, "ends"}, {RowFlag::Broken, "broken"}};
    QByteArray line = QByteArray::number(row.id) + ' ' + directionMark(row.direction);
    if (row.kind == RowKind::Frame)
        line += QByteArray(opcodeName(row.header.opcode).data()) + (row.header.fin ? "" : "+");
    else
        line += kinds[static_cast<int>(row.kind)];
    line += ' ' + QByteArray::number(row.received) + '/' + QByteArray::number(row.header.payloadLength);
    if (row.payloadSize != row.header.payloadLength)
        line += " of " + QByteArray::number(row.payloadSize);
    if (row.message != row.id)
        line += " msg " + QByteArray::number(row.message);
    if (row.frames != 1)
        line += " frames " + QByteArray::number(row.frames);
    for (const auto &[flag, name] : flags) {
        if (row.flags.testFlag(flag))
            line += QByteArray(" ") + name;
    }
    return line + " '" + (row.preview.size() > 24 ? row.preview.first(24) + "..." : row.preview) + '\'';
}

inline QByteArrayList linesOf(const std::vector<Row> &rows)
{
    QByteArrayList lines;
    for (const Row &row : rows)
        lines += lineOf(row);
    return lines;
}

// Compares line by line, so that a failure shows the line.
inline void compareLines(const QByteArrayList &actual, const QByteArrayList &expected)
{
    for (qsizetype i = 0; i < std::min(actual.size(), expected.size()); ++i)
        QCOMPARE(actual[i], expected[i]);
    QCOMPARE(actual.size(), expected.size());
}

} // namespace framescope::test
