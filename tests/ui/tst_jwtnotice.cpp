// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "ui/jwtnotice.h"

#include <QPushButton>
#include <QTest>

using namespace framescope;

namespace {

QByteArray token(const QByteArray &claims)
{
    const auto part = [](const QByteArray &json) {
        return json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    return part(R"({"alg":"HS256"})") + "." + part(claims) + ".c2lnbmVk";
}

} // namespace

class TestJwtNotice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_notice.reset(); }
    void isThereWhileThereIsAToken();
    void unfoldsToTheClaims();
    void staysUnfoldedFromOneToTheNext();
    void severalAreCounted();
    void longBytesAreSearchedInAnotherThread();

private:
    std::unique_ptr<JwtNotice> m_notice;
};

void TestJwtNotice::init()
{
    m_notice = std::make_unique<JwtNotice>();
    m_notice->setClock([] { return 1000; });
    m_notice->resize(480, 200);
}

void TestJwtNotice::isThereWhileThereIsAToken()
{
    m_notice->setBytes("no token", jwtwords::Where::Text);
    QVERIFY(m_notice->isHidden());
    m_notice->setBytes("a " + token(R"({"exp":1060})"), jwtwords::Where::Text);
    QVERIFY(!m_notice->isHidden());
    QVERIFY2(m_notice->sentence().startsWith(u"JWT at byte 2: expires in 1 min"),
        qPrintable(m_notice->sentence()));
    m_notice->setBytes({}, jwtwords::Where::Text);
    QVERIFY(m_notice->isHidden());
    QCOMPARE(m_notice->sentence(), QString());
}

void TestJwtNotice::unfoldsToTheClaims()
{
    m_notice->setBytes(token(R"({"sub":"a"})"), jwtwords::Where::Text);
    QVERIFY(m_notice->claims().isEmpty());
    m_notice->findChild<QPushButton *>()->click();
    QCOMPARE(m_notice->claims(), QByteArray("{\n  \"alg\": \"HS256\"\n}\n{\n  \"sub\": \"a\"\n}"));
    m_notice->findChild<QPushButton *>()->click();
    QVERIFY(m_notice->claims().isEmpty());
}

void TestJwtNotice::staysUnfoldedFromOneToTheNext()
{
    m_notice->setBytes(token(R"({"sub":"a"})"), jwtwords::Where::Text);
    m_notice->setUnfolded(true);
    m_notice->setBytes("none", jwtwords::Where::Text);
    QVERIFY(m_notice->claims().isEmpty());
    m_notice->setBytes(token(R"({"sub":"b"})"), jwtwords::Where::Text);
    QVERIFY(m_notice->claims().contains("\"b\""));
}

void TestJwtNotice::severalAreCounted()
{
    m_notice->setBytes(token("{}") + " " + token(R"({"sub":"b"})"), jwtwords::Where::Text);
    QVERIFY2(m_notice->sentence().endsWith(u"1 more below."), qPrintable(m_notice->sentence()));
    m_notice->setUnfolded(true);
    QVERIFY(m_notice->claims().contains("\"b\""));
}

void TestJwtNotice::longBytesAreSearchedInAnotherThread()
{
    m_notice->setBytes(QByteArray(500 << 10, ' ') + token("{}"), jwtwords::Where::Text);
    QVERIFY(m_notice->isHidden());
    QTRY_VERIFY(!m_notice->isHidden());
    m_notice->setBytes(QByteArray(JwtNotice::MostSearched, ' ') + token("{}"), jwtwords::Where::Text);
    m_notice->setBytes("none", jwtwords::Where::Text); // what came of it is not heard of
    QVERIFY(m_notice->isHidden());
}

QTEST_MAIN(TestJwtNotice)
#include "tst_jwtnotice.moc"
