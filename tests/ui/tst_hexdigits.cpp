// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/hexdigits.h"

#include <QTest>

using namespace framescope;

class TestHexDigits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void namesTheMistake_data();
    void namesTheMistake();
    void writes();
};

void TestHexDigits::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QString() << QByteArray();
    QTest::newRow("pairs") << "48 65 6c" << QByteArray("Hel");
    QTest::newRow("one word") << "48656C" << QByteArray("Hel");
    QTest::newRow("C array") << "0x48, 0x65,\n0x6c" << QByteArray("Hel");
    QTest::newRow("escapes") << R"(\x48\x65\x6c)" << QByteArray("Hel");
    QTest::newRow("colons and dashes") << "48:65-6c" << QByteArray("Hel");
    QTest::newRow("zero is not a prefix") << "00 0a" << QByteArray("\0\n", 2);
}

void TestHexDigits::reads()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    const auto answer = parseHex(text);
    QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().toString()));
    QCOMPARE(*answer, bytes);
    QVERIFY(!findHexMistake(text));
}

void TestHexDigits::namesTheMistake_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no digit")
        << "48 6g" << 4 << "\"g\" is not a hex digit. (character 5) A byte is two digits, 0 to 9 and a to f.";
    QTest::newRow("no digit first")
        << "48 zz" << 3 << "\"z\" is not a hex digit. (character 4) A byte is two digits, 0 to 9 and a to f.";
    QTest::newRow("odd at the end")
        << "48 6" << 4
        << "The second digit of a byte is missing. (character 5) A byte is two digits, 0 to 9 and a to f.";
    QTest::newRow("odd in the middle")
        << "4 865" << 1
        << "The second digit of a byte is missing. (character 2) A byte is two digits, 0 to 9 and a to f.";
    QTest::newRow("second line")
        << "48\n6x" << 4
        << "\"x\" is not a hex digit. (line 2, character 2) A byte is two digits, 0 to 9 and a to f.";
    QTest::newRow("prefix alone")
        << "48 0x" << 5
        << "The second digit of a byte is missing. (character 6) A byte is two digits, 0 to 9 and a to f.";
}

void TestHexDigits::namesTheMistake()
{
    QFETCH(QString, text);
    QFETCH(int, position);
    const auto answer = parseHex(text);
    QVERIFY(!answer);
    QTEST(answer.error().toString(), "sentence");
    const auto mistake = findHexMistake(text);
    QVERIFY(mistake);
    QCOMPARE(mistake->position, position);
}

void TestHexDigits::writes()
{
    QCOMPARE(hexText("Hel\xff"), QStringLiteral("48 65 6c ff"));
    QCOMPARE(hexText(QByteArray()), QString());
}

QTEST_GUILESS_MAIN(TestHexDigits)
#include "tst_hexdigits.moc"
