// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "interop/capture.h"
#include "interop/realprocess.h"
#include "interop/realproxies.h"
#include "interop/realservers.h"
#include "support/patience.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;

namespace {

const RealProxy::Login Nobody;
const RealProxy::Login Ann{QStringLiteral("ann"), QStringLiteral("secret")};
const RealProxy::Login Eve{QStringLiteral("eve"), QStringLiteral("guess")};

enum class Target { Echo, OtherPort, Nowhere };

} // namespace

Q_DECLARE_METATYPE(RealProxy::Login)
Q_DECLARE_METATYPE(Target)

// The route of the options through proxies that are not ours.
class TestRealProxies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server = started(WebSocketsServer::start());
        QVERIFY(m_server);
    }
    void cleanupTestCase() { m_server.reset(); }

    void opens_data();
    void opens();
    void refuses_data();
    void refuses();

private:
    template <typename T>
    static std::unique_ptr<T> started(Result<std::unique_ptr<T>> result)
    {
        if (!result)
            qFatal("%s", qPrintable(result.error().toString()));
        return std::move(result).value();
    }
    std::unique_ptr<RealProxy> proxy(bool socks, const RealProxy::Login &wanted) const
    {
        return started(socks ? RealProxy::microsocks(wanted) : RealProxy::tinyproxy(wanted, m_server->port()));
    }
    ConnectionOptions to(Target target) const
    {
        const quint16 port = target == Target::Echo ? m_server->port()
            : target == Target::OtherPort           ? m_server->protectedPort()
                                                    : freePort();
        ConnectionOptions options;
        options.url = QStringLiteral("ws://127.0.0.1:%1/echo").arg(port);
        return options;
    }

    std::unique_ptr<WebSocketsServer> m_server;
};

void TestRealProxies::opens_data()
{
    QTest::addColumn<bool>("socks");
    QTest::addColumn<RealProxy::Login>("wanted");
    QTest::addColumn<RealProxy::Login>("given");
    for (const bool socks : {false, true}) {
        const char *name = socks ? "SOCKS5" : "CONNECT";
        QTest::addRow("%s, no login", name) << socks << Nobody << Nobody;
        QTest::addRow("%s, a login nobody asked for", name) << socks << Nobody << Ann;
        QTest::addRow("%s, login", name) << socks << Ann << Ann;
    }
}

void TestRealProxies::opens()
{
    QFETCH(bool, socks);
    QFETCH(RealProxy::Login, wanted);
    QFETCH(RealProxy::Login, given);
    const auto way = proxy(socks, wanted);
    ConnectionOptions options = to(Target::Echo);
    options.proxy = way->options(given);
    Capture capture(options);
    QTRY_VERIFY2(capture.isOpen(), qPrintable(capture.facts().outcome.evidence));
    QVERIFY(capture.facts().phaseNs[size_t(Phase::Proxy)]);
    capture.network().sendText(capture.id(), QStringLiteral("through"));
    QTRY_VERIFY(capture.says(QStringLiteral("< text compressed \"through\"")));
    capture.network().close(capture.id(), 1000, {});
    QTRY_VERIFY(capture.isClosed());
    QVERIFY(capture.facts().wasClean);
}

void TestRealProxies::refuses_data()
{
    QTest::addColumn<bool>("socks");
    QTest::addColumn<RealProxy::Login>("wanted");
    QTest::addColumn<RealProxy::Login>("given");
    QTest::addColumn<Target>("target");
    QTest::addColumn<QString>("what"); // %1 is the proxy
    QTest::addColumn<QString>("evidence");
    const QString never = QStringLiteral(" The server was never reached.");
    QTest::newRow("CONNECT, no login")
        << false << Ann << Nobody << Target::Echo << QStringLiteral("The proxy %1 refused the tunnel: 407.")
        << QStringLiteral("It wants a login (Basic, realm Tinyproxy).") + never;
    QTest::newRow("CONNECT, wrong login")
        << false << Ann << Eve << Target::Echo << QStringLiteral("The proxy %1 refused the tunnel: 401.")
        << QStringLiteral("It did not take the login of \"eve\".") + never;
    QTest::newRow("CONNECT, another port than it allows")
        << false << Nobody << Nobody << Target::OtherPort
        << QStringLiteral("The proxy %1 refused the tunnel: 403.")
        << QStringLiteral("It answered 403 Access violation.") + never;
    QTest::newRow("SOCKS5, no login")
        << true << Ann << Nobody << Target::Echo << QStringLiteral("The proxy %1 made no tunnel.")
        << QStringLiteral("The SOCKS5 proxy accepts nobody without a login.") + never;
    QTest::newRow("SOCKS5, wrong login")
        << true << Ann << Eve << Target::Echo << QStringLiteral("The proxy %1 made no tunnel.")
        << QStringLiteral("The SOCKS5 proxy refused user \"eve\".") + never;
    QTest::newRow("SOCKS5, nothing listens behind it")
        << true << Nobody << Nobody << Target::Nowhere << QStringLiteral("The proxy %1 made no tunnel.")
        << QStringLiteral("The SOCKS5 proxy answered: 5 connection refused.") + never;
}

void TestRealProxies::refuses()
{
    QFETCH(bool, socks);
    QFETCH(RealProxy::Login, wanted);
    QFETCH(RealProxy::Login, given);
    QFETCH(Target, target);
    QFETCH(QString, what);
    const auto way = proxy(socks, wanted);
    ConnectionOptions options = to(target);
    options.proxy = way->options(given);
    Capture capture(options);
    QTRY_VERIFY(capture.isClosed());
    const Outcome &outcome = capture.facts().outcome;
    QCOMPARE(outcome.cause, EndCause::ProxyFailed);
    QCOMPARE(outcome.what, what.arg(QStringLiteral("127.0.0.1:%1").arg(options.proxy.port)));
    QTEST(outcome.evidence, "evidence");
    QVERIFY(outcome.actions.contains(QStringLiteral("proxy-login")));
    QVERIFY(capture.facts().requestHead.isEmpty());
}

QTEST_GUILESS_MAIN(TestRealProxies)
#include "tst_realproxies.moc"
