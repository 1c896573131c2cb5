// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "interop/capture.h"
#include "interop/realservers.h"
#include "support/patience.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QTest>

using namespace framescope;
using namespace framescope::test;

class TestRealServers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto server = WebSocketsServer::start();
        QVERIFY2(server, server ? "" : qPrintable(server.error().toString()));
        m_server = std::move(server).value();
        auto proxy = NginxProxy::start(m_server->port());
        QVERIFY2(proxy, proxy ? "" : qPrintable(proxy.error().toString()));
        m_proxy = std::move(proxy).value();
    }
    void cleanupTestCase()
    {
        m_proxy.reset();
        m_server.reset();
    }

    // python3-websockets ---------------------------------------------------------------------

    void echoOverDeflate()
    {
        Capture capture(plain("echo"));
        QTRY_VERIFY(capture.isOpen());
        QVERIFY2(capture.facts().extensions.startsWith(QLatin1StringView("permessage-deflate")),
            qPrintable(capture.facts().extensions));
        capture.network().sendText(capture.id(), QStringLiteral("Grüße €"));
        capture.network().sendBinary(capture.id(), QByteArray(5000, 'z'));
        QTRY_VERIFY(capture.says(QStringLiteral("< text compressed \"Grüße €\"")));
        QVERIFY(capture.says(QStringLiteral("> text compressed \"Grüße €\"")));
        QTRY_VERIFY(!capture.lines().filter(QStringLiteral("< binary compressed 5000 bytes")).isEmpty());
        capture.network().close(capture.id(), 1000, QStringLiteral("done"));
        QTRY_VERIFY(capture.isClosed());
        QVERIFY(capture.facts().wasClean);
        QVERIFY(capture.says(QStringLiteral("> close 1000 \"done\"")));
        QVERIFY(capture.says(QStringLiteral("< close 1000 \"done\"")));
    }

    void echoWithoutDeflate()
    {
        ConnectionOptions options = plain("echo");
        options.deflate.reset();
        Capture capture(options);
        QTRY_VERIFY(capture.isOpen());
        QCOMPARE(capture.facts().extensions, QString());
        capture.network().sendText(capture.id(), QStringLiteral("x"));
        QTRY_VERIFY(capture.says(QStringLiteral("< text \"x\"")));
        QVERIFY(capture.says(QStringLiteral("> text \"x\"")));
    }

    void otherDeflateParameters()
    {
        ConnectionOptions options = plain("echo");
        options.deflate = DeflateParameters{true, true, 9, 10, true};
        Capture capture(options);
        QTRY_VERIFY(capture.isOpen());
        const QString agreed = capture.facts().extensions;
        for (const char *parameter : {"server_no_context_takeover", "client_no_context_takeover",
                 "server_max_window_bits=9", "client_max_window_bits=10"})
            QVERIFY2(agreed.contains(QLatin1StringView(parameter)), qPrintable(agreed));
        // Twice, beyond both windows.
        const QString text = QStringLiteral("0123456789").repeated(500);
        for (int i = 0; i < 2; ++i)
            capture.network().sendText(capture.id(), text);
        const QRegularExpression echo(QStringLiteral("^< text compressed 5000 bytes in \\d{2,3}$"));
        QTRY_COMPARE(capture.lines().filter(echo).size(), 2);
    }

    void messageInFramesWithAPingBetween()
    {
        ConnectionOptions options = plain("fragments");
        options.deflate.reset();
        Capture capture(options);
        // The server ends the message with an empty frame of its own.
        QTRY_VERIFY2(capture.says(QStringLiteral("< text 4 frames \"Grüße aus Köln €\"")),
            qPrintable(capture.lines().join(u'\n')));
        QVERIFY(capture.says(QStringLiteral("< ping \"between\"")));
        QTRY_VERIFY(capture.says(QStringLiteral("> pong automatic \"between\"")));
    }

    void pingsAreAnswered()
    {
        Capture capture(plain("pings"));
        QTRY_VERIFY(!capture.lines().filter(QStringLiteral("\"pong came\"")).isEmpty());
        QVERIFY(capture.says(QStringLiteral("< ping \"are you there?\"")));
        QVERIFY(capture.says(QStringLiteral("> pong automatic \"are you there?\"")));
    }

    void closeCodeAndReasonOfTheServer()
    {
        Capture capture(plain("close"));
        QTRY_VERIFY(capture.isClosed());
        QCOMPARE(capture.facts().closeCode, quint16(3001));
        QCOMPARE(capture.facts().closeReason, QStringLiteral("Tschüß €"));
        QVERIFY(capture.facts().wasClean);
        QCOMPARE(capture.facts().outcome.cause, EndCause::CloseHandshake);
        QVERIFY(capture.says(QStringLiteral("< close 3001 \"Tschüß €\"")));
        QVERIFY(capture.says(QStringLiteral("> close automatic 3001 \"Tschüß €\"")));
    }

    void compressionSavesWhatItShould()
    {
        Capture capture(plain("compressible"));
        QTRY_VERIFY(
            !capture.lines()
                 .filter(QRegularExpression(QStringLiteral("^< text compressed 21000 bytes in \\d{2,3}$")))
                 .isEmpty());
    }

    void megabyteInParts()
    {
        ConnectionOptions options = plain("blob");
        options.deflate.reset();
        Capture capture(options);
        QTRY_VERIFY2(capture.says(QStringLiteral("< binary 1048576 bytes in 1048586")),
            qPrintable(capture.lines().join(u'\n')));
    }

    void subprotocolIsAgreed()
    {
        ConnectionOptions options = plain("echo");
        options.protocols = {QStringLiteral("other"), QStringLiteral("chat.v1")};
        Capture capture(options);
        QTRY_VERIFY(capture.isOpen());
        QCOMPARE(capture.facts().protocol, QStringLiteral("chat.v1"));
    }

    void basicAuthIsDemanded()
    {
        Capture capture(at(QStringLiteral("ws://127.0.0.1:%1/echo").arg(m_server->protectedPort())));
        QTRY_VERIFY(capture.isClosed());
        QCOMPARE(capture.facts().outcome.cause, EndCause::HttpStatus);
        QVERIFY(capture.facts().responseHead.startsWith("HTTP/1.1 401 "));
        QVERIFY(capture.facts().responseHead.contains("WWW-Authenticate: Basic"));
        QVERIFY(!capture.facts().failureBody.isEmpty());
    }

    void basicAuthFromTheAddress()
    {
        Capture capture(
            at(QStringLiteral("ws://ann:s%C3%A9cret@127.0.0.1:%1/echo").arg(m_server->protectedPort())));
        QTRY_VERIFY2(capture.isOpen(), capture.facts().responseHead.constData());
    }

    // nginx ----------------------------------------------------------------------------------

    void selfSignedIsRefused()
    {
        Capture capture(secure(""));
        QTRY_VERIFY(capture.isClosed());
        QCOMPARE(capture.facts().outcome.cause, EndCause::TlsFailed);
        QVERIFY(capture.facts().tls);
        QVERIFY(!capture.facts().tls->errors.isEmpty());
        QCOMPARE(capture.facts().tls->chain.size(), 1);
        QCOMPARE(capture.facts().tls->chain.first().pem.trimmed(), m_proxy->certificate().trimmed());
        QVERIFY(capture.facts().requestHead.isEmpty()); // nothing of ours went to a server we do not trust
    }

    void selfSignedIsTrusted_data()
    {
        QTest::addColumn<QString>("how");
        QTest::newRow("extra CA") << QStringLiteral("ca");
        QTest::newRow("fingerprint") << QStringLiteral("fingerprint");
        QTest::newRow("anything") << QStringLiteral("anything");
    }
    void selfSignedIsTrusted()
    {
        QFETCH(QString, how);
        ConnectionOptions options = secure("echo");
        if (how == QLatin1StringView("ca"))
            options.tls.extraCa = m_proxy->certificate();
        else if (how == QLatin1StringView("anything"))
            options.tls.acceptAnything = true;
        else
            options.tls.acceptedFingerprints = {fingerprint()};
        Capture capture(options);
        QTRY_VERIFY2(capture.isOpen(), qPrintable(capture.facts().outcome.what));
        QCOMPARE(capture.facts().tls->protocol, QStringLiteral("TLS 1.3"));
        QVERIFY(!capture.facts().tls->cipher.isEmpty());
        capture.network().sendText(capture.id(), QStringLiteral("through nginx"));
        QTRY_VERIFY(capture.says(QStringLiteral("< text compressed \"through nginx\"")));
    }

    void silenceIsCut()
    {
        Capture capture(trusted("idle/"));
        QTRY_VERIFY(capture.isOpen());
        QTRY_VERIFY(capture.isClosed());
        QCOMPARE(capture.facts().outcome.cause, EndCause::ServerFin);
        QCOMPARE(capture.facts().closeCode, closecode::Abnormal);
        QVERIFY(!capture.facts().wasClean);
        QVERIFY(capture.facts().failed);
        QVERIFY(*capture.facts().endedNs - *capture.facts().openedNs > 900'000'000);
        QVERIFY(!capture.facts().outcome.evidence.isEmpty());
    }

    void otherAnswersThan101_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("words");
        QTest::newRow("302") << QByteArray("moved") << QByteArray("302")
                             << QByteArray("Location: https://127.0.0.1/elsewhere") << QByteArray("302 Found")
                             << QStringLiteral("redirects to https://127.0.0.1/elsewhere");
        QTest::newRow("403") << QByteArray("forbidden") << QByteArray("403")
                             << QByteArray("Content-Length: 13") << QByteArray("Not for you.\n")
                             << QStringLiteral("403");
        QTest::newRow("502") << QByteArray("broken/") << QByteArray("502") << QByteArray("Server: nginx")
                             << QByteArray("502 Bad Gateway") << QStringLiteral("502");
    }
    void otherAnswersThan101()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        Capture capture(trusted(path.constData()));
        QTRY_VERIFY(capture.isClosed());
        const ConnectionFacts &facts = capture.facts();
        QCOMPARE(facts.outcome.cause, EndCause::HttpStatus);
        QVERIFY2(
            facts.responseHead.startsWith(QByteArray("HTTP/1.1 " + status)), facts.responseHead.constData());
        QVERIFY2(facts.responseHead.contains(head), facts.responseHead.constData());
        QVERIFY2(facts.failureBody.contains(body), facts.failureBody.constData());
        QVERIFY2(facts.outcome.what.contains(words), qPrintable(facts.outcome.what));
    }

    void plainToATlsPort()
    {
        Capture capture(at(QStringLiteral("ws://127.0.0.1:%1/echo").arg(m_proxy->port())));
        QTRY_VERIFY(capture.isClosed());
        QCOMPARE(capture.facts().outcome.cause, EndCause::HttpStatus);
        QVERIFY(capture.facts().failureBody.contains("The plain HTTP request was sent to HTTPS port"));
    }

    void tlsToAPlainPort()
    {
        Capture capture(at(QStringLiteral("wss://127.0.0.1:%1/echo").arg(m_server->port())));
        QTRY_VERIFY(capture.isClosed());
        QCOMPARE(capture.facts().outcome.cause, EndCause::TlsFailed);
    }

private:
    static ConnectionOptions at(const QString &url)
    {
        ConnectionOptions options;
        options.url = url;
        return options;
    }
    ConnectionOptions plain(const char *path) const
    {
        return at(QStringLiteral("ws://127.0.0.1:%1/%2").arg(m_server->port()).arg(QLatin1StringView(path)));
    }
    ConnectionOptions secure(const char *path) const
    {
        return at(QStringLiteral("wss://127.0.0.1:%1/%2").arg(m_proxy->port()).arg(QLatin1StringView(path)));
    }
    ConnectionOptions trusted(const char *path) const
    {
        ConnectionOptions options = secure(path);
        options.tls.extraCa = m_proxy->certificate();
        return options;
    }
    QString fingerprint() const
    {
        const QByteArray pem = m_proxy->certificate();
        QByteArray base64;
        for (const QByteArray &line : pem.split('\n')) {
            if (!line.startsWith("-----"))
                base64 += line;
        }
        return QString::fromLatin1(
            QCryptographicHash::hash(QByteArray::fromBase64(base64), QCryptographicHash::Sha256).toHex());
    }

    std::unique_ptr<WebSocketsServer> m_server;
    std::unique_ptr<NginxProxy> m_proxy;
};

QTEST_GUILESS_MAIN(TestRealServers)
#include "tst_realservers.moc"
