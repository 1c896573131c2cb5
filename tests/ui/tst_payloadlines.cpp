// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/payloadlines.h"

#include <QTest>

using namespace framescope;

class TestPayloadLines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cuts_data();
    void cuts();
    void coversEveryByte();
};

void TestPayloadLines::cuts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("lines");
    QTest::newRow("nothing") << QByteArray() << QByteArrayList{};
    QTest::newRow("one line") << QByteArray("abc") << QByteArrayList{"abc"};
    QTest::newRow("line feed at the end") << QByteArray("abc\n") << QByteArrayList{"abc"};
    QTest::newRow("lines") << QByteArray("a\r\n\nb") << QByteArrayList{"a", "", "b"};
    QTest::newRow("just fits") << QByteArray("12345678") << QByteArrayList{"12345678"};
    QTest::newRow("just fits, with line feed") << QByteArray("12345678\nx") << QByteArrayList{"12345678", "x"};
    QTest::newRow("wraps") << QByteArray("123456789") << QByteArrayList{"12345678", "9"};
    QTest::newRow("never inside a code point")
        << QByteArray("1234567\u00e9x") << QByteArrayList{"1234567", "\u00e9x"};
    QTest::newRow("of four bytes") << QByteArray("12345\U0001F600") << QByteArrayList{"12345", "\U0001F600"};
    QTest::newRow("bytes that are no UTF-8")
        << QByteArray(9, '\x80') << QByteArrayList{QByteArray(8, '\x80'), QByteArray("\x80")};
}

void TestPayloadLines::cuts()
{
    QFETCH(QByteArray, text);
    const PayloadLines lines(text, 8);
    QByteArrayList found;
    for (qint64 i = 0; i < lines.count(); ++i)
        found.append(lines.line(i).toByteArray());
    QTEST(found, "lines");
}

void TestPayloadLines::coversEveryByte()
{
    const QByteArray text = QByteArray("0123456789\n\u20ac\u20ac\u20ac\n\xff\xff").repeated(50);
    const PayloadLines lines(text, 8);
    for (quint64 offset = 0; offset < static_cast<quint64>(text.size()); ++offset) {
        const qint64 line = lines.lineOf(offset);
        QVERIFY(lines.start(line) <= offset);
        QVERIFY(line + 1 == lines.count() || lines.start(line + 1) > offset);
    }
    for (qint64 line = 0; line < lines.count(); ++line)
        QVERIFY(lines.line(line).size() <= 8);
    QVERIFY(lines.isWrapped(0));
    QVERIFY(!lines.isWrapped(1));
}

QTEST_GUILESS_MAIN(TestPayloadLines)
#include "tst_payloadlines.moc"
