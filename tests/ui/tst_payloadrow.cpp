// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/payloadrow.h"

#include <QTest>

using namespace framescope;

class TestPayloadRow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsKeyAndValue_data();
    void findsKeyAndValue();
    void colours_data();
    void colours();
    void bytesAndCharacters();
};

void TestPayloadRow::findsKeyAndValue_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("parts"); // key, value from, kind
    const auto row = [](const char *line, const char *parts) {
        QTest::newRow(line) << QByteArray(line) << QString::fromLatin1(parts);
    };
    row("  \"a\": 1,", "2-5 7 number");
    row("\"a\": \"b\"", "0-3 5 string");
    row("  \"b\",", "0-0 2 string");
    row("  -1.5e3", "0-0 2 number");
    row("  true,", "0-0 2 word");
    row("  \"a\": {", "2-5 7 none");
    row("  },", "0-0 2 none");
    row("\"a\\\":b\": null", "0-7 9 word");
    row("", "0-0 0 none");
}

void TestPayloadRow::findsKeyAndValue()
{
    QFETCH(QByteArray, line);
    static constexpr const char *Kinds[] = {"none", "string", "number", "word"};
    const JsonLine json = JsonLine::of(line);
    const QString parts = QStringLiteral("%1-%2 %3 %4")
                              .arg(json.keyBegin)
                              .arg(json.keyEnd)
                              .arg(json.valueBegin)
                              .arg(QLatin1StringView(Kinds[int(json.value)]));
    QTEST(parts, "parts");
}

void TestPayloadRow::colours_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("rowBegin");  // the row is the rest of the line from here
    QTest::addColumn<QString>("roles"); // a letter for each character: k s n w, g glyph, i invalid
    QTest::newRow("whole") << QByteArray("  \"a\": \"b\",") << 0 << QStringLiteral("  kkk  sss ");
    QTest::newRow("goes on in the value") << QByteArray("  \"a\": \"bcd\",") << 9 << QStringLiteral("sss ");
    QTest::newRow("goes on in the key") << QByteArray("  \"abc\": 1") << 4 << QStringLiteral("kkk  n");
    QTest::newRow("number") << QByteArray("  12,") << 0 << QStringLiteral("  nn ");
    QTest::newRow("glyph in a string") << QByteArray("\"a\u202eb\"") << 0 << QStringLiteral("ssgggggss");
    QTest::newRow("byte that is no UTF-8") << QByteArray("\"\xff\"") << 0 << QStringLiteral("siiiis");
    QTest::newRow("bracket") << QByteArray("  }") << 0 << QStringLiteral("   ");
}

void TestPayloadRow::colours()
{
    QFETCH(QByteArray, line);
    QFETCH(int, rowBegin);
    PayloadRow row(QByteArrayView(line).sliced(rowBegin), ControlGlyphs::Pictures);
    row.colour(JsonLine::of(line), rowBegin, row.bytes, true);
    QString roles(row.text.size(), u' ');
    for (const PayloadRow::Part &part : row.parts) {
        for (int i = part.at; i < part.at + part.length; ++i)
            roles[i] = QLatin1Char("ksnwgi"[int(part.role)]);
    }
    QTEST(roles, "roles");
}

void TestPayloadRow::bytesAndCharacters()
{
    const PayloadRow row("a\u00e9\x1b\U0001F600\xffz", ControlGlyphs::Names);
    QCOMPARE(row.text, QStringLiteral("a\u00e9\u2039ESC\u203a\U0001F600\u2039FF\u203az"));
    QCOMPARE(row.byteAt(1), qsizetype(1));
    QCOMPARE(row.byteAt(4), qsizetype(3)); // inside of the name
    QCOMPARE(row.unitOf(4), 7);            // the pair
    QCOMPARE(row.byteAt(8), qsizetype(4)); // its second half
    QCOMPARE(row.unitOf(8), 9);
    QCOMPARE(row.unitOf(9), 13);
    QCOMPARE(row.byteAt(13), qsizetype(9));
    QCOMPARE(row.byteAt(14), row.bytes);
    QCOMPARE(row.unitOf(row.bytes), 14);
}

QTEST_MAIN(TestPayloadRow)
#include "tst_payloadrow.moc"
