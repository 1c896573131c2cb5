// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "transport/addressattempts.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;

class TestAddressAttempts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void addressesAsPeopleWriteThem()
    {
        QCOMPARE(addressText(QHostAddress(u"127.0.0.1"_s), 80), u"127.0.0.1:80"_s);
        QCOMPARE(addressText(QHostAddress(u"::1"_s), 443), u"[::1]:443"_s);
        QCOMPARE(addressText(QHostAddress(u"::ffff:10.0.0.1"_s), 1), u"[::ffff:10.0.0.1]:1"_s);
    }

    // The most telling of all: somebody stayed silent, else somebody refused, else nobody is there.
    void causes_data()
    {
        QTest::addColumn<QStringList>("results");
        QTest::addColumn<EndCause>("cause");
        const QString timedOut = attemptTimedOut;
        QTest::newRow("refused") << QStringList{u"refused"_s} << EndCause::Refused;
        QTest::newRow("timed out") << QStringList{timedOut} << EndCause::ConnectTimeout;
        QTest::newRow("unreachable") << QStringList{u"unreachable (No route)"_s} << EndCause::Unreachable;
        QTest::newRow("unknown words") << QStringList{u"Something else"_s} << EndCause::Unreachable;
        QTest::newRow("six unreachable, four refused")
            << QStringList{u"unreachable (x)"_s, u"refused"_s} << EndCause::Refused;
        QTest::newRow("refused, then silence")
            << QStringList{u"refused"_s, timedOut} << EndCause::ConnectTimeout;
        QTest::newRow("none") << QStringList{} << EndCause::Unreachable;
    }
    void causes()
    {
        QFETCH(QStringList, results);
        QList<AddressAttempt> attempts;
        for (const QString &result : results)
            attempts.append({u"a"_s, result, 0});
        QTEST(causeOfAttempts(attempts), "cause");
    }

    void allAttemptsInASentence()
    {
        QCOMPARE(
            attemptsSentence({{u"[::1]:9"_s, u"refused"_s, 1'234'000}, {u"127.0.0.1:9"_s, u"timed out"_s, 0}}),
            u"[::1]:9 refused after 1.2 ms; 127.0.0.1:9 timed out after 0.0 ms."_s);
    }

    void aRefusalOfTheSystem()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const quint16 port = server.serverPort();
        server.close();
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        QTRY_COMPARE(socket.error(), QAbstractSocket::ConnectionRefusedError);
        QCOMPARE(attemptResult(socket), u"refused"_s);
    }
};

QTEST_GUILESS_MAIN(TestAddressAttempts)
#include "tst_addressattempts.moc"
