// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/network.h"

#include "base/mailbox.h"
#include "transport/browserrules.h"
#include "transport/connection.h"
#include "transport/echo.h"
#include "transport/reconnection.h"
#include "transport/replies.h"
#include "transport/sendqueue.h"
#include "transport/signedinoptions.h"
#include "transport/sleepwatch.h"
#include "transport/usvstring.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHash>
#include <QThread>

#include <latch>
#include <unordered_map>
#include <variant>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// Commands to one connection.
struct SendText {
    QString text;
    FrameOrigins origin;
};
struct SendBinary {
    QByteArray payload;
    FrameOrigins origin;
};
struct SendFrame {
    FrameHeader header;
    QByteArray payload;
};
struct Ping {
    QByteArray payload;
};
struct Close {
    std::optional<quint16> code;
    QString reason;
};
struct AbortTcp {
    bool reset = false;
};
struct PauseReceiving {
    bool paused = false;
};
struct AddReply {
    ReplyId reply = 0;
    ReplyRule rule;
};
struct RemoveReply {
    ReplyId reply = 0;
};
struct ReconnectNow { };
struct CancelReconnect { };
using ConnectionCommand = std::variant<SendText, SendBinary, SendFrame, Ping, Close, AbortTcp, PauseReceiving,
    AddReply, RemoveReply, ReconnectNow, CancelReconnect>;

// Commands to all.
struct Open {
    ConnectionOptions options;
};
struct Mark {
    QString text;
};
struct Annotate {
    Annotation annotation;
};
struct ResumeReading { };
struct Quit { };

struct Command {
    ConnectionId id = 0;
    std::variant<ConnectionCommand, Open, Mark, Annotate, ResumeReading, Quit> what;
};

// Payload bytes that it gives to send().
quint64 sentSize(const ConnectionCommand &command)
{
    if (const auto *text = std::get_if<SendText>(&command))
        return utf8Size(toUsvString(text->text));
    if (const auto *binary = std::get_if<SendBinary>(&command))
        return static_cast<quint64>(binary->payload.size());
    return 0;
}

// What was not done because the connection is closed.
QString undone(const ConnectionCommand &command)
{
    if (std::holds_alternative<SendText>(command) || std::holds_alternative<SendBinary>(command))
        return u"A message of %1 bytes was not sent: the connection is closed."_s.arg(sentSize(command));
    if (std::holds_alternative<SendFrame>(command))
        return u"The frame was not sent: the connection is closed."_s;
    if (std::holds_alternative<Ping>(command))
        return u"The ping was not sent: the connection is closed."_s;
    if (const auto *adding = std::get_if<AddReply>(&command))
        return u"Not replying to %1: the connection is closed."_s.arg(adding->rule.words);
    return u"Nothing was done: the connection is closed already."_s;
}

// Lives in the network thread and owns everything there.
class Loop : public QObject {
public:
    Loop(SessionStore &store, const Clock &clock, std::function<qint64()> suspendedNs)
        : m_store(store)
        , m_clock(clock)
        , m_suspendedNs(std::move(suspendedNs))
        , m_mailbox([this] { QCoreApplication::postEvent(this, new QEvent(QEvent::User)); })
    {
    }

    void post(Command command) { m_mailbox.post(std::move(command)); }
    void setClosedCallback(std::function<void(ConnectionFacts)> callback) { m_closed = std::move(callback); }
    void setReplyEndedCallback(std::function<void(ReplyId)> callback) { m_replyEnded = std::move(callback); }
    // Returns when the network thread has let go of everything here. QThread::wait() alone joins inside
    // Qt, where a thread sanitizer does not see it.
    void waitForEnd() { m_ended.wait(); }

protected:
    bool event(QEvent *event) override;

private:
    struct Live {
        std::unique_ptr<Connection> connection;
        QString address;
        Replies *replies = nullptr; // its child, once it has to reply
    };
    using Connections = std::unordered_map<ConnectionId, Live>;
    // A connection that reconnects, from its first attempt until none follows.
    struct Series {
        ConnectionOptions options;
        std::unique_ptr<Reconnection> reconnection;
        ConnectionId newest = 0;
    };

    void run(const Command &command);
    void open(ConnectionId id, const ConnectionOptions &options, ConnectionId firstAttempt);
    static QString addressOf(const ConnectionOptions &options);
    void beginSeries(ConnectionId first, const ConnectionOptions &options);
    void openNext(ConnectionId first);
    ConnectionId newestAttempt(ConnectionId id) const;
    void onClosed(ConnectionId id);
    ConnectionFacts afterAttempt(const ConnectionFacts &facts, const QString &reasonNotToReconnect);
    bool runSeries(ConnectionId first, bool isOpen, const ConnectionCommand &command);
    void run(ConnectionId anyAttempt, const ConnectionCommand &command);
    bool runReply(ConnectionId id, Live &live, const ConnectionCommand &command);
    std::optional<RuleError> run(Connection &connection, const ConnectionCommand &command);
    void runClosed(ConnectionId id, const ConnectionCommand &command);
    void row(ConnectionId id, RowKind kind, const QString &sentence);

    SessionStore &m_store;
    const Clock &m_clock;
    std::function<qint64()> m_suspendedNs;
    Mailbox<Command> m_mailbox;
    std::latch m_ended{1};
    std::function<void(ConnectionFacts)> m_closed;
    std::function<void(ReplyId)> m_replyEnded = [](ReplyId) {};
    Connections m_connections;
    QHash<ConnectionId, ConnectionCounters> m_lastCounters; // of connections that are closed
    // By address, oldest first: so that equal ends of attempts in a row can be pointed out.
    QHash<QString, QList<EndSignature>> m_earlier;
    std::unordered_map<ConnectionId, Series> m_series; // by their first attempt
    QHash<ConnectionId, ConnectionId> m_firstOf;       // further attempts
};

bool Loop::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    for (const Command &command : m_mailbox.takeAll())
        run(command);
    return true;
}

void Loop::run(const Command &command)
{
    if (const auto *toOne = std::get_if<ConnectionCommand>(&command.what)) {
        run(command.id, *toOne);
    } else if (const auto *opening = std::get_if<Open>(&command.what)) {
        if (opening->options.reconnect.on)
            beginSeries(command.id, opening->options);
        open(command.id, opening->options, 0);
    } else if (const auto *mark = std::get_if<Mark>(&command.what)) {
        row(command.id, RowKind::Mark, mark->text);
    } else if (const auto *annotate = std::get_if<Annotate>(&command.what)) {
        m_store.journal().annotate(annotate->annotation);
    } else if (std::holds_alternative<ResumeReading>(command.what)) {
        for (const auto &[id, live] : m_connections)
            live.connection->resumeReading();
    } else {
        m_series.clear();
        m_connections.clear();
        QThread::currentThread()->quit();
        m_ended.count_down();
    }
}

void Loop::open(ConnectionId id, const ConnectionOptions &options, ConnectionId firstAttempt)
{
    const QString address = addressOf(options);
    auto made = Connection::create(options, m_store.journal(), id, m_clock, m_earlier.value(address),
        firstAttempt, SleepWatch(m_suspendedNs));
    auto &connection = std::get<std::unique_ptr<Connection>>(made);
    connect(connection.get(), &Connection::closed, this, [this, id] { onClosed(id); });
    if (options.echo)
        new Echo(*connection); // its child
    m_connections.emplace(id, Live{std::move(connection), address});
}

// What attempts have in common: with the variables in it that each sign-in brings anew.
QString Loop::addressOf(const ConnectionOptions &options)
{
    const auto url = parseWebSocketUrl(options.url);
    Q_ASSERT(url || hasOpenAddress(options)); // Network::open() checked it
    return url ? url->toString() : options.url;
}

void Loop::beginSeries(ConnectionId first, const ConnectionOptions &options)
{
    auto reconnection = std::make_unique<Reconnection>(options.reconnect, m_store.journal(), m_clock);
    connect(reconnection.get(), &Reconnection::due, this, [this, first] { openNext(first); });
    m_series.emplace(first, Series{options, std::move(reconnection), first});
}

void Loop::openNext(ConnectionId first)
{
    Series &series = m_series.at(first);
    series.newest = m_store.newConnectionId();
    m_firstOf.insert(series.newest, first);
    open(series.newest, series.options, first);
}

ConnectionId Loop::newestAttempt(ConnectionId id) const
{
    const auto series = m_series.find(m_firstOf.value(id, id));
    return series == m_series.end() ? id : series->second.newest;
}

// The facts as they are then.
ConnectionFacts Loop::afterAttempt(const ConnectionFacts &facts, const QString &reasonNotToReconnect)
{
    const auto series = m_series.find(facts.first == 0 ? facts.id : facts.first);
    if (series == m_series.end())
        return facts;
    if (series->second.reconnection->attemptEnded(facts, reasonNotToReconnect))
        return series->second.reconnection->facts();
    m_series.erase(series);
    return facts;
}

void Loop::onClosed(ConnectionId id)
{
    const auto found = m_connections.find(id);
    Live &live = found->second;
    const ConnectionFacts facts = live.connection->facts();
    const QString reasonNotToReconnect = live.connection->reasonNotToReconnect();
    m_lastCounters.insert(id, live.connection->counters());
    m_earlier[live.address].append(live.connection->signature());
    live.connection.release()->deleteLater(); // it is speaking just now
    m_connections.erase(found);
    const ConnectionFacts after = afterAttempt(facts, reasonNotToReconnect);
    if (m_closed)
        m_closed(after);
}

// Commands to the series itself; true if it was one.
bool Loop::runSeries(ConnectionId first, bool isOpen, const ConnectionCommand &command)
{
    const auto series = m_series.find(first);
    const bool ends = std::holds_alternative<CancelReconnect>(command)
        || (!isOpen && (std::holds_alternative<Close>(command) || std::holds_alternative<AbortTcp>(command)));
    if (series != m_series.end() && ends) {
        m_series.erase(series);
        return true;
    }
    if (series != m_series.end() && std::holds_alternative<ReconnectNow>(command))
        series->second.reconnection->hurry();
    return std::holds_alternative<ReconnectNow>(command) || std::holds_alternative<CancelReconnect>(command);
}

void Loop::run(ConnectionId anyAttempt, const ConnectionCommand &command)
{
    const ConnectionId id = newestAttempt(anyAttempt);
    const auto found = m_connections.find(id);
    if (runSeries(m_firstOf.value(id, id), found != m_connections.end(), command))
        return;
    if (found == m_connections.end())
        runClosed(id, command);
    else if (runReply(id, found->second, command))
        return;
    else if (const auto refused = run(*found->second.connection, command))
        row(id, RowKind::Error, refused->error.toString());
}

// Commands to what replies by itself; true if it was one.
bool Loop::runReply(ConnectionId id, Live &live, const ConnectionCommand &command)
{
    const auto *removing = std::get_if<RemoveReply>(&command);
    if (removing && live.replies)
        live.replies->remove(removing->reply);
    const auto *adding = std::get_if<AddReply>(&command);
    if (adding && !live.replies)
        live.replies = new Replies(
            *live.connection, [this, id](const QString &sentence) { row(id, RowKind::Note, sentence); },
            [this](ReplyId ended) { m_replyEnded(ended); });
    if (adding)
        live.replies->add(adding->reply, adding->rule);
    return removing || adding;
}

std::optional<RuleError> Loop::run(Connection &connection, const ConnectionCommand &command)
{
    if (const auto *text = std::get_if<SendText>(&command))
        return connection.send(text->text, text->origin);
    if (const auto *binary = std::get_if<SendBinary>(&command))
        return connection.send(binary->payload, binary->origin);
    if (const auto *close = std::get_if<Close>(&command))
        return connection.close(close->code, close->reason);
    if (const auto *frame = std::get_if<SendFrame>(&command))
        connection.sendFrame(frame->header, frame->payload);
    else if (const auto *ping = std::get_if<Ping>(&command))
        connection.ping(ping->payload);
    else if (const auto *abort = std::get_if<AbortTcp>(&command))
        connection.abort(abort->reset);
    else
        connection.pauseReceiving(std::get<PauseReceiving>(command).paused);
    return {};
}

// What send() is given then stays in bufferedAmount for ever (WHATWG WebSockets).
void Loop::runClosed(ConnectionId id, const ConnectionCommand &command)
{
    if (std::holds_alternative<RemoveReply>(command))
        return; // it ended with the connection
    if (const auto *adding = std::get_if<AddReply>(&command))
        m_replyEnded(adding->reply);
    row(id, RowKind::Note, undone(command));
    const auto ended = m_lastCounters.find(id);
    const quint64 size = sentSize(command);
    if (size == 0 || ended == m_lastCounters.end())
        return;
    ended->bufferedAmount += size;
    m_store.journal().counters(*ended);
}

void Loop::row(ConnectionId id, RowKind kind, const QString &sentence)
{
    m_store.journal().event(id, kind, Direction::ClientToServer, m_clock.monotonicNs(), sentence.toUtf8());
}

} // namespace

struct Network::Private {
    Private(SessionStore &into, const Clock &clock, const std::function<qint64()> &suspendedNs)
        : store(into)
        , loop(std::make_shared<Loop>(into, clock, suspendedNs))
    {
    }

    void post(ConnectionId id, ConnectionCommand command) { loop->post({id, std::move(command)}); }

    SessionStore &store;
    QThread thread;
    std::shared_ptr<Loop> loop;
};

Network::Network(SessionStore &store, const Clock &clock, const std::function<qint64()> &suspendedNs)
    : d(std::make_unique<Private>(store, clock, suspendedNs))
{
    d->thread.setObjectName(u"network"_s);
    d->loop->moveToThread(&d->thread);
    // The store calls from its own thread, and a last time perhaps after this object is gone.
    store.setRoomCallback([loop = std::weak_ptr(d->loop)] {
        if (const auto alive = loop.lock())
            alive->post({0, ResumeReading{}});
    });
    d->thread.start();
}

Network::~Network()
{
    d->store.setRoomCallback({});
    d->loop->post({0, Quit{}});
    d->thread.wait();
    d->loop->waitForEnd();
}

Result<ConnectionId> Network::open(const ConnectionOptions &options)
{
    if (const auto refused = browserrules::checkOptions(options))
        return refused->error;
    const ConnectionId id = d->store.newConnectionId();
    d->loop->post({id, Open{options}});
    return id;
}

void Network::sendText(ConnectionId id, const QString &text, FrameOrigins origin)
{
    d->post(id, SendText{text, origin});
}

void Network::sendBinary(ConnectionId id, const QByteArray &payload, FrameOrigins origin)
{
    d->post(id, SendBinary{payload, origin});
}

void Network::sendFrame(ConnectionId id, const FrameHeader &header, const QByteArray &payload)
{
    d->post(id, SendFrame{header, payload});
}

void Network::ping(ConnectionId id, const QByteArray &payload)
{
    d->post(id, Ping{payload});
}

void Network::close(ConnectionId id, std::optional<quint16> code, const QString &reason)
{
    d->post(id, Close{code, reason});
}

void Network::abort(ConnectionId id, Abort how)
{
    d->post(id, AbortTcp{how == Abort::Reset});
}

void Network::pauseReceiving(ConnectionId id, bool paused)
{
    d->post(id, PauseReceiving{paused});
}

void Network::addReply(ConnectionId id, ReplyId reply, const ReplyRule &rule)
{
    d->post(id, AddReply{reply, rule});
}

void Network::removeReply(ConnectionId id, ReplyId reply)
{
    d->post(id, RemoveReply{reply});
}

void Network::reconnectNow(ConnectionId id)
{
    d->post(id, ReconnectNow{});
}

void Network::cancelReconnect(ConnectionId id)
{
    d->post(id, CancelReconnect{});
}

void Network::mark(const QString &text)
{
    d->loop->post({0, Mark{text}});
}

void Network::annotate(const Annotation &annotation)
{
    d->loop->post({0, Annotate{annotation}});
}

void Network::setClosedCallback(std::function<void(ConnectionFacts)> callback)
{
    d->loop->setClosedCallback(std::move(callback));
}

void Network::setReplyEndedCallback(std::function<void(ReplyId)> callback)
{
    d->loop->setReplyEndedCallback(std::move(callback));
}

} // namespace framescope
