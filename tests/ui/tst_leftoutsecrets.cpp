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
            u"The password is not saved: %1 Type it again."_s.arg(why),
            u"The password of the key is not saved: %1 Type it again."_s.arg(why),
            u"The password of the proxy is not saved: %1 Type it again."_s.arg(why)}));
    QCOMPARE(kept(draft).problems().first().error.what, leftOutProblems(kept(draft)).first().error.what);
}

void TestLeftOutSecrets::onlyWhatTakesPartIsMissing()
{
    ConnectionDraft draft = kept(fullDraft());
    draft.auth = ConnectionDraft::Auth::None;
    draft.certificate = {};
    draft.plain.proxy.kind = ProxyOptions::Kind::None;
    draft.cookies[0].on = false;
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
