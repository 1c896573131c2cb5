// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "interop/realclients.h"
#include "support/patience.h"
#include "support/scriptedserver.h"

#include "protocol/closecode.h"
#include "protocol/frameencoder.h"

#include <QRegularExpression>
#include <QTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

using Kind = RealClient::Kind;
using Job = RealClient::Job;
using Deflate = std::optional<DeflateParameters>;

namespace {

const QList<std::pair<const char *, Kind>> &kinds()
{
    static const QList<std::pair<const char *, Kind>> all{
        {"python3-websockets", Kind::Websockets}, {"ws", Kind::NodeWs}, {"Chromium", Kind::Chromium}};
    return all;
}

// Agrees to the first offer of permessage-deflate, narrowed, and to a subprotocol.
Script agreeing(const QByteArray &protocol, const Deflate &preferred)
{
    return Script().request().then([=](ScriptedConnection &connection) {
        Agreement agreement{protocol, {}, {}};
        if (preferred)
            agreement.deflate = answerDeflateOffer(connection.verdict().deflateOffers.value(0), *preferred);
        connection.socket().peer().accept(agreement, {}, 0);
    });
}

// Steps of a client that says when it has told of its opening.
const QJsonArray OpenNow{QJsonValue(QJsonArray{u"text"_s, u"open now"_s})};

QByteArray allBytes()
{
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    return all;
}

QStringList violations(const ScriptedConnection &connection)
{
    return connection.transcript().lines().filter(QRegularExpression(u"^[!?]"_s));
}

} // namespace

// Real programs as clients of our Peer: what they say that they met, beside what it logged.
class TestRealClients : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase() { m_clients.clear(); }

    void agreement_data();
    void agreement();
    void messages_data();
    void messages();
    void pings_data() { eachKind(); }
    void pings();
    void closes_data();
    void closes();
    void breaches_data();
    void breaches();
    void refusals_data();
    void refusals();

private:
    static void eachKind();
    // Fails the test where there is none.
    bool hasClient(Kind kind);
    // Runs the job against the script until the client says that it is over.
    bool run(Kind kind, ScriptedServer &server, Job job);
    QStringList account(Kind kind) { return m_clients.at(kind)->account(); }

    std::map<Kind, std::unique_ptr<RealClient>> m_clients;
};

void TestRealClients::eachKind()
{
    QTest::addColumn<Kind>("kind");
    for (const auto &[name, kind] : kinds())
        QTest::newRow(name) << kind;
}

bool TestRealClients::hasClient(Kind kind)
{
    if (m_clients.contains(kind))
        return true;
    auto started = RealClient::start(kind);
    if (!started) {
        qWarning("%s", qPrintable(started.error().toString()));
        return false;
    }
    m_clients[kind] = std::move(started).value();
    return true;
}

bool TestRealClients::run(Kind kind, ScriptedServer &server, Job job)
{
    if (!hasClient(kind))
        return false;
    job.url = server.url();
    return m_clients.at(kind)->run(job);
}

// Opening ---------------------------------------------------------------------------------------------------

void TestRealClients::agreement_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QStringList>("offered");
    QTest::addColumn<QByteArray>("protocol");
    QTest::addColumn<Deflate>("preferred");
    QTest::addColumn<QByteArray>("extensions"); // on the wire
    const QStringList two{u"other"_s, u"chat.v1"_s};
    const QByteArray chosen = "chat.v1";
    for (const auto &[name, kind] : kinds()) {
        QTest::addRow("%s, nothing", name)
            << kind << QStringList() << QByteArray() << Deflate() << QByteArray();
        QTest::addRow("%s, subprotocol", name) << kind << two << chosen << Deflate() << QByteArray();
        QTest::addRow("%s, deflate", name) << kind << QStringList() << QByteArray()
                                           << Deflate(DeflateParameters()) << QByteArray("permessage-deflate");
        QTest::addRow("%s, all parameters", name)
            << kind << two << chosen << Deflate(DeflateParameters{true, true, 9, 10, true})
            << QByteArray("permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
                          "server_max_window_bits=9; client_max_window_bits=10");
    }
}

void TestRealClients::agreement()
{
    QFETCH(const Kind, kind);
    QFETCH(const QStringList, offered);
    QFETCH(const QByteArray, protocol);
    QFETCH(const Deflate, preferred);
    QFETCH(const QByteArray, extensions);
    // Twice, beyond the smaller windows.
    const QByteArray text = QByteArray("0123456789").repeated(500);
    ScriptedServer server(
        agreeing(protocol, preferred).text(text).text(text).awaitMessages(2).close({closecode::Normal, {}}));
    QVERIFY(run(kind, server, {{}, offered, {}, true}));

    const ScriptedConnection &came = server.connection();
    QCOMPARE(came.request().value("Sec-WebSocket-Extensions"),
        QByteArray("permessage-deflate; client_max_window_bits"));
    QCOMPARE(came.verdict().protocols.join(' '), offered.join(u' ').toLatin1());
    for (const auto &[opcode, payload] : came.messages())
        QCOMPARE(payload, text);
    QCOMPARE(violations(came), QStringList());
    const QRegularExpression compressed(u"^[<>] text fin rsv1 "_s);
    QCOMPARE(came.transcript().lines().filter(compressed).size(), preferred ? 4 : 0);

    // Only a browser says the parameters.
    const QString told =
        QString::fromLatin1(kind == Kind::Chromium ? extensions : extensions.split(';').first());
    QCOMPARE(account(kind),
        (QStringList{u"open 1 \"%1\" \"%2\""_s.arg(QString::fromLatin1(protocol), told),
            u"text 1 5000 characters"_s, u"text 1 5000 characters"_s, u"close 3 1000 \"\" clean"_s}));
}

void TestRealClients::refusals_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QStringList>("told");
    const QByteArray good =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
    const QByteArray accept = "Sec-WebSocket-Accept: ACCEPT\r\n";
    for (const auto &[name, kind] : kinds()) {
        // python3-websockets names the exception, or does not mind; the others are as WHATWG wants them.
        const auto row = [&](const char *what, const QByteArray &head, const QString &exception) {
            const QString error = u"error %1"_s.arg(kind == Kind::Chromium ? 3 : 2);
            QTest::addRow("%s, %s", name, what)
                << kind << head + "\r\n"
                << (kind == Kind::Websockets ? QStringList{exception}
                                             : QStringList{error, u"close 3 1006 \"\" unclean"_s});
        };
        row("403", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n", u"refused InvalidStatusCode"_s);
        row("wrong accept", good + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n",
            u"refused InvalidHeaderValue"_s);
        row("foreign subprotocol", good + accept + "Sec-WebSocket-Protocol: chat.v2\r\n",
            u"refused NegotiationError"_s);
        row("foreign extension", good + accept + "Sec-WebSocket-Extensions: x-unheard-of\r\n",
            u"refused NegotiationError"_s);
        if (kind != Kind::Websockets)
            row("no subprotocol", good + accept, {});
    }
}

void TestRealClients::refusals()
{
    QFETCH(const Kind, kind);
    QFETCH(const QByteArray, head);
    QFETCH(const QStringList, told);
    ScriptedServer server(Script().acceptWith(head));
    QVERIFY(run(kind, server, {{}, {u"chat.v1"_s}, {}}));
    QCOMPARE(account(kind), told);
    QTRY_VERIFY(server.connection().isEnded());
    QCOMPARE(server.connection().messages().size(), 0u);
}

// Messages --------------------------------------------------------------------------------------------------

void TestRealClients::messages_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("compressed");
    for (const auto &[name, kind] : kinds()) {
        QTest::addRow("%s, plain", name) << kind << false;
        QTest::addRow("%s, compressed", name) << kind << true;
    }
}

// There and back, whole and in fragments, with a ping between them.
void TestRealClients::messages()
{
    QFETCH(const Kind, kind);
    QFETCH(const bool, compressed);
    QByteArray large;
    for (int i = 0; large.size() < 1 << 20; ++i)
        large += QByteArray::number(i % 5000) + ' ';
    const QByteArray marked = "\ufeffm\u00e4rk";
    const QByteArray fragmented = "Gr\u00fc\u00dfe aus K\u00f6ln \u20ac";
    const std::vector<std::pair<Opcode, QByteArray>> sent{{Opcode::Text, fragmented}, {Opcode::Text, ""},
        {Opcode::Text, marked}, {Opcode::Binary, ""}, {Opcode::Binary, allBytes()}, {Opcode::Text, large},
        {Opcode::Binary, large}};
    Peer::SendOptions pieces;
    pieces.fragmentSize = 3; // within letters
    Peer::SendOptions largePieces;
    largePieces.fragmentSize = 10'000;
    Script script = agreeing({}, compressed ? Deflate(DeflateParameters()) : Deflate());
    if (compressed)
        script.text(fragmented, pieces);
    else
        script.frame(frameFor(Opcode::Text, fragmented.first(3), {}, false), fragmented.first(3))
            .ping("between")
            .frame(frameFor(Opcode::Continuation, fragmented.mid(3), {}), fragmented.mid(3));
    script.text("").text(marked).binary("").binary(allBytes()).text(large).binary(large, largePieces);
    ScriptedServer server(
        script.awaitMessages(static_cast<int>(sent.size())).close({closecode::Normal, "thanks"}));
    QVERIFY(run(kind, server, {{}, {}, {}, true}));

    const ScriptedConnection &came = server.connection();
    QVERIFY(came.messages() == sent);
    QCOMPARE(violations(came), QStringList());
    if (!compressed)
        QVERIFY(came.transcript().lines().contains(u"> pong masked \"between\""_s));
    const QString size = QString::number(large.size());
    QStringList told{u"text 1 \"Grüße aus Köln €\""_s, u"text 1 \"\""_s, u"text 1 \"\ufeffmärk\""_s,
        u"binary 1"_s, u"binary 1 "_s + QString::fromLatin1(allBytes().toHex()),
        u"text 1 %1 characters"_s.arg(size), u"binary 1 %1 bytes"_s.arg(size),
        u"close 3 1000 \"thanks\" clean"_s};
    QCOMPARE(account(kind).filter(QRegularExpression(u"^(text|binary|close)"_s)), told);
}

void TestRealClients::pings()
{
    QFETCH(const Kind, kind);
    const bool canPing = kind != Kind::Chromium;
    Script script = agreeing({}, {}).ping("are you there?").awaitPongs(1).text("now you");
    if (canPing)
        script.awaitPings(1);
    ScriptedServer server(script.close({closecode::Normal, {}}));
    QJsonArray steps{QJsonValue(QJsonArray{u"await"_s, 1})};
    if (canPing)
        steps.append(QJsonArray{u"ping"_s, u"and you?"_s});
    QVERIFY(run(kind, server, {{}, {}, steps}));
    const QStringList &lines = server.connection().transcript().lines();
    QVERIFY(lines.contains(u"> pong masked \"are you there?\""_s));
    if (canPing) {
        QVERIFY(lines.contains(u"> ping masked \"and you?\""_s));
        QVERIFY(lines.contains(u"< pong \"and you?\" automatic"_s));
        QVERIFY(account(kind).contains(u"pong \"and you?\""_s));
    }
    QCOMPARE(violations(server.connection()), QStringList());
}

// Ends ------------------------------------------------------------------------------------------------------

void TestRealClients::closes_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Script>("script");
    QTest::addColumn<QJsonArray>("step"); // the client's
    QTest::addColumn<QStringList>("wire");
    QTest::addColumn<QString>("told");
    const Script open = agreeing({}, {}).awaitMessages(1);
    const QString reason = u"\"Tsch\\xc3\\xbc\\xc3\\x9f \\xe2\\x82\\xac\""_s;
    for (const auto &[name, kind] : kinds()) {
        const auto row = [&](const char *what, const Script &script, const QJsonArray &step,
                             const QStringList &wire, const QString &told) {
            QTest::addRow("%s, %s", name, what) << kind << script << step << wire << told;
        };
        row("by the client", open, {u"close"_s, 3000, u"Tschüß €"_s},
            {u"> close masked 3000 "_s + reason, u"< close 3000 "_s + reason + u" automatic"_s},
            u"close 3 3000 \"Tschüß €\" clean"_s);
        if (kind != Kind::Websockets) // which always sends a code
            row("by the client, no code", open, {u"close"_s}, {u"> close masked"_s, u"< close automatic"_s},
                u"close 3 1005 \"\" clean"_s);
        row("by us", Script(open).close({4321, "Tsch\u00fc\u00df \u20ac"}), {},
            {u"< close 4321 "_s + reason, u"> close masked 4321 "_s + reason},
            u"close 3 4321 \"Tschüß €\" clean"_s);
        row("by us, no code", Script(open).close({}), {}, {u"< close"_s, u"> close masked"_s},
            u"close 3 1005 \"\" clean"_s);
        row("FIN", Script(open).end(), {}, {}, u"close 3 1006 \"\" unclean"_s);
        row("RST", Script(open).reset(), {}, {}, u"close 3 1006 \"\" unclean"_s);
    }
}

void TestRealClients::closes()
{
    QFETCH(const Kind, kind);
    QFETCH(const Script, script);
    QFETCH(const QJsonArray, step);
    QFETCH(const QStringList, wire);
    QFETCH(const QString, told);
    ScriptedServer server(script);
    QJsonArray steps = OpenNow;
    if (!step.isEmpty())
        steps.append(step);
    QVERIFY(run(kind, server, {{}, {}, steps}));
    QCOMPARE(account(kind), (QStringList{u"open 1 \"\" \"\""_s, told}));
    const ScriptedConnection &came = server.connection();
    QTRY_VERIFY(came.isScriptOver());
    QCOMPARE(came.transcript().lines().filter(u" close"_s), wire);
    QCOMPARE(violations(came), QStringList());
}

void TestRealClients::breaches_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("compressed");
    QTest::addColumn<quint16>("code"); // that the client sends
    for (const auto &[name, kind] : kinds()) {
        const auto row = [&](const char *what, const QByteArray &hex, quint16 code = closecode::ProtocolError,
                             bool compressed = false) {
            QTest::addRow("%s, %s", name, what) << kind << QByteArray::fromHex(hex) << compressed << code;
        };
        // RFC 6455, 8.1 has a code for it; Chromium takes the general one.
        const quint16 noText = kind == Kind::Chromium ? closecode::ProtocolError : closecode::InvalidPayload;
        row("invalid UTF-8", "8102c328", noText);
        row("invalid UTF-8 in the second fragment", "0101c3 8001ff", noText);
        row("invalid UTF-8 in a close reason", "880403e8c328", noText);
        row("masked", "818200000000 6869");
        row("RSV2", "a1026869");
        row("RSV1 without the extension", "c1026869");
        row("reserved opcode", "83026869");
        row("continuation of nothing", "80026869");
        row("message within a message", "01026869 81026869");
        row("fragmented ping", "09026869");
        row("long ping", "897e007e" + QByteArray("61").repeated(126));
        row("code 1005 on the wire", "880203ed");
        row("close with one byte", "880103");
        row("no deflate stream", "c103ffffff",
            kind == Kind::NodeWs ? closecode::InvalidPayload : closecode::ProtocolError, true);
    }
}

// All three fail the connection: nothing is delivered, 1006 to the one who waits for messages.
void TestRealClients::breaches()
{
    QFETCH(const Kind, kind);
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, compressed);
    QFETCH(const quint16, code);
    ScriptedServer server(agreeing({}, compressed ? Deflate(DeflateParameters()) : Deflate())
                              .awaitMessages(1)
                              .bytes(bytes)
                              .awaitClose()
                              .end());
    QVERIFY(run(kind, server, {{}, {}, OpenNow}));
    QStringList told{u"open 1 \"\" \"%1\""_s.arg(compressed ? u"permessage-deflate"_s : QString())};
    if (kind != Kind::Websockets) // which has an exception for it
        told += kind == Kind::Chromium ? u"error 3"_s : u"error 2"_s;
    QCOMPARE(account(kind), told + QStringList{u"close 3 1006 \"\" unclean"_s});
    QTRY_VERIFY(server.connection().close());
    QCOMPARE(server.connection().close()->code, code);
    QCOMPARE(violations(server.connection()), QStringList());
}

Q_DECLARE_METATYPE(std::optional<framescope::DeflateParameters>)

QTEST_GUILESS_MAIN(TestRealClients)
#include "tst_realclients.moc"
