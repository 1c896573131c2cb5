// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/conformance.h"
#include "support/patience.h"

#include <QRegularExpression>

// Tables of conformance cases: a test is a column, a row for each case, and the check of a row.
namespace framescope::test {

// A test whose tables hold cases; they share a session.
class ConformanceTable : public QObject {
protected:
    static void caseColumn() { QTest::addColumn<ConformanceCase>("exchange"); }
    // `id` as the suite names it: "5.15".
    static void caseRow(const QString &id, const ConformanceCase &c) { QTest::newRow(qPrintable(id)) << c; }

    void checkRow()
    {
        QFETCH(ConformanceCase, exchange);
        ScriptedServer server(scriptOf(exchange));
        BrowserSocket socket(
            m_session, server.url(), [](ConnectionOptions &o) { o.binaryType = BinaryType::ArrayBuffer; });
        echoMessages(socket);
        QVERIFY2(socket.waitForClose(), qPrintable(socket.events().join(u'\n')));
        const SessionReader &log = m_session.log();
        const RowId first = std::exchange(m_nextRow, log.info()->lastId + 1);
        const Expectation expected = expectationOf(exchange);
        QCOMPARE(socket.events(), expected.events);

        const ConnectionFacts facts = log.connections()->back();
        QCOMPARE(logLines(log, Direction::ServerToClient, first), expected.received);
        checkSent(expected, logLines(log, Direction::ClientToServer, first));
        checkSent(expected,
            server.connection().transcript().lines().filter(
                QRegularExpression(QStringLiteral("^[>!?] (?!head)"))));
        QCOMPARE(facts.outcome.cause, expected.fails ? EndCause::ProtocolFailure : EndCause::CloseHandshake);
        if (expected.fails)
            QCOMPARE(facts.outcome.what,
                QStringLiteral("Framescope failed the connection: %1.").arg(exchange.breaches.constFirst().rule));
    }

private:
    static void checkSent(const Expectation &expected, const QStringList &sent)
    {
        QCOMPARE(expected.fails ? withoutReason(sent) : sent, expected.sent);
    }

    SessionProbe m_session;
    RowId m_nextRow = 1; // the first of the next case
};

} // namespace framescope::test
