// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/connection.h"

#include "transport/connectionlife.h"
#include "transport/reconnectrules.h"
#include "transport/signedinoptions.h"
#include "transport/usvstring.h"

#include <QThread>
#include <QTimer>

namespace framescope {

using namespace Qt::StringLiterals;

std::variant<std::unique_ptr<Connection>, RuleError> Connection::create(const ConnectionOptions &options,
    Journal &journal, ConnectionId id, const Clock &clock, const QList<EndSignature> &earlier,
    ConnectionId firstAttempt, const SleepWatch &sleepWatch)
{
    if (auto refused = browserrules::checkOptions(options))
        return std::move(*refused);
    WebSocketUrl url{options.url, {}, {}, {}, {}, {}, {}, {}}; // as it is until it is whole
    if (!hasOpenAddress(options))
        url = *parseWebSocketUrl(options.url);
    auto life = std::make_unique<ConnectionLife>(options, url, journal, id, clock, earlier, sleepWatch);
    life->facts.first = firstAttempt;
    return std::unique_ptr<Connection>(new Connection(std::move(life)));
}

Connection::Connection(std::unique_ptr<ConnectionLife> life)
    : d(std::move(life))
{
    d->q = this;
    d->connectPair();
    d->log.state(u"Connecting to %1"_s.arg(url()), Direction::ClientToServer);
    d->log.facts(d->facts);
    QTimer::singleShot(0, this, [this] { d->start(); });
}

Connection::~Connection()
{
    blockSignals(true);
    if (d->pair.isStarted() && readyState() != ReadyState::Closed)
        d->pair.tap().abort(WireTap::Abort::Fin); // what is arriving is cut, before the end stands in the log
    d->finish(EndCause::LocalAbort, {});
}

QString Connection::url() const
{
    return d->facts.url;
}

ReadyState Connection::readyState() const
{
    return d->facts.readyState;
}

quint64 Connection::bufferedAmount() const
{
    return d->pair.bufferedAmount();
}

QString Connection::extensions() const
{
    return d->facts.extensions;
}

QString Connection::protocol() const
{
    return d->facts.protocol;
}

BinaryType Connection::binaryType() const
{
    return d->binaryType;
}

void Connection::setBinaryType(BinaryType type)
{
    Q_ASSERT(thread() == QThread::currentThread());
    d->binaryType = type;
}

const ConnectionFacts &Connection::facts() const
{
    return d->facts;
}

ConnectionCounters Connection::counters() const
{
    return d->counters();
}

EndSignature Connection::signature() const
{
    return endSignature(d->facts, d->ending);
}

QString Connection::reasonNotToReconnect() const
{
    return framescope::reasonNotToReconnect(d->facts, d->ending);
}

std::optional<RuleError> Connection::send(const QString &text, FrameOrigins origin)
{
    const QString clean = toUsvString(text);
    return d->send({clean, origin}, utf8Size(clean));
}

std::optional<RuleError> Connection::send(const QByteArray &binary, FrameOrigins origin)
{
    return d->send({binary, origin}, static_cast<quint64>(binary.size()));
}

std::optional<RuleError> Connection::close(std::optional<quint16> code, const QString &reason)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const QByteArray reasonBytes = toUsvString(reason).toUtf8();
    if (auto refused = d->judgeClose(code, reasonBytes))
        return refused;
    d->ending.wasAsked = d->ending.wasAsked || readyState() <= ReadyState::Open;
    if (readyState() == ReadyState::Connecting) {
        d->beginClosing(
            u"Closing: close() was called before the connection was open."_s, Direction::ClientToServer);
        d->abort(false);
    } else if (readyState() == ReadyState::Open) {
        const QString words = closeWords(code.value_or(closecode::NoStatus), reason);
        d->beginClosing(u"Closing: close() was called, %1."_s.arg(words), Direction::ClientToServer);
        d->pair.closeWhenDrained(code ? CloseBody{code, reasonBytes} : CloseBody{});
    }
    return {};
}

// What a browser hides -----------------------------------------------------------------------

void Connection::ping(const QByteArray &payload)
{
    Q_ASSERT(thread() == QThread::currentThread());
    constexpr qsizetype maxPing = 125; // RFC 6455, 5.5
    if (payload.size() > maxPing)
        d->log.note(u"The ping was not sent: it carries at most 125 bytes, not %1."_s.arg(payload.size()));
    else if (d->mayWorkByHand(u"ping"_s) && !d->pair.tap().ping(payload))
        d->log.note(u"The ping was not sent: the connection is closing."_s);
}

void Connection::sendFrame(const FrameHeader &header, const QByteArray &payload)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (d->mayWorkByHand(u"frame"_s))
        d->pair.tap().sendFrame(header, payload);
}

Gate &Connection::gate()
{
    return d->pair.tap().gate();
}

void Connection::abort(bool reset)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (readyState() == ReadyState::Closed)
        return;
    d->ending.wasAsked = true;
    const QString how = reset ? u"with a reset (RST)"_s : u"without a close frame (FIN)"_s;
    d->beginClosing(u"Closing: TCP is ended by hand, %1."_s.arg(how), Direction::ClientToServer);
    d->abort(reset);
}

void Connection::pauseReceiving(bool paused)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (paused == d->receivingPaused || readyState() == ReadyState::Closed)
        return;
    d->receivingPaused = paused;
    d->pair.tap().hold(WireTap::Hold::User, paused);
    d->log.note(paused ? u"Receiving is paused; the server is held back."_s : u"Receiving goes on."_s);
    d->log.touchCounters();
}

void Connection::holdForUnsent(bool on)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (readyState() != ReadyState::Closed)
        d->pair.tap().hold(WireTap::Hold::Unsent, on);
}

void Connection::resumeReading()
{
    Q_ASSERT(thread() == QThread::currentThread());
    d->pair.resume();
}

} // namespace framescope
