// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/headsecrets.h"

#include <QTest>

using namespace framescope;

class TestHeadSecrets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesAreDots_data();
    void valuesAreDots();
    void placesAreThoseOfTheValues();
};

void TestHeadSecrets::valuesAreDots_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char *name, const char *head, const char *shown) { // "*" for the dots
        QTest::newRow(name) << QByteArray(
            head) << QByteArray(shown).replace("*", "\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u2022");
    };
    row("none", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    row("two", "GET / HTTP/1.1\r\nauthorization:Bearer x\r\nHost: a\r\nCookie: a=b; c=d \r\n\r\n",
        "GET / HTTP/1.1\r\nauthorization:*\r\nHost: a\r\nCookie: * \r\n\r\n");
    row("of the response", "HTTP/1.1 101 x\r\nSet-Cookie: id=1\r\n\r\n",
        "HTTP/1.1 101 x\r\nSet-Cookie: *\r\n\r\n");
    row("on two lines", "Proxy-Authorization: Basic\r\n  c2VjcmV0\r\nHost: a\r\n",
        "Proxy-Authorization: *\r\n  *\r\nHost: a\r\n");
    row("by its name", "X-Api-Key: abc\r\nSec-WebSocket-Key: abc\r\n",
        "X-Api-Key: *\r\nSec-WebSocket-Key: abc\r\n");
    row("in the target", "GET /x?a=1&token=t&b=2&sig=s HTTP/1.1\r\nCookie: a\r\n",
        "GET /x?a=1&token=*&b=2&sig=* HTTP/1.1\r\nCookie: *\r\n");
    row("none in the target", "GET /x?token&key=&author=a HTTP/1.1\r\n",
        "GET /x?token&key=&author=a HTTP/1.1\r\n");
    row("a target that looks like a header", "token?token=x:y z\r\nCookie: a\r\n",
        "token?token=* z\r\nCookie: *\r\n");
    row("a target without end", "GET /x?token=t\r\n", "GET /x?token=t\r\n");
    row("cut", "Cookie: a=b", "Cookie: *");
    row("without a value", "Cookie:\r\n\r\n", "Cookie:\r\n\r\n");
    row("only in the middle of a name", "X-Cookie: a\r\n", "X-Cookie: a\r\n");
}

void TestHeadSecrets::valuesAreDots()
{
    QFETCH(QByteArray, head);
    QTEST(withoutSecrets(head), "shown");
}

void TestHeadSecrets::placesAreThoseOfTheValues()
{
    const QByteArray head("A: 1\r\nCookie:  a=b\r\n");
    const auto secrets = secretsIn(head);
    QCOMPARE(secrets.size(), std::size_t(1));
    QCOMPARE(
        head.sliced(secrets.front().begin, secrets.front().end - secrets.front().begin), QByteArray("a=b"));
}

QTEST_MAIN(TestHeadSecrets)
#include "tst_headsecrets.moc"
