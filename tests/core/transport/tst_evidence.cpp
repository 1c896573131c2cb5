// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/hex.h"
#include "support/sessionprobe.h"
#include "transport/connectionlog.h"
#include "transport/evidence.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

constexpr qint64 second = 1'000'000'000;

class HandClock final : public Clock {
public:
    qint64 monotonicNs() const override { return now; }
    qint64 epochNs() const override { return 5000 * second + now; }
    qint64 now = 0;
};

EndSignature signature(EndCause cause)
{
    ConnectionFacts facts;
    facts.closeCode = closecode::Abnormal;
    return endSignature(facts, cause);
}

} // namespace

class TestEvidence : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_clock.now = 100 * second;
        m_facts = {};
        m_facts.startedNs = 10 * second;
        m_facts.openedNs = 20 * second;
        m_facts.endedNs = 90 * second;
        m_facts.closeCode = closecode::Abnormal;
        m_evidence = {};
        m_evidence.cause = EndCause::ServerFin;
        m_probe = std::make_unique<SessionProbe>();
        m_witness.emplace(m_probe->journal(), 1, m_clock, m_options, [] {});
        m_reader.emplace(*m_witness);
        m_reader->beginOpen({});
    }

    void beforeItBegan()
    {
        ConnectionOptions options;
        options.protocols = {u"chat"_s};
        options.proxy.host = u"proxy.test"_s;
        options.proxy.port = 3128;
        options.tls.serverName = u"name.test"_s;
        options.timeouts.close = 77;
        const EndEvidence evidence = evidenceOf(options);
        QCOMPARE(evidence.offeredProtocols, QStringList{u"chat"_s});
        QCOMPARE(evidence.proxy, u"proxy.test:3128"_s);
        QCOMPARE(evidence.tlsName, u"name.test"_s);
        QCOMPARE(evidence.timeouts.close, 77);
    }

    void silenceIsCountedFromTheLastByte()
    {
        m_reader->feed(Direction::ServerToClient, "89 00"_hex, 30 * second);
        m_reader->feed(Direction::ClientToServer, "8a 80 00 00 00 00"_hex, 31 * second);
        complete();
        QCOMPARE(m_evidence.last.silenceInNs, 60 * second);
        QCOMPARE(m_evidence.last.silenceOutNs, 59 * second);
        QCOMPARE(m_evidence.endEpochNs, 5090 * second);
        QCOMPARE(m_evidence.closer, EndEvidence::Closer::Nobody);
    }

    void silenceOfWhoNeverSpoke()
    {
        complete();
        QCOMPARE(m_evidence.last.silenceInNs, 70 * second); // from the opening
        m_facts.openedNs.reset();
        complete();
        QCOMPARE(m_evidence.last.silenceOutNs, 80 * second); // from the start
    }

    // The connection was open from second 20 on; times in seconds of the same clock.
    void sleepThatTheConnectionSurvived_data()
    {
        QTest::addColumn<qint64>("lastByte"); // 0: none came
        QTest::addColumn<QString>("guess");
        const QString slept = u"Probably the connection died while the computer slept."_s;
        QTest::newRow("nothing came") << qint64(0) << slept;
        QTest::newRow("nothing came since") << qint64(35) << slept;
        QTest::newRow("a byte came between waking and noticing that it slept")
            << qint64(65) << u"Probably an idle timeout of a proxy or of the server."_s;
        QTest::newRow("the server spoke on")
            << qint64(75) << u"Probably an idle timeout of a proxy or of the server."_s;
        QTest::newRow("up to the end")
            << qint64(89) << u"Probably the server process ended, or dropped this client on purpose."_s;
    }
    void sleepThatTheConnectionSurvived()
    {
        QFETCH(qint64, lastByte);
        SessionProbe session;
        qint64 suspended = 0;
        ConnectionLog log(
            session.journal(), 1, m_clock, [] { return ConnectionCounters(); },
            SleepWatch([&suspended] { return suspended; }));
        QVERIFY(!log.lastSleep());
        m_clock.now = 68 * second;
        suspended = 20 * second; // from 40 to 60, in truth; noticed a little later
        m_evidence.slept = log.lastSleep();
        QVERIFY(m_evidence.slept);
        QCOMPARE(m_evidence.slept->fromEpochNs, 5048 * second);
        m_clock.now = 90 * second;
        m_evidence.slept = log.lastSleep();
        if (lastByte > 0)
            m_reader->feed(Direction::ServerToClient, "89 00"_hex, lastByte * second);
        complete();
        const Outcome outcome = explainEnd(m_facts, m_evidence);
        QTEST(outcome.guess, "guess");
        QCOMPARE(outcome.evidence.contains(u"slept"_s), outcome.guess.contains(u"slept"_s));
    }

    void closer_data()
    {
        QTest::addColumn<QByteArray>("fromServer");
        QTest::addColumn<EndEvidence::Closer>("closer");
        QTest::newRow("server") << "88 00"_hex << EndEvidence::Closer::Server;
        QTest::newRow("us") << "81 00"_hex << EndEvidence::Closer::Us;
    }
    void closer()
    {
        QFETCH(QByteArray, fromServer);
        m_reader->feed(Direction::ServerToClient, fromServer, 1);
        m_reader->feed(Direction::ClientToServer, "88 80 00 00 00 00"_hex, 2);
        complete();
        QTEST(m_evidence.closer, "closer");
    }

    void pingsThatWait()
    {
        m_reader->feed(Direction::ClientToServer, "89 80 00 00 00 00"_hex, 40 * second);
        m_reader->feed(Direction::ClientToServer, "89 80 00 00 00 00"_hex, 50 * second);
        complete();
        QCOMPARE(m_evidence.last.pingsUnanswered, 2);
        QCOMPARE(m_evidence.last.pingWaitNs, 50 * second);
    }

    void alike_data()
    {
        QTest::addColumn<QList<EndCause>>("earlier");
        QTest::addColumn<int>("alike");
        using Causes = QList<EndCause>;
        const EndCause fin = EndCause::ServerFin;
        const EndCause reset = EndCause::ServerReset;
        QTest::newRow("first") << Causes{} << 1;
        QTest::newRow("third of three") << Causes{fin, fin} << 3;
        QTest::newRow("only those in a row") << Causes{fin, reset, fin} << 2;
        QTest::newRow("another before") << Causes{fin, fin, reset} << 1;
    }
    void alike()
    {
        QFETCH(QList<EndCause>, earlier);
        QList<EndSignature> signatures;
        for (const EndCause cause : earlier)
            signatures.append(signature(cause));
        complete(signatures);
        QTEST(m_evidence.alike, "alike");
    }

    void theBreachOfAHandshake()
    {
        m_reader->feed(Direction::ServerToClient, "8b 00"_hex, 1);
        complete();
        QVERIFY(!m_evidence.violation); // of an open connection the tap tells it
        m_evidence.cause = EndCause::HandshakeInvalid;
        complete();
        QCOMPARE(m_evidence.violation->kind, ViolationKind::ReservedOpcode);
    }

private:
    void complete(const QList<EndSignature> &earlier = {})
    {
        completeEvidence(m_evidence, m_facts, *m_witness, m_clock, earlier);
    }

    HandClock m_clock;
    ConnectionOptions m_options;
    ConnectionFacts m_facts;
    EndEvidence m_evidence;
    std::unique_ptr<SessionProbe> m_probe;
    std::optional<WireWitness> m_witness;
    std::optional<WireReader> m_reader;
};

QTEST_GUILESS_MAIN(TestEvidence)
#include "tst_evidence.moc"
