// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/httpbody.h"

#include <QTest>

using namespace framescope;

class TestHttpBody : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void framing_data();
    void framing();
    void stopsAtTheLimit();
};

void TestHttpBody::framing_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("over");
    const auto row = [](const char *title, const char *name, const char *value, int status, const char *bytes,
                         const char *content, bool over) {
        QTest::newRow(title) << QByteArray(name) << QByteArray(value) << status << QByteArray(bytes)
                             << QByteArray(content) << over;
    };
    row("length", "Content-Length", "4", 401, "body", "body", true);
    row("length, more behind it", "Content-Length", "4", 401, "bodyHTTP/1.1", "body", true);
    row("length, not all there", "Content-Length", "5", 401, "body", "body", false);
    row("length 0", "content-length", "0", 302, "", "", true);
    row("length unreadable", "Content-Length", "four", 401, "body", "body", false);
    row("until the end", "X", "y", 500, "body", "body", false);
    row("204", "X", "y", 204, "", "", true);
    row("chunks", "Transfer-Encoding", "chunked", 401, "2\r\nbo\r\n2;a=b\r\ndy\r\n0\r\n\r\n", "body", true);
    row("chunk, hex and line ends in it", "Transfer-Encoding", "chunked", 401,
        "A\r\n\r\n\r\n\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n\r\n\r\n\r\n", true);
    row("chunks unreadable", "Transfer-Encoding", "chunked", 401, "zz\r\nbody", "", true);
    row("chunks, not all there", "Transfer-Encoding", "gzip, chunked", 401, "9\r\nbody", "body", false);
}

void TestHttpBody::framing()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(int, status);
    QFETCH(QByteArray, bytes);
    HttpHead head;
    head.headers = {{name, value}};
    HttpBody whole(head, status);
    whole.feed(bytes);
    QTEST(whole.content(), "content");
    QTEST(whole.isOver(), "over");
    HttpBody pieces(head, status);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        pieces.feed(bytes.sliced(i, 1));
    QTEST(pieces.content(), "content");
    QTEST(pieces.isOver(), "over");
}

void TestHttpBody::stopsAtTheLimit()
{
    HttpBody body({}, 500);
    body.feed(QByteArray(HttpBody::Limit - 1, 'x'));
    QVERIFY(!body.isOver());
    body.feed("xyz");
    QVERIFY(body.isOver());
    QCOMPARE(body.content(), QByteArray(HttpBody::Limit, 'x'));
}

QTEST_GUILESS_MAIN(TestHttpBody)
#include "tst_httpbody.moc"
