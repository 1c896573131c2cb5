// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/connectionfacts.h"

#include <QJsonArray>
#include <QTest>

using namespace framescope;

namespace {

ConnectionFacts everything()
{
    ConnectionFacts facts;
    facts.id = 7;
    facts.url = QStringLiteral("wss://example.org/feed");
    facts.role = Role::Server;
    facts.attempt = 3;
    facts.first = 7;
    facts.nextAttemptNs = 9'007'199'254'740'997;
    facts.readyState = ReadyState::Closing;
    facts.protocol = QStringLiteral("chat.v2");
    facts.extensions = QStringLiteral("permessage-deflate");
    facts.startedNs = 9'007'199'254'740'993; // no double holds it
    facts.openedNs = 9'007'199'254'740'995;
    facts.endedNs = std::numeric_limits<qint64>::max();
    facts.phaseNs = {1, std::nullopt, 3, 4, 5};
    facts.viaProxy = true;
    facts.addresses = {{QStringLiteral("[::1]:80"), QStringLiteral("refused"), 5},
        {QStringLiteral("127.0.0.1:80"), QStringLiteral("connected"), 6}};
    facts.localAddress = QStringLiteral("127.0.0.1:40000");
    facts.remoteAddress = QStringLiteral("127.0.0.1:80");
    facts.tls = TlsFacts{QStringLiteral("TLS 1.3"), QStringLiteral("TLS_AES_128_GCM_SHA256"),
        {{QStringLiteral("CN=a"), QStringLiteral("CN=b"), {QStringLiteral("a"), QStringLiteral("*.a")},
            QStringLiteral("2026-01-01T00:00:00Z"), QStringLiteral("2027-01-01T00:00:00Z"),
            QStringLiteral("ab:cd"), "-----BEGIN"}},
        {QStringLiteral("The certificate is self-signed.")}};
    facts.requestHead = "GET / HTTP/1.1\r\n\r\n";
    facts.responseHead = QByteArray("HTTP/1.1 \xFF\x00\x80\r\n", 15);
    facts.failureBody = "<h1>";
    facts.closeCode = 1006;
    facts.closeReason = QStringLiteral("gone \u2603");
    facts.wasClean = true;
    facts.failed = true;
    facts.lastSigns = LastSigns{9'007'199'254'740'993, 2, 3, 4};
    facts.outcome = {EndCause::HandshakeInvalid, QStringLiteral("what"), QStringLiteral("evidence"),
        QStringLiteral("Probably"), {QStringLiteral("reconnect")}};
    return facts;
}

} // namespace

class ConnectionFactsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void surviveJson_data()
    {
        QTest::addColumn<ConnectionFacts>("facts");
        QTest::newRow("nothing known") << ConnectionFacts();
        QTest::newRow("everything known") << everything();
    }
    void surviveJson()
    {
        QFETCH(ConnectionFacts, facts);
        const ConnectionFacts again = ConnectionFacts::fromJsonText(facts.toJsonText());
        QCOMPARE(again.toJson(), facts.toJson());
        QCOMPARE(again.startedNs, facts.startedNs);
        QCOMPARE(again.openedNs, facts.openedNs);
        QCOMPARE(again.endedNs, facts.endedNs);
        QCOMPARE(again.nextAttemptNs, facts.nextAttemptNs);
        QCOMPARE(again.phaseNs, facts.phaseNs);
        QCOMPARE(again.responseHead, facts.responseHead);
        QCOMPARE(again.closeCode, facts.closeCode);
        QCOMPARE(again.tls.has_value(), facts.tls.has_value());
        QCOMPARE(again.outcome.cause, facts.outcome.cause);
    }

    void areWordsInJson()
    {
        const QJsonObject json = everything().toJson();
        QCOMPARE(json[u"role"], QStringLiteral("server"));
        QCOMPARE(json[u"readyState"], QStringLiteral("closing"));
        QCOMPARE(json[u"outcome"][u"cause"], QStringLiteral("handshake invalid"));
        QCOMPARE(json[u"phaseNs"].toObject().keys(),
            QStringList({QStringLiteral("address"), QStringLiteral("proxy"), QStringLiteral("tls"),
                QStringLiteral("upgrade")}));
        QCOMPARE(json[u"tls"][u"chain"][0][u"names"][1], QStringLiteral("*.a"));
    }

    // A file may say anything.
    void takeAnyJson()
    {
        const ConnectionFacts facts = ConnectionFacts::fromJson({{QStringLiteral("id"), QStringLiteral("x")},
            {QStringLiteral("readyState"), QStringLiteral("melted")}, {QStringLiteral("phaseNs"), 3},
            {QStringLiteral("tls"), QJsonArray{1}}, {QStringLiteral("addresses"), QStringLiteral("none")},
            {QStringLiteral("outcome"), QJsonObject{{QStringLiteral("cause"), -1}}}});
        QCOMPARE(facts.toJson(), ConnectionFacts().toJson());
    }
};

QTEST_GUILESS_MAIN(ConnectionFactsTest)
#include "tst_connectionfacts.moc"
