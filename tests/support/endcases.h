// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/outcome.h"
#include "transport/timewords.h"

#include <QTest>

// Rows of tests that compare the words of an end, and what holds for all of them.
namespace framescope::test {

using timewords::Millisecond;
using timewords::Minute;
using timewords::Second;

struct EndCase {
    ConnectionFacts facts;
    EndEvidence evidence;
};

// 2026-11-23 14:14:11 UTC
inline constexpr qint64 endOfCase = 1'795'443'251 * Second;

// An attempt to a plain address, as it is before anything is known.
inline EndCase attempt(EndCause cause, const QString &url = QStringLiteral("ws://localhost:8080/"))
{
    EndCase c;
    c.facts.url = url;
    c.facts.readyState = ReadyState::Closed;
    c.facts.endedNs = 0;
    c.evidence.cause = cause;
    c.evidence.endEpochNs = endOfCase;
    return c;
}

inline void endColumns()
{
    QTest::addColumn<EndCase>("end");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("evidence");
    QTest::addColumn<QString>("guess");
    QTest::addColumn<QString>("actions");
}

inline void endRow(const char *name, const EndCase &c, const QString &what, const QString &evidence,
    const QString &guess, const QString &actions)
{
    QTest::newRow(name) << c << what << evidence << guess << actions;
}

inline void checkEnd()
{
    QFETCH(EndCase, end);
    const Outcome outcome = explainEnd(end.facts, end.evidence);
    QTEST(outcome.what, "what");
    QTEST(outcome.evidence, "evidence");
    QTEST(outcome.guess, "guess");
    QTEST(outcome.actions.join(u' '), "actions");
    QCOMPARE(outcome.cause, end.evidence.cause);
    QVERIFY(!outcome.evidence.isEmpty());
    // What holds for every text (the words of the window's specification).
    const QLatin1StringView probably("Probably ");
    QVERIFY(outcome.what.endsWith(u'.'));
    QVERIFY(!outcome.what.contains(probably.chopped(1), Qt::CaseInsensitive));
    QVERIFY(!outcome.evidence.contains(probably.chopped(1), Qt::CaseInsensitive));
    QVERIFY(outcome.guess.isEmpty() || (outcome.guess.startsWith(probably) && outcome.guess.endsWith(u'.')));
    QVERIFY(outcome.actions.size() <= 3);
    QVERIFY(!outcome.what.contains(QLatin1StringView("1006"))
        || outcome.what.contains(QLatin1StringView("(1006)")));
    QVERIFY(!outcome.evidence.contains(QLatin1StringView("  ")) && !outcome.evidence.startsWith(u' '));
}

} // namespace framescope::test
