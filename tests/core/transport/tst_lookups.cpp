// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/lookups.h"

#include <QHostInfo>
#include <QScopeGuard>
#include <QTest>
#include <QThread>

#include <memory>

using namespace Qt::StringLiterals;
using namespace framescope;

class TestLookups : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_answers.clear(); }

    void addressesComeLaterAndOnce()
    {
        m_lookups.addresses(u"localhost"_s, this, remember());
        QVERIFY(m_answers.isEmpty());
        QTRY_COMPARE(m_answers.size(), 1);
        QVERIFY(m_answers.first().addresses().contains(QHostAddress(QHostAddress::LocalHost)));
    }

    void aNameWithoutAddressIsAnAnswer()
    {
        m_lookups.addresses(u"no-such-host.invalid"_s, this, remember());
        QTRY_COMPARE_WITH_TIMEOUT(m_answers.size(), 1, 15'000);
        QVERIFY(m_answers.first().error() != QHostInfo::NoError);
        QVERIFY(m_answers.first().addresses().isEmpty());
    }

    // Neither by itself nor by the end of who asked.
    void whatIsGivenUpHasNoAnswer()
    {
        const Lookups::GiveUp giveUp = m_lookups.addresses(u"localhost"_s, this, remember());
        giveUp();
        auto receiver = std::make_unique<QObject>();
        m_lookups.addresses(u"localhost"_s, receiver.get(), remember());
        receiver.reset();
        bool other = false;
        m_lookups.addresses(u"localhost"_s, this, [&other](const QHostInfo &) { other = true; });
        QTRY_VERIFY(other);
        QCOMPARE(m_answers.size(), 0);
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
    Lookups::Found remember()
    {
        return [this](const QHostInfo &info) {
            QCOMPARE(QThread::currentThread(), thread());
            m_answers.append(info);
        };
    }

    const Lookups m_lookups = Lookups::ofTheSystem();
    QList<QHostInfo> m_answers;
};

QTEST_GUILESS_MAIN(TestLookups)
#include "tst_lookups.moc"
