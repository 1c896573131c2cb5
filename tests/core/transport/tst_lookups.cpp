// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/lookups.h"

#include <QHostInfo>
#include <QScopeGuard>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;

class TestLookups : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theAddressesAreTheSystems()
    {
        const QHostInfo info = m_lookups.addresses(u"localhost"_s);
        QVERIFY(info.addresses().contains(QHostAddress(QHostAddress::LocalHost)));
    }

    void aNameWithoutAddressIsAnAnswer()
    {
        const QHostInfo info = m_lookups.addresses(u"no-such-host.invalid"_s);
        QVERIFY(info.error() != QHostInfo::NoError);
        QVERIFY(info.addresses().isEmpty());
    }

    void theProxyIsTheSystems()
    {
        const QByteArray before = qgetenv("http_proxy");
        const auto restore = qScopeGuard([&] { qputenv("http_proxy", before); });
        qputenv("http_proxy", "http://proxy.test:3128");
        const ProxyOptions proxy = m_lookups.proxy(u"server.test"_s, 80, false);
        QCOMPARE(proxy.kind, ProxyOptions::Kind::Http);
        QCOMPARE(proxy.host, u"proxy.test"_s);
        QCOMPARE(proxy.port, quint16(3128));
    }

private:
    const Lookups m_lookups = Lookups::ofTheSystem();
};

QTEST_GUILESS_MAIN(TestLookups)
#include "tst_lookups.moc"
