// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/demovisitor.h"

#include "protocol/closecode.h"

#include <QDateTime>
#include <QTcpSocket>

#include <array>
#include <cmath>

namespace framescope {

namespace {

Peer::Settings serverSettings()
{
    Peer::Settings settings;
    settings.role = Role::Server;
    settings.policy = Policy::Lenient; // visitors may try what they like
    return settings;
}

// A number in an argument, or `otherwise` if there is none; nothing if it is not one from 1 to `largest`.
std::optional<int> number(const QString &argument, int otherwise, int largest)
{
    if (argument.isEmpty())
        return otherwise;
    bool ok = false;
    const int value = argument.toInt(&ok);
    return ok && value >= 1 && value <= largest ? std::optional(value) : std::nullopt;
}

QString wrongNumber(int largest)
{
    return QStringLiteral("Right is a whole number from 1 to %1").arg(largest);
}

QByteArray timeNow()
{
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1();
}

// A price that wanders, the same in every session.
QByteArray price(int tick, double start)
{
    return QByteArray::number(start + 3 * std::sin(tick * 0.35) + 1.5 * std::sin(tick * 1.7 + start), 'f', 2);
}

QByteArray tradeTick(int tick)
{
    struct Paper {
        const char *symbol;
        double start;
    };
    static constexpr std::array Papers{Paper{"ACME", 181.4}, Paper{"GLOBEX", 62.15}, Paper{"INITECH", 17.9}};
    const Paper &paper = Papers[static_cast<std::size_t>(tick) % Papers.size()];
    return QByteArrayLiteral(R"({"type":"tick","seq":)") + QByteArray::number(tick) + R"(,"symbol":")"
        + paper.symbol + R"(","price":)" + price(tick, paper.start) + R"(,"size":)"
        + QByteArray::number(10 + tick * 7 % 90) + R"(,"at":")" + timeNow() + R"("})";
}

// Large and repetitive enough that compressing it shows.
QByteArray bookSnapshot(int tick)
{
    QByteArray levels;
    for (int level = 0; level < 40; ++level) {
        levels += (level ? "," : "") + QByteArrayLiteral(R"({"side":")") + (level % 2 ? "ask" : "bid")
            + R"(","price":)" + price(tick + level, 180) + R"(,"size":)"
            + QByteArray::number(100 + level * 25) + '}';
    }
    return QByteArrayLiteral(R"({"type":"book","symbol":"ACME","seq":)") + QByteArray::number(tick)
        + R"(,"levels":[)" + levels + "]}";
}

QByteArray chatMessage(int tick)
{
    static constexpr std::array Lines{
        R"({"type":"chat","from":"Zoë","text":"Grüße aus Köln ✓","room":"ops"})",
        R"({"type":"chat","from":"Ελένη","text":"Το είδα, ευχαριστώ","room":"ops"})",
        R"({"type":"chat","from":"Omar","text":"تم النشر","room":"deploy"})",
    };
    return Lines[static_cast<std::size_t>(tick / DemoVisitor::Cycle) % Lines.size()];
}

QByteArray rpcNotification(int tick)
{
    return QByteArrayLiteral(R"({"jsonrpc":"2.0","method":"order.update","params":{"id":)")
        + QByteArray::number(9007199254740993LL + tick)
        + R"(,"status":"filled","price":182.50,"tags":["gtc","margin"],"client":null}})";
}

QByteArray article()
{
    return QByteArrayLiteral(
        R"({"type":"article","title":"Fragments","body":"A message may be cut into frames )"
        R"(anywhere, even inside a character like € or ✓, and a ping may stand between two )"
        R"(of them. The application never learns about it; the wire does, every time."})");
}

} // namespace

DemoVisitor::DemoVisitor(QTcpSocket *socket, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_socket(socket, serverSettings(), m_sink, clock)
{
    connect(&m_socket, &PeerSocket::requested, this, &DemoVisitor::answerRequest);
    connect(&m_socket, &PeerSocket::message, this, &DemoVisitor::takeMessage);
    connect(&m_socket, &PeerSocket::opened, this, [this] {
        tick();
        m_ticks.start(TickMs);
    });
    // RFC 6455, 7.1.1: the server is the one who ends TCP, once both have said Close.
    m_socket.setEndsWhenClosed(true);
    connect(&m_socket, &PeerSocket::closeReceived, &m_ticks, &QTimer::stop);
    connect(&m_socket, &PeerSocket::ended, this, &QObject::deleteLater);
    connect(&m_ticks, &QTimer::timeout, this, &DemoVisitor::tick);
    m_closing.setSingleShot(true);
    connect(&m_closing, &QTimer::timeout, this, [this] { m_socket.end(); });
}

DemoVisitor::~DemoVisitor() = default;

void DemoVisitor::answerRequest(const HttpHead &, const RequestVerdict &verdict)
{
    const qint64 now = m_clock.monotonicNs();
    const QByteArray statusPath = QByteArrayLiteral("/status/");
    if (verdict.target.startsWith(statusPath)) {
        const int status = verdict.target.mid(statusPath.size()).toInt();
        m_socket.peer().refuse(status >= 200 && status <= 599 ? status : 404, "Demo",
            "The demo server was asked to refuse.\n", {{"Content-Type", "text/plain"}}, now);
        m_socket.flush();
        m_socket.end();
        return;
    }
    if (!verdict.violations.isEmpty()) {
        m_socket.peer().refuse(400, "Bad Request", verdict.violations.first().toString().toUtf8() + '\n',
            {{"Content-Type", "text/plain; charset=utf-8"}}, now);
        m_socket.flush();
        m_socket.end();
        return;
    }
    Agreement agreement;
    if (!verdict.protocols.isEmpty())
        agreement.protocol = verdict.protocols.first();
    if (!verdict.deflateOffers.isEmpty()) {
        agreement.deflate = answerDeflateOffer(verdict.deflateOffers.first(), {});
        agreement.extensions = agreement.deflate->toHeaderValue();
    }
    m_socket.peer().accept(agreement, {{"Server", "Framescope-demo/" FRAMESCOPE_VERSION}}, now);
    m_socket.flush();
}

void DemoVisitor::takeMessage(Opcode opcode, const QByteArray &payload)
{
    if (opcode == Opcode::Text && obey(QString::fromUtf8(payload)))
        return;
    m_socket.peer().send(opcode, payload, m_clock.monotonicNs());
    m_socket.flush();
}

// Whether the text was a command: its first word is a command's name.
bool DemoVisitor::obey(const QString &text)
{
    const qsizetype space = text.indexOf(QLatin1Char(' '));
    const QStringView name = QStringView(text).left(space < 0 ? text.size() : space);
    for (const Command &command : commands()) {
        if (name != command.name)
            continue;
        const QString complaint = (this->*command.run)(space < 0 ? QString() : text.mid(space + 1).trimmed());
        if (!complaint.isEmpty())
            sendText(QStringLiteral("%1. Usage: %2").arg(complaint, command.usage).toUtf8());
        return true;
    }
    return false;
}

void DemoVisitor::tick()
{
    if (m_socket.peer().state() != Peer::State::Open) {
        m_ticks.stop();
        return;
    }
    const int step = m_tick % Cycle;
    switch (step) {
    case 0: sendText(R"({"type":"hello","server":"Framescope demo","hint":"send \"help\""})"); break;
    case 3: sendText(bookSnapshot(m_tick)); break;
    case 6: sendBinary(256); break;
    case 9: sendFragmented(article(), 4); break;
    case 12: sendText(chatMessage(m_tick)); break;
    case 15:
        m_socket.peer().ping(QByteArray("demo " + QByteArray::number(m_tick)), m_clock.monotonicNs());
        m_socket.flush();
        break;
    case 17: sendText(rpcNotification(m_tick)); break;
    case 19: sendText(R"({"type":"heartbeat"})", false); break;
    default: sendText(tradeTick(m_tick), step % 2 == 0); break;
    }
    ++m_tick;
}

void DemoVisitor::sendText(const QByteArray &text, bool compress)
{
    Peer::SendOptions options;
    options.compress = compress;
    m_socket.peer().send(Opcode::Text, text, m_clock.monotonicNs(), options);
    m_socket.flush();
}

// A head that can be recognised, then a wave: something to look at as hex.
void DemoVisitor::sendBinary(qsizetype size)
{
    QByteArray blob = QByteArrayLiteral("FSDEMO\x01\x00");
    for (qsizetype index = blob.size(); index < size; ++index)
        blob += static_cast<char>(std::lround(127.5 + 127.5 * std::sin(static_cast<double>(index) / 10)));
    m_socket.peer().send(Opcode::Binary, blob.left(size), m_clock.monotonicNs());
    m_socket.flush();
}

void DemoVisitor::sendFrame(FrameHeader header, QByteArrayView payload)
{
    header.payloadLength = static_cast<quint64>(payload.size());
    header.lengthForm = minimalLengthForm(header.payloadLength);
    m_socket.peer().sendFrame(header, payload, m_clock.monotonicNs(), FrameOrigin::Application);
}

// Frames of equal size, cut without regard to characters, with a ping behind the first.
void DemoVisitor::sendFragmented(const QByteArray &text, int pieces)
{
    const qsizetype size = (text.size() + pieces - 1) / pieces;
    for (qsizetype begin = 0; begin < text.size(); begin += size) {
        FrameHeader header;
        header.opcode = begin == 0 ? Opcode::Text : Opcode::Continuation;
        header.fin = begin + size >= text.size();
        sendFrame(header, QByteArrayView(text).sliced(begin, qMin(size, text.size() - begin)));
        if (begin == 0) {
            FrameHeader ping;
            ping.opcode = Opcode::Ping;
            sendFrame(ping, "between");
        }
    }
    m_socket.flush();
}

std::span<const DemoVisitor::Command> DemoVisitor::commands()
{
    using Name = QLatin1StringView;
    static constexpr std::array Commands{
        Command{Name("help"), Name("help"), Name("lists the commands"), &DemoVisitor::help},
        Command{
            Name("close"), Name("close [CODE [REASON]]"), Name("closes with any code"), &DemoVisitor::close},
        Command{Name("ping"), Name("ping [PAYLOAD]"), Name("pings you"), &DemoVisitor::ping},
        Command{Name("fragment"), Name("fragment [PIECES]"),
            Name("sends a message in frames, a ping between them"), &DemoVisitor::fragment},
        Command{Name("big"), Name("big [KIB]"), Name("sends a text of 1024 KiB or so many"), &DemoVisitor::big},
        Command{Name("binary"), Name("binary [BYTES]"), Name("sends a blob"), &DemoVisitor::binary},
        Command{Name("flood"), Name("flood [COUNT]"), Name("sends 1000 messages, or so many, at once"),
            &DemoVisitor::flood},
        Command{Name("garbage"), Name("garbage"), Name("sends a frame with a reserved opcode"),
            &DemoVisitor::garbage},
        Command{
            Name("badtext"), Name("badtext"), Name("sends a text that is not UTF-8"), &DemoVisitor::badText},
        Command{Name("quiet"), Name("quiet"), Name("stops sending by itself"), &DemoVisitor::quiet},
        Command{Name("talk"), Name("talk"), Name("goes on sending by itself"), &DemoVisitor::talk},
        Command{Name("end"), Name("end"), Name("ends TCP without a Close (FIN)"), &DemoVisitor::end},
        Command{Name("reset"), Name("reset"), Name("breaks TCP off (RST)"), &DemoVisitor::reset},
    };
    return Commands;
}

QString DemoVisitor::help(const QString &)
{
    QString text = QStringLiteral("What is no command comes back as it is. Commands:");
    for (const Command &command : commands())
        text += QStringLiteral("\n%1 - %2").arg(command.usage, command.help);
    sendText(text.toUtf8());
    return {};
}

QString DemoVisitor::close(const QString &argument)
{
    CloseBody body;
    if (!argument.isEmpty()) {
        bool ok = false;
        body.code = argument.section(QLatin1Char(' '), 0, 0).toUShort(&ok);
        body.reason = argument.section(QLatin1Char(' '), 1).toUtf8();
        if (!ok)
            return QStringLiteral("A close code is a number from 0 to 65535");
    }
    if (const Result<void> check = checkCloseBody(body); !check)
        return check.error().toString();
    m_ticks.stop();
    m_socket.peer().close(body, m_clock.monotonicNs());
    m_socket.flush();
    m_closing.start(5000); // for the visitor's Close
    return {};
}

QString DemoVisitor::ping(const QString &argument)
{
    m_socket.peer().ping(argument.toUtf8().left(125), m_clock.monotonicNs());
    m_socket.flush();
    return {};
}

QString DemoVisitor::fragment(const QString &argument)
{
    constexpr int Largest = 100;
    const std::optional<int> pieces = number(argument, 4, Largest);
    if (!pieces)
        return wrongNumber(Largest);
    sendFragmented(article(), *pieces);
    return {};
}

QString DemoVisitor::big(const QString &argument)
{
    constexpr int Largest = 256 * 1024;
    const std::optional<int> kib = number(argument, 1024, Largest);
    if (!kib)
        return wrongNumber(Largest);
    const QByteArray line =
        QByteArrayLiteral("The quick brown fox jumps over the lazy dog, again and again.\r\n");
    sendText(line.repeated(qsizetype(*kib) * 1024 / line.size() + 1).left(qsizetype(*kib) * 1024), false);
    return {};
}

QString DemoVisitor::binary(const QString &argument)
{
    constexpr int Largest = 64 * 1024 * 1024;
    const std::optional<int> size = number(argument, 4096, Largest);
    if (!size)
        return wrongNumber(Largest);
    sendBinary(*size);
    return {};
}

QString DemoVisitor::flood(const QString &argument)
{
    constexpr int Largest = 100'000;
    const std::optional<int> count = number(argument, 1000, Largest);
    if (!count)
        return wrongNumber(Largest);
    for (int index = 0; index < *count; ++index)
        m_socket.peer().send(Opcode::Text, tradeTick(index), m_clock.monotonicNs());
    m_socket.flush();
    return {};
}

QString DemoVisitor::garbage(const QString &)
{
    FrameHeader header;
    header.opcode = Opcode{3};
    sendFrame(header, "reserved");
    m_socket.flush();
    return {};
}

QString DemoVisitor::badText(const QString &)
{
    sendFrame({}, "caf\xe9");
    m_socket.flush();
    return {};
}

QString DemoVisitor::quiet(const QString &)
{
    m_ticks.stop();
    return {};
}

QString DemoVisitor::talk(const QString &)
{
    m_ticks.start(TickMs);
    return {};
}

QString DemoVisitor::end(const QString &)
{
    m_socket.end();
    return {};
}

QString DemoVisitor::reset(const QString &)
{
    m_socket.reset();
    return {};
}

} // namespace framescope
