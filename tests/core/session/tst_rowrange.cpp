// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/rowrange.h"
#include "support/rows.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;

class TestRowRange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesAreThoseOfMessagesAndControlFrames()
    {
        Row fragment = text("<", "not yet");
        fragment.flags = {};
        RowTotals totals;
        for (const Row &row :
            {text("<", "12345"), frame(Opcode::Ping, "<", "p"), fragment, sentence(RowKind::State, "OPEN")})
            totals.add(row);
        QCOMPARE(totals.rows, 4u);
        QCOMPARE(totals.payloadBytes, 6u);
    }

    void timesThatAreNotKnownAreLeftOut()
    {
        RowTotals totals;
        totals.add(text("<", "imported"));
        QCOMPARE(totals.firstNs, Row::UnknownTime);
        for (const Row &row : numbered({text("<", "a"), text("<", "b")}, 1, 10))
            totals.add(row);
        totals.add(text("<", "imported"));
        QCOMPARE(totals.firstNs, 10);
        QCOMPARE(totals.lastNs, 20);
    }
};

QTEST_GUILESS_MAIN(TestRowRange)
#include "tst_rowrange.moc"
