// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/scenariolog.h"

#include "protocol/frameencoder.h"

#include <QRegularExpression>

namespace framescope::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int LargestHeader = 14; // of a frame: so much may wait for its rest

class Broken {
public:
    void unless(bool holds, const QString &promise)
    {
        if (!holds)
            m_sentences.append(promise);
    }
    const QStringList &sentences() const { return m_sentences; }

private:
    QStringList m_sentences;
};

bool isFrame(const Row &row, Direction direction)
{
    return row.kind == RowKind::Frame && row.direction == direction;
}

QString difference(const char *what, const QByteArray &is, const QByteArray &of)
{
    const auto [at, other] = std::mismatch(is.begin(), is.end(), of.begin(), of.end());
    return u"%1: %2 bytes are in it, %3 were there, the first other one is %4."_s.arg(QLatin1StringView(what))
        .arg(is.size())
        .arg(of.size())
        .arg(at - is.begin());
}

} // namespace

ScenarioLog::ScenarioLog(const SessionReader &log, RowId first, ConnectionId connection)
    : m_log(log)
    , m_connection(connection)
    , m_next(first)
{
    auto rows = log.rows(first, 1'000'000).value();
    if (!rows.empty())
        m_next = rows.back().id + 1;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(m_rows),
        [=](const Row &row) { return row.connection == connection; });
}

QByteArray ScenarioLog::payload(const Row &row) const
{
    return m_log.payload(row.id, 0, m_log.payloadSize(row.id).value()).value();
}

QStringList ScenarioLog::sentences(RowKind kind) const
{
    QStringList sentences;
    for (const Row &row : m_rows) {
        if (row.kind == kind)
            sentences += QString::fromUtf8(payload(row));
    }
    return sentences;
}

// Heads and frames, written again as they stood there.
QByteArray ScenarioLog::wire(Direction direction) const
{
    QByteArray wire;
    for (const Row &row : m_rows) {
        if (row.direction != direction)
            continue;
        if (row.kind == RowKind::Handshake)
            wire += payload(row);
        else if (row.kind == RowKind::Frame)
            appendFrame(wire, row.header, m_log.wirePayload(row.id, 0, row.received).value());
    }
    return wire;
}

ConnectionFacts ScenarioLog::facts() const
{
    const auto stored = m_log.connections().value();
    const auto own = std::find_if(
        stored.begin(), stored.end(), [this](const ConnectionFacts &of) { return of.id == m_connection; });
    return own == stored.end() ? ConnectionFacts() : *own;
}

QStringList ScenarioLog::brokenPromises() const
{
    Broken broken;
    bool isOver = false;
    for (const Row &row : m_rows) {
        const bool isOfEnd = row.kind == RowKind::Error || row.kind == RowKind::Note;
        broken.unless(!isOver || isOfEnd, u"Row %1 comes behind the end."_s.arg(row.id));
        broken.unless(!row.flags.testFlag(RowFlag::Arriving), u"Row %1 never ended."_s.arg(row.id));
        isOver = isOver || (row.kind == RowKind::State && payload(row).startsWith("Closed"));
    }
    const QStringList states = sentences(RowKind::State);
    static const QRegularExpression open(u"^Open\\."_s);
    broken.unless(states.filter(u"Connecting to"_s).size() == 1 && states.filter(open).size() <= 1
            && states.filter(u"Closing"_s).size() <= 1 && states.filter(u"Closed"_s).size() == 1,
        u"States once each, and an end: "_s + states.join(u' '));
    const ConnectionFacts end = facts();
    broken.unless(end.readyState == ReadyState::Closed && end.closeCode && !end.outcome.what.isEmpty(),
        u"The end is known, and told."_s);
    return broken.sentences();
}

QStringList ScenarioLog::brokenPromisesOfSums(
    const ConnectionFacts &facts, const ConnectionCounters &counters) const
{
    Broken broken;
    ConnectionCounters sum;
    for (const Row &row : m_rows) {
        const bool isIn = row.direction == Direction::ServerToClient;
        (isIn ? sum.framesIn : sum.framesOut) += row.kind == RowKind::Frame ? 1 : 0;
        (isIn ? sum.bytesIn : sum.bytesOut) += row.wireSize;
    }
    const auto told = [](const ConnectionCounters &of) {
        return u"%1 frames of %2 bytes in, %3 of %4 out"_s.arg(of.framesIn)
            .arg(of.bytesIn)
            .arg(of.framesOut)
            .arg(of.bytesOut);
    };
    broken.unless(told(sum) == told(counters),
        u"The counters are the sums of the rows: %1; %2."_s.arg(told(counters), told(sum)));
    broken.unless(this->facts().toJson() == facts.toJson(), u"The facts are stored."_s);
    return broken.sentences();
}

QStringList ScenarioLog::brokenPromisesOfWire(const ScenarioServer &server) const
{
    Broken broken;
    const ConnectionFacts facts = this->facts();
    const QByteArray in = wire(Direction::ServerToClient);
    const QByteArray out = wire(Direction::ClientToServer);
    broken.unless(server.sent().startsWith(in), difference("What was received was sent", in, server.sent()));
    broken.unless(out.startsWith(server.received()),
        difference("What came to the server was sent", server.received(), out));
    const bool wasClean = facts.wasClean;
    broken.unless(!wasClean || server.hasReset() || server.received() == out,
        difference("A clean end loses nothing", server.received(), out));
    const EndCause cause = facts.outcome.cause;
    const bool isWhole = facts.openedNs && (cause == EndCause::CloseHandshake || cause == EndCause::ServerFin)
        && sentences(RowKind::Violation).filter(u"top bit"_s).isEmpty();
    broken.unless(!isWhole || server.sent().size() - in.size() < LargestHeader,
        difference("All that the server sent is logged", in, server.sent()));
    const auto closes = [this](Direction direction) {
        return std::any_of(m_rows.begin(), m_rows.end(),
            [=](const Row &row) { return isFrame(row, direction) && row.header.opcode == Opcode::Close; });
    };
    broken.unless(!wasClean || (closes(Direction::ServerToClient) && closes(Direction::ClientToServer)),
        u"A clean end has both close frames."_s);
    return broken.sentences();
}

// Rows of messages that reached the application: those that say so, but for those of which a note says otherwise.
std::vector<RowId> ScenarioLog::deliveredRows() const
{
    std::vector<RowId> rows;
    for (const Row &row : m_rows) {
        if (isFrame(row, Direction::ServerToClient) && row.flags.testFlag(RowFlag::EndsMessage)
            && !row.flags.testFlag(RowFlag::NotDelivered))
            rows.push_back(row.id);
    }
    static const QRegularExpression one(u"^Message #(\\d+) (was received, but|came before the close, but)"_s);
    static const QRegularExpression many(
        u"^(\\d+) messages from #(\\d+) on were received, but did not reach"_s);
    for (const QString &note : sentences(RowKind::Note)) {
        if (const auto told = one.match(note); told.hasMatch())
            std::erase(rows, told.captured(1).toLongLong());
        if (const auto told = many.match(note); told.hasMatch()) {
            const auto from = std::find(rows.begin(), rows.end(), told.captured(2).toLongLong());
            const auto left = std::min<qsizetype>(rows.end() - from, told.captured(1).toLongLong());
            rows.erase(from, from + left);
        }
    }
    return rows;
}

std::vector<ScenarioDeeds::Sent> ScenarioLog::sentMessages() const
{
    std::vector<ScenarioDeeds::Sent> messages;
    for (const Row &row : m_rows) {
        if (isFrame(row, Direction::ClientToServer) && row.flags.testFlag(RowFlag::EndsMessage)
            && !row.flags.testFlag(RowFlag::Injected) && !row.flags.testFlag(RowFlag::Automatic))
            messages.push_back({row.header.opcode == Opcode::Text, payload(row)});
    }
    return messages;
}

bool ScenarioLog::isClosedByUsFirst() const
{
    const auto close = std::find_if(m_rows.begin(), m_rows.end(),
        [](const Row &row) { return row.kind == RowKind::Frame && row.header.opcode == Opcode::Close; });
    return close != m_rows.end() && close->direction == Direction::ClientToServer;
}

QStringList ScenarioLog::brokenPromisesOfMessages(
    const QList<MessageEvent> &delivered, const ScenarioDeeds &deeds) const
{
    Broken broken;
    const std::vector<RowId> rows = deliveredRows();
    const auto count = static_cast<std::size_t>(delivered.size());
    broken.unless(rows.size() == count,
        u"%1 messages were handed out, of %2 the log says so."_s.arg(count).arg(rows.size()));
    for (std::size_t i = 0; i < std::min(rows.size(), count); ++i) {
        const MessageEvent &event = delivered.at(static_cast<qsizetype>(i));
        const QByteArray stored = m_log.payload(rows[i], 0, m_log.payloadSize(rows[i]).value()).value();
        const bool isSame = event.isText ? event.text.toUtf8() == stored
            : event.blob != 0            ? event.blob == rows[i]
                                         : event.binary == stored;
        broken.unless(isSame && event.size == quint64(stored.size()),
            u"Row %1 is the message that was handed out."_s.arg(rows[i]));
    }

    const std::vector<ScenarioDeeds::Sent> sent = sentMessages();
    auto next = deeds.sends.begin();
    for (const ScenarioDeeds::Sent &message : sent) {
        next = std::find(next, deeds.sends.end(), message);
        broken.unless(
            next != deeds.sends.end(), u"What is logged as sent was given to send(), in that order."_s);
        if (next == deeds.sends.end())
            break;
        ++next;
    }
    const bool nothingIsLost = deeds.closed && isClosedByUsFirst() && facts().wasClean
        && sentences(RowKind::Note).filter(u"bytes was not sent"_s).isEmpty();
    broken.unless(!nothingIsLost || sent.size() == deeds.sends.size(),
        u"Of %1 messages %2 were sent before the close."_s.arg(deeds.sends.size()).arg(sent.size()));
    return broken.sentences();
}

QStringList ScenarioLog::brokenPromisesOfBuffer(
    const ScenarioDeeds &deeds, const ConnectionCounters &counters) const
{
    Broken broken;
    quint64 sent = 0;
    for (const ScenarioDeeds::Sent &message : sentMessages())
        sent += quint64(message.payload.size());
    const bool holds = facts().wasClean ? counters.bufferedAmount + sent == deeds.given
                                        : counters.bufferedAmount + sent >= deeds.given;
    broken.unless(holds && counters.bufferedAmount <= deeds.given,
        u"bufferedAmount is %1: %2 bytes were given and %3 sent."_s.arg(counters.bufferedAmount)
            .arg(deeds.given)
            .arg(sent));
    return broken.sentences();
}

} // namespace framescope::test
