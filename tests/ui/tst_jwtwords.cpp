// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/jwtwords.h"

#include <QTest>

using namespace framescope;

namespace {

constexpr qint64 Now = 1'764'000'000; // 2025-11-24 16:00:00 UTC

} // namespace

class TestJwtWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void saysHowLongItIsValid_data();
    void saysHowLongItIsValid();
    void saysWhoseItIs();
    void saysWhereItStands_data();
    void saysWhereItStands();
};

void TestJwtWords::initTestCase()
{
    qputenv("TZ", "UTC");
}

void TestJwtWords::saysHowLongItIsValid_data()
{
    QTest::addColumn<qint64>("expires"); // seconds from now; 0: no such claim
    QTest::addColumn<qint64>("notBefore");
    QTest::addColumn<QString>("words");
    QTest::newRow("never") << qint64(0) << qint64(0) << "does not expire";
    QTest::newRow("ago") << qint64(-720) << qint64(0) << "expired 12 min ago (15:48:00)";
    QTest::newRow("days ago") << qint64(-3 * 86400) << qint64(0) << "expired 3 days ago (2025-11-21 16:00:00)";
    QTest::newRow("soon") << qint64(90) << qint64(-5) << "expires in 1 min 30 s (16:01:30)";
    QTest::newRow("not yet") << qint64(7200) << qint64(60) << "valid only in 1 min 0 s (16:01:00)";
}

void TestJwtWords::saysHowLongItIsValid()
{
    QFETCH(qint64, expires);
    QFETCH(qint64, notBefore);
    Jwt jwt;
    if (expires != 0)
        jwt.expires = Now + expires;
    if (notBefore != 0)
        jwt.notBefore = Now + notBefore;
    QTEST(jwtwords::validity(jwt, Now), "words");
}

void TestJwtWords::saysWhoseItIs()
{
    Jwt jwt;
    QCOMPARE(jwtwords::sentence(jwt, QStringLiteral("at $.t"), Now),
        QStringLiteral("JWT at $.t: does not expire."));
    jwt.subject = QStringLiteral("user-17");
    jwt.issuer = QStringLiteral("https://login.example");
    jwt.algorithm = QStringLiteral("HS256");
    QCOMPARE(jwtwords::sentence(jwt, QStringLiteral("in Authorization"), Now),
        QStringLiteral(
            "JWT in Authorization: does not expire. Subject user-17, issuer https://login.example, "
            "HS256."));
}

void TestJwtWords::saysWhereItStands_data()
{
    QTest::addColumn<QByteArray>("bytes"); // the token stands where the * is
    QTest::addColumn<jwtwords::Where>("where");
    QTest::addColumn<QString>("place");
    using jwtwords::Where;
    QTest::newRow("header") << QByteArray("GET / HTTP/1.1\r\nAuthorization: Bearer *\r\n") << Where::Head
                            << "in Authorization";
    QTest::newRow("query") << QByteArray("GET /?t=* HTTP/1.1\r\n") << Where::Head << "in the address";
    QTest::newRow("JSON") << QByteArray("{\"a\":[1,{\"t\":\"*\"}]}") << Where::Json << "at $.a[1].t";
    QTest::newRow("text") << QByteArray("token *") << Where::Text << "at byte 6";
}

void TestJwtWords::saysWhereItStands()
{
    QFETCH(QByteArray, bytes);
    QFETCH(jwtwords::Where, where);
    Jwt jwt;
    jwt.begin = bytes.indexOf('*');
    jwt.end = jwt.begin + 1;
    QTEST(jwtwords::place(jwt, bytes, where), "place");
}

QTEST_MAIN(TestJwtWords)
#include "tst_jwtwords.moc"
