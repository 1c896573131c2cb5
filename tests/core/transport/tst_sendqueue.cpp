// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/sendqueue.h"

#include "transport/usvstring.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;

class TestSendQueue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void limitCountsWhatMayStillBeSent()
    {
        SendQueue queue(10);
        QVERIFY(queue.hasRoomFor(10));
        QVERIFY(!queue.hasRoomFor(11));
        queue.push(QByteArray(6, 'x'));
        QVERIFY(queue.hasRoomFor(4));
        QVERIFY(!queue.hasRoomFor(5));
        QVERIFY(!queue.hasRoomFor(std::numeric_limits<quint64>::max()));
        QVERIFY(queue.take());
        QVERIFY(!queue.hasRoomFor(5)); // on its way is not sent
        queue.countLost(100);
        QVERIFY(queue.hasRoomFor(4));
        queue.sent(6);
        QVERIFY(queue.hasRoomFor(10));
    }

    void textCountsItsUtf8Bytes_data();
    void textCountsItsUtf8Bytes();
    void amountFallsWhenSent();
    void handsOnInOrderUnderTheWatermark();
    void aMessageAboveTheWatermarkGoesAlone();
    void emptyMessagesPass();
    void whatIsLostStaysCounted();
    void whatIsDroppedMakesRoomAndStaysCounted();
    void loneSurrogatesBecomeReplacements();
};

void TestSendQueue::textCountsItsUtf8Bytes_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u""_s, u"abc"_s, u"\u00df"_s, u"\u2603"_s, u"\U0001f600"_s,
             u"a\u00df\u2603\U0001f600"_s, u"\ufffd\uffff\u07ff\u0800"_s})
        QTest::newRow(text.toUtf8().toHex().constData()) << text;
}

void TestSendQueue::textCountsItsUtf8Bytes()
{
    QFETCH(QString, text);
    QCOMPARE(utf8Size(text), quint64(text.toUtf8().size()));
    SendQueue queue;
    queue.push(text);
    QCOMPARE(queue.bufferedAmount(), quint64(text.toUtf8().size()));
}

void TestSendQueue::amountFallsWhenSent()
{
    SendQueue queue;
    queue.push(u"12345"_s);
    queue.push(QByteArray("678"));
    QCOMPARE(queue.bufferedAmount(), 8u);
    QVERIFY(queue.take());
    QVERIFY(queue.take());
    QVERIFY(queue.isEmpty());
    QCOMPARE(queue.bufferedAmount(), 8u); // handed on is not sent
    queue.sent(5);
    QCOMPARE(queue.bufferedAmount(), 3u);
    queue.sent(3);
    QCOMPARE(queue.bufferedAmount(), 0u);
}

void TestSendQueue::handsOnInOrderUnderTheWatermark()
{
    const QByteArray half(SendQueue::Watermark / 2, 'h');
    SendQueue queue;
    queue.push(half);
    queue.push(u"second"_s);
    queue.push(half);
    queue.push(u"fourth"_s);
    QCOMPARE(std::get<QByteArray>(queue.take()->payload).size(), half.size());
    QCOMPARE(std::get<QString>(queue.take()->payload), u"second"_s);
    QVERIFY(queue.take()); // the third passes the watermark, and closes it
    QVERIFY(!queue.take());
    queue.sent(6);
    QVERIFY(!queue.take());
    queue.sent(quint64(half.size()));
    QCOMPARE(std::get<QString>(queue.take()->payload), u"fourth"_s);
    QVERIFY(!queue.take());
}

void TestSendQueue::aMessageAboveTheWatermarkGoesAlone()
{
    SendQueue queue;
    queue.push(QByteArray(4 * SendQueue::Watermark, 'x'));
    queue.push(QByteArray("y"));
    QVERIFY(queue.take());
    QVERIFY(!queue.take());
    queue.sent(4 * SendQueue::Watermark);
    QVERIFY(queue.take());
}

void TestSendQueue::emptyMessagesPass()
{
    SendQueue queue;
    queue.push(QString());
    QCOMPARE(queue.bufferedAmount(), 0u);
    QVERIFY(!queue.isEmpty());
    QVERIFY(queue.take());
    QVERIFY(queue.isEmpty());
}

void TestSendQueue::whatIsLostStaysCounted()
{
    SendQueue queue;
    queue.push(QByteArray("abc"));
    queue.countLost(10);
    queue.take();
    queue.sent(3);
    QCOMPARE(queue.bufferedAmount(), 10u);
}

void TestSendQueue::whatIsDroppedMakesRoomAndStaysCounted()
{
    SendQueue queue;
    queue.push(QByteArray(SendQueue::Watermark, 'a'));
    queue.push(QByteArray("abc"));
    QVERIFY(queue.take());
    QVERIFY(!queue.take());
    queue.drop(SendQueue::Watermark);
    QCOMPARE(queue.unsent(), 3u);
    QVERIFY(queue.take());
    queue.sent(3);
    QCOMPARE(queue.unsent(), 0u);
    QCOMPARE(queue.bufferedAmount(), SendQueue::Watermark);
}

void TestSendQueue::loneSurrogatesBecomeReplacements()
{
    const QString high(QChar(0xD800));
    const QString low(QChar(0xDC00));
    QCOMPARE(toUsvString(high), u"\ufffd"_s);
    QCOMPARE(toUsvString(u"a"_s + low + u"b"_s), u"a\ufffdb"_s);
    QCOMPARE(toUsvString(low + high), u"\ufffd\ufffd"_s);
    QCOMPARE(toUsvString(high + high + low), u"\ufffd\U00010000"_s);
    QCOMPARE(toUsvString(u"\U0001f600"_s), u"\U0001f600"_s);
}

QTEST_GUILESS_MAIN(TestSendQueue)
#include "tst_sendqueue.moc"
