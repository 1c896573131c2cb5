// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/secrets.h"

#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

class TestSecrets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
    void headers();
    void urls_data();
    void urls();
    void values();
};

void TestSecrets::names_data()
{
    QTest::addColumn<bool>("secret");
    for (const char *name : {"token", "access_token", "accessToken", "X-Auth-Token", "key", "api_key",
             "apikey", "apiKey", "X-Api-Key", "X-Amz-Signature", "sig", "password", "passwd", "pwd", "auth",
             "jwt", "client_secret", "Authorization", "Proxy-Authorization", "sid", "sessionId"})
        QTest::newRow(name) << true;
    for (const char *name :
        {"room", "author", "keyboard", "monkey", "v", "design", "compass", "X-Trace", "sequence", ""})
        QTest::newRow(name) << false;
}

void TestSecrets::names()
{
    QTEST(secrets::isName(QString::fromLatin1(QTest::currentDataTag())), "secret");
}

void TestSecrets::headers()
{
    QVERIFY(secrets::isHeader(u"cookie"));
    QVERIFY(secrets::isHeader(u"Authorization"));
    QVERIFY(secrets::isHeader(u"X-Api-Key"));
    QVERIFY(!secrets::isHeader(u"Sec-WebSocket-Key"));
    QVERIFY(!secrets::isHeader(u"Accept"));
}

void TestSecrets::urls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("hidden");
    const auto row = [](const QString &url, const QString &hidden) {
        QTest::newRow(qPrintable(url)) << url << hidden;
    };
    row(u"wss://h/x?room=7"_s, u"wss://h/x?room=7"_s);
    row(u"wss://h/x?token=abc&room=7"_s, u"wss://h/x?token=*&room=7"_s);
    row(u"wss://h/x?room=7&api_key=abc#here"_s, u"wss://h/x?room=7&api_key=*#here"_s);
    row(u"wss://h/x?v=eyJhbGciOiJ.eyJzdWIi.x"_s, u"wss://h/x?v=*"_s);
    row(u"wss://h/x?token="_s, u"wss://h/x?token="_s);
    row(u"wss://me:pw@h/x@y?token"_s, u"wss://h/x@y?token"_s);
    row(u"wss://me:p@w@h/"_s, u"wss://h/"_s);
    row(u"wss:///me:pw@h/"_s, u"wss:///h/"_s);
    row(u" wss:me:pw@h/"_s, u" wss:h/"_s);
    row(u"wss:\\\\me:pw@h\\x@y"_s, u"wss:\\\\h\\x@y"_s);
    row(u"wss:me@//you:pw@h/x"_s, u"wss:h/x"_s);
    row(u"/x?token=a=b"_s, u"/x?token=*"_s);
    row(u"/x?token=${token}&sid=${a}${b}&key=k${a}"_s,
        u"/x?token=${token}&sid=${a}${b}&key=*"_s); // names no value
}

void TestSecrets::urls()
{
    QFETCH(const QString, url);
    QTEST(secrets::hidden(url, u"*"), "hidden");
}

void TestSecrets::values()
{
    const QStringList all{u"a b/c"_s, u"a b/c2"_s, u"x#y"_s};
    const QString dots = secrets::Dots.toString();
    QCOMPARE(secrets::withoutValues(u"1 a b/c2 2 a b/c 3 a%20b%2Fc 4 a%20b/c 5"_s, all),
        u"1 %1 2 %1 3 %1 4 %1 5"_s.arg(dots));
    QCOMPARE(secrets::notQuoting(u"It has \"#y\", \"b\" and \"z\"."_s, all),
        u"It has \"%1\", \"%1\" and \"z\"."_s.arg(dots));
    QVERIFY(secrets::isOnlyVariables(u"Bearer ${a}"_s) && !secrets::isOnlyVariables(u"Bearer ${a}b"_s));
}

QTEST_APPLESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
