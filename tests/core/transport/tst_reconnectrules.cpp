// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/reconnectrules.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;

class TestReconnectRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void causes_data()
    {
        QTest::addColumn<EndCause>("cause");
        QTest::addColumn<QString>("reason");
        const QString again;
        const QString ours = u"it was ended here"_s;
        QTest::newRow("server closed") << EndCause::CloseHandshake << again;
        QTest::newRow("FIN") << EndCause::ServerFin << again;
        QTest::newRow("RST") << EndCause::ServerReset << again;
        QTest::newRow("by hand") << EndCause::LocalAbort << ours;
        QTest::newRow("keepalive") << EndCause::KeepaliveTimeout << again;
        QTest::newRow("breach") << EndCause::ProtocolFailure << again;
        QTest::newRow("network") << EndCause::NetworkError << again;
        QTest::newRow("no name") << EndCause::NameNotFound << again;
        QTest::newRow("no lookup") << EndCause::LookupFailed << again;
        QTest::newRow("refused") << EndCause::Refused << again;
        QTest::newRow("unreachable") << EndCause::Unreachable << again;
        QTest::newRow("no TCP in time") << EndCause::ConnectTimeout << again;
        QTest::newRow("proxy") << EndCause::ProxyFailed << again;
        QTest::newRow("TLS") << EndCause::TlsFailed << u"TLS failed, and would fail again"_s;
        QTest::newRow("TCP ended in TLS") << EndCause::TlsEnded << again;
        QTest::newRow("no TLS in time") << EndCause::TlsTimeout << again;
        QTest::newRow("no answer in time") << EndCause::HandshakeTimeout << again;
        QTest::newRow("no WebSocket")
            << EndCause::HandshakeInvalid << u"the answer was no valid WebSocket handshake"_s;
    }
    void causes()
    {
        QFETCH(EndCause, cause);
        EndEvidence evidence;
        evidence.cause = cause;
        QTEST(reasonNotToReconnect({}, evidence), "reason");
        // Whatever came first: who asked for the end does not want another attempt.
        evidence.wasAsked = true;
        QVERIFY(!reasonNotToReconnect({}, evidence).isEmpty());
    }

    void statuses_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("again");
        for (const int status : {408, 425, 429, 500, 502, 503, 504})
            QTest::addRow("%d", status) << status << true;
        for (const int status : {200, 301, 400, 401, 403, 404, 426})
            QTest::addRow("%d", status) << status << false;
    }
    void statuses()
    {
        QFETCH(int, status);
        ConnectionFacts facts;
        facts.responseHead = "HTTP/1.1 " + QByteArray::number(status) + " Whatever\r\n\r\n";
        EndEvidence evidence;
        evidence.cause = EndCause::HttpStatus;
        QTEST(reasonNotToReconnect(facts, evidence).isEmpty(), "again");
    }

    void ourCloseCounts_data()
    {
        QTest::addColumn<EndCause>("cause");
        QTest::addColumn<bool>("again");
        QTest::newRow("answered") << EndCause::CloseHandshake << false;
        QTest::newRow("answered by RST") << EndCause::ServerReset << false;
        QTest::newRow("not answered") << EndCause::CloseTimeout << false;
        QTest::newRow("for a breach of the server") << EndCause::ProtocolFailure << true;
    }
    void ourCloseCounts()
    {
        QFETCH(EndCause, cause);
        EndEvidence evidence;
        evidence.cause = cause;
        evidence.closer = EndEvidence::Closer::Us;
        QTEST(reasonNotToReconnect({}, evidence).isEmpty(), "again");
    }

    void aRuleOfBrowsersStays()
    {
        EndEvidence evidence;
        evidence.cause = EndCause::LocalAbort;
        evidence.browserRule = u"A browser does not connect to port 25."_s;
        QCOMPARE(reasonNotToReconnect({}, evidence), u"a rule of browsers ended it"_s);
    }
};

QTEST_GUILESS_MAIN(TestReconnectRules)
#include "tst_reconnectrules.moc"
