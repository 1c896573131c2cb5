// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/cuttinghop.h"
#include "support/hostile.h"

#include <QProcess>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

const QStringList neverOpened{u"error 3"_s, u"close 3 1006 \"\" unclean"_s};

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

// Servers whose TLS cannot be trusted, and ways to them that end within it.
class TestHostileTls : public QObject {
    Q_OBJECT
private Q_SLOTS:
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

void TestHostileTls::cutWithinTheHandshake_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<CuttingHop::End>("end");
    for (const int bytes : {1, 3, 5, 100, 700}) {
        QTest::addRow("FIN after %d bytes", bytes) << bytes << CuttingHop::End::Fin;
        QTest::addRow("RST after %d bytes", bytes) << bytes << CuttingHop::End::Reset;
        QTest::addRow("silence after %d bytes", bytes) << bytes << CuttingHop::End::Silence;
    }
}

void TestHostileTls::cutWithinTheHandshake()
{
    QFETCH(int, bytes);
    QFETCH(CuttingHop::End, end);
    const Bounds bounds;
    ScriptedServer server(Script().accept(), ScriptedServer::Security::Tls);
    CuttingHop hop(server.port());
    BrowserSocket socket(m_session, u"wss://127.0.0.1:%1/"_s.arg(hop.port()), [end](ConnectionOptions &o) {
        trust(o);
        if (end == CuttingHop::End::Silence)
            o.timeouts.tls = 500;
    });
    hop.cutAfter(bytes, end);
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

void TestHostileTls::cutWithinARecord_data()
{
    QTest::addColumn<CuttingHop::End>("end");
    QTest::addColumn<QString>("how");
    QTest::newRow("FIN") << CuttingHop::End::Fin << u"The server side ended TCP (FIN) "_s;
    QTest::newRow("RST") << CuttingHop::End::Reset << u"The server side reset TCP (RST) "_s;
}

// What of a record is there cannot be read: no frame of it is on record, and the end is no clean one.
void TestHostileTls::cutWithinARecord()
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

void TestHostileTls::badCertificates_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("what");
    QTest::newRow("expired") << u"expired.pem"_s << u"The certificate has expired."_s;
    QTest::newRow("wrong host") << u"othername.pem"_s << u"The certificate is for another host."_s;
    QTest::newRow("signed by itself")
        << u"selfsigned.pem"_s << u"The certificate is signed by nobody but itself."_s;
}

void TestHostileTls::badCertificates()
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

void TestHostileTls::aWeakKey_data()
{
    QTest::addColumn<bool>("trusted");
    QTest::newRow("of one that is trusted") << true;
    QTest::newRow("of one that nobody knows") << false;
}

// An RSA key of 768 bits. What is too weak says OpenSSL's security level, 2 on Debian: less than 2,048.
void TestHostileTls::aWeakKey()
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

QTEST_GUILESS_MAIN(TestHostileTls)
#include "tst_hostile_tls.moc"
