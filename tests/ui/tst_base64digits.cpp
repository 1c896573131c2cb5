// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/base64digits.h"

#include <QTest>

using namespace framescope;

class TestBase64Digits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void saysWhatIsWrongAndWhere_data();
    void saysWhatIsWrongAndWhere();
};

void TestBase64Digits::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << "" << QByteArray();
    QTest::newRow("padded") << "SGVsbG8=" << QByteArray("Hello");
    QTest::newRow("not padded") << "SGVsbG8" << QByteArray("Hello");
    QTest::newRow("two of padding") << "SA==" << QByteArray("H");
    QTest::newRow("on lines") << " SGVs\r\n bG8 =\n" << QByteArray("Hello");
    QTest::newRow("other alphabet") << "-_8" << QByteArray("\xfb\xff");
    QTest::newRow("both alphabets") << "+_8=" << QByteArray("\xfb\xff");
}

void TestBase64Digits::reads()
{
    QFETCH(QString, text);
    const auto bytes = parseBase64(text);
    QVERIFY2(bytes, bytes ? "" : qPrintable(bytes.error().toString()));
    QTEST(*bytes, "bytes");
    QVERIFY(!findBase64Mistake(text));
}

void TestBase64Digits::saysWhatIsWrongAndWhere_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("position");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("where");
    QTest::newRow("other character") << "SGV%bG8=" << qsizetype(3) << "\"%\" is not a Base64 character."
                                     << "character 4";
    QTest::newRow("on the second line")
        << "SGVs\nb\u00e98=" << qsizetype(6) << "\"\u00e9\" is not a Base64 character."
        << "line 2, character 2";
    QTest::newRow("one too few") << "SGVsb" << qsizetype(5)
                                 << "A character is missing: the last one is not a whole byte."
                                 << "character 6";
    QTest::newRow("too much padding")
        << "SGVsbG8==" << qsizetype(8) << "2 \"=\" at the end, where 1 would be right."
        << "character 9";
    QTest::newRow("padding of what is whole")
        << "SGVs=" << qsizetype(4) << "1 \"=\" at the end, where 0 would be right."
        << "character 5";
    QTest::newRow("behind the padding")
        << "SA==SA==" << qsizetype(4) << "\"S\" stands behind the padding \"=\"."
        << "character 5";
}

void TestBase64Digits::saysWhatIsWrongAndWhere()
{
    QFETCH(QString, text);
    const auto bytes = parseBase64(text);
    QVERIFY(!bytes);
    QTEST(bytes.error().what, "what");
    QTEST(bytes.error().where, "where");
    QTEST(findBase64Mistake(text)->position, "position");
}

QTEST_MAIN(TestBase64Digits)
#include "tst_base64digits.moc"
