// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// The drawer's options of TLS and route, typed into the window, with servers and proxies that are not ours.
#include "interop/nginxtls.h"
#include "interop/realproxies.h"
#include "interop/realservers.h"
#include "support/drivenwindow.h"

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

constexpr int Patience = 20'000;

QString tlsFile(const char *name)
{
    return QStringLiteral(FRAMESCOPE_TEST_DATA "/tls/%1").arg(QLatin1StringView(name));
}

template <typename T>
std::unique_ptr<T> started(Result<std::unique_ptr<T>> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
    return std::move(result).value();
}

} // namespace

class TestRealOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server = started(WebSocketsServer::start());
        m_nginx = started(NginxTls::start(m_server->port()));
    }
    void cleanupTestCase()
    {
        m_nginx.reset();
        m_server.reset();
    }
    void init()
    {
        m_hands = std::make_unique<DrivenWindow>();
        m_hands->choose(u"Address family"_s, u"IPv4"_s);
    }
    void cleanup() { m_hands.reset(); }

    void aClientCertificateIsAskedForAndGiven();
    void leastVersion();
    void nameToAskFor();
    void throughAProxyWithLogin_data();
    void throughAProxyWithLogin();

private:
    static QString wss(quint16 port) { return u"wss://localhost:%1/echo"_s.arg(port); }
    void open(const QString &url)
    {
        m_hands->connectTo(url);
        QTRY_VERIFY2_WITH_TIMEOUT(
            m_hands->state() == BadgeState::Open, qPrintable(m_hands->message()), Patience);
    }

    std::unique_ptr<WebSocketsServer> m_server;
    std::unique_ptr<NginxTls> m_nginx;
    std::unique_ptr<DrivenWindow> m_hands;
};

// The button leads to the field that lacks.
void TestRealOptions::aClientCertificateIsAskedForAndGiven()
{
    m_hands->type(u"Additional authority"_s, tlsFile("ca.pem"));
    m_hands->connectTo(wss(m_nginx->clientPort()));
    QVERIFY(m_hands->clickAction(u"edit-options"_s));
    QCOMPARE(m_hands->window().focusWidget()->accessibleName(), u"Client certificate"_s);
    m_hands->type(u"Client certificate"_s, tlsFile("client.p12"));
    m_hands->type(u"Password of the key"_s, u"letmein"_s);
    open(wss(m_nginx->clientPort()));
}

void TestRealOptions::leastVersion()
{
    m_hands->type(u"Additional authority"_s, tlsFile("ca.pem"));
    open(wss(m_nginx->oldPort()));
    QCOMPARE(m_hands->facts().tls->protocol, u"TLS 1.2"_s);
    m_hands->choose(u"Least version"_s, u"TLS 1.3"_s);
    m_hands->connectTo(wss(m_nginx->oldPort()));
    QTRY_VERIFY2_WITH_TIMEOUT(
        m_hands->message().startsWith(u"The server and these options agree on no TLS version."),
        qPrintable(m_hands->message()), Patience);
    QVERIFY(m_hands->clickAction(u"edit-options"_s));
    QCOMPARE(m_hands->window().focusWidget()->accessibleName(), u"Least version"_s);
}

void TestRealOptions::nameToAskFor()
{
    m_hands->type(u"Additional authority"_s, tlsFile("ca.pem"));
    m_hands->type(u"Name to ask for"_s, u"example.test"_s);
    open(wss(m_nginx->namesPort()));
    QVERIFY(m_hands->facts().tls->chain.first().names.contains(u"example.test"_s));
}

void TestRealOptions::throughAProxyWithLogin_data()
{
    QTest::addColumn<bool>("socks");
    QTest::newRow("HTTP CONNECT, tinyproxy") << false;
    QTest::newRow("SOCKS5, microsocks") << true;
}

void TestRealOptions::throughAProxyWithLogin()
{
    QFETCH(const bool, socks);
    const RealProxy::Login ann{u"ann"_s, u"secret"_s};
    const auto proxy =
        started(socks ? RealProxy::microsocks(ann) : RealProxy::tinyproxy(ann, m_server->port()));
    const QString url = u"ws://127.0.0.1:%1/echo"_s.arg(m_server->port());
    m_hands->choose(u"Proxy"_s, socks ? u"SOCKS5"_s : u"HTTP"_s);
    m_hands->type(u"Proxy address"_s, u"127.0.0.1:%1"_s.arg(proxy->options().port));
    m_hands->connectTo(url);
    QVERIFY2(m_hands->clickAction(u"proxy-login"_s), qPrintable(m_hands->message()));
    QCOMPARE(m_hands->window().focusWidget()->accessibleName(), u"Proxy user"_s);
    m_hands->type(u"Proxy user"_s, u"ann"_s);
    m_hands->type(u"Proxy password"_s, u"secret"_s);
    QVERIFY(m_hands->clickAction(u"reconnect"_s));
    QTRY_VERIFY2_WITH_TIMEOUT(m_hands->state() == BadgeState::Open, qPrintable(m_hands->message()), Patience);
    QVERIFY(m_hands->facts().phaseNs[size_t(Phase::Proxy)]);
}

QTEST_MAIN(TestRealOptions)
#include "tst_realoptions.moc"
