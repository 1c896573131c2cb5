// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ownsettings.h"
#include "ui/acceptedcertificates.h"
#include "ui/addresshistory.h"
#include "ui/codenames.h"
#include "ui/diagnostics.h"
#include "ui/panes.h"
#include "ui/usualoptions.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

namespace {

// Each of its texts holds what must not be told.
ConnectionFacts facts()
{
    ConnectionFacts facts;
    facts.id = 3;
    facts.attempt = 2;
    facts.url = u"wss://s3cret-user:s3cret-password@s3cret-host.example/s3cret-path?token=s3cret"_s;
    facts.readyState = ReadyState::Closed;
    facts.openedNs = 1;
    facts.protocol = u"s3cret-protocol"_s;
    facts.extensions = u"permessage-deflate; s3cret"_s;
    facts.requestHead = "GET /s3cret HTTP/1.1\r\nAuthorization: Bearer s3cret\r\nCookie: sid=s3cret\r\n\r\n";
    facts.responseHead = "HTTP/1.1 101 Ok\r\nSet-Cookie: sid=s3cret\r\n\r\n";
    facts.failureBody = "s3cret";
    facts.localAddress = u"s3cret"_s;
    facts.remoteAddress = u"s3cret"_s;
    facts.closeCode = 4401;
    facts.closeReason = u"s3cret"_s;
    facts.outcome = {EndCause::None, u"s3cret"_s, u"s3cret"_s, u"s3cret"_s, {u"s3cret"_s}};
    facts.tls = TlsFacts{u"TLS 1.3"_s, u"TLS_AES_256_GCM_SHA384"_s, {}, {u"s3cret"_s}};
    return facts;
}

} // namespace

class TestDiagnostics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void tellsWhatIsAskedForFirst();
    void tellsHowTheConnectionStands();
    void tellsSettingsThatAreChoices();
    void tellsNoSecret();

private:
    OwnSettings m_settings;
};

void TestDiagnostics::tellsWhatIsAskedForFirst()
{
    const QStringList lines = diagnostics({}).split(u'\n');
    QCOMPARE(lines[0], u"Framescope %1"_s.arg(QStringLiteral(FRAMESCOPE_VERSION)));
    QCOMPARE(lines[1], u"Qt %1, built with %2"_s.arg(QLatin1StringView(qVersion()), u"" QT_VERSION_STR ""_s));
    QVERIFY2(lines[2].startsWith(u"TLS library: OpenSSL 3"), qPrintable(lines[2]));
    QVERIFY2(lines[3].startsWith(u"SQLite 3."), qPrintable(lines[3]));
    QVERIFY2(lines[4].contains(QSysInfo::prettyProductName()), qPrintable(lines[4]));
    QVERIFY2(lines[5].startsWith(u"Window system: offscreen; screens: "), qPrintable(lines[5]));
    QVERIFY(lines.contains(u"Connection: none"_s));
}

void TestDiagnostics::tellsHowTheConnectionStands()
{
    const QString text = diagnostics(facts());
    QVERIFY2(text.contains(u"\nConnection: 3, attempt 2, closed\nScheme: wss\nTLS: TLS 1.3, "
                           "TLS_AES_256_GCM_SHA384\nCompression: agreed\nClose code: 4401, not clean\n"),
        qPrintable(text));
}

void TestDiagnostics::tellsSettingsThatAreChoices()
{
    Panes::textSizeSetting().set(14);
    UsualOptions::settings().connectMs.set(3000);
    const QString text = diagnostics({});
    QVERIFY2(text.contains(u"\nSetting window/text-size: 14\n"), qPrintable(text));
    QVERIFY2(text.contains(u"\nSetting connection/connect-ms: 3000\n"), qPrintable(text));
}

void TestDiagnostics::tellsNoSecret()
{
    UsualOptions::settings().userAgent.set(u"5417"_s);
    AddressHistory().remember(u"wss://s3cret.example/?token=1"_s);
    AcceptedCertificates().set(u"wss://s3cret.example/"_s, {u"5ec3e7"_s});
    CodeNames().set(u"wss://s3cret.example/"_s, 4401, u"s3cret"_s);
    QSettings().setValue(u"foreign/key"_s, 5);
    QSettings().setValue(u"connection/list"_s, QStringList{u"7"_s, u"8"_s});
    const QString text = diagnostics(facts());
    QVERIFY2(!text.contains(u"s3cret"), qPrintable(text));
    QVERIFY2(!text.contains(u"5ec3e7"), qPrintable(text));
    QVERIFY2(!text.contains(u"5417"), qPrintable(text));
    QVERIFY2(!text.contains(u"foreign"), qPrintable(text));
    QVERIFY2(!text.contains(u"example"), qPrintable(text));
}

QTEST_MAIN(TestDiagnostics)
#include "tst_diagnostics.moc"
