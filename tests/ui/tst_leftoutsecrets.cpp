// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/fulldraft.h"
#include "ui/draftjson.h"
#include "ui/leftoutsecrets.h"

#include <QJsonDocument>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;
using framescope::test::fullDraft;
using Field = ConnectionDraft::Field;

namespace {

const QString jwt = u"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl"_s;
const QString url = u"ws://h/feed"_s;

ConnectionDraft kept(const ConnectionDraft &draft)
{
    return withoutSecrets(draft, url);
}

QStringList sentences(const ConnectionDraft &draft)
{
    QStringList all;
    for (const ConnectionDraft::Problem &problem : leftOutProblems(draft))
        all.append(problem.error.toString());
    return all;
}

} // namespace

class TestLeftOutSecrets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noSecretIsLeft();
    void whatIsNoneStays();
    void aTokenIsOneWhateverItsName_data();
    void aTokenIsOneWhateverItsName();
    void aTokenAsSubprotocolIsLeftOut();
    void whatIsMissingIsSaid();
    void onlyWhatTakesPartIsMissing();
    void keptOnceMoreItIsTheSame();
    void whatIsTypedIsNoLongerMissing();
    void emptyCanBeMeant();
    void aVariableSaysWhichSecretAndStays();
    void aBodyIsLeftOutForWhatIsInIt_data();
    void aBodyIsLeftOutForWhatIsInIt();
    void theAddressIsAskedFor_data();
    void theAddressIsAskedFor();
};

void TestLeftOutSecrets::noSecretIsLeft()
{
    const QByteArray bytes = QJsonDocument(toJson(kept(fullDraft()))).toJson();
    QVERIFY2(!bytes.contains("s3cret"), bytes.constData());
    QVERIFY(QJsonDocument(toJson(fullDraft())).toJson().contains("s3cret")); // this is how it would look
}

void TestLeftOutSecrets::whatIsNoneStays()
{
    const ConnectionDraft draft = kept(fullDraft());
    QCOMPARE(draft.headers[0], fullDraft().headers[0]);
    QCOMPARE(draft.query, fullDraft().query);
    QCOMPARE(draft.user, u"ann"_s);
    QCOMPARE(draft.plain.proxy.user, u"bob"_s);
    QCOMPARE(draft.key.path, u"/tmp/client.key"_s);
    QCOMPARE(draft.plain.protocols, fullDraft().plain.protocols);
    QVERIFY(sentences(kept({})).isEmpty());
}

void TestLeftOutSecrets::aTokenIsOneWhateverItsName_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("JWT") << jwt;
    QTest::newRow("bearer") << u"Bearer abc"_s;
    QTest::newRow("basic") << u"basic YTpi"_s;
    QTest::newRow("address with login") << u"https://ann:pw@h/"_s;
    QTest::newRow("address with token") << u"https://h/?token=abc"_s;
}

void TestLeftOutSecrets::aTokenIsOneWhateverItsName()
{
    QFETCH(QString, value);
    ConnectionDraft draft;
    draft.headers = {{true, u"X-Data"_s, value, u"typed"_s, false}};
    QVERIFY(kept(draft).headers[0].isLeftOut);
    QVERIFY(kept(draft).headers[0].value.isEmpty());
}

void TestLeftOutSecrets::aTokenAsSubprotocolIsLeftOut()
{
    ConnectionDraft draft;
    draft.plain.protocols = {u"chat"_s, jwt};
    QCOMPARE(kept(draft).plain.protocols, QStringList(u"chat"_s));
    QCOMPARE(kept(draft).leftOut, QList{Field::Protocols});
}

void TestLeftOutSecrets::whatIsMissingIsSaid()
{
    ConnectionDraft draft = fullDraft();
    draft.headers[1].on = true;
    const QString why = u"secrets stay out of the library."_s;
    QCOMPARE(sentences(kept(draft)),
        (QStringList{u"The value of \"Authorization\" is not saved: %1 (header 2) Type it again."_s.arg(why),
            u"The value of \"sid\" is not saved: %1 (cookie 1) Type it again."_s.arg(why),
            u"The value of \"X-Api-Key\" is not saved: %1 (header 1) Type it again."_s.arg(why),
            u"The password is not saved: %1 Type it again."_s.arg(why),
            u"The password of the key is not saved: %1 Type it again."_s.arg(why),
            u"The password of the proxy is not saved: %1 Type it again."_s.arg(why),
            u"A secret in the address of the sign-in is not saved: %1 Type it again."_s.arg(why),
            u"The body of the sign-in is not saved: %1 Type it again."_s.arg(why)}));
    QCOMPARE(kept(draft).problems().first().error.what, leftOutProblems(kept(draft)).first().error.what);
}

void TestLeftOutSecrets::onlyWhatTakesPartIsMissing()
{
    ConnectionDraft draft = kept(fullDraft());
    draft.auth = ConnectionDraft::Auth::None;
    draft.certificate = {};
    draft.plain.proxy.kind = ProxyOptions::Kind::None;
    draft.cookies[0].on = false;
    draft.signIn.on = false;
    QVERIFY(sentences(draft).isEmpty());
    draft.auth = ConnectionDraft::Auth::Bearer;
    QCOMPARE(sentences(draft).size(), 1);
}

void TestLeftOutSecrets::keptOnceMoreItIsTheSame()
{
    const ConnectionDraft once = kept(fullDraft());
    QCOMPARE(toJson(kept(once)), toJson(once));
}

void TestLeftOutSecrets::whatIsTypedIsNoLongerMissing()
{
    const ConnectionDraft before = kept(fullDraft());
    ConnectionDraft draft = before;
    draft.password = u"x"_s;
    takeTyped(draft, before);
    QVERIFY(!draft.isLeftOut(Field::Password));
    QVERIFY(draft.isLeftOut(Field::ProxyPassword));
}

void TestLeftOutSecrets::emptyCanBeMeant()
{
    ConnectionDraft draft = withoutSecrets(fullDraft(), u"ws://a:b@h/?token=x"_s);
    QVERIFY(leftOutCount(draft) > 2);
    draft.forgetLeftOut();
    QCOMPARE(leftOutCount(draft), 0);
    QVERIFY(checkAddressIsWhole(u"ws://h/?token="_s, draft));
}

void TestLeftOutSecrets::aVariableSaysWhichSecretAndStays()
{
    ConnectionDraft draft = fullDraft();
    draft.headers[1].value = u"Bearer ${token}"_s;
    draft.cookies[0].value = u"${sid}"_s;
    draft.query = {{true, u"token"_s, u"${a}${b}"_s, {}}};
    for (QString *text : {&draft.password, &draft.token, &draft.plain.tls.clientPassword,
             &draft.plain.proxy.password, &draft.signIn.headers[0].value, &draft.signIn.body})
        *text = u"${secret}"_s;
    draft.signIn.url = u"https://login.example/?token=${secret}"_s;
    QCOMPARE(sentences(kept(draft)), QStringList());
    QCOMPARE(toJson(kept(draft)), toJson(draft));
    draft.password = u"${secret}1"_s; // half of it is one
    QCOMPARE(kept(draft).leftOut, QList{Field::Password});
    QCOMPARE(withoutSecrets(u"ws://h/?token=${token}&key=x"_s), u"ws://h/?token=${token}&key="_s);
}

void TestLeftOutSecrets::aBodyIsLeftOutForWhatIsInIt_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<bool>("isLeftOut");
    QTest::newRow("form") << u"user=ann&password=x"_s << true;
    QTest::newRow("form with a variable") << u"user=ann&password=${pw}"_s << false;
    QTest::newRow("JSON") << uR"({"user": "ann", "client_secret" : "x"})"_s << true;
    QTest::newRow("JSON with a variable") << uR"({"user": "ann", "password": "${pw}"})"_s << false;
    QTest::newRow("without a secret") << u"grant_type=client"_s << false;
    QTest::newRow("a token under any name") << u"x="_s + jwt << true;
    QTest::newRow("cannot be read") << u"hunter2"_s << true;
    QTest::newRow("empty") << u" "_s << false;
}

void TestLeftOutSecrets::aBodyIsLeftOutForWhatIsInIt()
{
    QFETCH(QString, body);
    ConnectionDraft draft;
    draft.signIn.body = body;
    QTEST(kept(draft).isLeftOut(Field::SignInBody), "isLeftOut");
}

void TestLeftOutSecrets::theAddressIsAskedFor_data()
{
    QTest::addColumn<QString>("saved");
    QTest::addColumn<QString>("opened");
    QTest::addColumn<QString>("sentence"); // empty: it can be used so
    const auto row = [](const char *saved, const char *opened, const QString &sentence) {
        QTest::newRow(opened) << QString::fromLatin1(saved) << QString::fromLatin1(opened) << sentence;
    };
    const QString why = u"is not saved: secrets stay out of the library."_s;
    row("ws://h/?a=1&token=x", "ws://h/?a=1&token=",
        u"The value of \"token\" in the address %1 (character 18) Type it again."_s.arg(why));
    row("ws://h/?a=1&token=x", "ws://h/?a=1&token=y", {});
    row("ws://h/?a=1&token=x", "ws://h/?a=1", {});
    row("ws://h/?a=1&token=x", "ws://h/?a=", {}); // it was no secret
    row("ws://ann:pw@h/", "ws://h/", u"The login of the address %1 (character 6) Type it again."_s.arg(why));
    row("ws://ann:pw@h/", "ws://ann:x@h/", {});
}

void TestLeftOutSecrets::theAddressIsAskedFor()
{
    QFETCH(QString, saved);
    QFETCH(QString, opened);
    QFETCH(QString, sentence);
    const auto whole = checkAddressIsWhole(opened, withoutSecrets(ConnectionDraft(), saved));
    QCOMPARE(whole ? QString() : whole.error().toString(), sentence);
}

QTEST_GUILESS_MAIN(TestLeftOutSecrets)
#include "tst_leftoutsecrets.moc"
