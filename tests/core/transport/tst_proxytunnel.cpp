// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/hex.h"
#include "transport/proxytunnel.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

using Answers = QByteArrayList;
using State = ProxyTunnel::State;

class TestProxyTunnel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void httpAsks_data();
    void httpAsks();
    void httpAnswers_data();
    void httpAnswers();
    void socksTalks_data();
    void socksTalks();
    void socksRefusesWhatDoesNotFit();
    void answersMayComeByteByByte();
};

namespace {

ProxyOptions proxy(ProxyOptions::Kind kind, const QString &user = {}, const QString &password = {})
{
    return {kind, u"proxy.test"_s, 3128, user, password};
}

} // namespace

void TestProxyTunnel::httpAsks_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("asked");
    QTest::newRow("name") << u"a.test"_s << u""_s
                          << QByteArray("CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n");
    QTest::newRow("IPv6") << u"::1"_s << u""_s
                          << QByteArray("CONNECT [::1]:443 HTTP/1.1\r\nHost: [::1]:443\r\n\r\n");
    QTest::newRow("login") << u"a.test"_s << u"me"_s
                           << QByteArray("CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n"
                                         "Proxy-Authorization: Basic bWU6c2VjcmV0\r\n\r\n");
}

void TestProxyTunnel::httpAsks()
{
    QFETCH(QString, host);
    QFETCH(QString, user);
    ProxyTunnel tunnel(proxy(ProxyOptions::Kind::Http, user, u"secret"_s), host, 443);
    QTEST(tunnel.takeOutput(), "asked");
    QCOMPARE(tunnel.state(), State::Talking);
}

void TestProxyTunnel::httpAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("open");
    QTest::addColumn<QString>("failure");
    QTest::newRow("200") << QByteArray("HTTP/1.1 200 Connection established\r\n\r\n") << true << u""_s;
    QTest::newRow("407") << QByteArray("HTTP/1.1 407 Proxy Authentication Required\r\n"
                                       "Proxy-Authenticate: Basic realm=\"office\"\r\n\r\nlog in first")
                         << false << u"It wants a login (Basic, realm office)."_s;
    QTest::newRow("407, two ways") << QByteArray("HTTP/1.1 407 x\r\nProxy-Authenticate: Negotiate\r\n"
                                                 "proxy-authenticate: Basic realm=office\r\n\r\n")
                                   << false << u"It wants a login (Negotiate; Basic, realm office)."_s;
    QTest::newRow("401") << QByteArray("HTTP/1.1 401 Unauthorized\r\n\r\n") << false << u"It wants a login."_s;
    QTest::newRow("403") << QByteArray("HTTP/1.0 403 Forbidden\r\n\r\n") << false
                         << u"It answered 403 Forbidden."_s;
    QTest::newRow("bytes behind it") << QByteArray("HTTP/1.1 200 OK\r\n\r\nhi") << false
                                     << u"The proxy sent 2 bytes of its own behind its answer."_s;
}

void TestProxyTunnel::httpAnswers()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, open);
    ProxyTunnel tunnel(proxy(ProxyOptions::Kind::Http), u"a.test"_s, 80);
    tunnel.receive(answer);
    QCOMPARE(tunnel.state(), open ? State::Open : State::Failed);
    QTEST(tunnel.failure(), "failure");
}

void TestProxyTunnel::socksTalks_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("host");
    QTest::addColumn<Answers>("answers");
    QTest::addColumn<Answers>("asked");   // before the first answer, and after each
    QTest::addColumn<QString>("failure"); // empty: open
    const QByteArray granted = "05 00 00 01 7f000001 1f90"_hex;
    QTest::newRow("name, no login") << u""_s << u"a.test"_s << Answers{"0500"_hex, granted}
                                    << Answers{"05 01 00"_hex, "05 01 00 03 06 612e74657374 0050"_hex, {}}
                                    << u""_s;
    QTest::newRow("IPv4, bound name in the reply")
        << u""_s << u"127.0.0.1"_s << Answers{"0500"_hex, "05 00 00 03 01 61 1f90"_hex}
        << Answers{"05 01 00"_hex, "05 01 00 01 7f000001 0050"_hex, {}} << u""_s;
    QTest::newRow("IPv6") << u""_s << u"::1"_s << Answers{"0500"_hex, granted}
                          << Answers{"05 01 00"_hex, "05 01 00 04 00000000000000000000000000000001 0050"_hex,
                                 {}}
                          << u""_s;
    QTest::newRow("login") << u"me"_s << u"a.test"_s << Answers{"0502"_hex, "0100"_hex, granted}
                           << Answers{"05 02 00 02"_hex, "01 02 6d65 06 736563726574"_hex,
                                  "05 01 00 03 06 612e74657374 0050"_hex, {}}
                           << u""_s;
    QTest::newRow("wrong login") << u"me"_s << u"a.test"_s << Answers{"0502"_hex, "0101"_hex}
                                 << Answers{"05 02 00 02"_hex, "01 02 6d65 06 736563726574"_hex, {}}
                                 << u"The SOCKS5 proxy refused user \"me\"."_s;
    QTest::newRow("wants a login") << u""_s << u"a.test"_s << Answers{"05ff"_hex}
                                   << Answers{"05 01 00"_hex, {}}
                                   << u"The SOCKS5 proxy accepts nobody without a login."_s;
    QTest::newRow("refused behind it")
        << u""_s << u"a.test"_s << Answers{"0500"_hex, "05 05 00 01 00000000 0000"_hex}
        << Answers{"05 01 00"_hex, "05 01 00 03 06 612e74657374 0050"_hex, {}}
        << u"The SOCKS5 proxy answered: 5 connection refused."_s;
    QTest::newRow("more behind its reply")
        << u""_s << u"a.test"_s << Answers{"0500"_hex, granted + "hi"}
        << Answers{"05 01 00"_hex, "05 01 00 03 06 612e74657374 0050"_hex, {}}
        << u"The proxy sent 2 bytes of its own behind its answer."_s;
    QTest::newRow("not SOCKS5") << u""_s << u"a.test"_s << Answers{"HTTP/1.1 400 Bad Request\r\n\r\n"}
                                << Answers{"05 01 00"_hex, {}}
                                << u"The proxy does not speak SOCKS5: its first byte is 72."_s;
}

void TestProxyTunnel::socksTalks()
{
    QFETCH(QString, user);
    QFETCH(QString, host);
    QFETCH(Answers, answers);
    QFETCH(QString, failure);
    ProxyTunnel tunnel(proxy(ProxyOptions::Kind::Socks5, user, u"secret"_s), host, 80);
    Answers asked{tunnel.takeOutput()};
    for (const QByteArray &answer : answers) {
        QCOMPARE(tunnel.state(), State::Talking);
        tunnel.receive(answer);
        asked.append(tunnel.takeOutput());
    }
    QTEST(asked, "asked");
    QCOMPARE(tunnel.failure(), failure);
    QCOMPARE(tunnel.state(), failure.isEmpty() ? State::Open : State::Failed);
}

void TestProxyTunnel::socksRefusesWhatDoesNotFit()
{
    const ProxyTunnel tunnel(proxy(ProxyOptions::Kind::Socks5, QString(256, u'u')), u"a.test"_s, 80);
    QCOMPARE(tunnel.state(), State::Failed);
    QCOMPARE(tunnel.failure(), u"SOCKS5 carries names, users and passwords of at most 255 bytes."_s);
}

void TestProxyTunnel::answersMayComeByteByByte()
{
    ProxyTunnel tunnel(proxy(ProxyOptions::Kind::Socks5, u"me"_s, u"x"_s), u"a.test"_s, 80);
    const QByteArray answers = "0502 0100 05 00 00 01 7f000001 1f90"_hex;
    for (qsizetype i = 0; i < answers.size(); ++i) {
        QCOMPARE(tunnel.state(), State::Talking);
        tunnel.receive(answers.sliced(i, 1));
    }
    QCOMPARE(tunnel.state(), State::Open);
}

QTEST_GUILESS_MAIN(TestProxyTunnel)
#include "tst_proxytunnel.moc"
