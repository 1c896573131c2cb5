// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/rows.h"
#include "ui/fragmentbrackets.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;

// Rows are written one letter each: [ begins a message, + goes on, ] ends it, . is whole, p a ping, x a cut
// frame of the message, s the connection's end, ? not at hand; the bracket is read downwards: F M L, | for
// rows that it passes. Capital letters and parentheses are of the other direction.
class TestFragmentBrackets : public QObject {
    Q_OBJECT

    static std::vector<Row> rowsOf(const QByteArray &letters, RowId message)
    {
        std::vector<Row> rows;
        for (const char letter : letters) {
            const bool other = letter == '(' || letter == ')';
            Row row = letter == 'p' ? frame(Opcode::Ping, "<", "")
                : letter == 's'
                ? sentence(RowKind::State, "Closed.")
                : frame(letter == '[' || letter == '(' || letter == '.' ? Opcode::Text : Opcode::Continuation,
                    other ? ">" : "<", "");
            row.header.fin = !QByteArray("[+(").contains(letter);
            if (letter == 'x')
                row.flags.setFlag(RowFlag::Cut);
            rows.push_back(row);
        }
        rows = numbered(std::move(rows), 100);
        RowId last[2] = {message, message};
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const char letter = letters[static_cast<qsizetype>(i)];
            RowId &begun = last[static_cast<std::size_t>(rows[i].direction)];
            if (letter == '[' || letter == '(')
                begun = rows[i].id;
            else if (QByteArray("+])x").contains(letter))
                rows[i].message = begun;
        }
        return rows;
    }
    static QByteArray lane(const std::vector<FragmentBracket> &brackets, Direction direction)
    {
        QByteArray parts;
        for (FragmentBracket bracket : brackets)
            parts += " FML|"[static_cast<int>(bracket.lane(direction))];
        return parts;
    }

private Q_SLOTS:
    void joins_data()
    {
        QTest::addColumn<QByteArray>("rows");
        QTest::addColumn<QByteArray>("received");
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("whole messages") << QByteArray("...") << QByteArray("   ") << QByteArray("   ");
        QTest::newRow("three frames") << QByteArray(".[+].") << QByteArray(" FML ") << QByteArray("     ");
        QTest::newRow("a ping between") << QByteArray("[p+p]") << QByteArray("F|M|L") << QByteArray("     ");
        QTest::newRow("both directions") << QByteArray("[(]).") << QByteArray("F|L  ") << QByteArray(" F|L ");
        QTest::newRow("still open") << QByteArray(".[p") << QByteArray(" F|") << QByteArray("   ");
        QTest::newRow("begun above") << QByteArray("p+p].") << QByteArray("|M|L ") << QByteArray("     ");
        QTest::newRow("cut") << QByteArray("[px.") << QByteArray("F|L ") << QByteArray("    ");
        QTest::newRow("the connection ends")
            << QByteArray("[ps..") << QByteArray("F||  ") << QByteArray("     ");
        QTest::newRow("not at hand") << QByteArray("[?].") << QByteArray("F|L ") << QByteArray("    ");
    }
    void joins()
    {
        QFETCH(const QByteArray, rows);
        const std::vector<Row> facts = rowsOf(rows, 42);
        std::vector<BracketedRow> given;
        for (std::size_t i = 0; i < facts.size(); ++i)
            given.push_back({facts[i].id, rows[static_cast<qsizetype>(i)] == '?' ? nullptr : &facts[i]});
        const std::vector<FragmentBracket> brackets = fragmentBrackets(given);
        QTEST(lane(brackets, Direction::ServerToClient), "received");
        QTEST(lane(brackets, Direction::ClientToServer), "sent");
    }
};

QTEST_GUILESS_MAIN(TestFragmentBrackets)
#include "tst_fragmentbrackets.moc"
