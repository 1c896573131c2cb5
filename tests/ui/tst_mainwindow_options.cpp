// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Each option of the drawer, typed into its field, as the server sees it.
#include "protocol/frameencoder.h"
#include "protocol/permessagedeflate.h"
#include "session/sessionreader.h"
#include "support/drivenwindow.h"
#include "support/scriptedserver.h"
#include "ui/connectionsetup.h"
#include "ui/namedvaluemodel.h"
#include "ui/namedvaluetable.h"
#include "ui/requestpreview.h"

#include <QCheckBox>
#include <QClipboard>
#include <QElapsedTimer>
#include <QHostAddress>
#include <QHostInfo>
#include <QTcpServer>

#include "support/patience.h"

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

constexpr int Patience = 20'000;
using Security = ScriptedServer::Security;

quint16 freePort()
{
    QTcpServer gone;
    return gone.listen(QHostAddress::LocalHost) ? gone.serverPort() : quint16(0);
}

QString tlsFile(const char *name)
{
    return QFINDTESTDATA(QStringLiteral("../data/tls/%1").arg(QLatin1StringView(name)));
}

} // namespace

class TestMainWindowOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_hands = std::make_unique<DrivenWindow>(); }
    void cleanup() { m_hands.reset(); }

    void theRequest();
    void itsTables();
    void aLineBreakInAHeaderIsSaidAndNothingIsSent_data();
    void aLineBreakInAHeaderIsSaidAndNothingIsSent();
    void aLineBreakInAFieldIsSaidAndNothingIsSent_data();
    void aLineBreakInAFieldIsSaidAndNothingIsSent();
    void anAuthorityOfOnesOwn();
    void aClientCertificate_data();
    void aClientCertificate();
    void theNameToAskFor();
    void leastVersion();
    void anotherAddress();
    void oneFamily_data();
    void oneFamily();
    void everyAddressOfAName();
    void compression();
    void patience_data();
    void patience();
    void theCloseIsAwaitedSoLong();
    void keepalive();
    void answersToPings_data();
    void answersToPings();
    void theLimitOfDelivery();
    void theLimitOfInflating();
    void theLimitOfTheQueue();
    void rulesOfBrowsers_data();
    void rulesOfBrowsers();
    void violationsAreRecorded();
    void attemptsAreCounted();

private:
    void click(const QString &check) const
    {
        for (auto *box : m_hands->drawer()->findChildren<QCheckBox *>()) {
            if (box->text() == check)
                return box->click();
        }
        QFAIL(qPrintable(check));
    }

    void connectAndOpen(const QString &url)
    {
        m_hands->connectTo(url);
        QTRY_VERIFY2_WITH_TIMEOUT(
            m_hands->state() == BadgeState::Open, qPrintable(m_hands->message()), Patience);
    }

    // Into the row that invites to it, as a user types: over the cell, Enter ends it.
    void addToTable(const QString &table, const QString &name, const QString &value) const
    {
        addToTable(table, name, value,
            [](QLineEdit *editor, const QString &text) { QTest::keyClicks(editor, text); });
    }
    // No key types a line break into a line; the clipboard brings it.
    void pasteIntoTable(const QString &table, const QString &name, const QString &value) const
    {
        addToTable(table, name, value, &paste);
    }
    static void paste(QLineEdit *editor, const QString &text)
    {
        QGuiApplication::clipboard()->setText(text);
        QTest::keySequence(editor, QKeySequence::Paste);
    }
    void addToTable(const QString &table, const QString &name, const QString &value,
        void (*enter)(QLineEdit *, const QString &)) const
    {
        auto *view = m_hands->field<NamedValueTable>(table);
        const int row = view->model()->rowCount() - 1;
        for (const auto &[column, text] :
            {std::pair(int(NamedValueModel::Name), name), std::pair(int(NamedValueModel::Value), value)}) {
            view->setCurrentIndex(view->model()->index(row, column));
            QTest::keyClick(view, Qt::Key_F2);
            auto *editor = view->findChild<QLineEdit *>();
            QVERIFY(editor);
            enter(editor, text);
            QTest::keyClick(editor, Qt::Key_Return);
            QTRY_VERIFY(!view->findChild<QLineEdit *>());
        }
    }

    void expectNothingSent(const ScriptedServer &server, const QString &sentence)
    {
        m_hands->connectTo(server.url());
        QVERIFY2(m_hands->message().contains(sentence), qPrintable(m_hands->message()));
        QVERIFY(m_hands->drawer()->isVisible());
        QCOMPARE(m_hands->drawer()->tab(), ConnectionDraft::Tab::Request);
        QCOMPARE(m_hands->session().current(), 0);
        QTest::qWait(0);
        QCOMPARE(server.connectionCount(), 0);
    }

    std::unique_ptr<DrivenWindow> m_hands;
};

void TestMainWindowOptions::theRequest()
{
    ScriptedServer server(Script().accept({"v2", {}, {}}));
    m_hands->type(u"Origin"_s, u"https://app.example"_s);
    m_hands->type(u"User-Agent"_s, u"Tester/1"_s);
    m_hands->type(u"Subprotocols"_s, u"v1, v2"_s);
    m_hands->choose(u"Authorization"_s, u"Basic"_s);
    m_hands->type(u"User"_s, u"ann"_s);
    m_hands->type(u"Password"_s, u"love"_s);
    m_hands->choose(u"server_max_window_bits"_s, u"10"_s);
    m_hands->choose(u"client_max_window_bits"_s, u"not"_s);
    connectAndOpen(server.url());
    const HttpHead &request = server.connection().request();
    QCOMPARE(request.value("Origin").value_or(""), "https://app.example");
    QCOMPARE(request.value("User-Agent").value_or(""), "Tester/1");
    QCOMPARE(request.value("Sec-WebSocket-Protocol").value_or(""), "v1, v2");
    QCOMPARE(request.value("Authorization").value_or(""), "Basic YW5uOmxvdmU=");
    QCOMPARE(request.value("Sec-WebSocket-Extensions").value_or(""),
        "permessage-deflate; server_max_window_bits=10");
    QCOMPARE(m_hands->facts().protocol, u"v2"_s);
}

// In their order, what is twice twice; without what is not ticked, and without what was deleted.
void TestMainWindowOptions::itsTables()
{
    ScriptedServer server(Script().accept());
    m_hands->find<ConnectionSetup>()->setDrawerShown(true);
    addToTable(u"Headers"_s, u"X-Trace"_s, u"7"_s);
    addToTable(u"Headers"_s, u"X-Off"_s, u"no"_s);
    addToTable(u"Headers"_s, u"X-Trace"_s, u"8"_s);
    addToTable(u"Headers"_s, u"X-Gone"_s, u"no"_s);
    addToTable(u"Query"_s, u"room"_s, u"a&b"_s);
    addToTable(u"Query"_s, u"depth"_s, u"20"_s);
    addToTable(u"Cookies"_s, u"sid"_s, u"s1"_s);
    addToTable(u"Cookies"_s, u"lang"_s, u"de"_s);
    auto *headers = m_hands->field<NamedValueTable>(u"Headers"_s);
    headers->setCurrentIndex(headers->model()->index(1, NamedValueModel::Name));
    QTest::keyClick(headers, Qt::Key_Space);
    headers->setCurrentIndex(headers->model()->index(3, NamedValueModel::Name));
    QTest::keyClick(headers, Qt::Key_Delete);
    connectAndOpen(server.url(u"/chat?v=1"_s));
    const HttpHead &request = server.connection().request();
    QCOMPARE(server.connection().verdict().target, "/chat?v=1&room=a%26b&depth=20");
    QCOMPARE(request.value("Cookie").value_or(""), "sid=s1; lang=de");
    QByteArrayList own;
    for (const HttpHeader &header : request.headers) {
        if (header.name.startsWith("X-"))
            own += header.name + '=' + header.value;
    }
    QCOMPARE(own.join(' '), "X-Trace=7 X-Trace=8");
}

void TestMainWindowOptions::aLineBreakInAHeaderIsSaidAndNothingIsSent_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("sentence");
    const QString inValue = u"The value of X-A has a line break or a NUL"_s;
    QTest::newRow("CR LF in the value") << u"X-A"_s << u"1\r\nX-Injected: yes"_s << inValue;
    QTest::newRow("LF in the value") << u"X-A"_s << u"1\nX-Injected: yes"_s << inValue;
    QTest::newRow("CR in the value") << u"X-A"_s << u"1\rX-Injected: yes"_s << inValue;
    const QString inName = u" cannot be the name of a header"_s;
    QTest::newRow("CR LF in the name") << u"X-A\r\nX-Injected"_s << u"1"_s << inName;
    QTest::newRow("LF in the name") << u"X-A\nX-Injected"_s << u"1"_s << inName;
    QTest::newRow("CR at the end of the name") << u"X-A\r"_s << u"1"_s << inName;
}

// At its cell, in the preview and where the attempt is refused. Seen to fail without checkHeaderLine().
void TestMainWindowOptions::aLineBreakInAHeaderIsSaidAndNothingIsSent()
{
    QFETCH(const QString, name);
    QFETCH(const QString, value);
    QFETCH(const QString, sentence);
    ScriptedServer server(Script().accept());
    m_hands->find<ConnectionSetup>()->setDrawerShown(true);
    pasteIntoTable(u"Headers"_s, name, value);
    const auto *view = m_hands->field<NamedValueTable>(u"Headers"_s);
    QVERIFY(view->isVisible());
    const QString atTheCell =
        view->model()->index(0, NamedValueModel::Value).data(Qt::AccessibleDescriptionRole).toString();
    QVERIFY2(atTheCell.contains(sentence), qPrintable(atTheCell));
    QVERIFY(!view->model()->index(0, NamedValueModel::Value).data(Qt::ToolTipRole).toString().isEmpty());
    QCOMPARE(m_hands->find<RequestPreview>()->problems(), atTheCell);
    expectNothingSent(server, sentence);
}

void TestMainWindowOptions::aLineBreakInAFieldIsSaidAndNothingIsSent_data()
{
    QTest::addColumn<QString>("field");
    QTest::newRow("Origin") << u"Origin"_s;
    QTest::newRow("User-Agent") << u"User-Agent"_s;
}

void TestMainWindowOptions::aLineBreakInAFieldIsSaidAndNothingIsSent()
{
    QFETCH(const QString, field);
    ScriptedServer server(Script().accept());
    m_hands->find<ConnectionSetup>()->setDrawerShown(true);
    auto *edit = m_hands->field<QLineEdit>(field);
    paste(edit, u"a\r\nX-Injected: yes"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    const QString sentence = u"The value of %1 has a line break or a NUL"_s.arg(field);
    QVERIFY2(edit->accessibleDescription().startsWith(sentence), qPrintable(edit->accessibleDescription()));
    QCOMPARE(m_hands->find<RequestPreview>()->problems(), edit->accessibleDescription());
    expectNothingSent(server, sentence);
}

void TestMainWindowOptions::anAuthorityOfOnesOwn()
{
    ScriptedServer server(Script().accept(), Security::Tls);
    m_hands->connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(m_hands->message().startsWith(u"The certificate is not trusted."), Patience);
    m_hands->type(u"Additional authority"_s, tlsFile("ca.pem"));
    connectAndOpen(server.url());
    QVERIFY(m_hands->facts().tls->errors.isEmpty());
}

void TestMainWindowOptions::aClientCertificate_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("password");
    QTest::newRow("PEM") << tlsFile("client.pem") << tlsFile("client.key") << QString();
    QTest::newRow("PEM, locked key") << tlsFile("client.pem") << tlsFile("client-locked.key") << u"letmein"_s;
    QTest::newRow("PKCS#12") << tlsFile("client.p12") << QString() << u"letmein"_s;
}

void TestMainWindowOptions::aClientCertificate()
{
    QFETCH(const QString, certificate);
    QFETCH(const QString, key);
    QFETCH(const QString, password);
    ScriptedServer server(Script().accept(), Security::MutualTls);
    m_hands->type(u"Additional authority"_s, tlsFile("ca.pem"));
    m_hands->type(u"Client certificate"_s, certificate);
    if (!key.isEmpty())
        m_hands->type(u"Its key"_s, key);
    if (!password.isEmpty())
        m_hands->type(u"Password of the key"_s, password);
    connectAndOpen(server.url());
}

void TestMainWindowOptions::theNameToAskFor()
{
    ScriptedServer server(Script().accept(), Security::Tls, u"othername.pem"_s);
    m_hands->type(u"Additional authority"_s, tlsFile("ca.pem"));
    m_hands->connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(m_hands->message().startsWith(u"The certificate is for another host."), Patience);
    m_hands->type(u"Name to ask for"_s, u"example.test"_s);
    connectAndOpen(server.url());
    QCOMPARE(server.connection(server.connectionCount() - 1).request().value("Host").value_or(""),
        QByteArray("127.0.0.1:" + QByteArray::number(server.port())));
}

void TestMainWindowOptions::leastVersion()
{
    ScriptedServer server(Script().accept(), Security::Tls);
    m_hands->type(u"Additional authority"_s, tlsFile("ca.pem"));
    m_hands->choose(u"Least version"_s, u"TLS 1.3"_s);
    connectAndOpen(server.url());
    QCOMPARE(m_hands->facts().tls->protocol, u"TLS 1.3"_s);
}

void TestMainWindowOptions::anotherAddress()
{
    ScriptedServer server(Script().accept(), Security::Tls, u"othername.pem"_s);
    m_hands->type(u"Additional authority"_s, tlsFile("ca.pem"));
    m_hands->type(u"Connect to address"_s, u"127.0.0.1:%1"_s.arg(server.port()));
    connectAndOpen(u"wss://example.test/feed"_s); // its certificate is for that name
    QCOMPARE(server.connection().request().value("Host").value_or(""), "example.test");
}

void TestMainWindowOptions::oneFamily_data()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("says"); // before the time; %1 is the port
    const QString refused = u"Nothing listens on %1:%2. Tried %3:%2, refused in "_s;
    QTest::newRow("IPv4") << u"IPv4"_s << u"localhost"_s
                          << refused.arg(u"localhost"_s, u"%1"_s, u"127.0.0.1"_s);
    QTest::newRow("IPv6") << u"IPv6"_s << u"[::1]"_s << refused.arg(u"[::1]"_s, u"%1"_s, u"[::1]"_s);
    QTest::newRow("IPv6, of an address that is none")
        << u"IPv6"_s << u"127.0.0.1"_s << u"127.0.0.1 has no IPv6 address, and the options ask for one."_s;
}

void TestMainWindowOptions::oneFamily()
{
    QFETCH(const QString, family);
    QFETCH(const QString, host);
    QFETCH(QString, says);
    const quint16 port = freePort();
    m_hands->choose(u"Address family"_s, family);
    m_hands->connectTo(u"ws://%1:%2/"_s.arg(host).arg(port));
    if (says.contains(u"%1"))
        says = says.arg(port);
    QTRY_VERIFY2_WITH_TIMEOUT(m_hands->message().startsWith(says), qPrintable(m_hands->message()), Patience);
}

// As many as this computer knows for the name: of both families on most.
void TestMainWindowOptions::everyAddressOfAName()
{
    const quint16 port = freePort();
    QStringList addresses;
    for (const QHostAddress &address : QHostInfo::fromName(u"localhost"_s).addresses())
        addresses.append((address.protocol() == QHostAddress::IPv6Protocol ? u"[%1]:%2"_s : u"%1:%2"_s)
                             .arg(address.toString())
                             .arg(port));
    QVERIFY(!addresses.isEmpty());
    m_hands->connectTo(u"ws://localhost:%1/"_s.arg(port));
    const QString what = u"Nothing listens on localhost:%1. Tried "_s.arg(port);
    QTRY_VERIFY2_WITH_TIMEOUT(m_hands->message().startsWith(what), qPrintable(m_hands->message()), Patience);
    for (const QString &address : std::as_const(addresses))
        QVERIFY2(m_hands->message().contains(address), qPrintable(m_hands->message()));
    QCOMPARE(m_hands->message().contains(u", both refused in "), addresses.size() == 2);
}

void TestMainWindowOptions::compression()
{
    ScriptedServer server(Script().accept());
    ScriptedServer other(Script().accept());
    click(u"server_no_context_takeover"_s);
    click(u"client_no_context_takeover"_s);
    m_hands->choose(u"client_max_window_bits"_s, u"not"_s);
    connectAndOpen(server.url());
    QCOMPARE(server.connection().request().value("Sec-WebSocket-Extensions").value_or(""),
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover");
    click(u"Offer permessage-deflate"_s);
    m_hands->connectTo(other.url());
    QTRY_COMPARE(other.connectionCount(), 1);
    QTRY_VERIFY(!other.connection().request().headers.isEmpty());
    QVERIFY(!other.connection().request().value("Sec-WebSocket-Extensions"));
}

void TestMainWindowOptions::patience_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("the answer") << u"101 within"_s << u"ws"_s << u"No answer to the upgrade in 300 ms."_s;
    QTest::newRow("TLS") << u"TLS within"_s << u"wss"_s << u"No TLS handshake in 300 ms."_s;
}

// A server that takes connections and says nothing.
void TestMainWindowOptions::patience()
{
    QFETCH(QString, field);
    QFETCH(QString, scheme);
    QFETCH(QString, sentence);
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    m_hands->setNumber(field, 300);
    m_hands->connectTo(u"%1://127.0.0.1:%2/"_s.arg(scheme).arg(silent.serverPort()));
    QTRY_VERIFY2_WITH_TIMEOUT(
        m_hands->message().startsWith(sentence), qPrintable(m_hands->message()), Patience);
}

void TestMainWindowOptions::theCloseIsAwaitedSoLong()
{
    const auto deaf = [](Peer::Settings &settings) { settings.answerClose = false; };
    ScriptedServer server(Script().withSettings(deaf).accept());
    m_hands->setNumber(u"Close within"_s, 300);
    connectAndOpen(server.url());
    m_hands->session().close(1000, {});
    QTRY_VERIFY2_WITH_TIMEOUT(
        m_hands->message().startsWith(u"The server did not answer the close in 300 ms."),
        qPrintable(m_hands->message()), Patience);
}

void TestMainWindowOptions::keepalive()
{
    const auto silent = [](Peer::Settings &settings) { settings.answerPings = false; };
    ScriptedServer server(Script().withSettings(silent).accept());
    m_hands->setNumber(u"Time between keepalive pings"_s, 100);
    m_hands->setNumber(u"Unanswered pings that end it"_s, 3);
    m_hands->connectTo(server.url());
    QTRY_VERIFY2_WITH_TIMEOUT(
        m_hands->message().startsWith(u"3 pings unanswered for "), qPrintable(m_hands->message()), Patience);
    QCOMPARE(server.connection().pings(), 3);
}

void TestMainWindowOptions::answersToPings_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("pong"); // a line of the transcript; empty: none
    QTest::newRow("at once") << u"At once"_s << u"> pong masked \"are you there\""_s;
    QTest::newRow("late") << u"Late"_s << u"> pong masked \"are you there\""_s;
    QTest::newRow("other payload") << u"With"_s << u"> pong masked \"else\""_s;
    QTest::newRow("never") << u"Never"_s << QString();
}

void TestMainWindowOptions::answersToPings()
{
    constexpr int Late = 400;
    QFETCH(const QString, answer);
    QFETCH(const QString, pong);
    ScriptedServer server(Script().accept().awaitMessages(1).ping("are you there"));
    m_hands->choose(u"Answer to a ping"_s, answer);
    m_hands->setNumber(u"Delay of the answer"_s, Late);
    m_hands->type(u"Payload of the answer"_s, u"else"_s);
    connectAndOpen(server.url());
    QElapsedTimer time;
    time.start();
    m_hands->session().sendText(u"ping me"_s);
    if (pong.isEmpty()) {
        QTRY_VERIFY_WITH_TIMEOUT(m_hands->session().counters().framesIn == 1, Patience);
        m_hands->session().close(1000, {}); // what was to be answered would be by now
        QTRY_VERIFY_WITH_TIMEOUT(server.connection().close(), Patience);
        QCOMPARE(server.connection().pongs(), 0);
        return;
    }
    QTRY_COMPARE_WITH_TIMEOUT(server.connection().pongs(), 1, Patience);
    QVERIFY2(server.connection().transcript().lines().filter(pong).size() == 1,
        qPrintable(server.connection().transcript().lines().join(u'\n')));
    QVERIFY(answer != u"Late" || time.elapsed() >= Late);
}

void TestMainWindowOptions::theLimitOfDelivery()
{
    ScriptedServer server(Script().accept().text(QByteArray((1 << 20) + 1, 'x')).text("small"));
    m_hands->setNumber(u"Deliver up to"_s, 1);
    connectAndOpen(server.url());
    const auto delivered = [this] {
        QList<bool> flags;
        const auto reader = SessionReader::open(m_hands->session().path());
        const auto rows = reader ? (*reader)->rows(1, 100) : Result<std::vector<Row>>(reader.error());
        for (const Row &row : rows ? *rows : std::vector<Row>()) {
            if (row.kind == RowKind::Frame && row.direction == Direction::ServerToClient)
                flags.append(!row.flags.testFlag(RowFlag::NotDelivered));
        }
        return flags;
    };
    QTRY_COMPARE_WITH_TIMEOUT(delivered(), (QList<bool>{false, true}), Patience);
}

// A message of two kilobytes on the wire, of two mebibytes behind it.
void TestMainWindowOptions::theLimitOfInflating()
{
    Deflater deflater(15, false);
    const QByteArray packed = deflater.compress(QByteArray(2 << 20, '\0'));
    FrameHeader header = frameFor(Opcode::Binary, packed);
    header.rsv1 = true;
    ScriptedServer server(Script().acceptDeflate().text("before").frame(header, packed));
    m_hands->setNumber(u"Inflate up to"_s, 1);
    m_hands->connectTo(server.url());
    QTRY_VERIFY2_WITH_TIMEOUT(m_hands->message().startsWith(
                                  u"Framescope failed the connection: The message is bigger than the limit"),
        qPrintable(m_hands->message()), Patience);
    QVERIFY2(m_hands->message().contains(u"Framescope closed with 1009"), qPrintable(m_hands->message()));
}

void TestMainWindowOptions::theLimitOfTheQueue()
{
    ScriptedServer server(Script().accept());
    m_hands->setNumber(u"Send queue up to"_s, 1);
    connectAndOpen(server.url());
    m_hands->session().sendText(QString((1 << 20) + 1, u'x'));
    const auto isRefused = [this] {
        const auto reader = SessionReader::open(m_hands->session().path());
        const auto rows = reader ? (*reader)->rows(1, 100) : Result<std::vector<Row>>(reader.error());
        return rows && std::any_of(rows->begin(), rows->end(), [](const Row &row) {
            return row.kind == RowKind::Note && row.preview.contains("the limit of what may wait is 1 MiB");
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(isRefused(), Patience);
    m_hands->session().sendText(u"small"_s);
    QTRY_COMPARE_WITH_TIMEOUT(server.connection().messages().size(), 1, Patience);
}

void TestMainWindowOptions::rulesOfBrowsers_data()
{
    QTest::addColumn<QString>("rules");
    QTest::addColumn<bool>("opens");
    QTest::newRow("as browsers") << u"Refuse"_s << false;
    QTest::newRow("as an inspector") << u"Allow"_s << true;
}

// The server chooses no subprotocol of those offered.
void TestMainWindowOptions::rulesOfBrowsers()
{
    QFETCH(QString, rules);
    QFETCH(bool, opens);
    ScriptedServer server(Script().accept());
    m_hands->choose(u"Rules"_s, rules);
    m_hands->type(u"Subprotocols"_s, u"chat"_s);
    m_hands->connectTo(server.url());
    if (opens) {
        QTRY_COMPARE_WITH_TIMEOUT(m_hands->state(), BadgeState::Open, Patience);
    } else {
        QTRY_VERIFY2_WITH_TIMEOUT(
            m_hands->message().contains(u"The connection follows the rules of browsers"),
            qPrintable(m_hands->message()), Patience);
    }
}

void TestMainWindowOptions::violationsAreRecorded()
{
    ScriptedServer server(Script().accept().bytes(QByteArray("\xC1\x01x", 3)).text("still here"));
    m_hands->choose(u"Violations"_s, u"Record"_s);
    connectAndOpen(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(m_hands->session().counters().framesIn, 2, Patience);
    QCOMPARE(m_hands->state(), BadgeState::Open);
}

void TestMainWindowOptions::attemptsAreCounted()
{
    ScriptedServer server(Script().accept().end());
    click(u"After an end nobody here wished"_s);
    m_hands->setNumber(u"First wait"_s, 20);
    m_hands->setNumber(u"Longest wait"_s, 40);
    m_hands->setNumber(u"Attempts"_s, 2);
    m_hands->connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(m_hands->facts().attempt == 3 && !m_hands->facts().nextAttemptNs
            && m_hands->state() == BadgeState::Closed,
        Patience);
    QCOMPARE(server.connectionCount(), 3);
}

QTEST_MAIN(TestMainWindowOptions)
#include "tst_mainwindow_options.moc"
