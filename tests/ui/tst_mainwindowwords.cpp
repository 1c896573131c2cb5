// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/sessionreader.h"
#include "support/fulldisk.h"
#include "support/ownsettings.h"
#include "support/scriptedserver.h"
#include "ui/detailarea.h"
#include "ui/frameview.h"
#include "ui/mainwindow.h"
#include "ui/messagebar.h"
#include "ui/timelinemodel.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"

#include <QAccessible>
#include <QDateTime>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace framescope;
using framescope::test::Script;
using framescope::test::ScriptedServer;
using framescope::test::testData;

namespace {

constexpr int Patience = 20'000;

// The program's clock, which a test moves. Any thread.
struct Hours {
    std::atomic<qint64> passed = 0; // nanoseconds beyond the system's
    std::atomic<qint64> slept = 0;  // of them
};
class TurnedClock final : public Clock {
public:
    explicit TurnedClock(const Hours &hours)
        : m_hours(hours)
    {
    }
    qint64 monotonicNs() const override { return m_clock.monotonicNs() + m_hours.passed; }
    qint64 epochNs() const override { return m_clock.epochNs() + m_hours.passed; }

private:
    const Hours &m_hours;
    SystemClock m_clock;
};
constexpr qint64 Second = 1'000'000'000;

// What a server does, and what the window then says and offers. In `options` and the words %1 is the port.
struct Case {
    const char *name;
    QString what;     // whole
    QString evidence; // a regular expression for the whole
    QString guess;    // whole
    QString buttons;  // names
    Script script;
    std::function<void(ConnectionOptions &, quint16 port)> options = {};
    std::function<void(LiveSession &)> whenOpen = {};
    ScriptedServer::Security security = ScriptedServer::Security::Plain;
    const char *certificate = "server.pem";
};

// With a claim that the token ended in 2020.
QByteArray endedToken()
{
    return "Bearer e30." + QByteArray(R"({"exp":1577836800})").toBase64(QByteArray::Base64UrlEncoding) + ".x";
}

void trustTestAuthority(ConnectionOptions &options, quint16)
{
    options.tls.extraCa = testData(u"tls/ca.pem"_s);
}

std::vector<Case> refusals()
{
    const QString refused = u"The server refused the upgrade: 401 Unauthorized."_s;
    const QByteArray expired = R"({"error":"expired"})";
    return {
        {"401, with a token", refused,
            uR"(It wants Bearer credentials \(error=invalid_token\)\. You sent Authorization \(Bearer\); that JWT expired on \d+ \w+ \d{4}, \d+ days ago\. Answer: \{"error":"expired"\} \(19 bytes\)\.)"_s,
            {}, u"edit-auth show-exchange copy-curl"_s,
            Script().answer(
                401, "Unauthorized", expired, {{"WWW-Authenticate", "Bearer error=\"invalid_token\""}}),
            [](ConnectionOptions &o, quint16) {
                o.headers = {{"Authorization", endedToken()}};
            }},
        {"401, with nothing", refused, u"You sent no Authorization and no cookies\\."_s, {},
            u"edit-auth show-exchange copy-curl"_s, Script().answer(401, "Unauthorized")},
        {"502", u"The server answered 502 Bad Gateway instead of 101."_s,
            u"The answer is from nginx \\(Server header\\), so the proxy was reached\\."_s,
            u"Probably its backend did not accept the upgrade."_s, u"show-body try-address reconnect"_s,
            Script().answer(502, "Bad Gateway", {}, {{"Server", "nginx"}})},
        {"200", u"This address does not speak WebSocket: 200 OK, text/html."_s,
            u"The server answered as to any other request\\. Answer: <p>Hi</p> \\(9 bytes\\)\\."_s,
            u"Probably a wrong path, or a proxy that drops Upgrade."_s, u"edit-url show-body show-exchange"_s,
            Script().answer(200, "OK", "<p>Hi</p>", {{"Content-Type", "text/html"}})},
        {"302", u"The server redirects to https://login.example/."_s,
            u"It answered 302 Found\\. Browsers fail here too\\."_s, {}, u"connect-location show-exchange"_s,
            Script().answer(302, "Found", {}, {{"Location", "https://login.example/"}})},
        {"no answer", u"No answer to the upgrade in 300 ms."_s,
            u"Address .*, TCP .*, request sent \\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\."_s, {},
            u"wait-longer copy-curl reconnect"_s, Script().request(),
            [](ConnectionOptions &o, quint16) { o.timeouts.handshake = 300; }},
        {"ends instead of answering", u"The server ended TCP (FIN) instead of answering the upgrade."_s,
            u"Nothing was received\\. .*"_s, u"Probably it speaks another protocol, or refuses this client."_s,
            u"edit-url copy-curl reconnect"_s, Script().request().end()},
        {"proxy", u"The proxy 127.0.0.1:%1 refused the tunnel: 407."_s,
            u"It wants a login \\(Basic, realm corp\\)\\. The server was never reached\\."_s, {},
            u"proxy-login edit-options reconnect"_s,
            Script().bytes("HTTP/1.1 407 Proxy Authentication Required\r\n"
                           "Proxy-Authenticate: Basic realm=\"corp\"\r\nContent-Length: 0\r\n\r\n"),
            [](ConnectionOptions &o, quint16 port) {
                o.url = u"ws://api.example.com/"_s;
                o.proxy = {ProxyOptions::Kind::Http, u"127.0.0.1"_s, port, {}, {}};
            }},
    };
}

std::vector<Case> names()
{
    const auto refused = [](const char *name, const QString &what, const QString &evidence,
                             const QString &guess, const QString &buttons,
                             const std::function<void(ConnectionOptions &, quint16)> &options) {
        return Case{name, what, evidence, guess, buttons, Script(), options};
    };
    return {
        refused("name", u"No address found for nosuch.invalid."_s, u".*"_s,
            u"Probably the name is misspelt, or known only inside a VPN."_s, u"edit-url reconnect"_s,
            [](ConnectionOptions &o, quint16) { o.url = u"ws://nosuch.invalid/"_s; }),
        refused("port where nothing listens", u"Nothing listens on 127.0.0.1:1."_s,
            u"Tried 127\\.0\\.0\\.1:1, refused in .*\\."_s,
            u"Probably the server is not running, or it uses another port."_s, u"reconnect edit-url"_s,
            [](ConnectionOptions &o, quint16) { o.url = u"ws://127.0.0.1:1/"_s; }),
    };
}

std::vector<Case> certificates()
{
    const QString accept = u"show-certificate accept-once accept-host"_s;
    return {
        {"certificate for another host", u"The certificate is for another host."_s,
            u"You asked for 127\\.0\\.0\\.1; it names .*example\\.test\\. Nothing was sent\\."_s, {}, accept,
            Script(), trustTestAuthority, {}, ScriptedServer::Security::Tls, "othername.pem"},
        {"certificate that ended", u"The certificate has expired."_s,
            u"It ended \\d+ days ago \\(1 Jan 2021 UTC\\)\\. This computer's clock says \\d+ \\w+ \\d{4}\\. Nothing was sent\\."_s,
            {}, accept, Script(), trustTestAuthority, {}, ScriptedServer::Security::Tls, "expired.pem"},
        {"unknown authority", u"The certificate is not trusted."_s, u".*Nothing was sent\\."_s,
            u"Probably it comes from a private authority that this computer does not know."_s, accept,
            Script(), {}, {}, ScriptedServer::Security::Tls},
    };
}

std::vector<Case> agreements()
{
    const auto offer = [](const QString &protocol) {
        return [protocol](ConnectionOptions &o, quint16) { o.protocols = {protocol}; };
    };
    return {
        {"no subprotocol", u"Open, but the server chose no subprotocol."_s,
            u"You offered graphql-transport-ws\\. A browser would fail this connection\\."_s, {},
            u"show-exchange"_s, Script().accept(), offer(u"graphql-transport-ws"_s)},
        {"unoffered subprotocol",
            u"Failed: the server chose \"chat\", which was not offered (RFC 6455, 4.1)."_s,
            u"You offered v1\\."_s, {}, u"show-exchange edit-options reconnect"_s,
            Script().accept({"chat", {}, {}}), offer(u"v1"_s)},
        {"4401", u"The server closed: 4401 \"Token expired\"."_s,
            u"4000-4999 are the application's own; graphql-transport-ws uses 4401 for Unauthorized\\. Open for .*\\."_s,
            {}, u"reconnect name-code show-last-frames"_s,
            Script().accept({"graphql-transport-ws", {}, {}}).close({4401, "Token expired"}),
            offer(u"graphql-transport-ws"_s)},
        {"RSV1",
            u"Framescope failed the connection: RSV1 is set, but no extension was agreed (RFC 6455, 5.2)."_s,
            u"Byte 0 of frame #5\\. Framescope closed with 1002, as a strict peer does\\. Open for .*\\."_s,
            {}, u"show-last-frames reconnect edit-options"_s,
            Script().accept().bytes(QByteArray("\xC1\x01x", 3)).awaitClose()},
    };
}

std::vector<Case> losses()
{
    const QString lost = u"Connection lost without a close frame (1006)."_s;
    const QString buttons = u"reconnect ping-regularly show-last-frames"_s;
    const QString dropped = u"Probably the server process ended, or dropped this client on purpose."_s;
    const auto silent = [](Peer::Settings &settings) { settings.answerPings = false; };
    return {
        {"FIN", lost,
            u"The server side ended TCP \\(FIN\\) .* after the last byte.*; open for .*; no ping unanswered\\."_s,
            dropped, buttons, Script().accept().end()},
        {"RST", lost, u"The server side reset TCP \\(RST\\) .*; no ping unanswered\\."_s, dropped, buttons,
            Script().accept().awaitMessages(1).reset(), {},
            [](LiveSession &session) { session.sendText(u"go"_s); }},
        {"unanswered ping", lost, u"The server side ended TCP .*; 1 ping unanswered for .*\\."_s,
            u"Probably the server, or the way to it, stopped working."_s, buttons,
            Script().withSettings(silent).accept().awaitMessages(1).end(), {},
            [](LiveSession &session) {
                session.ping();
                session.sendText(u"go"_s);
            }},
        {"keepalive", u"2 pings unanswered for KEEPALIVE, so Framescope ended the connection (1006)."_s,
            u"Nothing was received for .*; open for .*\\."_s,
            u"Probably the server, or the way to it, stopped working."_s,
            u"reconnect edit-options show-last-frames"_s, Script().withSettings(silent).accept(),
            [](ConnectionOptions &o, quint16) {
                o.keepalive = {150, 2};
            }},
        {"unanswered close", u"The server did not answer the close in 300 ms."_s,
            u"Framescope then ended TCP\\. Open for .*\\."_s,
            u"Probably the server is busy, or does not answer closes."_s,
            u"reconnect wait-longer show-last-frames"_s,
            Script().withSettings([](Peer::Settings &settings) { settings.answerClose = false; }).accept(),
            [](ConnectionOptions &o, quint16) { o.timeouts.close = 300; },
            [](LiveSession &session) { session.close(1000, {}); }},
    };
}

// More than 50,000 bytes each, once it got a message.
Script largeMessagesWhenAsked(int count)
{
    Script script = Script().accept().awaitMessages(1);
    for (int i = 0; i < count; ++i)
        script.text(QByteArray::number(i) + QByteArray(50'000, 'x'));
    return script;
}

const std::vector<Case> &cases()
{
    static const std::vector<Case> all = [] {
        std::vector<Case> every;
        for (const auto &part : {refusals(), names(), certificates(), agreements(), losses()})
            every.insert(every.end(), part.begin(), part.end());
        return every;
    }();
    return all;
}

} // namespace

// The texts of the message bar, each caused by a server that does what the text tells of.
class TestMainWindowWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void says_data();
    void says();
    void countsWhatEndedAlike();
    void guessesAnIdleTimeout();
    void sleepOfTheComputerExplainsALoss();
    void aViolationIsSaidWithItsFrame();
    void recordingWaitsWhileTheDiskIsFull();
    void disconnectsWhileTheDiskIsFull();

private:
    void openUncompressed(const ScriptedServer &server);
    // So many whole messages of more than 50,000 bytes stand in the file.
    int largeMessages() const;
    MessageBar *bar() const { return m_window->findChild<MessageBar *>(); }
    QString buttons() const
    {
        QStringList names;
        for (const QPushButton *button : bar()->buttons())
            names += button->objectName();
        return names.join(u' ');
    }

    // As the timeline's lines read, the oldest on screen first.
    QStringList timelineLines() const
    {
        auto *view = m_window->findChild<TimelineView *>();
        QAccessibleTableInterface *table = QAccessible::queryAccessibleInterface(view)->tableInterface();
        QStringList lines;
        for (int line = 0; line < table->rowCount(); ++line)
            lines += table->rowDescription(line);
        return lines;
    }

    Hours m_hours; // outlives the session
    test::OwnSettings m_settings;
    QTemporaryDir m_folder;
    std::unique_ptr<LiveSession> m_session;
    std::unique_ptr<MainWindow> m_window;
    int m_number = 0;
};

void TestMainWindowWords::openUncompressed(const ScriptedServer &server)
{
    ConnectionOptions options;
    options.url = server.url();
    options.deflate.reset();
    QVERIFY(m_session->open(options));
    QTRY_COMPARE_WITH_TIMEOUT(m_session->facts().readyState, ReadyState::Open, Patience);
}

int TestMainWindowWords::largeMessages() const
{
    const auto reader = SessionReader::open(m_session->path());
    const auto rows = reader ? (*reader)->rows(1, 1000) : Result<std::vector<Row>>(reader.error());
    if (!rows)
        return -1;
    return static_cast<int>(std::count_if(rows->begin(), rows->end(), [](const Row &row) {
        return row.direction == Direction::ServerToClient && row.payloadSize > 50'000;
    }));
}

void TestMainWindowWords::init()
{
    m_hours.passed = m_hours.slept = 0;
    auto session = LiveSession::create(m_folder.filePath(u"%1.framescope"_s.arg(++m_number)),
        std::make_unique<TurnedClock>(m_hours), [this] { return m_hours.slept.load(); });
    QVERIFY2(session, qPrintable(session ? QString() : session.error().toString()));
    m_session = std::move(session).value();
    m_window = std::make_unique<MainWindow>(*m_session);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestMainWindowWords::cleanup()
{
    m_window.reset();
    m_session.reset();
}

void TestMainWindowWords::says_data()
{
    QTest::addColumn<std::size_t>("number");
    for (std::size_t i = 0; i < cases().size(); ++i)
        QTest::newRow(cases()[i].name) << i;
}

void TestMainWindowWords::says()
{
    QFETCH(std::size_t, number);
    const Case &c = cases()[number];
    ScriptedServer server(c.script, c.security, QString::fromLatin1(c.certificate));
    ConnectionOptions options;
    options.url = server.url();
    if (c.options)
        c.options(options, server.port());
    QVERIFY(m_session->open(options));
    if (c.whenOpen) {
        QTRY_COMPARE_WITH_TIMEOUT(m_session->facts().readyState, ReadyState::Open, Patience);
        c.whenOpen(*m_session);
    }
    QTRY_VERIFY_WITH_TIMEOUT(!bar()->isHidden(), Patience);
    const Notice &notice = bar()->notice();
    const QString what = c.what.contains(u"%1"_s) ? c.what.arg(server.port()) : c.what;
    QVERIFY2(QRegularExpression(QRegularExpression::anchoredPattern(
                                    QRegularExpression::escape(what).replace(u"KEEPALIVE"_s, u"\\d+ ms"_s)))
                 .match(notice.what)
                 .hasMatch(),
        qPrintable(notice.what));
    const QRegularExpression evidence(QRegularExpression::anchoredPattern(c.evidence));
    QVERIFY2(evidence.match(notice.evidence).hasMatch(), qPrintable(notice.evidence));
    QCOMPARE(notice.guess, c.guess);
    QCOMPARE(buttons(), c.buttons);
}

void TestMainWindowWords::countsWhatEndedAlike()
{
    ScriptedServer server(Script().accept().end());
    for (int attempt = 1; attempt <= 3; ++attempt) {
        ConnectionOptions options;
        options.url = server.url();
        QVERIFY(m_session->open(options));
        QTRY_COMPARE_WITH_TIMEOUT(m_session->facts().id, m_session->current(), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->facts().readyState, ReadyState::Closed, Patience);
    }
    QTRY_VERIFY2_WITH_TIMEOUT(bar()->notice().evidence.endsWith(u"The last 3 attempts ended alike."),
        qPrintable(bar()->notice().evidence), Patience);
}

// A minute of silence, three times: what is seen is told apart from what is guessed.
void TestMainWindowWords::guessesAnIdleTimeout()
{
    ScriptedServer server(Script().accept());
    for (int attempt = 0; attempt < 3; ++attempt) {
        openUncompressed(server);
        m_hours.passed += 60 * Second;
        server.connection(attempt).socket().end();
        QTRY_COMPARE_WITH_TIMEOUT(m_session->facts().readyState, ReadyState::Closed, Patience);
    }
    QTRY_VERIFY_WITH_TIMEOUT(bar()->text().contains(u"The last 3 attempts ended alike."_s), Patience);
    QVERIFY(bar()->isVisible());
    static const QRegularExpression whole(u"^Connection lost without a close frame \\(1006\\)\\. The server "
                                          u"side ended TCP \\(FIN\\) 60\\.\\d s "
                                          "after the last byte.*; open for 60\\.\\d s; no ping unanswered\\. "
                                          "The last 3 attempts ended alike\\. "
                                          "Probably an idle timeout of a proxy or of the server\\.$"_s);
    QVERIFY2(whole.match(bar()->text()).hasMatch(), qPrintable(bar()->text()));
    QVERIFY(bar()->findChild<QLabel *>()->text().contains(
        u"<i>Probably an idle timeout of a proxy or of the server.</i>"_s));
    QCOMPARE(buttons(), u"reconnect ping-regularly show-last-frames"_s);
}

// From 12:01 to 12:40, say: in the bar, and as a line of the timeline.
void TestMainWindowWords::sleepOfTheComputerExplainsALoss()
{
    ScriptedServer server(Script().accept());
    openUncompressed(server);
    m_hours.passed += 39 * 60 * Second;
    m_hours.slept += 39 * 60 * Second;
    const QDateTime woke = QDateTime::currentDateTime().addSecs(39 * 60);
    server.connection().socket().reset();
    QTRY_VERIFY_WITH_TIMEOUT(!bar()->isHidden(), Patience);
    const QRegularExpression inTheBar(u"The server side reset TCP \\(RST\\) .*\\. This computer slept from "
                                      u"(\\d\\d:\\d\\d) to (\\d\\d:\\d\\d)\\. "
                                      "Probably the connection died while the computer slept\\.$"_s);
    const auto said = inTheBar.match(bar()->text());
    QVERIFY2(said.hasMatch(), qPrintable(bar()->text()));
    const auto isAbout = [](const QString &clock, const QDateTime &time) { // the minute may just have turned
        return clock == time.toString(u"HH:mm") || clock == time.addSecs(1).toString(u"HH:mm");
    };
    QVERIFY2(isAbout(said.captured(1), woke.addSecs(-39 * 60)), qPrintable(said.captured(1)));
    QVERIFY2(isAbout(said.captured(2), woke), qPrintable(said.captured(2)));
    const QRegularExpression line(
        u"^This computer slept from \\d\\d:\\d\\d:\\d\\d\\S* to \\d\\d:\\d\\d:\\d\\d\\S* \\(39 min 0 s\\)\\.$"_s);
    QTRY_COMPARE_WITH_TIMEOUT(timelineLines().filter(line).size(), 1, Patience);
}

// On the tab Frame of the row, and as a line of the timeline.
void TestMainWindowWords::aViolationIsSaidWithItsFrame()
{
    ScriptedServer server(Script().accept().bytes(QByteArray("\xC1\x01x", 3)).awaitClose());
    ConnectionOptions options;
    options.url = server.url();
    options.deflate.reset();
    QVERIFY(m_session->open(options));
    QTRY_COMPARE_WITH_TIMEOUT(m_session->facts().readyState, ReadyState::Closed, Patience);
    const QString sentence =
        u"RSV1 is set, but no extension was agreed (RFC 6455, 5.2). A strict peer closes with 1002. Byte 0 of frame #"_s;
    QTRY_VERIFY_WITH_TIMEOUT(!timelineLines().filter(sentence).isEmpty(), Patience);
    const auto *timeline = m_window->findChild<TimelinePane *>();
    TimelineModel &model = *timeline->model();
    RowId broken = 0;
    for (RowId id = 1; id <= model.lastId(); ++id) {
        const Row *row = model.rowAt(id);
        if (row && row->kind == RowKind::Frame && row->header.rsv1)
            broken = id;
    }
    QVERIFY(broken > 0);
    m_window->showRow(broken);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->findChild<DetailArea *>()->row(), broken, Patience);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::AltModifier);
    const FrameView *frame = m_window->findChild<DetailArea *>()->frame();
    QTRY_VERIFY2_WITH_TIMEOUT(
        frame->text().contains(u"%1%2."_s.arg(sentence).arg(broken)), qPrintable(frame->text()), Patience);
    QVERIFY(frame->isVisible());
}

// Nothing is lost: what came while the file could not grow is recorded when there is room. To SQLite a limit
// of the file's size is an error of the disk and not a full one, so only the words behind the row differ.
void TestMainWindowWords::recordingWaitsWhileTheDiskIsFull()
{
    constexpr int count = 40;
    ScriptedServer server(largeMessagesWhenAsked(count));
    openUncompressed(server);
    {
        const test::FullDisk full(1 << 16);
        m_session->sendText(u"go"_s);
        QTRY_VERIFY_WITH_TIMEOUT(bar()->notice().what.startsWith(u"Recording waits at row "), Patience);
        QVERIFY2(!bar()->notice().what.endsWith(u".."), qPrintable(bar()->notice().what));
        QVERIFY(bar()->notice().evidence.startsWith(u"Stored rows are safe; the server is held back"));
    }
    QTRY_VERIFY_WITH_TIMEOUT(bar()->isHidden(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(largeMessages(), count, Patience);
}

// The bar that says it has the way out; what the close changed is recorded once there is room.
void TestMainWindowWords::disconnectsWhileTheDiskIsFull()
{
    ScriptedServer server(largeMessagesWhenAsked(10).awaitClose().close({1000, {}}).end());
    openUncompressed(server);
    {
        const test::FullDisk full(1 << 16);
        m_session->sendText(u"go"_s);
        QTRY_VERIFY_WITH_TIMEOUT(bar()->notice().what.startsWith(u"Recording waits at row "), Patience);
        QAbstractButton *disconnect = nullptr;
        for (QAbstractButton *button : bar()->findChildren<QAbstractButton *>()) {
            if (button->isVisible() && button->text() == u"Disconnect")
                disconnect = button;
        }
        QVERIFY(disconnect);
        QTest::mouseClick(disconnect, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->facts().readyState >= ReadyState::Closing, Patience);
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_session->facts().readyState, ReadyState::Closed, Patience);
    QCOMPARE(m_session->facts().closeCode, std::optional<quint16>(1000));
}

QTEST_MAIN(TestMainWindowWords)
#include "tst_mainwindowwords.moc"
