// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/browsersocket.h"
#include "support/patience.h"
#include "support/scriptedserver.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

// The published web-platform-tests of the WebSocket interface (websockets/), under the browser's rules: each
// file is a function or a row named after it, or stands in the list below. Where a plain and a Secure- file
// differ only by the scheme, the rows "ws" and "wss" stand for both; what was interfaces/WebSocket/X/nnn is
// X_nnn, also where the file has a name today. Of the rules that refuse before anything is sent (Create-protocol*,
// Close-2999-reason, Close-Reason-124Bytes, close-invalid) the scheme is no part: they have no rows. Files of before
// 2023 are there under what took their place: Create-wrong-scheme and Create-url-with-space in Create_invalid_urls,
// Create-valid-url-http in Create_http_urls, Close-1005 in close_invalid. Elsewhere:
//   * keeping-connection-open/001, 20 s of silence: tst_pitfalls, b2_gapOfSixSeconds, above the 5 s at which
//     QWebSocket by itself gives up
//   * Create-non-absolute-url, Create-valid-url-relative, url/resolve: there is no page whose address could be the
//     base; resolving against one is tst_websocketurl, resolvesAgainstABase
// Not here, because there is nothing in a Connection to test:
//   * Web IDL and scripts: idlharness, constructor, eventhandlers, constants/*, events/*, CloseEvent/* (but
//     clean-close), binaryType-wrong-value, bufferedAmount/002 and 004 to 006 (*-readonly, *-deleting,
//     *-defineProperty-*), *-getting, readyState/002 to 005, url/002 to 006, send/001 to 005, send/010, close/002
//     (close-return), close/004 (close-replace), extensions/001 (read-only), constructor/001, 002, 004, 005, 016
//   * conversion of arguments (a code is a number, a message is text or bytes, an address is text): Close-null,
//     -string, -NaN, -onlyReason (a text becomes the code 0: see Close-0), Send-null, send/012, constructor/006
//   * what a script can block: bufferedAmount-unchanged-by-sync-xhr (here it falls in turns of the event loop only)
//   * several globals: multi-globals/*
//   * typed array views, Blob parts, DataView offsets: Send-binary-arraybufferview-* (bytes are bytes)
//   * the page around the socket: Create-on-worker-shutdown, unload-a-document/*, back-forward-cache*,
//     cookies/*, referrer, mixed-content, security/*, opening-handshake/003 (Origin of a page), remove-own-iframe*
//   * constructor/014, one connection at a time to a host: a rule over the objects of a whole browser, which an
//     inspector that opens "N copies" must not follow
//   * stream/*: WebSocketStream is not part of the standard
class TestConnectionWpt : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void Create_invalid_urls_data();
    void Create_invalid_urls();
    void Create_http_urls();
    void Create_valid_url_data();
    void Create_valid_url();
    void Create_valid_url_binaryType_blob_data() { schemes(); }
    void Create_valid_url_binaryType_blob();
    void Create_verify_url_set_default_port();
    void Create_verify_url_set_non_default_port_data() { schemes(); }
    void Create_verify_url_set_non_default_port();
    void windows_1252();
    void Create_asciiSep_protocol_string() { throwsSyntaxError({u"/echo"_s}); }
    void Create_nonAscii_protocol_string() { throwsSyntaxError({u"\u0080echo"_s}); }
    void Create_protocol_with_space() { throwsSyntaxError({u"ec ho"_s}); }
    void Create_protocols_repeated() { throwsSyntaxError({u"echo"_s, u"echo"_s}); }
    void Create_protocols_repeated_case_insensitive() { throwsSyntaxError({u"echo"_s, u"eCho"_s}); }
    void constructor_007() { throwsSyntaxError({u"a"_s + QChar(0) + u"b"_s}); }
    void constructor_021() { throwsSyntaxError({u"foobar, foobar"_s}); }
    void Create_blocked_port_data() { schemes(); }
    void Create_blocked_port();
    void Create_valid_url_protocol_empty();
    void Create_valid_url_array_protocols_data() { schemes(); }
    void Create_valid_url_array_protocols();
    void Create_valid_url_protocol_setCorrectly_data() { schemes(); }
    void Create_valid_url_protocol_setCorrectly();
    void Create_extensions_empty_data() { schemes(); }
    void Create_extensions_empty();
    void constructor_008();
    void constructor_010();
    void constructor_011();
    void constructor_012();
    void constructor_013();
    void constructor_017();
    void constructor_018();
    void basic_auth();
    void opening_handshake_001();
    void opening_handshake_002();
    void Send_before_open();
    void Send_data_data();
    void Send_data();
    void Send_binary_data();
    void Send_binary();
    void bufferedAmount_003();
    void bufferedAmount_large();
    void bufferedAmount_unicode();
    void send_many_64K_messages_with_backpressure();
    void send_007();
    void send_008();
    void close_invalid_data();
    void close_invalid();
    void Close_2999_reason();
    void Close_Reason_124Bytes();
    void Close_1000_data();
    void Close_1000();
    void Close_1005_verify_code_data();
    void Close_1005_verify_code();
    void Close_3000_4999_reason_data();
    void Close_3000_4999_reason();
    void Close_reason_unpaired_surrogates_data() { schemes(); }
    void Close_reason_unpaired_surrogates();
    void Close_delayed();
    void Close_readyState_Closing_data() { schemes(); }
    void Close_readyState_Closing();
    void Close_readyState_Closed_data() { schemes(); }
    void Close_readyState_Closed();
    void Close_server_initiated_close_data();
    void Close_server_initiated_close();
    void closing_handshake_004();
    void close_basic();
    void close_connecting_async();
    void close_multiple();
    void close_nested();
    void CloseEvent_clean_close();

private:
    static void schemes();
    static void throwsSyntaxError(const QStringList &protocols);
    // An echo server of the row's scheme, and a socket on it that knows its authority.
    static ScriptedServer::Security security();
    static void trust(ConnectionOptions &options) { options.tls.extraCa = testData(u"tls/ca.pem"_s); }
};

void TestConnectionWpt::schemes()
{
    QTest::addColumn<bool>("secure");
    QTest::newRow("ws") << false;
    QTest::newRow("wss") << true;
}

ScriptedServer::Security TestConnectionWpt::security()
{
    return *static_cast<bool *>(QTest::qData("secure", qMetaTypeId<bool>())) ? ScriptedServer::Security::Tls
                                                                             : ScriptedServer::Security::Plain;
}

void TestConnectionWpt::throwsSyntaxError(const QStringList &protocols)
{
    BrowserSocket socket(u"ws://127.0.0.1/"_s, [&](ConnectionOptions &o) { o.protocols = protocols; });
    QVERIFY(!socket.isCreated());
    QCOMPARE(socket.error().exception, DomException::SyntaxError);
}

// Creating -----------------------------------------------------------------------------------

void TestConnectionWpt::Create_invalid_urls_data()
{
    QTest::addColumn<QString>("url");
    for (const QString &url : {u"ws://foo bar.com/"_s, u"wss://foo bar.com/"_s, u"ftp://127.0.0.1/"_s,
             u"mailto:example@example.org"_s, u"about:blank"_s, u"ws://127.0.0.1/#"_s,
             u"ws://127.0.0.1/#test"_s, u"#test"_s})
        QTest::newRow(qPrintable(url)) << url;
}

void TestConnectionWpt::Create_invalid_urls()
{
    QFETCH(QString, url);
    BrowserSocket socket(url);
    QVERIFY(!socket.isCreated());
    QCOMPARE(socket.error().exception, DomException::SyntaxError);
}

void TestConnectionWpt::Create_http_urls()
{
    QCOMPARE(BrowserSocket(u"http://127.0.0.1/"_s)->url(), u"ws://127.0.0.1/"_s);
    QCOMPARE(BrowserSocket(u"https://127.0.0.1/"_s)->url(), u"wss://127.0.0.1/"_s);
}

void TestConnectionWpt::Create_valid_url_data()
{
    using Respell = std::function<QString(QString)>;
    QTest::addColumn<bool>("secure");
    QTest::addColumn<Respell>("respell");
    QTest::addColumn<QStringList>("protocols");
    const Respell same = [](const QString &url) { return url; };
    const Respell upperScheme = [](const QString &url) -> QString {
        const qsizetype colon = url.indexOf(u':');
        return url.left(colon).toUpper() + url.mid(colon);
    };
    const Respell upperHost = [](QString url) { return url.replace(u"127.0.0.1"_s, u"LOCALHOST"_s); };
    for (const bool secure : {false, true}) {
        const auto row = [&](const char *name, const Respell &respell, const QStringList &protocols) {
            QTest::addRow("%s%s", secure ? "Secure-" : "", name) << secure << respell << protocols;
        };
        row("Create-valid-url, readyState_006, opening-handshake_005", same, {});
        row("Create-valid-url-protocol", same, {u"echo"_s, u"other"_s});
        row("Create-valid-url-protocol-string", same, {u"echo"_s});
        row("constructor_009", same, {u"foobar"_s});
        row("constructor_019", upperScheme, {});
        row("constructor_020", upperHost, {});
        row("constructor_022", same, {u"foobar"_s, u"foobar2"_s});
    }
}

void TestConnectionWpt::Create_valid_url()
{
    QFETCH(std::function<QString(QString)>, respell);
    QFETCH(QStringList, protocols);
    ScriptedServer server(Script().accept({protocols.value(0).toLatin1(), {}, {}}).echo(), security());
    BrowserSocket socket(respell(server.url(u"/echo"_s)), [&](ConnectionOptions &o) {
        trust(o);
        o.protocols = protocols;
    });
    // readyState_001, bufferedAmount_001 (bufferedAmount-initial), protocol_001 (protocol-initial)
    QCOMPARE(socket.state(), ReadyState::Connecting);
    QCOMPARE(socket->bufferedAmount(), 0u);
    QCOMPARE(socket->protocol(), QString());
    QTRY_COMPARE(socket.events(), QStringList{u"open 1"_s});
    QCOMPARE(socket.state(), ReadyState::Open);
    QCOMPARE(socket->protocol(), protocols.value(0));
    socket->close();
    QTRY_COMPARE(socket.events().last(), u"close 3 1005 \"\" clean"_s);
}

void TestConnectionWpt::Create_valid_url_binaryType_blob()
{
    ScriptedServer server(Script().accept(), security());
    BrowserSocket socket(server.url(), trust);
    QCOMPARE(socket->binaryType(), BinaryType::Blob);
    QTRY_VERIFY(socket.isOpen());
    socket->setBinaryType(BinaryType::Blob);
    QCOMPARE(socket->binaryType(), BinaryType::Blob);
}

void TestConnectionWpt::Create_verify_url_set_default_port()
{
    QCOMPARE(BrowserSocket(u"ws://127.0.0.1:80/echo"_s)->url(), u"ws://127.0.0.1/echo"_s);
    QCOMPARE(BrowserSocket(u"wss://127.0.0.1:443/echo"_s)->url(), u"wss://127.0.0.1/echo"_s);
    QCOMPARE(BrowserSocket(u"ws://127.0.0.1"_s)->url(), u"ws://127.0.0.1/"_s); // url_001
}

// A query is UTF-8, whatever the page was written in.
void TestConnectionWpt::windows_1252()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url(u"/echo-query?\u20ac\u00e5"_s));
    QTRY_VERIFY(socket.isOpen());
    QCOMPARE(server.connection().verdict().target, QByteArray("/echo-query?%E2%82%AC%C3%A5"));
}

void TestConnectionWpt::Create_verify_url_set_non_default_port()
{
    ScriptedServer server(Script().accept(), security());
    BrowserSocket socket(server.url(u"/echo"_s));
    const QString scheme = security() == ScriptedServer::Security::Tls ? u"wss"_s : u"ws"_s;
    QCOMPARE(socket->url(), u"%1://127.0.0.1:%2/echo"_s.arg(scheme).arg(server.port()));
}

void TestConnectionWpt::Create_blocked_port()
{
    const QString scheme = security() == ScriptedServer::Security::Tls ? u"wss"_s : u"ws"_s;
    BrowserSocket socket(scheme + u"://127.0.0.1:6667/"_s);
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
}

void TestConnectionWpt::Create_valid_url_protocol_empty()
{
    ScriptedServer server(Script().accept({"echo", {}, {}}));
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.protocols = {u"echo"_s}; });
    QCOMPARE(socket->protocol(), QString());
}

void TestConnectionWpt::Create_valid_url_array_protocols()
{
    ScriptedServer server(Script().accept({"foobar", {}, {}}), security());
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) {
        trust(o);
        o.protocols = {u"foobar"_s, u"foobar2"_s};
    });
    QTRY_VERIFY(socket.isOpen());
    QCOMPARE(socket->protocol(), u"foobar"_s);
    QCOMPARE(server.connection().verdict().protocols, (QByteArrayList{"foobar", "foobar2"}));
}

void TestConnectionWpt::Create_valid_url_protocol_setCorrectly()
{
    ScriptedServer server(Script().accept({"echo", {}, {}}), security());
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) {
        trust(o);
        o.protocols = {u"echo"_s};
    });
    QTRY_VERIFY(socket.isOpen());
    QCOMPARE(socket->protocol(), u"echo"_s);
}

void TestConnectionWpt::Create_extensions_empty()
{
    ScriptedServer server(Script().accept(), security());
    BrowserSocket socket(server.url(), trust);
    QTRY_VERIFY(socket.isOpen());
    QCOMPARE(socket->extensions(), QString());
}

// Ports that are not blocked.
void TestConnectionWpt::constructor_008()
{
    for (const QString &url : {u"ws://example.invalid:80/"_s, u"ws://example.invalid:443/"_s,
             u"wss://example.invalid:80/"_s, u"wss://example.invalid:443/"_s})
        QVERIFY2(BrowserSocket(url).isCreated(), qPrintable(url));
}

// Protocol in the response, but none requested.
void TestConnectionWpt::constructor_010()
{
    ScriptedServer server(Script().accept({"foobar", {}, {}}));
    BrowserSocket socket(server.url());
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
}

// Subprotocols match by case.
void TestConnectionWpt::constructor_011()
{
    ScriptedServer server(Script().accept({"foobar", {}, {}}));
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.protocols = {u"FOOBAR"_s}; });
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
}

// No protocol in the response.
void TestConnectionWpt::constructor_012()
{
    ScriptedServer server(Script().accept().text("foobar"));
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.protocols = {u"foobar"_s}; });
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
}

// 25 sockets at a time.
void TestConnectionWpt::constructor_013()
{
    ScriptedServer server(Script().accept().echo());
    std::vector<std::unique_ptr<BrowserSocket>> sockets;
    for (int i = 0; i < 25; ++i) {
        sockets.push_back(std::make_unique<BrowserSocket>(server.url()));
        BrowserSocket *socket = sockets.back().get();
        socket->onEvent = [socket, i](const QString &event) {
            if (event == u"open 1"_s)
                socket->connection().send(QString::number(i));
            else if (event.startsWith(u"text"_s))
                socket->connection().close();
        };
    }
    for (size_t i = 0; i < sockets.size(); ++i) {
        QTRY_VERIFY(sockets[i]->isClosed());
        QCOMPARE(sockets[i]->events(),
            (QStringList{u"open 1"_s, u"text 1 \"%1\""_s.arg(i), u"close 3 1005 \"\" clean"_s}));
    }
}

// Too few slashes.
void TestConnectionWpt::constructor_017()
{
    for (const QString &scheme : {u"ws:"_s, u"ws:/"_s, u"wss:"_s, u"wss:/"_s}) {
        BrowserSocket socket(scheme + u"localhost/echo"_s);
        QVERIFY2(socket.isCreated(), qPrintable(scheme));
        QCOMPARE(socket->url(), scheme.left(scheme.indexOf(u':')) + u"://localhost/echo"_s);
    }
}

// A NUL in the URL is encoded.
void TestConnectionWpt::constructor_018()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url() + u"?x"_s + QChar(0) + u"y"_s + QChar(0));
    QTRY_VERIFY(socket.isOpen());
    QCOMPARE(server.connection().verdict().target, QByteArray("/?x%00y")); // a last NUL is white space
}

void TestConnectionWpt::basic_auth()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url().replace(u"127.0.0.1"_s, u"foo:bar@127.0.0.1"_s));
    QTRY_VERIFY(socket.isOpen());
    QCOMPARE(server.connection().request().value("Authorization"), QByteArray("Basic Zm9vOmJhcg=="));
}

void TestConnectionWpt::opening_handshake_001()
{
    ScriptedServer server(Script().request().bytes("FOO BAR BAZ\r\n\r\n").end());
    BrowserSocket socket(server.url());
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
}

void TestConnectionWpt::opening_handshake_002()
{
    ScriptedServer server(Script().acceptWith("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                              "Connection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n"));
    BrowserSocket socket(server.url());
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
}

// Sending ------------------------------------------------------------------------------------

void TestConnectionWpt::Send_before_open()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url());
    const auto refused = socket->send(u"Message to send"_s);
    QVERIFY(refused);
    QCOMPARE(refused->exception, DomException::InvalidStateError);
}

void TestConnectionWpt::Send_data_data()
{
    QTest::addColumn<bool>("secure");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("echo");
    for (const bool secure : {false, true}) {
        const auto row = [&](const char *name, const QString &text, const QString &echo) {
            QTest::addRow("%s%s", secure ? "Secure-" : "", name) << secure << text << echo;
        };
        const auto same = [&](const char *name, const QString &text) { row(name, text, text); };
        same("Send-data", u"Message to send"_s);
        same("Send-0byte-data", u""_s);
        same("Send-65K-data", QString(65000, u'c'));
        same("extended-payload-length 125", QString(125, u'0'));
        same("extended-payload-length 126", QString(126, u'0'));
        same("extended-payload-length 65535", QString(65535, u'0'));
        same("extended-payload-length 65536", QString(65536, u'0'));
        same("Send-unicode-data", u"\u00a5\u00a5\u00a5\u00a5\u00a5\u00a5"_s);
        same("Send-paired-surrogates", u"\U00010000\U00010000"_s);
        same("send-011", u"\u00e5 a\u030a \U0001047e"_s);
        row("Send-unpaired-surrogates", QString(QChar(0xD807)), u"\ufffd"_s);
        const QChar low(0xDC00), high(0xD800);
        row("send_006", u"a"_s + low + u"xb"_s + high + u"xc"_s + low + high + u"x"_s,
            u"a\ufffdxb\ufffdxc\ufffd\ufffdx"_s);
        same("send_009, as Send-0byte-data", u""_s);
    }
}

void TestConnectionWpt::Send_data()
{
    QFETCH(QString, text);
    QFETCH(QString, echo);
    ScriptedServer server(Script().accept().echo(), security());
    BrowserSocket socket(server.url(), trust);
    QTRY_VERIFY(socket.isOpen());
    QVERIFY(!socket->send(text));
    QTRY_COMPARE(socket.messages().size(), 1);
    QCOMPARE(socket.messages().first().text, echo);
}

void TestConnectionWpt::Send_binary_data()
{
    QTest::addColumn<bool>("secure");
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("blob");
    for (const bool secure : {false, true}) {
        const char *prefix = secure ? "Secure-" : "";
        QTest::addRow("%sSend-binary-arraybuffer", prefix) << secure << 15 << false;
        QTest::addRow("%sSend-binary-65K-arraybuffer", prefix) << secure << 65000 << false;
        QTest::addRow("%sSend-binary-blob", prefix) << secure << 65000 << true;
        QTest::addRow("%sbinary_001, bufferedAmount_007 (-blob)", prefix) << secure << 10 << true;
        QTest::addRow("%sbinary_002", prefix) << secure << 100'000 << true;
        QTest::addRow("%sbinary_004", prefix) << secure << 100'000 << false;
        QTest::addRow("%sbinary_005, bufferedAmount_008 (-arraybuffer)", prefix) << secure << 10 << false;
    }
}

void TestConnectionWpt::Send_binary()
{
    QFETCH(int, size);
    QFETCH(bool, blob);
    ScriptedServer server(Script().accept().echo(), security());
    BrowserSocket socket(server.url(), trust);
    QTRY_VERIFY(socket.isOpen());
    socket->setBinaryType(blob ? BinaryType::Blob : BinaryType::ArrayBuffer);
    const QByteArray bytes(size, '\xf0');
    socket->send(bytes);
    QCOMPARE(socket->bufferedAmount(), quint64(size));
    QTRY_COMPARE(socket.messages().size(), 1);
    const MessageEvent &message = socket.messages().first();
    QVERIFY(!message.isText);
    QCOMPARE(message.size, quint64(size));
    QCOMPARE(blob ? *socket.log().payload(message.blob, 0, 1 << 20) : message.binary, bytes);
}

// It grows within send(), and falls between events.
void TestConnectionWpt::bufferedAmount_003()
{
    ScriptedServer server(Script().accept().echo());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    quint64 sent = 0, left = 0;
    socket.onEvent = [&](const QString &) {
        left -= socket.messages().last().size;
        QVERIFY(socket->bufferedAmount() <= left);
    };
    for (const QString &text : {u"x"_s, u"\u00e5"_s, u"\u5336"_s, u"\U0001047e"_s}) {
        socket->send(text);
        left = sent += quint64(text.toUtf8().size());
        QCOMPARE(socket->bufferedAmount(), sent);
    }
    QTRY_COMPARE(socket.messages().size(), 4);
    QCOMPARE(socket->bufferedAmount(), 0u);
}

// Also bufferedAmount_009.
void TestConnectionWpt::bufferedAmount_large()
{
    ScriptedServer server(Script().accept().echo());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket->send(QString(65000, u'x'));
    QCOMPARE(socket->bufferedAmount(), 65000u);
    QTRY_COMPARE(socket.messages().size(), 1);
}

// Also bufferedAmount_010.
void TestConnectionWpt::bufferedAmount_unicode()
{
    ScriptedServer server(Script().accept().echo());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket->send(u"\u00e5\u00e4\u00f6"_s);
    QCOMPARE(socket->bufferedAmount(), 6u);
    QTRY_COMPARE(socket.messages().size(), 1);
}

// The server reads late; nothing is lost, and the amount falls to nothing.
void TestConnectionWpt::send_many_64K_messages_with_backpressure()
{
    ScriptedServer server(Script().accept().stopReading().silence(200).startReading());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    constexpr int count = 200;
    for (int i = 0; i < count; ++i)
        socket->send(QByteArray(65536, 'm'));
    QCOMPARE(socket->bufferedAmount(), quint64(count) * 65536);
    QTRY_COMPARE_WITH_TIMEOUT(server.connection().messages().size(), size_t(count), 30'000);
    QTRY_COMPARE(socket->bufferedAmount(), 0u);
}

// close() followed by send().
void TestConnectionWpt::send_007()
{
    ScriptedServer server(Script().accept().echo());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket->close();
    QVERIFY(!socket->send(u"test"_s));
    QTRY_COMPARE(socket.events(), (QStringList{u"open 1"_s, u"close 3 1005 \"\" clean"_s}));
}

// send() in the handler of close.
void TestConnectionWpt::send_008()
{
    ScriptedServer server(Script().accept().awaitMessages(1).close({}));
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket.onEvent = [&](const QString &) { QVERIFY(!socket->send(u"test"_s)); };
    socket->send(u"Goodbye"_s);
    QTRY_COMPARE(socket.events(), (QStringList{u"open 1"_s, u"close 3 1005 \"\" clean"_s}));
}

// Closing ------------------------------------------------------------------------------------

void TestConnectionWpt::close_invalid_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("Close-0, and what converts to it") << 0;
    QTest::newRow("Close-1005") << 1005;
    QTest::newRow("500") << 500;
    QTest::newRow("2**16+1000, clamped") << 65535;
}

void TestConnectionWpt::close_invalid()
{
    QFETCH(int, code);
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url());
    const auto refused = socket->close(static_cast<quint16>(code));
    QVERIFY(refused);
    QCOMPARE(refused->exception, DomException::InvalidAccessError);
    QTRY_COMPARE(socket.events(), QStringList{u"open 1"_s});
}

void TestConnectionWpt::Close_2999_reason()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    const auto refused = socket->close(2999, u"Close not in range 3000-4999"_s);
    QVERIFY(refused);
    QCOMPARE(refused->exception, DomException::InvalidAccessError);
}

void TestConnectionWpt::Close_Reason_124Bytes()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    const auto refused = socket->close(1000, QString(124, u'x'));
    QVERIFY(refused);
    QCOMPARE(refused->exception, DomException::SyntaxError);
    QCOMPARE(socket.state(), ReadyState::Open);
}

void TestConnectionWpt::Close_1000_data()
{
    QTest::addColumn<bool>("secure");
    QTest::addColumn<QString>("reason");
    for (const bool secure : {false, true}) {
        const char *prefix = secure ? "Secure-" : "";
        QTest::addRow("%sClose-1000", prefix) << secure << QString();
        QTest::addRow("%sClose-1000-reason", prefix) << secure << u"Clean Close"_s;
        QTest::addRow("%sClose-1000-verify-code", prefix) << secure << u"Clean Close"_s;
    }
}

void TestConnectionWpt::Close_1000()
{
    QFETCH(QString, reason);
    ScriptedServer server(Script().accept().echo(), security());
    BrowserSocket socket(server.url(), trust);
    QTRY_VERIFY(socket.isOpen());
    socket->close(1000, reason);
    const QStringList expected{u"open 1"_s, u"close 3 1000 \"%1\" clean"_s.arg(reason)};
    QTRY_COMPARE(socket.events(), expected);
}

void TestConnectionWpt::Close_1005_verify_code_data()
{
    QTest::addColumn<bool>("secure");
    for (const bool secure : {false, true}) {
        QTest::addRow("%sClose-1005-verify-code", secure ? "Secure-" : "") << secure;
        QTest::addRow("%sClose-undefined, closing-handshake_003, readyState_008", secure ? "Secure-" : "")
            << secure;
    }
}

void TestConnectionWpt::Close_1005_verify_code()
{
    ScriptedServer server(Script().accept().echo(), security());
    BrowserSocket socket(server.url(), trust);
    QTRY_VERIFY(socket.isOpen());
    socket->close();
    QTRY_COMPARE(socket.events(), (QStringList{u"open 1"_s, u"close 3 1005 \"\" clean"_s}));
}

void TestConnectionWpt::Close_3000_4999_reason_data()
{
    QTest::addColumn<bool>("secure");
    QTest::addColumn<int>("code");
    for (const int code : {3000, 4999}) {
        QTest::addRow("Close-%d-reason", code) << false << code;
        QTest::addRow("Secure-Close-%d-reason", code) << true << code;
        QTest::addRow("Secure-Close-%d-verify-code", code) << true << code;
    }
}

void TestConnectionWpt::Close_3000_4999_reason()
{
    QFETCH(int, code);
    ScriptedServer server(Script().accept().echo(), security());
    BrowserSocket socket(server.url(), trust);
    QTRY_VERIFY(socket.isOpen());
    socket->close(static_cast<quint16>(code), u"Clean Close with code"_s);
    const QStringList expected{u"open 1"_s, u"close 3 %1 \"Clean Close with code\" clean"_s.arg(code)};
    QTRY_COMPARE(socket.events(), expected);
}

void TestConnectionWpt::Close_reason_unpaired_surrogates()
{
    ScriptedServer server(Script().accept().echo(), security());
    BrowserSocket socket(server.url(), trust);
    QTRY_VERIFY(socket.isOpen());
    socket->close(1000, QString(QChar(0xD807)));
    QTRY_COMPARE(socket.events(), (QStringList{u"open 1"_s, u"close 3 1000 \"\ufffd\" clean"_s}));
}

// No close event before the server has answered.
void TestConnectionWpt::Close_delayed()
{
    bool answered = false;
    ScriptedServer server(Script()
                              .accept()
                              .withSettings([](Peer::Settings &s) { s.answerClose = false; })
                              .awaitClose()
                              .silence(300)
                              .then([&](ScriptedConnection &) { answered = true; })
                              .close({}));
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket.onEvent = [&](const QString &) { QVERIFY(answered); };
    socket->close();
    QTRY_COMPARE(socket.events(), (QStringList{u"open 1"_s, u"close 3 1005 \"\" clean"_s}));
}

void TestConnectionWpt::Close_readyState_Closing()
{
    ScriptedServer server(Script().accept().echo(), security());
    BrowserSocket socket(server.url(), trust);
    QTRY_VERIFY(socket.isOpen());
    socket->close();
    QCOMPARE(socket.state(), ReadyState::Closing);
}

void TestConnectionWpt::Close_readyState_Closed()
{
    ScriptedServer server(Script().accept().echo(), security());
    BrowserSocket socket(server.url(), trust);
    QTRY_VERIFY(socket.isOpen());
    socket.onEvent = [&](const QString &) { QCOMPARE(socket.state(), ReadyState::Closed); };
    socket->close();
    QCOMPARE(socket.state(), ReadyState::Closing); // readyState_007
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(socket.state(), ReadyState::Closed);
}

void TestConnectionWpt::Close_server_initiated_close_data()
{
    QTest::addColumn<bool>("secure");
    for (const bool secure : {false, true})
        QTest::addRow("%sClose-server-initiated-close, closing-handshake_002", secure ? "Secure-" : "")
            << secure;
}

void TestConnectionWpt::Close_server_initiated_close()
{
    ScriptedServer server(Script().accept().awaitMessages(1).close({}), security());
    BrowserSocket socket(server.url(), trust);
    QTRY_VERIFY(socket.isOpen());
    socket->send(u"Goodbye"_s);
    QTRY_COMPARE(socket.events(), (QStringList{u"open 1"_s, u"close 3 1005 \"\" clean"_s}));
}

// Data after the closing handshake is dropped.
void TestConnectionWpt::closing_handshake_004()
{
    ScriptedServer server(Script().accept().awaitMessages(1).close({1000, {}}).bytes("\x81\x07Goodbye"));
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket->send(u"Goodbye"_s);
    QTRY_COMPARE(socket.events(), (QStringList{u"open 1"_s, u"close 3 1000 \"\" clean"_s}));
}

// Also close_001.
void TestConnectionWpt::close_basic()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url());
    socket->close();
    QCOMPARE(socket.state(), ReadyState::Closing);
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
}

// Also close_006 (close-connecting).
void TestConnectionWpt::close_connecting_async()
{
    ScriptedServer server(Script().request().silence(10'000).accept());
    BrowserSocket socket(server.url());
    QCOMPARE(socket.state(), ReadyState::Connecting);
    socket->close();
    QCOMPARE(socket.state(), ReadyState::Closing);
    QCOMPARE(socket.events(), QStringList());
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
}

// Also close_003.
void TestConnectionWpt::close_multiple()
{
    ScriptedServer server(Script().accept().echo());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket->close();
    socket->close();
    socket->close();
    QTRY_VERIFY(socket.isClosed());
    socket->close();
    QCOMPARE(socket.events(), (QStringList{u"open 1"_s, u"close 3 1005 \"\" clean"_s}));
}

// close() from within the handler of close; also close_005.
void TestConnectionWpt::close_nested()
{
    ScriptedServer server(Script().accept().echo());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket.onEvent = [&](const QString &) {
        socket->close();
        QCOMPARE(socket.state(), ReadyState::Closed);
    };
    socket->close();
    QTRY_COMPARE(socket.events(), (QStringList{u"open 1"_s, u"close 3 1005 \"\" clean"_s}));
}

void TestConnectionWpt::CloseEvent_clean_close()
{
    ScriptedServer server(Script().accept().close({1000, "done"}));
    BrowserSocket socket(server.url());
    QTRY_COMPARE(socket.events(), (QStringList{u"open 1"_s, u"close 3 1000 \"done\" clean"_s}));
}

QTEST_GUILESS_MAIN(TestConnectionWpt)
#include "tst_connection_wpt.moc"
