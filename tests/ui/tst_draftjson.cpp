// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/fulldraft.h"
#include "ui/draftjson.h"

#include <QJsonDocument>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;
using framescope::test::fullDraft;

namespace {

QJsonObject object(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

// There and back, through bytes.
ConnectionDraft returned(const ConnectionDraft &draft)
{
    const QByteArray bytes = QJsonDocument(toJson(draft)).toJson();
    const auto read = draftFromJson(QJsonDocument::fromJson(bytes).object());
    return read ? *read : ConnectionDraft();
}

} // namespace

class TestDraftJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaultsAreNothing();
    void everyFieldOfADraftReturns();
    void everyOptionReturns();
    void whatIsLeftOutReturns();
    void theOfferReturns_data();
    void theOfferReturns();
    void aWindowWithoutBitsIsTheLargest();
    void saysWhatCannotBeMeant_data();
    void saysWhatCannotBeMeant();
    void passesOverWhatItDoesNotKnow();
};

void TestDraftJson::defaultsAreNothing()
{
    QCOMPARE(toJson({}), QJsonObject());
    QCOMPARE(returned({}).differences({}), 0);
}

// A field more than these does not compile: it is to be kept too, or to be said why not.
void TestDraftJson::everyFieldOfADraftReturns()
{
    const ConnectionDraft draft = fullDraft();
    const auto &[headers, query, cookies, origin, userAgent, auth, user, password, token, signIn, ca,
        certificate, key, plain, leftOut, leftOutOfAddress] = returned(draft);
    QCOMPARE(headers, draft.headers);
    QCOMPARE(query, draft.query);
    QCOMPARE(cookies, draft.cookies);
    QCOMPARE(origin, draft.origin);
    QCOMPARE(userAgent, draft.userAgent);
    QCOMPARE(auth, draft.auth);
    QCOMPARE(user, draft.user);
    QCOMPARE(password, draft.password);
    QCOMPARE(token, draft.token);
    QCOMPARE(signIn, draft.signIn);
    QCOMPARE(ca, draft.ca);
    QCOMPARE(certificate, draft.certificate);
    QCOMPARE(key, draft.key);
    QCOMPARE(leftOut, draft.leftOut);
    QCOMPARE(leftOutOfAddress, draft.leftOutOfAddress);
    QVERIFY(plain.url.isEmpty());
}

void TestDraftJson::everyOptionReturns()
{
    const ConnectionOptions draft = fullDraft().plain;
    const auto &[url, protocols, headers, origin, deflate, rules, policy, binaryType, timeouts, tls, proxy,
        connectTo, family, keepalive, pingAnswer, reconnect, signIn, echo, deliveryLimit, inflateLimit,
        sendLimit] = returned(fullDraft()).plain;
    QVERIFY(url.isEmpty() && headers.isEmpty() && origin.isEmpty() && !signIn); // made of the draft
    QVERIFY(!echo);                                                             // of the command line
    QCOMPARE(protocols, draft.protocols);
    QVERIFY(deflate == draft.deflate);
    QCOMPARE(rules, draft.rules);
    QCOMPARE(policy, draft.policy);
    QVERIFY(binaryType == draft.binaryType);
    const auto &[connect, tlsTime, handshake, close] = timeouts;
    QCOMPARE((QList{connect, tlsTime, handshake, close}), (QList{1, 2, 3, 4}));
    const auto &[extraCa, certificate, key, password, minimum, accepted, acceptAnything, serverName] = tls;
    QVERIFY(extraCa.isEmpty() && certificate.isEmpty() && key.isEmpty()); // in files
    QVERIFY(accepted.isEmpty() && !acceptAnything);                       // of the host; of tests
    QCOMPARE(password, draft.tls.clientPassword);
    QCOMPARE(minimum, draft.tls.minimum);
    QCOMPARE(serverName, draft.tls.serverName);
    const auto &[proxyKind, proxyHost, proxyPort, proxyUser, proxyPassword] = proxy;
    QCOMPARE(proxyKind, draft.proxy.kind);
    QCOMPARE(proxyPort, draft.proxy.port);
    QCOMPARE((QStringList{proxyHost, proxyUser, proxyPassword}),
        (QStringList{draft.proxy.host, draft.proxy.user, draft.proxy.password}));
    const auto &[toHost, toPort] = connectTo;
    QCOMPARE(toHost, draft.connectTo.host);
    QCOMPARE(toPort, draft.connectTo.port);
    QCOMPARE(family, draft.family);
    const auto &[interval, misses] = keepalive;
    QCOMPARE((QList{interval, misses}), (QList{25'000, 3}));
    const auto &[pingKind, pingDelay, payload] = pingAnswer;
    QCOMPARE(pingKind, draft.pingAnswer.kind);
    QCOMPARE(pingDelay, draft.pingAnswer.delay);
    QCOMPARE(payload, draft.pingAnswer.payload);
    const auto &[on, delay, factor, maxDelay, jitter, attempts] = reconnect;
    QCOMPARE((QList<double>{double(on), double(delay), factor, double(maxDelay), jitter, double(attempts)}),
        (QList<double>{1, 6, 1.5, 7, 0.25, 8}));
    QCOMPARE(deliveryLimit, draft.deliveryLimit);
    QCOMPARE(inflateLimit, draft.inflateLimit);
    QCOMPARE(sendLimit, draft.sendLimit);
}

void TestDraftJson::whatIsLeftOutReturns()
{
    using Field = ConnectionDraft::Field;
    ConnectionDraft draft;
    draft.headers = {{true, u"Authorization"_s, {}, u"curl"_s, true}};
    draft.leftOut = {Field::Password, Field::Token, Field::Origin, Field::Protocols, Field::KeyPassword,
        Field::ProxyPassword};
    draft.leftOutOfAddress = {QString(), u"token"_s};
    QCOMPARE(returned(draft).headers, draft.headers);
    QCOMPARE(returned(draft).leftOut, draft.leftOut);
    QCOMPARE(returned(draft).leftOutOfAddress, draft.leftOutOfAddress);
}

void TestDraftJson::theOfferReturns_data()
{
    QTest::addColumn<std::optional<DeflateParameters>>("offer");
    const auto row = [](const char *name, const std::optional<DeflateParameters> &offer) {
        QTest::newRow(name) << offer;
    };
    row("none", {});
    row("bare", DeflateParameters());
    row("that of browsers", DeflateParameters::browserOffer());
    row("that of browsers and more", DeflateParameters{true, false, 15, {}, true});
    row("all", DeflateParameters{true, true, 8, 9, true});
}

void TestDraftJson::theOfferReturns()
{
    QFETCH(std::optional<DeflateParameters>, offer);
    ConnectionDraft draft;
    draft.plain.deflate = offer;
    QVERIFY(returned(draft).plain.deflate == offer);
}

void TestDraftJson::aWindowWithoutBitsIsTheLargest()
{
    const auto draft = draftFromJson(object(R"({"deflate":{"server max window":{}}})"));
    QVERIFY(draft);
    QCOMPARE(draft->plain.deflate->serverMaxWindowBits, std::optional(15));
}

void TestDraftJson::saysWhatCannotBeMeant_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *json, const QString &sentence) {
        QTest::newRow(json) << QByteArray(json) << sentence;
    };
    row(R"({"origin":7})", u"\"origin\" is not what it should be. (origin) Right is text."_s);
    row(R"({"auth":"oauth"})",
        u"\"auth\" is not what it should be. (auth) Right is \"none\" or \"basic\" or \"bearer\"."_s);
    row(R"({"proxy":{"port":70000}})",
        u"\"port\" is not what it should be. (proxy.port) Right is a number from 0 to 65535."_s);
    row(R"({"headers":[{"name":"A"},{"on":1}]})",
        u"\"on\" is not what it should be. (headers[1].on) Right is true or false."_s);
    row(R"({"cookies":["a=b"]})",
        u"\"cookies\" is not what it should be. (cookies) Right is a list of objects."_s);
    row(R"({"protocols":[1]})",
        u"\"protocols\" is not what it should be. (protocols) Right is a list of texts."_s);
    row(R"({"ping answer":{"payload":"%"}})",
        u"\"payload\" is not what it should be. (ping answer.payload) Right is Base64."_s);
    row(R"({"tls":[]})", u"\"tls\" is not what it should be. (tls) Right is an object."_s);
}

void TestDraftJson::saysWhatCannotBeMeant()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, sentence);
    const auto draft = draftFromJson(object(json.constData()));
    QVERIFY(!draft);
    QCOMPARE(draft.error().toString(), sentence);
}

void TestDraftJson::passesOverWhatItDoesNotKnow()
{
    const auto draft = draftFromJson(object(R"({"origin":"https://a","colour":"red"})"));
    QVERIFY(draft);
    QCOMPARE(draft->origin, u"https://a"_s);
}

QTEST_GUILESS_MAIN(TestDraftJson)
#include "tst_draftjson.moc"
