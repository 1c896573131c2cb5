// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/scenarioplayer.h"

#include "protocol/frameencoder.h"
#include "support/scenariolog.h"
#include "support/transcript.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QRegularExpression>
#include <QTimer>

namespace framescope::test {

using namespace Qt::StringLiterals;

namespace {

// Around the borders of the length forms; one that takes more than a read, and one more than the queue lets through.
constexpr std::array<int, 13> sizes{
    0, 1, 2, 5, 125, 126, 127, 1000, 65'535, 65'536, 70'000, 300'000, 1'200'000};
constexpr std::array<quint16, 12> codes{1000, 1001, 3000, 4999, 1002, 1005, 1006, 1007, 0, 999, 2000, 5000};
constexpr std::array<Opcode, 9> opcodes{Opcode::Text, Opcode::Binary, Opcode::Continuation, Opcode::Close,
    Opcode::Ping, Opcode::Pong, static_cast<Opcode>(3), static_cast<Opcode>(11), static_cast<Opcode>(15)};
const std::array<QByteArray, 10> heads{"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone",
    "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n",
    "HTTP/1.1 302 Found\r\nLocation: /there\r\n\r\n",
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: wrong\r\n\r\n",
    "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Accept: ACCEPT\r\n\r\n\x81\x02hi",
    "HTTP/1.1 101 \r\nupgrade: WEBSOCKET\r\nconnection: keep-alive, upgrade\r\nsec-websocket-accept: "
    "ACCEPT\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=9\r\n\r\n",
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: ACCEPT\r\nSec-WebSocket-Protocol: never-offered\r\n\r\n",
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: ACCEPT\r\nSec-WebSocket-Protocol: chat\r\n\r\n",
    "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: webso"};

QByteArray payloadOf(ScenarioBytes &bytes, bool isText)
{
    const int size = bytes.oneOf(sizes);
    if (size <= 5)
        return bytes.bytes(static_cast<quint8>(size));
    if (!isText)
        return QByteArray(size, static_cast<char>(bytes.byte()));
    return QByteArray("gr\xc3\xbc\xc3\x9f ").repeated(size / 7 + 1).first(size / 7 * 7); // whole characters
}

ConnectionOptions optionsOf(ScenarioBytes &bytes)
{
    ConnectionOptions options;
    options.rules = bytes.flag() ? Rules::Browser : Rules::Inspector;
    options.policy = bytes.flag() && options.rules == Rules::Inspector ? Policy::Lenient : Policy::Strict;
    if (bytes.flag())
        options.deflate.reset();
    if (bytes.flag())
        options.protocols = {u"chat"_s};
    options.deliveryLimit = bytes.oneOf(std::array<quint64, 4>{64u << 20, 100, 70'000, 64u << 20});
    options.inflateLimit = bytes.oneOf(std::array<quint64, 3>{1u << 30, 5'000, 200'000});
    options.sendLimit = bytes.oneOf(std::array<quint64, 3>{1u << 30, 1'000, 1u << 30});
    options.pingAnswer.kind = bytes.oneOf(std::array{PingAnswer::Kind::AtOnce, PingAnswer::Kind::Late,
        PingAnswer::Kind::OtherPayload, PingAnswer::Kind::Never});
    options.pingAnswer.delay = 2;
    options.pingAnswer.payload = "other";
    options.keepalive.interval = bytes.oneOf(std::array{0, 0, 5});
    options.timeouts = {500, 500, 150, 60};
    if (options.rules == Rules::Browser) { // which allow none of these
        options.pingAnswer = {};
        options.keepalive = {};
        options.deflate = DeflateParameters::browserOffer();
    }
    return options;
}

} // namespace

QStringList ScenarioPlayer::play(QByteArrayView script)
{
    m_bytes = ScenarioBytes(script);
    m_steps.clear();
    m_broken.clear();
    m_deeds = {};
    m_lastFacts.reset();
    m_lastCounters.reset();
    m_state = ReadyState::Connecting;
    m_isDestroyed = false;

    const ConnectionOptions options = optionsOf(m_bytes);
    ScenarioServer::Manners manners;
    manners.answersPings = !m_bytes.flag();
    manners.answersClose = !m_bytes.flag();
    manners.listens = m_bytes.byte() % 16 != 15;
    m_server = std::make_unique<ScenarioServer>(manners);
    m_socket = std::make_unique<BrowserSocket>(m_session, m_server->url(), [&](ConnectionOptions &own) {
        own = options;
        own.url = m_server->url();
    });
    if (!m_socket->isCreated())
        qFatal("%s", qPrintable(m_socket->error().error.toString()));
    watch();
    for (int steps = 0; steps < 60 && !m_bytes.isEmpty() && !m_isDestroyed; ++steps)
        step();
    finish();
    const ScenarioLog log(m_session.log(), m_firstRow, m_lastFacts->id);
    m_broken += log.brokenPromises();
    m_broken += log.brokenPromisesOfWire(*m_server);
    m_broken += log.brokenPromisesOfMessages(m_socket->messages(), m_deeds);
    if (!m_isDestroyed) {
        m_broken += log.brokenPromisesOfSums(*m_lastFacts, *m_lastCounters);
        m_broken += log.brokenPromisesOfBuffer(m_deeds, *m_lastCounters);
    }
    m_firstRow = log.nextRow();
    m_socket.reset();
    m_server.reset();
    return m_broken;
}

void ScenarioPlayer::watch()
{
    m_socket->onEvent = [this](const QString &event) { onEvent(event); };
    QObject::connect(&m_socket->connection(), &Connection::factsChanged, m_socket.get(), [this] {
        require(!m_socket->isClosed(), u"Nothing is told after the close event."_s);
        onEvent(u"facts"_s);
    });
    m_lastFacts = m_socket->connection().facts();
    m_lastCounters = m_socket->connection().counters();
}

void ScenarioPlayer::onEvent(const QString &event)
{
    const ReadyState state = m_socket->state();
    require(state >= m_state, u"readyState only moves forward: at %1."_s.arg(event));
    m_state = state;
    if (event.startsWith(u"text") || event.startsWith(u"binary") || event.startsWith(u"blob"))
        require(state == ReadyState::Open, u"Messages are handed out while OPEN only."_s);
    if (event.startsWith(u"close"))
        require(state == ReadyState::Closed, u"It is CLOSED when it says so."_s);
    m_lastFacts = m_socket->connection().facts();
    m_lastCounters = m_socket->connection().counters();
}

void ScenarioPlayer::step()
{
    const int what = m_bytes.byte() % 32;
    if (what < 16)
        serverStep(what);
    else
        userStep(what);
    if (!m_isDestroyed)
        onEvent(u"a step"_s);
}

void ScenarioPlayer::serverStep(int what)
{
    const auto tell = [this](const char *words, const std::function<void(Peer &)> &does) {
        note(u"server: "_s + QLatin1StringView(words));
        m_server->tell(does);
    };
    switch (what) {
    case 0:
    case 1:
        note(u"server: accepts"_s);
        m_server->accept(what == 1);
        break;
    case 2: {
        const QByteArray &head = m_bytes.oneOf(heads);
        note(u"server: "_s + quotedBytes(head));
        m_server->answer(head);
        break;
    }
    case 3:
    case 4: {
        const bool isText = what == 3;
        const QByteArray payload = payloadOf(m_bytes, isText);
        Peer::SendOptions how;
        how.compress = m_bytes.flag();
        how.fragmentSize = m_bytes.byte() % 4 == 0 ? m_bytes.byte() + quint64(payload.size()) / 200 : 0;
        tell(isText ? "text" : "binary",
            [&](Peer &peer) { peer.send(isText ? Opcode::Text : Opcode::Binary, payload, 0, how); });
        break;
    }
    case 5: tell("ping", [this](Peer &peer) { peer.ping(m_bytes.bytes(125), 0); }); break;
    case 6: tell("pong", [this](Peer &peer) { peer.pong(m_bytes.bytes(125), 0); }); break;
    case 7:
        tell("close", [this](Peer &peer) { peer.close({m_bytes.oneOf(codes), m_bytes.bytes(20)}, 0); });
        break;
    case 8: tell("close without code", [](Peer &peer) { peer.close({}, 0); }); break;
    case 9:
    case 10: serverFrameStep(); break;
    case 11: {
        const QByteArray bytes = m_bytes.bytes(255);
        note(u"server: "_s + quotedBytes(bytes));
        m_server->write(bytes);
        break;
    }
    case 12:
        note(u"server: FIN"_s);
        m_server->end();
        break;
    case 13:
        note(u"server: RST"_s);
        m_server->reset();
        break;
    case 14:
        note(u"server: does not read"_s);
        m_server->setReading(false);
        break;
    default:
        note(u"server: reads"_s);
        m_server->setReading(true);
        break;
    }
}

// Any frame, legal or not; its length may lie.
void ScenarioPlayer::serverFrameStep()
{
    const Opcode opcode = m_bytes.oneOf(opcodes);
    const QByteArray payload =
        m_bytes.flag() ? m_bytes.bytes(130) : payloadOf(m_bytes, opcode == Opcode::Text);
    const quint8 odds = m_bytes.byte();
    FrameHeader header = frameFor(opcode, payload, {}, (odds & 1) == 0);
    header.rsv1 = (odds & 2) != 0;
    header.rsv2 = (odds & 0x0C) == 0x0C;
    if ((odds & 0x30) == 0x30)
        header.maskKey = MaskKey{1, 2, 3, 4};
    if ((odds & 0xC0) == 0xC0) {
        header.lengthForm = LengthForm::SixtyFour;
        header.payloadLength += odds % 5 == 0 ? quint64(1) << (odds % 64) : odds % 3;
    }
    QByteArray bytes;
    appendFrame(bytes, header, payload);
    note(u"server: frame "_s + frameText(header, payload));
    m_server->write(bytes);
}

void ScenarioPlayer::userStep(int what)
{
    Connection &connection = m_socket->connection();
    switch (what) {
    case 16: return sendStep(true, payloadOf(m_bytes, true));
    case 17: return sendStep(false, payloadOf(m_bytes, false));
    case 18:
    case 19: {
        const auto code = what == 18 ? std::optional(m_bytes.oneOf(codes)) : std::nullopt;
        const QString reason = QString::fromLatin1(m_bytes.bytes(130));
        note(u"user: close %1 \"%2\""_s.arg(code.value_or(0)).arg(reason));
        const bool wasOpen = m_socket->isOpen();
        if (!connection.close(code, reason))
            m_deeds.closed = m_deeds.closed || wasOpen;
        break;
    }
    case 20:
        note(u"user: ping"_s);
        connection.ping(m_bytes.bytes(130));
        break;
    case 21: return frameStep();
    case 22:
        note(u"user: pauses"_s);
        connection.pauseReceiving(true);
        break;
    case 23:
        note(u"user: goes on"_s);
        connection.pauseReceiving(false);
        break;
    case 24: {
        const bool reset = m_bytes.flag();
        if (m_bytes.byte() % 4 != 0) // else most scenarios would end here
            break;
        note(reset ? u"user: RST"_s : u"user: FIN"_s);
        connection.abort(reset);
        break;
    }
    case 25: connection.setBinaryType(m_bytes.flag() ? BinaryType::Blob : BinaryType::ArrayBuffer); break;
    case 26:
        if (m_bytes.byte() % 8 != 7)
            break;
        note(u"user: destroys it"_s);
        onEvent(u"the end"_s);
        m_isDestroyed = true;
        m_socket->destroy();
        break;
    case 27:
        note(u"-- until it is open, or over"_s);
        wait(300, [this] { return m_state != ReadyState::Connecting; });
        break;
    case 28:
        note(u"-- some time"_s);
        wait(m_bytes.byte() % 8, [] { return false; });
        break;
    default:
        note(u"-- one turn"_s);
        QCoreApplication::processEvents();
        break;
    }
}

void ScenarioPlayer::sendStep(bool isText, const QByteArray &payload)
{
    note(u"user: sends %1 %2"_s.arg(isText ? u"text"_s : u"binary"_s, quotedBytes(payload)));
    const bool wasOpen = m_socket->isOpen();
    Connection &connection = m_socket->connection();
    const QString text = QString::fromUtf8(payload);
    const auto refused = isText ? connection.send(text) : connection.send(payload);
    require(refused.has_value() == (m_socket->state() == ReadyState::Connecting),
        u"send() throws while CONNECTING, and only then."_s);
    if (refused)
        return;
    const QByteArray bytes = isText ? text.toUtf8() : payload;
    m_deeds.given += quint64(bytes.size());
    if (wasOpen)
        m_deeds.sends.push_back({isText, bytes});
    require(connection.bufferedAmount() <= m_deeds.given, u"bufferedAmount is no more than was given."_s);
}

void ScenarioPlayer::frameStep()
{
    const Opcode opcode = m_bytes.oneOf(opcodes);
    const QByteArray payload = m_bytes.bytes(130);
    FrameHeader header = frameFor(opcode, payload, MaskKey{5, 6, 7, 8}, m_bytes.flag());
    const quint8 odds = m_bytes.byte();
    header.rsv3 = odds % 8 == 1;
    if (odds % 8 == 2)
        header.maskKey.reset();
    note(u"user: frame "_s + frameText(header, payload));
    m_deeds.builtFrames = true;
    m_socket->connection().sendFrame(header, payload);
}

// Whatever the script left: the server ends, and if that does not end it, the user does.
void ScenarioPlayer::finish()
{
    const auto isOver = [this] { return m_isDestroyed || m_socket->isClosed(); };
    m_server->setReading(true);
    if (!isOver())
        m_socket->connection().pauseReceiving(false);
    wait(m_bytes.isEmpty() ? 20 : 0, isOver);
    m_server->end();
    wait(200, isOver);
    if (!isOver())
        m_socket->connection().abort();
    wait(20'000, isOver);
    require(isOver(), u"Every connection ends."_s);
    wait(500, [this] { return m_server->isOver(); }); // what is still on its way, and may come behind the end
    if (m_isDestroyed)
        return;
    onEvent(u"the end"_s);
    const QStringList events = m_socket->events();
    require(events.filter(u"open "_s).size() <= 1 && events.filter(QRegularExpression(u"^error "_s)).size() <= 1
            && events.filter(QRegularExpression(u"^close "_s)).size() == 1,
        u"One open, one error, one close: "_s + events.join(u"; "_s));
    require(!events.isEmpty() && events.last().startsWith(u"close "), u"Nothing comes behind close."_s);
    const qsizetype error = events.indexOf(u"error 3"_s);
    require(error < 0 || error == events.size() - 2, u"error comes right before close."_s);
    require((error >= 0) == m_lastFacts->failed && m_lastFacts->failed != m_lastFacts->wasClean,
        u"An end is an error or clean."_s);
}

void ScenarioPlayer::wait(int milliseconds, const std::function<bool()> &until)
{
    QDeadlineTimer deadline(milliseconds);
    QTimer tick;
    tick.start(1);
    while (!until() && !deadline.hasExpired()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

void ScenarioPlayer::require(bool holds, const QString &promise)
{
    if (!holds)
        m_broken.append(promise);
}

} // namespace framescope::test
