// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "support/sessionprobe.h"
#include "transport/connectionlog.h"

#include "protocol/closecode.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

class TestConnectionLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void closeInWords_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("words");
        QTest::newRow("code") << 1000 << QString() << u"1000"_s;
        QTest::newRow("reason") << 4401 << u"Token expired"_s << u"4401 \"Token expired\""_s;
        QTest::newRow("no code") << int(closecode::NoStatus) << QString() << u"without a code"_s;
    }
    void closeInWords()
    {
        QFETCH(int, code);
        QFETCH(QString, reason);
        QTEST(closeWords(static_cast<quint16>(code), reason), "words");
    }

    void sentencesAreRows()
    {
        SessionProbe session;
        ConnectionLog log(session.journal(), 1, session.clock(), [] { return ConnectionCounters(); });
        log.state(u"Connecting."_s, Direction::ClientToServer);
        log.note(u"A note."_s);
        log.error(u"An error."_s);
        log.noteBrowserError({DomException::SyntaxError, {u"It is wrong."_s, {}, {}}});
        QCOMPARE(session.rows(),
            (QStringList{u"state Connecting."_s, u"note A note."_s, u"error An error."_s,
                u"note A browser would have thrown SyntaxError: It is wrong."_s}));
    }

    void end_data()
    {
        QTest::addColumn<bool>("clean");
        QTest::addColumn<bool>("opened");
        QTest::addColumn<EndCause>("cause");
        QTest::addColumn<QStringList>("rows");
        const QString why = u"error It broke. We saw it. Perhaps."_s;
        QTest::newRow("clean") << true << true << EndCause::CloseHandshake
                               << QStringList{u"state Closed, cleanly: 1000 \"bye\"."_s};
        QTest::newRow("lost") << false << true << EndCause::ServerFin
                              << QStringList{u"state Closed without a whole closing handshake (1006)."_s, why};
        QTest::newRow("a broken rule") << false << true << EndCause::ProtocolFailure
                                       << QStringList{u"state Closed, failed by Framescope (1006)."_s, why};
        QTest::newRow("refused") << false << false << EndCause::Refused
                                 << QStringList{u"state Closed, and never open (1006)."_s, why};
    }
    void end()
    {
        QFETCH(bool, clean);
        QFETCH(bool, opened);
        QFETCH(EndCause, cause);
        SessionProbe session;
        ConnectionLog log(session.journal(), 1, session.clock(), [] { return ConnectionCounters(); });
        ConnectionFacts facts;
        facts.id = 1;
        facts.wasClean = clean;
        if (opened)
            facts.openedNs = 1;
        facts.outcome.cause = cause;
        facts.failed = !clean;
        if (clean)
            facts.closeCode = closecode::Normal;
        facts.closeReason = u"bye"_s;
        facts.outcome.what = u"It broke."_s;
        facts.outcome.evidence = u"We saw it."_s;
        facts.outcome.guess = u"Perhaps."_s;
        log.end(facts);
        QTEST(session.rows(), "rows");
        QCOMPARE(session.log().connections()->size(), 1u);
    }

    // However often they change they are asked once in a while, and at the end once more, never after it.
    void countersAreGathered()
    {
        SessionProbe session;
        int asked = 0;
        ConnectionLog log(session.journal(), 1, session.clock(), [&asked] {
            ++asked;
            return ConnectionCounters();
        });
        for (int i = 0; i < 1000; ++i)
            log.touchCounters();
        QCOMPARE(asked, 0);
        QTRY_COMPARE(asked, 1);
        log.touchCounters();
        log.end({});
        QCOMPARE(asked, 2);
        log.touchCounters();
        QTimer later;
        later.setSingleShot(true);
        later.start(50);
        QTRY_VERIFY(!later.isActive());
        QCOMPARE(asked, 2);
    }
};

QTEST_GUILESS_MAIN(TestConnectionLog)
#include "tst_connectionlog.moc"
