// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/jwt.h"

#include "support/worktimer.h"

#include <QTest>

using namespace framescope;

namespace {

QByteArray part(const QByteArray &json)
{
    return json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray token(const QByteArray &claims, const QByteArray &header = R"({"alg":"HS256","typ":"JWT"})")
{
    return part(header) + "." + part(claims) + ".c2lnbmVk";
}

} // namespace

class TestJwt : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isFoundWhereverItStands_data();
    void isFoundWhereverItStands();
    void claimsAreRead();
    void oddClaimsAreLeftOut();
    void theExampleOfTheRfc();
    void whatIsNoTokenIsNotFound_data();
    void whatIsNoTokenIsNotFound();
    void severalAreFound();
    void searchIsQuick();
};

void TestJwt::isFoundWhereverItStands_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("alone") << QByteArray() << QByteArray();
    QTest::newRow("header") << QByteArray("Authorization: Bearer ") << QByteArray("\r\n");
    QTest::newRow("query") << QByteArray("GET /?token=") << QByteArray("&a=b HTTP/1.1\r\n");
    QTest::newRow("JSON") << QByteArray("{\"t\":\"") << QByteArray("\"}");
    QTest::newRow("behind what begins like one") << QByteArray("eyes see ey. ") << QByteArray(" ");
}

void TestJwt::isFoundWhereverItStands()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const QByteArray jwt = token(R"({"sub":"a"})");
    const auto found = Jwt::findIn(QByteArray(before + jwt + after));
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found.front().begin, before.size());
    QCOMPARE(found.front().end, before.size() + jwt.size());
    QCOMPARE(found.front().claims, QByteArray(R"({"sub":"a"})"));
    QCOMPARE(found.front().header, QByteArray(R"({"alg":"HS256","typ":"JWT"})"));
}

void TestJwt::claimsAreRead()
{
    const auto found = Jwt::findIn(token(
        R"({ "iss" : "https:\/\/login.example", "sub":"user-17", "exp":1764000000.9, "nbf":1, "iat":-5 })"));
    QCOMPARE(found.size(), std::size_t(1));
    const Jwt &jwt = found.front();
    QCOMPARE(jwt.algorithm, QStringLiteral("HS256"));
    QCOMPARE(jwt.issuer, QStringLiteral("https://login.example"));
    QCOMPARE(jwt.subject, QStringLiteral("user-17"));
    QCOMPARE(jwt.expires, std::optional<qint64>(1'764'000'000));
    QCOMPARE(jwt.notBefore, std::optional<qint64>(1));
    QCOMPARE(jwt.issued, std::optional<qint64>(-5));
}

void TestJwt::oddClaimsAreLeftOut()
{
    const auto found = Jwt::findIn(token(R"({"iss":7,"sub":{"a":1},"exp":"soon","nbf":1e300,"x":{"iat":1}})"));
    QCOMPARE(found.size(), std::size_t(1));
    QVERIFY(found.front().issuer.isEmpty() && found.front().subject.isEmpty());
    QVERIFY(!found.front().expires && !found.front().notBefore && !found.front().issued);
}

// RFC 7519, 3.1: with line ends in header and claims.
void TestJwt::theExampleOfTheRfc()
{
    const auto found = Jwt::findIn("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
                                   "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLm"
                                   "NvbS9pc19yb290Ijp0cnVlfQ."
                                   "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found.front().issuer, QStringLiteral("joe"));
    QCOMPARE(found.front().expires, std::optional<qint64>(1'300'819'380));
}

void TestJwt::whatIsNoTokenIsNotFound_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray header = part(R"({"alg":"none"})");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("two parts") << header + "." + part("{}");
    QTest::newRow("claims that are no object") << header + "." + part("[1]") + ".c2ln";
    QTest::newRow("broken claims") << header + "." + part("{\"a\":") + ".c2ln";
    QTest::newRow("broken header") << part("{\"alg\"") + "." + part("{}") + ".c2ln";
    QTest::newRow("claims of another alphabet") << header + ".e30+." + "c2ln";
    QTest::newRow("inside of a word") << "x" + token("{}");
    QTest::newRow("far too long") << header + "." + QByteArray(Jwt::LongestToken + 1, 'e') + ".c2ln";
}

void TestJwt::whatIsNoTokenIsNotFound()
{
    QFETCH(QByteArray, text);
    QVERIFY(Jwt::findIn(text).empty());
}

void TestJwt::severalAreFound()
{
    const QByteArray unsignedOne = part(R"({"alg":"none"})") + "." + part("{}") + ".";
    const QByteArray text = token("{}") + " " + unsignedOne + " " + token("{\"sub\":\"c\"}");
    const auto found = Jwt::findIn(text);
    QCOMPARE(found.size(), std::size_t(3));
    QCOMPARE(found[1].algorithm, QStringLiteral("none"));
    QCOMPARE(found[2].subject, QStringLiteral("c"));
    QCOMPARE(Jwt::findIn(text, 2).size(), std::size_t(2));
}

// However hostile the text is: no byte is looked at more than a few times.
void TestJwt::searchIsQuick()
{
    const test::WorkTimer timer;
    QVERIFY(Jwt::findIn(QByteArray("eyey.").repeated(50 << 10)).empty());
    QVERIFY(Jwt::findIn(QByteArray("ey").repeated(128 << 10)).empty());
    // Some 10 ms; by the square of the length it would be minutes.
    QVERIFY2(timer.ms() < 2000, qPrintable(QString::number(timer.ms())));
}

QTEST_MAIN(TestJwt)
#include "tst_jwt.moc"
