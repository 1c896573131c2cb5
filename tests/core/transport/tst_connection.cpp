// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/frameencoder.h"
#include "support/browsersocket.h"
#include "support/hex.h"
#include "support/patience.h"
#include "support/relayhop.h"
#include "support/scriptedserver.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QTest>
#include <QTimer>
#include <QUrl>

#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

// One test for each rule of WHATWG WebSockets and of the inspector around it, named after it.
class TestConnection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Constructor
    void badInputThrowsSyntaxErrorAndRecordsNothing_data();
    void badInputThrowsSyntaxErrorAndRecordsNothing();
    void connectingBeginsWithTheNextTurn();
    void theProgramsProxyIsPassedBy();
    void urlIsSerialised();
    // Opening
    void readyStateOnlyMovesForward();
    void protocolAndExtensionsAreEmptyUntilOpen();
    void otherDeflateParametersAreOfferedAndAgreed();
    void chosenProtocolIsTaken();
    void rowsAreInTheOrderOfTime();
    void missingProtocolFailsInBrowsers();
    void missingProtocolIsNotedInInspector();
    void unofferedProtocolFails();
    void blockedPortFailsInBrowsers();
    void blockedPortIsNotedInInspector();
    // What no page of a browser can ask for
    void optionsOfNoPageThrowInBrowsers_data() { optionsOfNoPage(); }
    void optionsOfNoPageThrowInBrowsers();
    void optionsOfNoPageAreOneNoteInInspector_data() { optionsOfNoPage(); }
    void optionsOfNoPageAreOneNoteInInspector();
    void headersThatBrowsersSendAreNoBreach();
    void certificateAcceptedByHandThrowsInBrowsers();
    void certificateAcceptedByHandIsNotedInInspector();
    void certificateThatNeedsNoAcceptingIsNotNoted();
    void tlsFactsAreInTheFileFromTheOpeningOn();
    void pingByHandIsRefusedInBrowsers();
    void pingByHandIsNotedOnceInInspector();
    void frameByHandIsRefusedInBrowsers();
    void frameByHandIsNotedOnceInInspector();
    void refusedConnectionIsErrorThenClose1006();
    void httpStatusIsErrorThenClose1006();
    void redirectIsErrorThenClose1006();
    void tlsFailureIsErrorThenClose1006And1015IsNeverTold();
    void invalidAnswerNamesTheFirstBreach();
    void halfAnAnswerIsCounted();
    void equalEndsInARowArePointedOut();
    // Sending
    void sendWhileConnectingThrowsInvalidStateError();
    void sendCarriesTextAndBinary();
    void loneSurrogatesAreReplaced();
    void bufferedAmountCountsPayloadAndFallsWhenSent();
    void bufferedAmountIsNotResetOnClose();
    void sendAfterCloseOnlyAdds();
    void fullBufferIsErrorThenCloseInBrowsers();
    void fullBufferIsNotedInInspector();
    void closeLosesNothingThatWasSent();
    void closeEndsThoughTheServerReadsNothing();
    void closeWaitsWhileTheRelayHoldsWhatWasSent();
    void messageThatCannotBeWrittenIsNoted_data();
    void messageThatCannotBeWrittenIsNoted();
    // Receiving
    void messagesArriveInOrderWithTheirRows();
    void binaryTypeIsBlobInBrowsersAndArrayBufferInInspector();
    void binaryTypeIsTakenWhenTheMessageArrives();
    void messageAboveTheDeliveryLimitIsOnlyRecorded();
    void aByteOrderMarkAtTheDeliveryLimitIsDelivered();
    void messagesInClosingAreNotDelivered();
    void messageThatBreaksARuleIsNotDelivered();
    void textThatIsNoUtf8IsNotDelivered_data();
    void textThatIsNoUtf8IsNotDelivered();
    // The relay in between
    void relayThatBreaksEndsTheConnection();
    void messageLostInTheRelayIsNoted();
    void messageFromNowhereIsNotedAndNotDelivered();
    void whatTheGateDoesIsNoted();
    void theRelayHoldsLittle();
    // Closing
    void closeWithoutArgumentsSendsNoBody();
    void closeCodeAndReasonAreSent_data();
    void closeCodeAndReasonAreSent();
    void forbiddenCodeThrowsInvalidAccessErrorInBrowsers();
    void forbiddenCodeIsSentAndNotedInInspector();
    void reasonOf124BytesThrowsSyntaxError();
    void reasonWithoutCodeIsLeftOut();
    void closeWhileConnectingFails();
    void closeInClosingAndClosedDoesNothing();
    void serverCloseSetsClosingAndIsAnswered();
    void emptyServerCloseIs1005();
    void droppedConnectionIsErrorThenClose1006();
    void sleepOfTheComputerExplainsTheLoss();
    void breachIsErrorThenClose();
    void errorComesOnceAndBeforeClose();
    // What a browser hides
    void abortEndsTcp_data();
    void abortEndsTcp();
    void pingMeasuresTheRoundTrip();
    void pingThatCannotGoIsNoted();
    void unansweredPingsAreEvidence();
    void unansweredPingsAreToldOfACloseToo();
    void theFirstByteOfAFrameIsASign();
    void theFirstByteOfACloseIsNone();
    void processesThatWeStartDoNotHoldIt();
    void aCloseThatCannotBeAnsweredIsNoWholeHandshake_data();
    void aCloseThatCannotBeAnsweredIsNoWholeHandshake();
    void framesOfAnyKind();
    void destructionEndsAFrameThatArrives();
    void whatIsSentIsRecordedWhole();
    void pauseHoldsTheServerBack();
    void pauseBeforeItIsConnectedIsHarmless();
    void fullLogHoldsTheServerBack();
    void countersFollowTheWire();
    void destructionIsInTheLog();

private:
    static void optionsOfNoPage();
};

namespace {

void inspect(ConnectionOptions &options)
{
    options.rules = Rules::Inspector;
}

// Of a computer that slept for so long while a test ran.
class SleepyClock final : public Clock {
public:
    qint64 monotonicNs() const override { return m_clock.monotonicNs() + slept; }
    qint64 epochNs() const override { return m_clock.epochNs() + slept; }
    qint64 slept = 0;

private:
    SystemClock m_clock;
};

} // namespace

void TestConnection::badInputThrowsSyntaxErrorAndRecordsNothing_data()
{
    QTest::addColumn<BrowserSocket::Change>("change");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const BrowserSocket::Change &change, const QString &error) {
        QTest::newRow(name) << change << error;
    };
    row(
        "fragment", [](ConnectionOptions &o) { o.url = u"ws://h/#room"_s; },
        u"A WebSocket address cannot contain \"#room\". (character 8) Remove it."_s);
    row(
        "subprotocol with a comma", [](ConnectionOptions &o) { o.protocols = {u"a,b"_s}; },
        u"The subprotocol \"a,b\" cannot contain \",\". (subprotocol 1, character 2) "
        "Give each subprotocol on its own."_s);
}

void TestConnection::badInputThrowsSyntaxErrorAndRecordsNothing()
{
    QFETCH(BrowserSocket::Change, change);
    BrowserSocket socket(u"ws://127.0.0.1/"_s, change);
    QVERIFY(!socket.isCreated());
    QCOMPARE(socket.error().exception, DomException::SyntaxError);
    QTEST(socket.error().error.toString(), "error");
    QCOMPARE(socket.rows(), QStringList());
}

void TestConnection::connectingBeginsWithTheNextTurn()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url());
    QCOMPARE(socket.state(), ReadyState::Connecting);
    QCOMPARE(socket.events(), QStringList());
    QTRY_COMPARE(socket.events(), QStringList{u"open 1"_s});
    QCOMPARE(socket.rows().first(), u"state Connecting to "_s + server.url());
}

// The hop to the tap is no business of a proxy, and the way to the server has one of its own.
void TestConnection::theProgramsProxyIsPassedBy()
{
    ScriptedServer server(Script().accept().text("hi"));
    quint16 nobody = 0;
    {
        const ScriptedServer gone{Script()};
        nobody = static_cast<quint16>(QUrl(gone.url()).port());
    }
    QNetworkProxy::setApplicationProxy({QNetworkProxy::HttpProxy, u"127.0.0.1"_s, nobody});
    {
        BrowserSocket socket(server.url());
        QTRY_VERIFY(socket.events().contains(u"text 1 \"hi\""_s));
    }
    QNetworkProxy::setApplicationProxy(QNetworkProxy::DefaultProxy);
}

void TestConnection::urlIsSerialised()
{
    BrowserSocket socket(u"HTTP://LocalHost:80"_s);
    QCOMPARE(socket->url(), u"ws://localhost/"_s);
}

void TestConnection::readyStateOnlyMovesForward()
{
    ScriptedServer server(Script().accept().awaitClose());
    BrowserSocket socket(server.url());
    QList<ReadyState> states;
    connect(&socket.connection(), &Connection::factsChanged, this, [&] {
        if (states.isEmpty() || states.last() != socket.state())
            states.append(socket.state());
    });
    QTRY_VERIFY(socket.isOpen());
    socket->close();
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(states,
        (QList<ReadyState>{ReadyState::Connecting, ReadyState::Open, ReadyState::Closing, ReadyState::Closed}));
}

void TestConnection::protocolAndExtensionsAreEmptyUntilOpen()
{
    ScriptedServer server(Script().acceptDeflate());
    BrowserSocket socket(server.url());
    QCOMPARE(socket->protocol(), QString());
    QCOMPARE(socket->extensions(), QString());
    QTRY_VERIFY(socket.isOpen());
    QVERIFY2(socket->extensions().startsWith(u"permessage-deflate"_s), qPrintable(socket->extensions()));
}

void TestConnection::otherDeflateParametersAreOfferedAndAgreed()
{
    ScriptedServer server(Script().acceptDeflate().echo());
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) {
        inspect(o);
        o.deflate = DeflateParameters{true, true, 9, 10, true};
    });
    QTRY_VERIFY(socket.isOpen());
    const QString offer = u"permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
                          "server_max_window_bits=9; client_max_window_bits=10"_s;
    QCOMPARE(server.connection().request().value("Sec-WebSocket-Extensions"), offer.toLatin1());
    QCOMPARE(socket->extensions(), offer);
    const QString text(5000, u'z');
    for (int i = 0; i < 2; ++i)
        socket->send(text);
    QTRY_COMPARE(socket.messages().size(), 2);
    QCOMPARE(socket.messages().last().text, text);
    QCOMPARE(server.connection().transcript().lines().filter(u"!"_s), QStringList());
}

void TestConnection::chosenProtocolIsTaken()
{
    ScriptedServer server(Script().accept({"v2", {}, {}}));
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.protocols = {u"v1"_s, u"v2"_s}; });
    QTRY_VERIFY(socket.isOpen());
    QCOMPARE(socket->protocol(), u"v2"_s);
    QVERIFY(socket.rows().contains(u"state Open. Subprotocol v2."_s));
}

// The socket of the page opens a moment later than the wire: what came with the response is not older.
void TestConnection::rowsAreInTheOrderOfTime()
{
    ScriptedServer server(Script().accept().text("hello").text("again"));
    BrowserSocket socket(server.url());
    QTRY_COMPARE(socket.messages().size(), 2);
    const auto rows = socket.log().rows(1, 20);
    QVERIFY(rows && rows->size() >= 6);
    QVERIFY(std::is_sorted(rows->begin(), rows->end(),
        [](const Row &before, const Row &after) { return before.timeNs < after.timeNs; }));
}

void TestConnection::missingProtocolFailsInBrowsers()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.protocols = {u"chat"_s}; });
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    QCOMPARE(socket.storedFacts().outcome.what,
        u"Failed: the server chose no subprotocol, and chat was offered."_s);
}

void TestConnection::missingProtocolIsNotedInInspector()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) {
        inspect(o);
        o.protocols = {u"chat"_s};
    });
    QTRY_VERIFY(socket.isOpen());
    QVERIFY(socket.rows().contains(u"note Open, but the server chose no subprotocol. You offered chat. "
                                   "A browser would fail this connection."_s));
}

void TestConnection::unofferedProtocolFails()
{
    ScriptedServer server(Script().accept({"other", {}, {}}));
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) {
        inspect(o);
        o.protocols = {u"chat"_s};
    });
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    const Outcome outcome = socket.storedFacts().outcome;
    QCOMPARE(outcome.cause, EndCause::HandshakeInvalid);
    QVERIFY2(outcome.what.contains(u"other"_s), qPrintable(outcome.what));
    QCOMPARE(outcome.evidence, u"You offered chat."_s);
}

void TestConnection::blockedPortFailsInBrowsers()
{
    BrowserSocket socket(u"ws://127.0.0.1:25/"_s);
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    QCOMPARE(socket->facts().outcome.what, u"A browser does not connect to port 25."_s);
}

void TestConnection::blockedPortIsNotedInInspector()
{
    BrowserSocket socket(u"ws://127.0.0.1:1/"_s, inspect);
    QTRY_VERIFY(socket.isClosed());
    QVERIFY(socket.rows().contains(u"note A browser does not connect to port 1."_s));
    QCOMPARE(socket->facts().outcome.what, u"Nothing listens on 127.0.0.1:1."_s);
}

void TestConnection::optionsOfNoPage()
{
    QTest::addColumn<BrowserSocket::Change>("change");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QString &breach, const BrowserSocket::Change &change) {
        QTest::newRow(name) << change << u"A browser would not have %1."_s.arg(breach);
    };
    row("custom request header", u"sent the header X-Api-Key"_s, [](ConnectionOptions &o) {
        o.headers = {{"X-Api-Key", "1"}, {"x-api-key", "2"}, {"User-Agent", "test"}};
    });
    row("custom request headers", u"sent the headers X-A, Authorization"_s, [](ConnectionOptions &o) {
        o.headers = {{"X-A", "1"}, {"Authorization", "Bearer 2"}};
    });
    row("header of the handshake", u"let a page change Host"_s, [](ConnectionOptions &o) {
        o.headers = {{"Host", "other.test"}};
    });
    row("lenient policy", u"gone on after the server broke a rule"_s,
        [](ConnectionOptions &o) { o.policy = Policy::Lenient; });
    row("late pongs", u"answered pings late"_s,
        [](ConnectionOptions &o) { o.pingAnswer.kind = PingAnswer::Kind::Late; });
    row("other pongs", u"answered pings with another payload"_s,
        [](ConnectionOptions &o) { o.pingAnswer.kind = PingAnswer::Kind::OtherPayload; });
    row("no pongs", u"left pings unanswered"_s,
        [](ConnectionOptions &o) { o.pingAnswer.kind = PingAnswer::Kind::Never; });
    row("no compression offered", u"left out the offer of permessage-deflate"_s,
        [](ConnectionOptions &o) { o.deflate.reset(); });
    row("compression offered in another way",
        u"offered \"permessage-deflate; server_max_window_bits=9; client_max_window_bits\""_s,
        [](ConnectionOptions &o) { o.deflate->serverMaxWindowBits = 9; });
    row("all at once",
        u"sent the header X-A, nor let a page change Upgrade, nor offered \"permessage-deflate\", "
        "nor left pings unanswered, nor gone on after the server broke a rule"_s,
        [](ConnectionOptions &o) {
            o.headers = {{"Upgrade", "h2c"}, {"X-A", "1"}};
            o.deflate = DeflateParameters();
            o.pingAnswer.kind = PingAnswer::Kind::Never;
            o.policy = Policy::Lenient;
        });
}

void TestConnection::optionsOfNoPageThrowInBrowsers()
{
    QFETCH(BrowserSocket::Change, change);
    QFETCH(QString, sentence);
    BrowserSocket socket(u"ws://127.0.0.1/"_s, change);
    QVERIFY(!socket.isCreated());
    QCOMPARE(socket.error().error.toString(), sentence + u" The rules of an inspector allow it."_s);
    QCOMPARE(socket.rows(), QStringList());
}

void TestConnection::optionsOfNoPageAreOneNoteInInspector()
{
    QFETCH(BrowserSocket::Change, change);
    QFETCH(QString, sentence);
    ScriptedServer server(Script().accept().close({1000, {}}));
    BrowserSocket socket(server.url(), [&](ConnectionOptions &o) {
        inspect(o);
        change(o);
    });
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(socket.rows().at(1), u"note "_s + sentence);
    QCOMPARE(socket.rows().filter(u"browser"_s).size(), 1);
}

void TestConnection::headersThatBrowsersSendAreNoBreach()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) {
        o.origin = "https://page.test";
        o.headers = {{"Cookie", "a=b"}, {"user-agent", "Browser/1"}, {"Accept-Language", "en"},
            {"Sec-Fetch-Mode", "websocket"}, {"Authorization", "Basic dTpw"}};
    });
    QTRY_VERIFY(socket.isOpen());
    QCOMPARE(server.connection().request().value("Cookie"), QByteArray("a=b"));
    QCOMPARE(socket.rows().filter(u"note "_s), QStringList());
}

void TestConnection::certificateAcceptedByHandThrowsInBrowsers()
{
    const auto anything = [](ConnectionOptions &o) { o.tls.acceptAnything = true; };
    const auto one = [](ConnectionOptions &o) { o.tls.acceptedFingerprints = {u"ab:cd"_s}; };
    for (const BrowserSocket::Change &change : {BrowserSocket::Change(anything), BrowserSocket::Change(one)}) {
        BrowserSocket socket(u"wss://127.0.0.1/"_s, change);
        QVERIFY(!socket.isCreated());
        QCOMPARE(socket.error().error.toString(),
            u"A browser accepts no certificate by hand for a WebSocket. The rules of an inspector allow it."_s);
        QVERIFY(BrowserSocket(u"ws://127.0.0.1/"_s, change).isCreated());
    }
}

void TestConnection::certificateAcceptedByHandIsNotedInInspector()
{
    ScriptedServer server(Script().accept(), ScriptedServer::Security::Tls);
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) {
        inspect(o);
        o.tls.acceptAnything = true;
    });
    QTRY_VERIFY(socket.isOpen());
    const QStringList notes = socket.rows().filter(u"note "_s);
    QCOMPARE(notes.size(), 1);
    QVERIFY2(notes.first().startsWith(
                 u"note A browser would not have accepted the certificate. The certificate of "_s),
        qPrintable(notes.first()));
}

void TestConnection::certificateThatNeedsNoAcceptingIsNotNoted()
{
    ScriptedServer server(Script().accept(), ScriptedServer::Security::Tls);
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) {
        inspect(o);
        o.tls.extraCa = testData(u"tls/ca.pem"_s);
        o.tls.acceptAnything = true;
    });
    QTRY_VERIFY(socket.isOpen());
    QCOMPARE(socket.rows().filter(u"note "_s), QStringList());
}

// Of a connection that lives yet: as another process reads it.
void TestConnection::tlsFactsAreInTheFileFromTheOpeningOn()
{
    ScriptedServer server(Script().accept(), ScriptedServer::Security::Tls, u"chain.pem"_s);
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) {
        inspect(o);
        o.tls.acceptAnything = true;
    });
    QTRY_VERIFY(socket.isOpen());
    socket.session().store().flush();
    const auto file = SessionReader::open(socket.session().store().path());
    QVERIFY(file);
    const auto connections = (*file)->connections();
    QVERIFY(connections);
    QCOMPARE(connections->size(), size_t(1));
    const ConnectionFacts &stored = connections->front();
    QCOMPARE(stored.readyState, ReadyState::Open);
    QVERIFY(!stored.endedNs);
    QVERIFY(stored.tls);
    QCOMPARE(stored.tls->protocol, u"TLS 1.3"_s);
    QVERIFY2(stored.tls->cipher.startsWith(u"TLS_"_s), qPrintable(stored.tls->cipher));
    const auto chain = QSslCertificate::fromData(testData(u"tls/chain.pem"_s));
    QCOMPARE(stored.tls->chain.size(), chain.size());
    for (qsizetype i = 0; i < chain.size(); ++i) {
        QCOMPARE(stored.tls->chain.at(i).pem, chain.at(i).toPem());
        QCOMPARE(QByteArray::fromHex(stored.tls->chain.at(i).sha256.toLatin1()),
            chain.at(i).digest(QCryptographicHash::Sha256));
    }
    QVERIFY(!stored.tls->errors.isEmpty()); // it was accepted by hand
    QVERIFY(socket.isOpen());
}

void TestConnection::pingByHandIsRefusedInBrowsers()
{
    ScriptedServer server(Script().accept().awaitMessages(1));
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket->ping("p");
    socket->send(u"after"_s);
    QTRY_VERIFY(server.connection().isScriptOver());
    QCOMPARE(server.connection().pings(), 0);
    QVERIFY(socket.rows().contains(u"note The ping was not sent: a browser sends none by hand."_s));
}

void TestConnection::pingByHandIsNotedOnceInInspector()
{
    ScriptedServer server(Script().accept().awaitPings(2));
    BrowserSocket socket(server.url(), inspect);
    QTRY_VERIFY(socket.isOpen());
    socket->ping("p");
    socket->ping("q");
    QTRY_VERIFY(server.connection().isScriptOver());
    QCOMPARE(socket.rows().filter(u"note "_s),
        QStringList{u"note A browser would not have sent the ping: it sends none by hand."_s});
}

void TestConnection::frameByHandIsRefusedInBrowsers()
{
    ScriptedServer server(Script().accept().awaitMessages(1));
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket->sendFrame({}, {});
    socket->send(u"after"_s);
    QTRY_VERIFY(server.connection().isScriptOver());
    QCOMPARE(socket.dataRows(), QStringList{u"> text \"after\""_s});
    QVERIFY(socket.rows().contains(u"note The frame was not sent: a browser sends none by hand."_s));
}

void TestConnection::frameByHandIsNotedOnceInInspector()
{
    ScriptedServer server(Script().accept().awaitMessages(2));
    BrowserSocket socket(server.url(), inspect);
    QTRY_VERIFY(socket.isOpen());
    FrameHeader header;
    header.opcode = Opcode::Text;
    header.maskKey = MaskKey{1, 2, 3, 4};
    socket->sendFrame(header, {});
    socket->sendFrame(header, {});
    QTRY_VERIFY(server.connection().isScriptOver());
    QCOMPARE(socket.rows().filter(u"note "_s),
        QStringList{u"note A browser would not have sent the frame: it sends none by hand."_s});
}

void TestConnection::refusedConnectionIsErrorThenClose1006()
{
    quint16 port = 0;
    {
        ScriptedServer server((Script()));
        port = server.port();
    }
    BrowserSocket socket(u"ws://127.0.0.1:%1/"_s.arg(port));
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    const ConnectionFacts facts = socket.storedFacts();
    QCOMPARE(facts.readyState, ReadyState::Closed);
    QCOMPARE(facts.closeCode, quint16(1006));
    QVERIFY(facts.failed);
    QVERIFY(!facts.openedNs);
    QCOMPARE(facts.outcome.cause, EndCause::Refused);
}

void TestConnection::httpStatusIsErrorThenClose1006()
{
    ScriptedServer server(
        Script().answer(401, "Unauthorized", "no", {{"WWW-Authenticate", "Basic realm=\"lab\""}}));
    BrowserSocket socket(server.url());
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    const ConnectionFacts facts = socket.storedFacts();
    QCOMPARE(facts.outcome.what, u"The server refused the upgrade: 401 Unauthorized."_s);
    QCOMPARE(facts.outcome.evidence,
        u"It wants Basic credentials (realm=lab). You sent no Authorization and no cookies. Answer: no (2 bytes)."_s);
    QCOMPARE(socket.rows().last(), u"error "_s + facts.outcome.what + u' ' + facts.outcome.evidence);
}

void TestConnection::redirectIsErrorThenClose1006()
{
    ScriptedServer server(Script().answer(302, "Found", {}, {{"Location", "ws://127.0.0.1/elsewhere"}}));
    BrowserSocket socket(server.url());
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    QCOMPARE(socket.storedFacts().outcome.what, u"The server redirects to ws://127.0.0.1/elsewhere."_s);
    QCOMPARE(server.connectionCount(), 1); // nobody followed it (Fetch, redirect mode "error")
}

void TestConnection::tlsFailureIsErrorThenClose1006And1015IsNeverTold()
{
    ScriptedServer server(Script().accept(), ScriptedServer::Security::Tls, u"selfsigned.pem"_s);
    BrowserSocket socket(server.url());
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    QCOMPARE(socket.storedFacts().closeCode, closecode::Abnormal);
    QCOMPARE(socket.storedFacts().outcome.cause, EndCause::TlsFailed);
}

void TestConnection::invalidAnswerNamesTheFirstBreach()
{
    ScriptedServer server(Script().request().bytes(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n"));
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isClosed());
    const QStringList breaches = socket.rows().filter(u"violation "_s);
    QCOMPARE(breaches.size(), 2);
    const ViolationRule &first = violationRule(ViolationKind::UpgradeMissing);
    QVERIFY2(breaches.first().contains(first.sentence), qPrintable(breaches.first()));
    QCOMPARE(socket->facts().outcome.what,
        u"The answer to the upgrade breaks a rule: %1 (%2)."_s.arg(first.sentence, first.section));
}

void TestConnection::halfAnAnswerIsCounted()
{
    const QByteArray half = "HTTP/1.1 101 Switching Protocols\r\nUpgra";
    ScriptedServer server(Script().request().bytes(half).end());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isClosed());
    const ConnectionFacts facts = socket.storedFacts();
    QCOMPARE(facts.outcome.cause, EndCause::ServerFin);
    QVERIFY2(facts.outcome.evidence.startsWith(u"It sent 39 bytes."_s), qPrintable(facts.outcome.evidence));
    QCOMPARE(facts.responseHead, half);
}

void TestConnection::equalEndsInARowArePointedOut()
{
    ScriptedServer server(Script().answer(503, "Busy"));
    const EndSignature busy{EndCause::HttpStatus, 1006, 503};
    const EndSignature other{EndCause::Refused, 1006, 0};
    BrowserSocket socket(server.url(), {}, {busy, other, busy, busy});
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(socket->facts().attempt, 5);
    QVERIFY2(socket->facts().outcome.evidence.endsWith(u" The last 3 attempts ended alike."_s),
        qPrintable(socket->facts().outcome.evidence));
}

// Sending ------------------------------------------------------------------------------------

void TestConnection::sendWhileConnectingThrowsInvalidStateError()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url());
    const auto refused = socket->send(u"early"_s);
    QVERIFY(refused);
    QCOMPARE(refused->exception, DomException::InvalidStateError);
    QCOMPARE(
        refused->error.toString(), u"Nothing can be sent before the connection is open. Wait until it is."_s);
    QCOMPARE(socket->bufferedAmount(), 0u);
}

void TestConnection::sendCarriesTextAndBinary()
{
    ScriptedServer server(Script().accept().echo());
    BrowserSocket socket(server.url(), inspect);
    QTRY_VERIFY(socket.isOpen());
    QVERIFY(!socket->send(u"gr\u00fc\u00df dich \U0001f600"_s));
    QVERIFY(!socket->send(QByteArray("\x00\xff", 2)));
    QVERIFY(!socket->send(QString()));
    QTRY_COMPARE(socket.events().mid(1),
        (QStringList{u"text 1 \"gr\u00fc\u00df dich \U0001f600\""_s, u"binary 1 00ff"_s, u"text 1 \"\""_s}));
    QCOMPARE(
        server.connection().messages().at(0).second, QByteArray("gr\xc3\xbc\xc3\x9f dich \xf0\x9f\x98\x80"));
}

void TestConnection::loneSurrogatesAreReplaced()
{
    ScriptedServer server(Script().accept().echo());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket->send(u"a"_s + QChar(0xD800));
    QCOMPARE(socket->bufferedAmount(), 4u);
    QTRY_COMPARE(socket.events().size(), 2);
    QCOMPARE(socket.messages().first().text, u"a\ufffd"_s);
}

void TestConnection::bufferedAmountCountsPayloadAndFallsWhenSent()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket->send(u"12345\u20ac"_s);
    socket->send(QByteArray(1000, 'x'));
    QCOMPARE(socket->bufferedAmount(), 1008u);
    QTRY_COMPARE(socket->bufferedAmount(), 0u);
    QTRY_COMPARE(server.connection().messages().size(), 2u);
}

void TestConnection::bufferedAmountIsNotResetOnClose()
{
    ScriptedServer server(Script().accept().stopReading().until([](ScriptedConnection &) { return false; }));
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    constexpr qsizetype big = 32 << 20;
    socket->send(QByteArray(big, 'x'));
    socket->send(QByteArray(7, 'y')); // waits behind the watermark
    socket->abort();
    QTRY_VERIFY(socket.isClosed());
    QVERIFY2(socket->bufferedAmount() >= 7u, qPrintable(QString::number(socket->bufferedAmount())));
}

void TestConnection::sendAfterCloseOnlyAdds()
{
    ScriptedServer server(Script().accept().awaitClose());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket->close();
    QVERIFY(!socket->send(u"123"_s));
    QCOMPARE(socket->bufferedAmount(), 3u);
    QTRY_VERIFY(socket.isClosed());
    QVERIFY(!socket->send(QByteArray("45")));
    QCOMPARE(socket->bufferedAmount(), 5u);
    QCOMPARE(server.connection().messages().size(), 0u);
}

// reference: 64 MiB queued, then close(), while inbound traffic runs: QWebSocket alone loses the end.
// "Flagged as full" (WHATWG WebSockets): error, then close; what found no room counts in bufferedAmount.
void TestConnection::fullBufferIsErrorThenCloseInBrowsers()
{
    ScriptedServer server(Script().accept().stopReading());
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.sendLimit = 1000; });
    QTRY_VERIFY(socket.isOpen());
    QVERIFY(!socket->send(QByteArray(1000, 'x')));
    QCOMPARE(socket.state(), ReadyState::Open);
    QVERIFY(!socket->send(QByteArray(1, 'y')));
    QCOMPARE(socket.state(), ReadyState::Closing);
    QCOMPARE(socket->bufferedAmount(), 1001u);
    QTRY_COMPARE(socket.events(), (QStringList{u"open 1"_s, u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    QVERIFY(socket->bufferedAmount() >= 1u);
    QCOMPARE(socket->facts().outcome.what, u"Failed: too much waited to be sent; the limit is 1000 bytes."_s);
    QVERIFY(socket.rows().contains(
        u"note A message of 1 bytes was not sent: the limit of what may wait is 1000 bytes."_s));
}

void TestConnection::fullBufferIsNotedInInspector()
{
    ScriptedServer server(Script().accept().echo());
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) {
        inspect(o);
        o.sendLimit = 1000;
    });
    QTRY_VERIFY(socket.isOpen());
    socket->send(QByteArray(1000, 'x'));
    socket->send(QByteArray(10, 'y'));
    socket->send(QByteArray(10, 'z'));
    QTRY_COMPARE(socket.messages().size(), 1);
    QCOMPARE(socket->bufferedAmount(), 20u);
    // There is room again.
    socket->send(u"after"_s);
    QTRY_COMPARE(socket.messages().size(), 2);
    QCOMPARE(socket.rows().filter(u"note "_s),
        QStringList{u"note A row of 2 messages of 20 bytes was not sent: the limit of what may wait is 1000 "
                    "bytes. A browser would have ended the connection."_s});
}

void TestConnection::closeLosesNothingThatWasSent()
{
    ScriptedServer server(Script().accept().echo());
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.timeouts.close = 30'000; });
    QTRY_VERIFY(socket.isOpen());
    constexpr int count = 64;
    for (int i = 0; i < count; ++i)
        socket->send(QByteArray(1 << 20, char('0' + i % 64)));
    socket->close(1000, u"done"_s);
    QCOMPARE(socket.state(), ReadyState::Closing);
    QTRY_VERIFY_WITH_TIMEOUT(socket.isClosed(), 30'000);
    QCOMPARE(server.connection().messages().size(), size_t(count));
    QCOMPARE(server.connection().messages().back().second, QByteArray(1 << 20, char('0' + (count - 1) % 64)));
    QCOMPARE(socket.events().last(), u"close 3 1000 \"done\" clean"_s);
    QCOMPARE(socket->bufferedAmount(), 0u);
}

void TestConnection::closeEndsThoughTheServerReadsNothing()
{
    ScriptedServer server(Script().accept().stopReading().until([](ScriptedConnection &) { return false; }));
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.timeouts.close = 300; });
    QTRY_VERIFY(socket.isOpen());
    constexpr quint64 big = 32u << 20;
    socket->send(QByteArray(qsizetype(big), 'x'));
    socket->send(QByteArray(7, 'y')); // waits behind the watermark
    socket->close(1000);
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(socket.events().last(), u"close 3 1006 \"\" unclean"_s);
    QCOMPARE(socket->bufferedAmount(), big + 7);
    const Outcome outcome = socket.storedFacts().outcome;
    QCOMPARE(outcome.cause, EndCause::CloseTimeout);
    QCOMPARE(outcome.what, u"The close could not be sent, so Framescope ended TCP (1006)."_s);
    QVERIFY2(outcome.evidence.startsWith(u"The server did not take our data within 0.3 s. Open for "_s),
        qPrintable(outcome.evidence));
    QVERIFY(socket.rows().contains(
        u"note %1 bytes of messages had not left when the connection ended."_s.arg(big + 7)));
}

// The time for closing judges the server; what is still here is not its fault.
void TestConnection::closeWaitsWhileTheRelayHoldsWhatWasSent()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.timeouts.close = 50; });
    socket->gate().setRule([](const GateMessage &message) {
        return Gate::Decision{message.payload == "held" ? Gate::Verdict::Hold : Gate::Verdict::Forward, {}};
    });
    QTRY_VERIFY(socket.isOpen());
    socket->send(u"held"_s);
    socket->close(1000);
    QElapsedTimer time;
    time.start();
    QTRY_COMPARE(socket->gate().held(Direction::ClientToServer).size(), size_t(1));
    QTRY_VERIFY(time.elapsed() > 4 * 50);
    QCOMPARE(socket.state(), ReadyState::Closing);
    socket->gate().release(Direction::ClientToServer, {});
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(server.connection().messages().at(0).second, QByteArray("held"));
    QCOMPARE(socket.events().last(), u"close 3 1000 \"\" clean"_s);
}

void TestConnection::messageThatCannotBeWrittenIsNoted_data()
{
    QTest::addColumn<FrameHeader>("byHand");
    QTest::addColumn<QString>("why");
    FrameHeader open = frameFor(Opcode::Binary, {}, MaskKey{});
    open.payloadLength = 100; // and none of it comes
    QTest::newRow("behind a Close by hand")
        << frameFor(Opcode::Close, {}, MaskKey{}) << u"the closing handshake had begun."_s;
    QTest::newRow("within a frame by hand") << open << u"what was sent before it ends inside a frame."_s;
    QTest::newRow("within a message by hand") << frameFor(Opcode::Text, {}, MaskKey{}, false)
                                              << u"what was sent before it ends inside a message."_s;
}

void TestConnection::messageThatCannotBeWrittenIsNoted()
{
    QFETCH(FrameHeader, byHand);
    QFETCH(QString, why);
    ScriptedServer server(Script().accept().withSettings([](Peer::Settings &s) { s.answerClose = false; }));
    BrowserSocket socket(server.url(), inspect);
    QTRY_VERIFY(socket.isOpen());
    socket->sendFrame(byHand, {});
    socket->send(u"12345"_s);
    QTRY_VERIFY(socket.rows().contains(u"note A message of 5 bytes was not sent: "_s + why));
    QCOMPARE(socket->bufferedAmount(), 5u);
    QCOMPARE(socket.state(), ReadyState::Open);
}

// Receiving ----------------------------------------------------------------------------------

void TestConnection::messagesArriveInOrderWithTheirRows()
{
    ScriptedServer server(Script().accept().text("one").binary("\x01").ping("p").text("two"));
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.binaryType = BinaryType::Blob; });
    QTRY_COMPARE(socket.messages().size(), 3);
    // state, request, response, state and three frames, with the ping and its pong among them
    QCOMPARE(socket.events().mid(1, 1), QStringList{u"text 1 \"one\""_s});
    const RowId blob = socket.messages().at(1).blob;
    QVERIFY(blob > 0);
    QCOMPARE(socket.messages().at(1).size, 1u);
    QCOMPARE(*socket.log().payload(blob, 0, 10), QByteArray("\x01"));
    QCOMPARE(socket.events().last(), u"text 1 \"two\""_s);
}

void TestConnection::binaryTypeIsBlobInBrowsersAndArrayBufferInInspector()
{
    ScriptedServer server(Script().accept().binary("a"));
    QCOMPARE(BrowserSocket(server.url())->binaryType(), BinaryType::Blob);
    QCOMPARE(BrowserSocket(server.url(), inspect)->binaryType(), BinaryType::ArrayBuffer);
    BrowserSocket chosen(server.url(), [](ConnectionOptions &o) { o.binaryType = BinaryType::ArrayBuffer; });
    QTRY_COMPARE(chosen.events().mid(1), QStringList{u"binary 1 61"_s});
}

void TestConnection::binaryTypeIsTakenWhenTheMessageArrives()
{
    ScriptedServer server(Script().accept().echo());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket->setBinaryType(BinaryType::ArrayBuffer);
    socket->send(QByteArray("a"));
    QTRY_COMPARE(socket.messages().size(), 1);
    QCOMPARE(socket.messages().last().binary, QByteArray("a"));
    QCOMPARE(socket.messages().last().blob, 0);
    socket->setBinaryType(BinaryType::Blob);
    socket->send(QByteArray("b"));
    QTRY_COMPARE(socket.messages().size(), 2);
    QCOMPARE(socket.messages().last().binary, QByteArray());
    QCOMPARE(*socket.log().payload(socket.messages().last().blob, 0, 10), QByteArray("b"));
}

void TestConnection::messageAboveTheDeliveryLimitIsOnlyRecorded()
{
    ScriptedServer server(Script().accept().text("before").text(QByteArray(5000, 'x')).text("after"));
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.deliveryLimit = 4096; });
    QTRY_COMPARE(socket.events().mid(1), (QStringList{u"text 1 \"before\""_s, u"text 1 \"after\""_s}));
    QCOMPARE(socket.dataRows(),
        (QStringList{u"< text \"before\""_s, u"< text \"%1\" not-delivered"_s.arg(QString(64, u'x')),
            u"< text \"after\""_s}));
    QCOMPARE(socket.rows().filter(u"note "_s),
        QStringList{
            u"note Message #6 of 4.9 KiB is recorded but not delivered: the delivery limit is 4 KiB."_s});
}

// QWebSocket gets it with another byte order mark in front, and has the same limit.
void TestConnection::aByteOrderMarkAtTheDeliveryLimitIsDelivered()
{
    const QByteArray text = "\xef\xbb\xbf" + QByteArray(4093, 'x');
    ScriptedServer server(Script().accept().text(text).close({1000, {}}));
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.deliveryLimit = 4096; });
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.messages().size(), 1);
    QCOMPARE(socket.messages().first().text.toUtf8(), text);
    QCOMPARE(socket.events().last(), u"close 3 1000 \"\" clean"_s);
}

void TestConnection::messagesInClosingAreNotDelivered()
{
    ScriptedServer server(Script()
                              .accept()
                              .withSettings([](Peer::Settings &s) { s.answerClose = false; })
                              .awaitClose()
                              .bytes("\x81\x04late")
                              .close({1000, "now"}));
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket->send(u"mine"_s);
    socket->close(1000);
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(socket.events(), (QStringList{u"open 1"_s, u"close 3 1000 \"now\" clean"_s}));
    QCOMPARE(socket.dataRows(), (QStringList{u"> text \"mine\""_s, u"< text \"late\" not-delivered"_s}));
}

void TestConnection::messageThatBreaksARuleIsNotDelivered()
{
    // The second message is masked, which only a client may do.
    ScriptedServer server(
        Script().accept().bytes(QByteArray("\x81\x02ok\x81\x81\0\0\0\0x\x81\x04late", 17)).awaitClose());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(socket.events().mid(0, 2), (QStringList{u"open 1"_s, u"text 1 \"ok\""_s}));
    QCOMPARE(socket.messages().size(), 1);
    QCOMPARE(socket.dataRows(),
        (QStringList{u"< text \"ok\""_s, u"< text \"x\" not-delivered"_s, u"< text \"late\" not-delivered"_s}));
}

void TestConnection::textThatIsNoUtf8IsNotDelivered_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("one frame") << QByteArray("\x81\x01\xff");
    QTest::newRow("in its first fragment") << QByteArray("\x01\x01\xff\x80\x01z");
}

void TestConnection::textThatIsNoUtf8IsNotDelivered()
{
    QFETCH(QByteArray, bytes);
    ScriptedServer server(Script().accept().bytes("\x81\x02ok" + bytes + "\x81\x04late"));
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) {
        inspect(o);
        o.policy = Policy::Lenient;
    });
    QTRY_COMPARE(socket.events(), (QStringList{u"open 1"_s, u"text 1 \"ok\""_s, u"text 1 \"late\""_s}));
    const QStringList rows = socket.dataRows();
    QCOMPARE(rows.first(), u"< text \"ok\""_s);
    QVERIFY2(rows.at(rows.size() - 2).endsWith(u"not-delivered"_s), qPrintable(rows.join(u'\n')));
    QCOMPARE(rows.last(), u"< text \"late\""_s);
    QCOMPARE(rows.filter(u"not-delivered"_s).size(), 1);
}

// The relay in between -----------------------------------------------------------------------

void TestConnection::relayThatBreaksEndsTheConnection()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    RelayHop(server.port()).cut();
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(socket.events(), (QStringList{u"open 1"_s, u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    const ConnectionFacts facts = socket.storedFacts();
    QCOMPARE(facts.outcome.what, u"The relay inside Framescope broke: QWebSocket left it."_s);
    QCOMPARE(facts.outcome.evidence, u"Framescope then ended TCP; the server did nothing wrong."_s);
    QCOMPARE(facts.outcome.cause, EndCause::NetworkError);
    QVERIFY(socket.rows().contains(u"state Closing: the relay inside Framescope broke."_s));
    QTRY_VERIFY(server.connection().isEnded());
    QVERIFY(!server.connection().isReset());
}

// Whole and recorded as delivered, but too large to be out of QWebSocket when the relay breaks.
void TestConnection::messageLostInTheRelayIsNoted()
{
    constexpr quint64 size = 32u << 20;
    ScriptedServer server(Script().accept().awaitMessages(1).binary(QByteArray(qsizetype(size), 'x')));
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    const RelayHop hop(server.port());
    QTimer whole;
    connect(&whole, &QTimer::timeout, &whole, [&] {
        if (socket->counters().bytesIn < size)
            return;
        hop.cut();
        whole.stop();
    });
    whole.start();
    socket->send(u"go"_s);
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(socket.messages().size(), 0);
    const auto rows = socket.log().rows(1, 100);
    const auto message = std::find_if(rows->begin(), rows->end(),
        [](const Row &row) { return row.kind == RowKind::Frame && row.header.opcode == Opcode::Binary; });
    QVERIFY(message != rows->end());
    QVERIFY(!message->flags.testFlag(RowFlag::Cut));
    QCOMPARE(socket.rows().filter(u"note "_s),
        QStringList{u"note Message #%1 was received, but did not reach the application."_s.arg(message->id)});
    QCOMPARE(socket.storedFacts().outcome.what, u"The relay inside Framescope broke: QWebSocket left it."_s);
}

void TestConnection::messageFromNowhereIsNotedAndNotDelivered()
{
    ScriptedServer server(Script().accept().echo());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    const RelayHop hop(server.port());
    for (const QByteArray &frame : {"\x81\x05there"_ba, "82 01 00"_hex})
        hop.handToQWebSocket(frame);
    QTRY_COMPARE(socket.rows().filter(u"note "_s),
        QStringList(
            2, u"note QWebSocket handed out one message more than the server sent: it was not delivered."_s));
    socket->send(u"here"_s); // the books are right again
    QTRY_COMPARE(socket.events(), (QStringList{u"open 1"_s, u"text 1 \"here\""_s}));
}

void TestConnection::whatTheGateDoesIsNoted()
{
    ScriptedServer server(Script().accept().text("drop").text("short").text("hold").awaitMessages(1).end());
    BrowserSocket socket(server.url(), inspect);
    socket->gate().setRule([](const GateMessage &message) -> Gate::Decision {
        if (message.payload == "drop")
            return {Gate::Verdict::Drop, {}};
        if (message.payload == "short")
            return {Gate::Verdict::Replace, "instead"};
        return {message.payload == "hold" ? Gate::Verdict::Hold : Gate::Verdict::Forward, {}};
    });
    QTRY_COMPARE(socket.messages().size(), 1);
    QTRY_COMPARE(socket->gate().held(Direction::ServerToClient).size(), size_t(1));
    socket->send(u"go"_s);
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(socket.events().filter(u"text "_s), QStringList{u"text 1 \"instead\""_s});
    QCOMPARE(socket.rows().filter(u"note "_s),
        (QStringList{u"note Message #5 was received, but a rule dropped it: it was not delivered."_s,
            u"note Message #7 was received, but a rule replaced it: 7 bytes were delivered instead of 5."_s,
            u"note Message #9 was received, but could not be delivered."_s}));
}

// Else what the application has seen would be tens of MiB behind what the log says (pitfall 9).
void TestConnection::theRelayHoldsLittle()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    const RelayHop hop(server.port());
    QTRY_COMPARE(hop.qWebSocketReceiveBuffer(), 256 * 1024);
    QCOMPARE(hop.tapSendBuffer(), 256 * 1024);
}

// Closing ------------------------------------------------------------------------------------

void TestConnection::closeWithoutArgumentsSendsNoBody()
{
    ScriptedServer server(Script().accept().awaitClose());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    QVERIFY(!socket->close());
    QCOMPARE(socket.state(), ReadyState::Closing);
    QTRY_VERIFY(socket.isClosed());
    QVERIFY(server.connection().close());
    QCOMPARE(*server.connection().close(), CloseBody{});
    QCOMPARE(socket.events().last(), u"close 3 1005 \"\" clean"_s);
}

void TestConnection::closeCodeAndReasonAreSent_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    QTest::newRow("1000") << 1000 << u""_s;
    QTest::newRow("3000") << 3000 << u"lib"_s;
    QTest::newRow("4999") << 4999 << u"\u00fcber"_s;
    QTest::newRow("123 bytes") << 4000 << QString(123, u'r');
}

void TestConnection::closeCodeAndReasonAreSent()
{
    QFETCH(int, code);
    QFETCH(QString, reason);
    ScriptedServer server(Script().accept().awaitClose());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    QVERIFY(!socket->close(static_cast<quint16>(code), reason));
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(*server.connection().close(), (CloseBody{static_cast<quint16>(code), reason.toUtf8()}));
    QCOMPARE(socket.events().last(), u"close 3 %1 \"%2\" clean"_s.arg(code).arg(reason));
    QCOMPARE(socket.storedFacts().outcome.cause, EndCause::CloseHandshake);
    QVERIFY(!socket.storedFacts().failed);
}

void TestConnection::forbiddenCodeThrowsInvalidAccessErrorInBrowsers()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    const auto refused = socket->close(1001);
    QVERIFY(refused);
    QCOMPARE(refused->exception, DomException::InvalidAccessError);
    QCOMPARE(socket.state(), ReadyState::Open);
}

void TestConnection::forbiddenCodeIsSentAndNotedInInspector()
{
    ScriptedServer server(Script().accept().awaitClose());
    BrowserSocket socket(server.url(), inspect);
    QTRY_VERIFY(socket.isOpen());
    QVERIFY(!socket->close(1001, u"bye"_s));
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(*server.connection().close(), (CloseBody{1001, "bye"}));
    QVERIFY(socket.rows().contains(
        u"note A browser would have thrown InvalidAccessError: "
        "A browser may not close with 1001. Codes 1000 and 3000 to 4999 are allowed."_s));
}

void TestConnection::reasonOf124BytesThrowsSyntaxError()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url(), inspect);
    QTRY_VERIFY(socket.isOpen());
    for (const QString &reason : {QString(124, u'r'), QString(62, u'\u00fc')}) {
        const auto refused = socket->close(1000, reason);
        QVERIFY(refused);
        QCOMPARE(refused->exception, DomException::SyntaxError);
    }
    QCOMPARE(socket.state(), ReadyState::Open);
}

void TestConnection::reasonWithoutCodeIsLeftOut()
{
    ScriptedServer server(Script().accept().awaitClose());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    QVERIFY(!socket->close({}, u"why"_s));
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(*server.connection().close(), CloseBody{});
    QVERIFY(socket.rows().contains(
        u"note The reason was left out: a close frame without a code cannot carry one."_s));
}

void TestConnection::closeWhileConnectingFails()
{
    for (const bool dialled : {false, true}) {
        ScriptedServer server(Script().request().until([](ScriptedConnection &) { return false; }));
        BrowserSocket socket(server.url());
        if (dialled)
            QTRY_VERIFY(server.connectionCount() == 1 && server.connection().hasRequest());
        QVERIFY(!socket->close());
        QCOMPARE(socket.state(), ReadyState::Closing);
        QCOMPARE(socket.events(), QStringList()); // events never come from within close()
        QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
        QCOMPARE(socket->facts().outcome.what, u"You stopped connecting before the connection was open."_s);
    }
}

void TestConnection::closeInClosingAndClosedDoesNothing()
{
    ScriptedServer server(Script().accept().awaitClose());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket->close(1000, u"first"_s);
    QVERIFY(!socket->close(4000, u"second"_s));
    QTRY_VERIFY(socket.isClosed());
    QVERIFY(!socket->close(4000, u"third"_s));
    QCOMPARE(*server.connection().close(), (CloseBody{1000, "first"}));
    QCOMPARE(socket.events().last(), u"close 3 1000 \"first\" clean"_s);
}

void TestConnection::serverCloseSetsClosingAndIsAnswered()
{
    ScriptedServer server(Script().accept().text("last").close({4401, "Token expired"}));
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(socket.events(),
        (QStringList{u"open 1"_s, u"text 1 \"last\""_s, u"close 3 4401 \"Token expired\" clean"_s}));
    QVERIFY(socket.rows().contains(u"state Closing: the server sent a close 4401 \"Token expired\"."_s));
    QTRY_VERIFY(server.connection().close());
    QCOMPARE(server.connection().close()->code, quint16(4401));
    QCOMPARE(socket.storedFacts().outcome.what, u"The server closed: 4401 \"Token expired\"."_s);
}

void TestConnection::emptyServerCloseIs1005()
{
    ScriptedServer server(Script().accept().close({}));
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(socket.events(), (QStringList{u"open 1"_s, u"close 3 1005 \"\" clean"_s}));
}

void TestConnection::droppedConnectionIsErrorThenClose1006()
{
    ScriptedServer server(Script().accept().text("last").end());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(socket.events(),
        (QStringList{u"open 1"_s, u"text 1 \"last\""_s, u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    const Outcome outcome = socket.storedFacts().outcome;
    QCOMPARE(outcome.cause, EndCause::ServerFin);
    QCOMPARE(outcome.what, u"Connection lost without a close frame (1006)."_s);
    QVERIFY2(outcome.evidence.startsWith(u"The server side ended TCP (FIN) "_s)
            && outcome.evidence.contains(u"after the last byte"_s)
            && outcome.evidence.endsWith(u"; no ping unanswered."_s),
        qPrintable(outcome.evidence));
}

void TestConnection::sleepOfTheComputerExplainsTheLoss()
{
    ScriptedServer server(Script().accept().awaitMessages(1).reset());
    SessionProbe session;
    SleepyClock clock;
    ConnectionOptions options;
    options.url = server.url();
    auto made = Connection::create(options, session.journal(), session.store().newConnectionId(), clock, {},
        0, SleepWatch([&clock] { return clock.slept; }));
    const auto connection = std::get<std::unique_ptr<Connection>>(std::move(made));
    QTRY_COMPARE(connection->readyState(), ReadyState::Open);
    clock.slept += 90'000'000'000;
    connection->send(u"go"_s);
    QTRY_COMPARE(connection->readyState(), ReadyState::Closed);
    const Outcome outcome = connection->facts().outcome;
    QCOMPARE(outcome.what, u"Connection lost without a close frame (1006)."_s);
    QVERIFY2(outcome.evidence.contains(u" This computer slept from "_s), qPrintable(outcome.evidence));
    QCOMPARE(outcome.guess, u"Probably the connection died while the computer slept."_s);
    QCOMPARE(session.rows().filter(u"note This computer slept from "_s).size(), 1);
}

void TestConnection::breachIsErrorThenClose()
{
    ScriptedServer server(Script().accept().bytes("\x83\x01x").awaitClose());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(socket.events(), (QStringList{u"open 1"_s, u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    QCOMPARE(server.connection().close()->code, quint16(1002));
    QVERIFY(socket.rows().contains(u"state Closing: the server broke a rule (RFC 6455, 5.2)."_s));
    QCOMPARE(socket.storedFacts().outcome.cause, EndCause::ProtocolFailure);
}

void TestConnection::errorComesOnceAndBeforeClose()
{
    ScriptedServer server(Script().accept().reset());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(socket.events().filter(u"error"_s).size(), 1);
    QVERIFY(socket.events().indexOf(u"error 3"_s) < socket.events().indexOf(u"close 3 1006 \"\" unclean"_s));
    QCOMPARE(socket.storedFacts().outcome.cause, EndCause::ServerReset);
}

// What a browser hides -----------------------------------------------------------------------

void TestConnection::abortEndsTcp_data()
{
    QTest::addColumn<bool>("reset");
    QTest::addColumn<QString>("what");
    QTest::newRow("FIN") << false << u"You ended TCP (FIN) without a close frame (1006)."_s;
    QTest::newRow("RST") << true << u"You ended TCP with a reset (RST) without a close frame (1006)."_s;
}

void TestConnection::abortEndsTcp()
{
    QFETCH(bool, reset);
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket->abort(reset);
    QCOMPARE(socket.events(), QStringList{u"open 1"_s});
    QTRY_VERIFY(socket.isClosed());
    QTRY_VERIFY(server.connection().isEnded());
    QCOMPARE(server.connection().isReset(), reset);
    QVERIFY(!server.connection().close());
    QTEST(socket.storedFacts().outcome.what, "what");
}

void TestConnection::pingMeasuresTheRoundTrip()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url(), inspect);
    QTRY_VERIFY(socket.isOpen());
    QVERIFY(!socket->counters().lastRttNs);
    socket->ping("p");
    QTRY_VERIFY(socket->counters().lastRttNs);
    QVERIFY(*socket->counters().lastRttNs > 0);
    QVERIFY(*socket->counters().lastRttNs < 5'000'000'000);
}

void TestConnection::pingThatCannotGoIsNoted()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url(), inspect);
    socket->ping("early");
    QTRY_VERIFY(socket.isOpen());
    socket->ping(QByteArray(126, 'p'));
    const QStringList rows = socket.rows();
    QVERIFY(rows.contains(u"note The ping was not sent: the connection is not open."_s));
    QVERIFY(rows.contains(u"note The ping was not sent: it carries at most 125 bytes, not 126."_s));
}

void TestConnection::unansweredPingsAreEvidence()
{
    ScriptedServer server(
        Script().accept().withSettings([](Peer::Settings &s) { s.answerPings = false; }).awaitMessages(1).reset());
    BrowserSocket socket(server.url(), inspect);
    QTRY_VERIFY(socket.isOpen());
    socket->ping("a");
    socket->ping("b");
    socket->send(u"now"_s);
    QTRY_VERIFY(socket.isClosed());
    const Outcome outcome = socket->facts().outcome;
    QVERIFY2(outcome.evidence.contains(u"; 2 pings unanswered for "_s), qPrintable(outcome.evidence));
    QCOMPARE(outcome.guess, u"Probably the server, or the way to it, stopped working."_s);
}

void TestConnection::unansweredPingsAreToldOfACloseToo()
{
    ScriptedServer server(Script()
                              .accept()
                              .withSettings([](Peer::Settings &s) { s.answerPings = false; })
                              .awaitMessages(1)
                              .close({closecode::GoingAway, "bye"})
                              .awaitClose()
                              .end());
    BrowserSocket socket(server.url(), inspect);
    QTRY_VERIFY(socket.isOpen());
    socket->ping("a");
    socket->ping("b");
    socket->send(u"now"_s);
    QTRY_VERIFY(socket.isClosed());
    const ConnectionFacts &facts = socket->facts();
    QCOMPARE(facts.outcome.what, u"The server closed: 1001 \"bye\"."_s);
    QVERIFY2(
        facts.outcome.evidence.contains(u"; 2 pings unanswered for "_s), qPrintable(facts.outcome.evidence));
    QVERIFY(facts.lastSigns);
    QCOMPARE(facts.lastSigns->pingsUnanswered, 2);
    QVERIFY(facts.lastSigns->pingWaitNs >= facts.lastSigns->silenceOutNs);
    QVERIFY(facts.lastSigns->silenceInNs > 0); // the Close itself is none of it
}

// Half a header is no event, but a sign.
void TestConnection::theFirstByteOfAFrameIsASign()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url(), inspect);
    QTRY_VERIFY(socket.isOpen());
    const qint64 before = socket.session().clock().monotonicNs();
    server.connection().socket().write("81"_hex);
    server.connection().socket().end();
    QTRY_VERIFY(socket.isClosed());
    const ConnectionFacts &facts = socket->facts();
    QCOMPARE(facts.outcome.what, u"Connection lost without a close frame (1006)."_s);
    QVERIFY2(facts.lastSigns->silenceInNs < *facts.endedNs - before, qPrintable(facts.outcome.evidence));
    QVERIFY(facts.lastSigns->silenceOutNs > *facts.endedNs - before);
}

// A Close whose first byte came early: silence is counted up to all of it.
void TestConnection::theFirstByteOfACloseIsNone()
{
    ScriptedServer server(Script().accept().text("last word"));
    BrowserSocket socket(server.url(), inspect);
    QTRY_COMPARE(socket.messages().size(), 1);
    const qint64 before = socket.session().clock().monotonicNs();
    server.connection().socket().write("88"_hex);
    QTest::qWait(20);
    const qint64 after = socket.session().clock().monotonicNs();
    server.connection().socket().write("02 03e8"_hex);
    QTRY_VERIFY(socket.isClosed());
    QVERIFY(socket->facts().wasClean);
    QVERIFY(socket->facts().lastSigns->silenceInNs > after - before);
}

// Else its end would not reach the server while such a process, another window perhaps, lives.
void TestConnection::processesThatWeStartDoNotHoldIt()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url(), inspect);
    QTRY_VERIFY(socket.isOpen());
    const QDir descriptors(u"/proc/self/fd"_s);
    int sockets = 0;
    for (const QString &name : descriptors.entryList(QDir::System | QDir::Files | QDir::NoDotAndDotDot)) {
        const int descriptor = name.toInt();
        struct stat what { };
        if (::fstat(descriptor, &what) != 0 || !S_ISSOCK(what.st_mode))
            continue;
        ++sockets;
        QVERIFY2(::fcntl(descriptor, F_GETFD) & FD_CLOEXEC, qPrintable(name));
    }
    QVERIFY(sockets >= 6); // both ends of both hops, and what watches them
}

void TestConnection::aCloseThatCannotBeAnsweredIsNoWholeHandshake_data()
{
    QTest::addColumn<bool>("staysOpen");
    QTest::addColumn<QString>("how");
    QTest::newRow("FIN") << false << u"The server side ended TCP (FIN)."_s;
    QTest::newRow("TCP stays") << true << u"Framescope then ended TCP."_s;
}

void TestConnection::aCloseThatCannotBeAnsweredIsNoWholeHandshake()
{
    QFETCH(bool, staysOpen);
    QFETCH(QString, how);
    Script script = Script().accept().awaitPings(1).close({closecode::GoingAway, {}});
    ScriptedServer server(staysOpen ? script.until([](ScriptedConnection &) { return false; }) : script.end());
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) {
        inspect(o);
        o.timeouts.close = 200;
    });
    QTRY_VERIFY(socket.isOpen());
    socket->ping("go");
    FrameHeader begun = frameFor(Opcode::Binary, {}, MaskKey{});
    begun.payloadLength = 100; // and none of it comes
    socket->sendFrame(begun, {});
    QTRY_VERIFY(socket.isClosed());
    const ConnectionFacts &facts = socket->facts();
    QCOMPARE(facts.closeCode, closecode::GoingAway);
    QVERIFY(!facts.wasClean);
    QCOMPARE(facts.outcome.what, u"The server closed: 1001."_s);
    QVERIFY2(facts.outcome.evidence.endsWith(
                 u"The Close could not be written: what was sent before ends inside a frame. "_s + how),
        qPrintable(facts.outcome.evidence));
    QVERIFY(socket.rows().contains(u"state Closed without a whole closing handshake (1001)."_s));
}

void TestConnection::framesOfAnyKind()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url(), inspect);
    QTRY_VERIFY(socket.isOpen());
    FrameHeader header;
    header.opcode = Opcode(3);
    header.payloadLength = 2;
    socket->sendFrame(header, "hi"); // reserved, and not masked
    QTRY_VERIFY(server.connection().transcript().lines().join(u' ').contains(u"reserved"_s));
    const auto rows = socket.log().rows(1, 100);
    const auto frame =
        std::find_if(rows->begin(), rows->end(), [](const Row &row) { return row.kind == RowKind::Frame; });
    QVERIFY(frame != rows->end());
    QVERIFY(frame->flags.testFlag(RowFlag::Injected));
}

// Whoever closes the window ends the row that was arriving.
void TestConnection::destructionEndsAFrameThatArrives()
{
    ScriptedServer server(Script().accept().bytes("\x81\x05he"));
    BrowserSocket socket(server.url());
    QTRY_COMPARE(socket->counters().framesIn, quint64(1));
    socket.destroy();
    const auto rows = socket.log().rows(1, 100);
    const auto frame =
        std::find_if(rows->begin(), rows->end(), [](const Row &row) { return row.kind == RowKind::Frame; });
    QVERIFY(frame->flags.testFlag(RowFlag::Cut) && !frame->flags.testFlag(RowFlag::Arriving));
    QCOMPARE(frame->received, quint64(2));
    QCOMPARE(*socket.log().payload(frame->id, 0, 100), QByteArray("he"));
    QCOMPARE(socket.rows().filter(u"state Closed"_s).size(), 1);
}

// The limit is for what others compressed.
void TestConnection::whatIsSentIsRecordedWhole()
{
    ScriptedServer server(Script().acceptDeflate().awaitMessages(1));
    BrowserSocket socket(server.url(), [](ConnectionOptions &options) { options.inflateLimit = 1'000; });
    QTRY_VERIFY(socket.isOpen());
    const QString text(5'000, u'x');
    socket->send(text);
    QTRY_VERIFY(server.connection().isScriptOver());
    QCOMPARE(server.connection().messages().front().second, text.toUtf8());
    QCOMPARE(socket.rows().filter(u"violation"_s), QStringList());
    const auto rows = socket.log().rows(1, 100);
    const auto frame = std::find_if(rows->begin(), rows->end(), [](const Row &row) {
        return row.kind == RowKind::Frame && row.direction == Direction::ClientToServer;
    });
    QCOMPARE(*socket.log().payload(frame->id, 0, 10'000), text.toUtf8());
}

void TestConnection::pauseHoldsTheServerBack()
{
    ScriptedServer server(Script().accept().awaitMessages(1).text("answer"));
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket->pauseReceiving(true);
    QVERIFY(socket->counters().receivingPaused);
    socket->send(u"go"_s);
    QTRY_VERIFY(server.connection().isScriptOver());
    socket->pauseReceiving(false);
    QTRY_COMPARE(socket.messages().size(), 1);
    QVERIFY(socket->counters().heldBackNs > 0);
    QVERIFY(socket.rows().contains(u"note Receiving is paused; the server is held back."_s));
    QVERIFY(socket.rows().contains(u"note Receiving goes on."_s));
}

// There is no TCP yet, and nothing to read from.
void TestConnection::pauseBeforeItIsConnectedIsHarmless()
{
    ScriptedServer server(Script().accept().text("hello"));
    BrowserSocket socket(server.url());
    socket->pauseReceiving(true);
    socket->pauseReceiving(false);
    QTRY_COMPARE(socket.messages().size(), 1);
}

// 64 MiB through a ring of 16 MiB, which the store empties while the server waits.
void TestConnection::fullLogHoldsTheServerBack()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url(), inspect);
    QTRY_VERIFY(socket.isOpen());
    constexpr int count = 256;
    for (int i = 0; i < count; ++i)
        server.connection().socket().peer().send(Opcode::Binary, QByteArray(256 << 10, char(i)), 0);
    server.connection().socket().flush();
    QTRY_COMPARE_WITH_TIMEOUT(socket.messages().size(), count, 60'000);
    QCOMPARE(socket.messages().last().binary, QByteArray(256 << 10, char(count - 1)));
}

void TestConnection::countersFollowTheWire()
{
    ScriptedServer server(Script().accept().echo());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    const ConnectionCounters before = socket->counters();
    socket->send(u"12345"_s);
    QTRY_COMPARE(socket.messages().size(), 1);
    const ConnectionCounters after = socket->counters();
    QCOMPARE(after.framesOut - before.framesOut, 1u);
    QCOMPARE(after.framesIn - before.framesIn, 1u);
    QCOMPARE(after.bytesOut - before.bytesOut, 2u + 4u + 5u); // header, mask key, payload
    QCOMPARE(after.bytesIn - before.bytesIn, 2u + 5u);
    QCOMPARE(after.bufferedAmount, 0u);
}

void TestConnection::destructionIsInTheLog()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url());
    QTRY_VERIFY(socket.isOpen());
    socket.destroy();
    const ConnectionFacts facts = socket.storedFacts();
    QCOMPARE(facts.readyState, ReadyState::Closed);
    QCOMPARE(facts.outcome.cause, EndCause::LocalAbort);
    QVERIFY(!socket.isClosed()); // no event reached anybody
    QTRY_VERIFY(server.connection().isEnded());
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
