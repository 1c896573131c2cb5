// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/browserrules.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;

class TestBrowserRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goodOptions();
    void badOptions_data();
    void badOptions();
    void behaviourWithinReason_data();
    void behaviourWithinReason();
    void closeCodes_data();
    void closeCodes();
    void closeReasons();
    void blockedPorts();
};

void TestBrowserRules::goodOptions()
{
    ConnectionOptions options;
    options.url = u"ws://h/"_s;
    options.protocols = {u"chat"_s};
    options.origin = "https://a.example";
    options.headers = {{"X-A", "1"}, {"X-A", "2"}};
    QVERIFY(!browserrules::checkOptions(options));
}

void TestBrowserRules::badOptions_data()
{
    QTest::addColumn<ConnectionOptions>("options");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const QString &place, auto change) {
        ConnectionOptions options;
        options.url = u"ws://h/"_s;
        change(options);
        QTest::newRow(name) << options << place;
    };
    row("fragment", u"character 8"_s, [](auto &o) { o.url = u"ws://h/#x"_s; });
    row("comma in a subprotocol", u"subprotocol 1, character 2"_s, [](auto &o) { o.protocols = {u"a,b"_s}; });
    row("line break in a header's value", u"header 2"_s, [](auto &o) {
        o.headers = {{"X-A", "1"}, {"X-B", "1\r\nX-Injected: yes"}};
    });
    row("lone CR in a header's value", u"header 1"_s, [](auto &o) { o.headers = {{"X-A", "1\r2"}}; });
    row("line break in a header's name", u"header 1"_s, [](auto &o) { o.headers = {{"X-A\n", "1"}}; });
    row("space in a header's name", u"header 1"_s, [](auto &o) { o.headers = {{"X A", "1"}}; });
    row("line break in the origin", u""_s, [](auto &o) { o.origin = "https://a\r\nX: y"; });
}

void TestBrowserRules::badOptions()
{
    QFETCH(ConnectionOptions, options);
    QFETCH(QString, place);
    const auto refused = browserrules::checkOptions(options);
    QVERIFY(refused);
    QCOMPARE(refused->exception, DomException::SyntaxError);
    QVERIFY2(refused->error.where.startsWith(place), qPrintable(refused->error.toString()));
    QVERIFY(!refused->error.what.isEmpty());
    QVERIFY(!refused->error.remedy.isEmpty());
    QVERIFY2(!refused->error.toString().contains(u'\n'), "a sentence is one line");
}

void TestBrowserRules::behaviourWithinReason_data()
{
    QTest::addColumn<ConnectionOptions>("options");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const QString &error, auto change) {
        ConnectionOptions options;
        options.url = u"ws://h/"_s;
        change(options);
        QTest::newRow(name) << options << error;
    };
    row("defaults", {}, [](auto &) {});
    row("a day between pings", {}, [](auto &o) { o.keepalive.interval = 86'400'000; });
    row("time that runs backwards",
        u"Milliseconds between keepalive pings cannot be -1. From 0 to 86400000 is possible."_s,
        [](auto &o) { o.keepalive.interval = -1; });
    row("pong that is too long", u"Bytes of the answer to a ping cannot be 126. From 0 to 125 is possible."_s,
        [](auto &o) { o.pingAnswer.payload = QByteArray(126, 'p'); });
    row("waits that shrink", u"The factor between reconnects cannot be 0.5. From 1 to 100 is possible."_s,
        [](auto &o) { o.reconnect.factor = 0.5; });
    row("no factor at all", u"The factor between reconnects cannot be nan. From 1 to 100 is possible."_s,
        [](auto &o) { o.reconnect.factor = qQNaN(); });
    row("the most below the first",
        u"The most milliseconds between reconnects cannot be 10. From 1000 to 86400000 is possible."_s,
        [](auto &o) { o.reconnect.maxDelay = 10; });
    row("more than chance", u"The jitter of reconnects cannot be 1.5. From 0 to 1 is possible."_s,
        [](auto &o) { o.reconnect.jitter = 1.5; });
}

void TestBrowserRules::behaviourWithinReason()
{
    QFETCH(ConnectionOptions, options);
    const auto refused = browserrules::checkOptions(options);
    QTEST(refused ? refused->error.toString() : QString(), "error");
    QVERIFY(!refused || refused->exception == DomException::None);
}

void TestBrowserRules::closeCodes_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("allowed");
    for (const int code : {1000, 3000, 3999, 4000, 4999})
        QTest::addRow("%d", code) << code << true;
    for (const int code : {0, 500, 999, 1001, 1002, 1005, 1006, 1011, 1015, 2999, 5000, 65535})
        QTest::addRow("%d", code) << code << false;
}

void TestBrowserRules::closeCodes()
{
    QFETCH(int, code);
    QFETCH(bool, allowed);
    const auto refused = browserrules::checkCloseCode(static_cast<quint16>(code));
    QCOMPARE(!refused, allowed);
    if (refused) {
        QCOMPARE(refused->exception, DomException::InvalidAccessError);
        QCOMPARE(refused->error.toString(),
            u"A browser may not close with %1. Codes 1000 and 3000 to 4999 are allowed."_s.arg(code));
    }
}

void TestBrowserRules::closeReasons()
{
    QVERIFY(!browserrules::checkCloseReason(QByteArray(123, 'r')));
    const auto refused = browserrules::checkCloseReason(QByteArray(124, 'r'));
    QVERIFY(refused);
    QCOMPARE(refused->exception, DomException::SyntaxError);
    QVERIFY2(refused->error.toString().contains(u"124"_s), qPrintable(refused->error.toString()));
    QVERIFY2(refused->error.toString().contains(u"123"_s), qPrintable(refused->error.toString()));
}

void TestBrowserRules::blockedPorts()
{
    for (const int port : {0, 1, 22, 25, 6000, 6665, 6669, 6697, 10080})
        QVERIFY2(browserrules::isBlockedPort(static_cast<quint16>(port)), qPrintable(QString::number(port)));
    for (const int port : {80, 443, 2, 8080, 6670, 65535})
        QVERIFY2(!browserrules::isBlockedPort(static_cast<quint16>(port)), qPrintable(QString::number(port)));
}

QTEST_GUILESS_MAIN(TestBrowserRules)
#include "tst_browserrules.moc"
