// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/cuttinghop.h"
#include "support/hex.h"
#include "support/hostile.h"

#include <QProcess>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

const QByteArray goodHead =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: ACCEPT\r\n"_ba;
const QStringList neverOpened{u"error 3"_s, u"close 3 1006 \"\" unclean"_s};
const QStringList openedAndLost{u"open 1"_s, u"error 3"_s, u"close 3 1006 \"\" unclean"_s};

bool forEver(ScriptedConnection &)
{
    return false;
}

void trust(ConnectionOptions &options)
{
    options.tls.extraCa = testData(u"tls/ca.pem"_s);
}

// `openssl s_server` with a key that Qt's server does not load, on a free port, for one connection.
class WeakServer {
public:
    WeakServer()
    {
        const QString folder = QStringLiteral(FRAMESCOPE_TEST_DATA) + u"/tls/"_s;
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(u"openssl"_s,
            {u"s_server"_s, u"-cert"_s, folder + u"weakkey.pem"_s, u"-key"_s, folder + u"weakkey.key"_s,
                u"-cipher"_s, u"DEFAULT@SECLEVEL=0"_s, u"-accept"_s, u"127.0.0.1:0"_s, u"-naccept"_s, u"1"_s});
        static const QRegularExpression accepts(u"ACCEPT 127\\.0\\.0\\.1:(\\d+)"_s);
        QString said;
        while (!accepts.match(said).hasMatch()) {
            if (!m_process.waitForReadyRead(20'000))
                qFatal("openssl s_server does not start (package openssl): %s", qPrintable(said));
            said += QString::fromUtf8(m_process.readAll());
        }
        m_port = accepts.match(said).captured(1);
    }
    ~WeakServer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    QString url() const { return u"wss://127.0.0.1:%1/"_s.arg(m_port); }

private:
    QProcess m_process;
    QString m_port;
};

} // namespace

// Servers that spoil the TLS handshake, the opening handshake, or what stands right behind it.
class TestHostileOpening : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Heads.
    void aSlowLorisHead();
    void aSlowHeadThatEndsInTime();
    void anEndlessAnswer_data();
    void anEndlessAnswer();
    void manyHeaders_data();
    void manyHeaders();

    // Behind the head.
    void garbageBehindTheHead_data();
    void garbageBehindTheHead();
    void noiseBehindTheHead_data();
    void noiseBehindTheHead();
    void dataGluedToTheHead();

    // TLS.
    void cutWithinTheHandshake_data();
    void cutWithinTheHandshake();
    void cutWithinARecord_data();
    void cutWithinARecord();
    void badCertificates_data();
    void badCertificates();
    void aWeakKey_data();
    void aWeakKey();

private:
    SessionProbe m_session;
};

// A byte each 10 ms, for ever: the time for the answer counts from the request, not from the last byte.
void TestHostileOpening::aSlowLorisHead()
{
    const Bounds bounds;
    ScriptedServer server(Script().request().until([at = qsizetype{0}](ScriptedConnection &c) mutable {
        const QByteArray head = goodHead + "X-Slow: ";
        if (!c.waited(10))
            return false;
        c.socket().write(at < head.size() ? head.sliced(at, 1) : QByteArray("x"));
        ++at;
        return c.waited(10);
    }));
    QElapsedTimer time;
    time.start();
    BrowserSocket socket(m_session, server.url(), [](ConnectionOptions &o) { o.timeouts.handshake = 500; });
    QVERIFY(socket.waitForClose());
    QVERIFY2(double(time.elapsed()) < 500 + 2'000 * Slowdown, qPrintable(QString::number(time.elapsed())));
    QCOMPARE(socket.events(), neverOpened);
    QCOMPARE(socket.storedFacts().outcome.what, u"No answer to the upgrade in 500 ms."_s);
    QTRY_VERIFY(server.connection().isEnded()); // it is let go of
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(m_session));
}

void TestHostileOpening::aSlowHeadThatEndsInTime()
{
    ScriptedServer server(
        Script().request().until([head = QByteArray(), at = qsizetype{0}](ScriptedConnection &c) mutable {
            if (head.isEmpty()) {
                c.socket().peer().accept({}, {}, 0);
                head = c.socket().peer().takeOutput();
            }
            if (!c.waited(1))
                return false;
            c.socket().write(head.sliced(at, 1));
            return ++at == head.size() || c.waited(1);
        }));
    BrowserSocket socket(m_session, server.url());
    QTRY_COMPARE(socket.events(), QStringList{u"open 1"_s});
    QVERIFY(nextConnectionWorks(m_session));
}

void TestHostileOpening::anEndlessAnswer_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::addColumn<QString>("evidence");
    const QString endless = u"The server sent a head that goes on: it has no end within 262144 bytes"_s;
    QTest::newRow("head") << "X-Filler: "_ba + QByteArray(1000, 'f') + "\r\n" << endless + u"."_s;
    QTest::newRow("line") << QByteArray(1000, 'f') << endless + u"."_s;
    QTest::newRow("interim answers") << "\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n"_ba
                                     << endless + u", 262108 of which were interim answers (1xx)."_s;
}
void TestHostileOpening::anEndlessAnswer()
{
    QFETCH(QByteArray, piece);
    const Bounds bounds;
    // 16 times the limit, and nothing that ends it.
    ScriptedServer server(Script()
                              .request()
                              .bytes("HTTP/1.1 103 Early Hints\r\n" + piece.repeated((4 << 20) / piece.size()))
                              .until(forEver));
    BrowserSocket socket(m_session, server.url());
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(socket.events(), neverOpened);
    const Outcome outcome = socket.storedFacts().outcome;
    QCOMPARE(outcome.what,
        u"The answer to the upgrade breaks a rule: The HTTP head does not end within the limit (RFC 6455, 10.4)."_s);
    QTEST(outcome.evidence, "evidence");
    // The server is let go of, though it would go on.
    QTRY_VERIFY(server.connection().isEnded());
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(m_session));
}

void TestHostileOpening::manyHeaders_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("opens");
    QTest::newRow("100,000") << 100'000 << false;
    QTest::newRow("40,000 short ones, within the limit of a head") << 40'000 << true;
}

void TestHostileOpening::manyHeaders()
{
    QFETCH(int, count);
    QFETCH(bool, opens);
    const Bounds bounds;
    ScriptedServer server(
        Script().acceptWith(goodHead + QByteArray("A: b\r\n").repeated(count) + "\r\n").text("hi"));
    const WorkTimer work;
    BrowserSocket socket(m_session, server.url());
    if (opens) {
        QTRY_COMPARE(socket.events(), (QStringList{u"open 1"_s, u"text 1 \"hi\""_s}));
    } else {
        QVERIFY(socket.waitForClose());
        QCOMPARE(socket.events(), neverOpened);
        QCOMPARE(socket.storedFacts().outcome.what,
            u"The answer to the upgrade breaks a rule: The HTTP head does not end within the limit (RFC 6455, 10.4)."_s);
    }
    QVERIFY2(work.ms() < 2'000, qPrintable(QString::number(work.ms())));
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(m_session));
}

void TestHostileOpening::garbageBehindTheHead_data()
{
    QTest::addColumn<QByteArray>("garbage");
    QTest::addColumn<QString>("what");
    const QString noExtension =
        u"Framescope failed the connection: %1 set, but no extension was agreed (RFC 6455, 5.2)."_s;
    QTest::newRow("a page") << "HTTP/1.1 400 Bad Request\r\n\r\n"_ba << noExtension.arg(u"RSV1 is"_s);
    QTest::newRow("a banner") << "SSH-2.0-OpenSSH_9.2p1\r\n"_ba << noExtension.arg(u"RSV1 and RSV3 are"_s);
    QTest::newRow("ones") << QByteArray(4096, '\xff') << noExtension.arg(u"RSV1, RSV2 and RSV3 are"_s);
    QTest::newRow("zeros")
        << QByteArray(4096, '\0')
        << u"Framescope failed the connection: A continuation frame has no message to continue (RFC 6455, 5.4)."_s;
    QTest::newRow("a TLS alert")
        << "15 03 03 00 02 02 28"_hex
        << u"Framescope failed the connection: RSV3 is set, but no extension that was agreed gives it a meaning (RFC 6455, 5.2)."_s;
    QTest::newRow("a client's frame")
        << "81 82 01 02 03 04 69 6b"_hex
        << u"Framescope failed the connection: A server's frame is masked (RFC 6455, 5.1)."_s;
}

void TestHostileOpening::garbageBehindTheHead()
{
    QFETCH(QByteArray, garbage);
    const Bounds bounds;
    ScriptedServer server(Script().acceptWith(goodHead + "\r\n" + garbage).awaitClose().end());
    BrowserSocket socket(m_session, server.url());
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events(), openedAndLost);
    QTEST(socket.storedFacts().outcome.what, "what");
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(m_session));
}

void TestHostileOpening::noiseBehindTheHead_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 30; ++seed)
        QTest::addRow("%u", seed) << seed;
}

// Whatever it happens to mean: an end with a reason, and no message that was not one.
void TestHostileOpening::noiseBehindTheHead()
{
    QFETCH(quint32, seed);
    const Bounds bounds;
    QByteArray noise(16 << 10, '\0');
    quint32 state = seed;
    for (char &byte : noise) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<char>(state >> 24);
    }
    ScriptedServer server(Script()
                              .withSettings([](Peer::Settings &s) { s.answerClose = false; })
                              .acceptWith(goodHead + "\r\n" + noise)
                              .end());
    BrowserSocket socket(m_session, server.url());
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events().first(), u"open 1"_s);
    QVERIFY2(socket.events().last().startsWith(u"close 3 "_s), qPrintable(socket.events().last()));
    const Outcome outcome = socket.storedFacts().outcome;
    QVERIFY2(outcome.cause == EndCause::ProtocolFailure || outcome.cause == EndCause::ServerFin
            || outcome.cause == EndCause::CloseHandshake,
        qPrintable(outcome.what));
    QVERIFY(outcome.what.endsWith(u'.'));
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(m_session));
}

// All in one piece with the answer: nothing is lost, and nothing comes before the open event.
void TestHostileOpening::dataGluedToTheHead()
{
    const QByteArray frames =
        "8102 6869"_hex + "8901 70"_hex + "0101 61"_hex + "8001 62"_hex + "8802 03e8"_hex;
    ScriptedServer server(Script()
                              .withSettings([](Peer::Settings &s) { s.answerClose = false; })
                              .acceptWith(goodHead + "\r\n" + frames)
                              .awaitClose()
                              .end());
    BrowserSocket socket(m_session, server.url());
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events(),
        (QStringList{u"open 1"_s, u"text 1 \"hi\""_s, u"text 1 \"ab\""_s, u"close 3 1000 \"\" clean"_s}));
    QCOMPARE(server.connection().pongs(), 1);
    QVERIFY(nextConnectionWorks(m_session));
}

// TLS --------------------------------------------------------------------------------------------------

void TestHostileOpening::cutWithinTheHandshake_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<CuttingHop::End>("end");
    for (const int bytes : {0, 3, 5, 100, 700}) {
        QTest::addRow("FIN after %d bytes", bytes) << bytes << CuttingHop::End::Fin;
        QTest::addRow("RST after %d bytes", bytes) << bytes << CuttingHop::End::Reset;
        QTest::addRow("silence after %d bytes", bytes) << bytes << CuttingHop::End::Silence;
    }
}

void TestHostileOpening::cutWithinTheHandshake()
{
    QFETCH(int, bytes);
    QFETCH(CuttingHop::End, end);
    const Bounds bounds;
    ScriptedServer server(Script().accept(), ScriptedServer::Security::Tls);
    CuttingHop hop(server.port());
    BrowserSocket socket(m_session, u"wss://127.0.0.1:%1/"_s.arg(hop.port()), [](ConnectionOptions &o) {
        trust(o);
        o.timeouts.tls = 500;
    });
    if (bytes > 0)
        hop.cutAfter(bytes, end);
    else // with its first byte still to come
        hop.cutAfter(1, end);
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events(), neverOpened);
    const ConnectionFacts facts = socket.storedFacts();
    if (end == CuttingHop::End::Silence) {
        QCOMPARE(facts.outcome.what, u"No TLS handshake in 500 ms."_s);
    } else {
        QCOMPARE(facts.outcome.what, u"No secure connection could be made to 127.0.0.1:%1."_s.arg(hop.port()));
        QVERIFY2(facts.outcome.evidence.contains(u"TLS handshake"_s), qPrintable(facts.outcome.evidence));
    }
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(m_session));
}

void TestHostileOpening::cutWithinARecord_data()
{
    QTest::addColumn<CuttingHop::End>("end");
    QTest::addColumn<QString>("how");
    QTest::newRow("FIN") << CuttingHop::End::Fin << u"The server side ended TCP (FIN) "_s;
    QTest::newRow("RST") << CuttingHop::End::Reset << u"The server side reset TCP (RST) "_s;
}

// What of a record is there cannot be read: no frame of it is on record, and the end is no clean one.
void TestHostileOpening::cutWithinARecord()
{
    QFETCH(CuttingHop::End, end);
    QFETCH(QString, how);
    const Bounds bounds;
    ScriptedServer server(Script().accept().text("before").awaitMessages(1).binary(QByteArray(10'000, 'r')),
        ScriptedServer::Security::Tls);
    CuttingHop hop(server.port());
    BrowserSocket socket(u"wss://127.0.0.1:%1/"_s.arg(hop.port()), trust);
    QTRY_COMPARE(socket.messages().size(), 1);
    hop.cutAfter(5'000, end);
    socket->send(u"go"_s);
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events(),
        (QStringList{u"open 1"_s, u"text 1 \"before\""_s, u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    const Outcome outcome = socket.storedFacts().outcome;
    QCOMPARE(outcome.what, u"Connection lost without a close frame (1006)."_s);
    QVERIFY2(outcome.evidence.startsWith(how), qPrintable(outcome.evidence));
    QVERIFY2(socket.dataRows().filter(u"< binary"_s).isEmpty(), qPrintable(socket.dataRows().join(u'\n')));
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(socket.session()));
}

void TestHostileOpening::badCertificates_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("what");
    QTest::newRow("expired") << u"expired.pem"_s << u"The certificate has expired."_s;
    QTest::newRow("wrong host") << u"othername.pem"_s << u"The certificate is for another host."_s;
    QTest::newRow("signed by itself")
        << u"selfsigned.pem"_s << u"The certificate is signed by nobody but itself."_s;
}

void TestHostileOpening::badCertificates()
{
    QFETCH(QString, file);
    ScriptedServer server(Script().accept(), ScriptedServer::Security::Tls, file);
    BrowserSocket socket(m_session, server.url().replace(u"127.0.0.1"_s, u"localhost"_s), trust);
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events(), neverOpened);
    const ConnectionFacts facts = socket.storedFacts();
    QTEST(facts.outcome.what, "what");
    QVERIFY(facts.requestHead.isEmpty()); // nothing was sent
    QVERIFY(nextConnectionWorks(m_session));
}

void TestHostileOpening::aWeakKey_data()
{
    QTest::addColumn<bool>("trusted");
    QTest::newRow("of one that is trusted") << true;
    QTest::newRow("of one that nobody knows") << false;
}

// An RSA key of 768 bits. What is too weak says OpenSSL's security level, 2 on Debian: less than 2,048.
void TestHostileOpening::aWeakKey()
{
    QFETCH(bool, trusted);
    const WeakServer server;
    BrowserSocket socket(m_session, server.url(), [trusted](ConnectionOptions &o) {
        if (trusted)
            o.tls.extraCa = testData(u"tls/weakkey.pem"_s);
    });
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events(), neverOpened);
    const Outcome outcome = socket.storedFacts().outcome;
    QCOMPARE(outcome.what, u"The certificate is too weak."_s);
    QCOMPARE(outcome.evidence,
        u"The certificate of \"localhost\" is too weak: its RSA key has 768 bits, and 2,048 are the least "
        u"that "
        "counts as safe. Nothing was sent."_s);
    QVERIFY(nextConnectionWorks(m_session));
}

QTEST_GUILESS_MAIN(TestHostileOpening)
#include "tst_hostile_opening.moc"
