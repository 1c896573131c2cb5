// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/systemproxy.h"

#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

// What the environment names, where the system asks it.
class TestSystemProxy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void none();
    void byTheSchemeOfTheAddress();
    void socks();
    void exceptions();
};

void TestSystemProxy::init()
{
    for (const char *name : {"http_proxy", "https_proxy", "all_proxy", "no_proxy"})
        qunsetenv(name);
}

void TestSystemProxy::none()
{
    QCOMPARE(systemProxy(u"server.test"_s, 80, false).kind, ProxyOptions::Kind::None);
}

void TestSystemProxy::byTheSchemeOfTheAddress()
{
    qputenv("http_proxy", "http://plain.test:3128");
    qputenv("https_proxy", "http://me:pw@secure.test:3129");
    const ProxyOptions plain = systemProxy(u"server.test"_s, 80, false);
    QCOMPARE(plain.kind, ProxyOptions::Kind::Http);
    QCOMPARE(plain.host, u"plain.test"_s);
    QCOMPARE(plain.port, quint16(3128));
    const ProxyOptions secure = systemProxy(u"server.test"_s, 443, true);
    QCOMPARE(secure.host, u"secure.test"_s);
    QCOMPARE(secure.user, u"me"_s);
    QCOMPARE(secure.password, u"pw"_s);
}

void TestSystemProxy::socks()
{
    qputenv("http_proxy", "socks5://socks.test:1080");
    const ProxyOptions proxy = systemProxy(u"server.test"_s, 80, false);
    QCOMPARE(proxy.kind, ProxyOptions::Kind::Socks5);
    QCOMPARE(proxy.port, quint16(1080));
}

void TestSystemProxy::exceptions()
{
    qputenv("http_proxy", "http://plain.test:3128");
    qputenv("no_proxy", "inside.test");
    QCOMPARE(systemProxy(u"inside.test"_s, 80, false).kind, ProxyOptions::Kind::None);
    QCOMPARE(systemProxy(u"outside.test"_s, 80, false).kind, ProxyOptions::Kind::Http);
}

QTEST_GUILESS_MAIN(TestSystemProxy)
#include "tst_systemproxy.moc"
