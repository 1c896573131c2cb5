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
    void namesTakeMoreColumns();
    void stopsWhenCancelled();
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
        << QByteArray("12345678\u00e9x") << QByteArrayList{"12345678", "\u00e9x"};
    QTest::newRow("narrow letters") << QByteArray("\u00e9").repeated(9)
                                    << QByteArrayList{QByteArray("\u00e9").repeated(8), "\u00e9"};
    QTest::newRow("wide ones take two columns")
        << QByteArray("123456\u4e2d\u6587") << QByteArrayList{"123456\u4e2d", "\u6587"};
    QTest::newRow("of four bytes") << QByteArray("1234567\U0001F600")
                                   << QByteArrayList{"1234567", "\U0001F600"};
    QTest::newRow("bytes that are no UTF-8 take four")
        << QByteArray(3, '\x80') << QByteArrayList{QByteArray(2, '\x80'), QByteArray("\x80")};
    QTest::newRow("a character that breaks off takes four for each byte")
        << QByteArray("1234\xe2\x82x") << QByteArrayList{"1234\xe2", "\x82x"};
    QTest::newRow("a character that breaks off at the end")
        << QByteArray("12345\xe2\x82") << QByteArrayList{"12345", "\xe2\x82"};
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
    QByteArray together;
    for (qint64 line = 0; line < lines.count(); ++line)
        together += lines.wholeLine(line);
    QCOMPARE(together, text);
    QVERIFY(lines.isWrapped(0));
    QVERIFY(!lines.isWrapped(1));
}

void TestPayloadLines::namesTakeMoreColumns()
{
    const QByteArray text("\x1b\x1b\x1b");
    QCOMPARE(PayloadLines(text, 8).count(), 1);
    QCOMPARE(PayloadLines(text, 8, {.control = 5, .invalid = 4}).count(), 3);
}

void TestPayloadLines::stopsWhenCancelled()
{
    const QByteArray text(4 << 20, 'x');
    const std::atomic<bool> cancelled = true;
    QCOMPARE(PayloadLines(text, 8, {}, &cancelled).count(), 1);
}

QTEST_GUILESS_MAIN(TestPayloadLines)
#include "tst_payloadlines.moc"
