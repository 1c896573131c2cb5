// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/rows.h"
#include "ui/copiedpayload.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;

class TestCopiedPayload : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textStaysBytesAreDigits_data();
    void textStaysBytesAreDigits();
    void longBytesAreCut();
};

void TestCopiedPayload::textStaysBytesAreDigits_data()
{
    QTest::addColumn<Row>("row");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("text");
    const QByteArray bytes("\x00\xff{", 3);
    QTest::newRow("text") << text("<", "h\u00e9") << QByteArray("h\u00e9") << "h\u00e9";
    QTest::newRow("binary") << frame(Opcode::Binary, "<", bytes) << bytes << "00 ff 7b";
    QTest::newRow("binary that looks like text")
        << frame(Opcode::Binary, "<", "hi") << QByteArray("hi") << "68 69";
    QTest::newRow("ping with text") << frame(Opcode::Ping, "<", "hi") << QByteArray("hi") << "hi";
    QTest::newRow("ping with bytes") << frame(Opcode::Ping, "<", bytes) << bytes << "00 ff 7b";
    QTest::newRow("end of a text message")
        << frame(Opcode::Continuation, "<", "h\u00e9", RowFlag::ContinuesText) << QByteArray("h\u00e9")
        << "h\u00e9";
    const QByteArray head("GET / HTTP/1.1\r\nCookie: secret\r\n\r\n");
    QTest::newRow("a head without its secrets") << sentence(RowKind::Handshake, head,
        ">") << head << "GET / HTTP/1.1\r\nCookie: \u2022\u2022\u2022\u2022\u2022\u2022\u2022\u2022\r\n\r\n";
}

void TestCopiedPayload::textStaysBytesAreDigits()
{
    QFETCH(Row, row);
    QFETCH(QByteArray, payload);
    const CopiedPayload copied = CopiedPayload::of(row, payload);
    QTEST(copied.text, "text");
    QCOMPARE(copied.bytes, payload.size());
}

void TestCopiedPayload::longBytesAreCut()
{
    const QByteArray bytes(CopiedPayload::MostAsDigits + 1, '\xff');
    const CopiedPayload copied = CopiedPayload::of(frame(Opcode::Binary, "<", bytes), bytes);
    QVERIFY(copied.isDigits);
    QCOMPARE(copied.bytes, CopiedPayload::MostAsDigits);
    QVERIFY(copied.text.startsWith(u"ff ff "));
    QCOMPARE(copied.text.size(), 3 * CopiedPayload::MostAsDigits - 1);
}

QTEST_MAIN(TestCopiedPayload)
#include "tst_copiedpayload.moc"
