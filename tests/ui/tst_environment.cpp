// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ownsettings.h"
#include "ui/environmentlist.h"
#include "ui/filleddraft.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;
using Field = ConnectionDraft::Field;
using Tab = ConnectionDraft::Tab;

namespace {

const Environment staging{u"id-1"_s, u"Staging"_s, 2, true,
    {{u"host"_s, u"stage.example:8443"_s, false}, {u"token"_s, u"s3cret"_s, true}, {u"empty"_s, {}, false}}};

// As a test reads it: "Request header 2: ${x} has no value in Staging."
QStringList lacks(const FilledDraft &filled)
{
    QStringList all;
    for (const ConnectionDraft::Problem &problem : filled.missing)
        all.append(problem.error.toString());
    return all;
}

} // namespace

// Environments, and what their variables make of a draft.
class TestEnvironment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void keepsAllButSecrets();
    void whatIsDamagedSaysWhere();
    void aSecretWithoutAValueHasNone();
    void anotherWindowKeepsWhatIsSecretHere();
    void whatIsDamagedIsKeptAside();
    void everyFieldIsFilled();
    void anAddressIsCompletedWhenItIsKnown();
    void whatLacksIsSaidAtItsField();
    void withoutAnEnvironmentNothingHasAValue();
    void whatASignInBringsComesLater();
    void whatIsEncodedBeforeASignInIsSaid();
    void aSignInIsFilledBeforeItBringsAnything();

private:
    test::OwnSettings m_settings;
};

void TestEnvironment::keepsAllButSecrets()
{
    const QByteArray json = environmentsToJson({staging});
    QVERIFY2(!json.contains("s3cret"), json.constData());
    const auto read = environmentsFromJson(json);
    QVERIFY(read);
    Environment expected = staging;
    expected.variables[1].value.clear();
    QCOMPARE(read->first(), expected);
    QVERIFY(environmentsFromJson({})->isEmpty());
}

void TestEnvironment::whatIsDamagedSaysWhere()
{
    const auto noJson = environmentsFromJson("{\"environments\": [");
    QVERIFY2(!noJson && noJson.error().where.startsWith(u"character "), "taken");
    const auto wrong = environmentsFromJson(R"({"environments":[{"name":"A"},{"name":7}]})");
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().toString(),
        u"\"name\" is not what it should be. (environments[1].name) Right is text."_s);
    const auto color = environmentsFromJson(R"({"environments":[{"color":{"number":6}}]})");
    QVERIFY(!color);
    QCOMPARE(color.error().remedy, u"Right is a number from 0 to 5."_s);
}

void TestEnvironment::aSecretWithoutAValueHasNone()
{
    Environment environment = staging;
    QCOMPARE(environment.values().value(u"token"_s), u"s3cret"_s);
    QVERIFY(environment.values().has(u"empty"_s)); // empty can be meant
    QCOMPARE(environment.secrets(), QStringList(u"s3cret"_s));
    environment.variables[1].value.clear();
    QVERIFY(!environment.values().has(u"token"_s));
    QVERIFY(environment.secrets().isEmpty());
}

void TestEnvironment::anotherWindowKeepsWhatIsSecretHere()
{
    EnvironmentList mine;
    mine.set({staging});
    mine.setUsual(staging.id);
    EnvironmentList other; // another process: what is in its settings
    QCOMPARE(other.usual(), staging.id);
    QVERIFY(!other.find(staging.id)->values().has(u"token"_s));
    Environments changed = other.all();
    changed[0].variables[0].value = u"elsewhere.example"_s;
    other.set(changed);
    QSignalSpy news(&mine, &EnvironmentList::changed);
    mine.takeStored();
    QCOMPARE(news.count(), 1);
    QCOMPARE(mine.find(staging.id)->values().value(u"host"_s), u"elsewhere.example"_s);
    QCOMPARE(mine.find(staging.id)->values().value(u"token"_s), u"s3cret"_s);
    mine.takeStored();
    QCOMPARE(news.count(), 1);
    other.set({});
    QVERIFY(other.usual().isEmpty());
}

void TestEnvironment::whatIsDamagedIsKeptAside()
{
    QSettings().setValue("environments/all", QByteArray("{\"environments\": 7}"));
    EnvironmentList list;
    QVERIFY(list.all().isEmpty());
    QCOMPARE(list.trouble().value().where, u"environments"_s);
    list.set({staging});
    QVERIFY(!list.trouble());
    QCOMPARE(QSettings().value("environments/damaged").toByteArray(), QByteArray("{\"environments\": 7}"));
}

void TestEnvironment::everyFieldIsFilled()
{
    const auto variable = u"${host}"_s;
    ConnectionDraft draft;
    draft.headers = {{true, u"X-${host}"_s, variable, {}}, {false, u"Off"_s, variable, {}}};
    draft.query = {{true, u"q"_s, variable, {}}};
    draft.cookies = {{true, u"c"_s, variable, {}}};
    draft.auth = ConnectionDraft::Auth::Basic;
    ConnectionOptions &plain = draft.plain;
    plain.protocols = {variable};
    for (QString *text : {&draft.origin, &draft.userAgent, &draft.user, &draft.password,
             &plain.tls.serverName, &plain.tls.clientPassword, &plain.proxy.host, &plain.proxy.user,
             &plain.proxy.password, &plain.connectTo.host})
        *text = variable;
    draft.signIn = {true, u"GET"_s, u"https://${host}/"_s, {{true, u"h"_s, variable, {}}}, variable, {}};

    const FilledDraft filled = filledDraft(u"wss://${host}/"_s, draft, &staging);
    const QString value = u"stage.example:8443"_s;
    QVERIFY(filled.missingNames.isEmpty());
    QCOMPARE(filled.url, u"wss://stage.example:8443/"_s);
    const ConnectionDraft &made = filled.draft;
    QCOMPARE(made.headers[0].name, u"X-"_s + value);
    QCOMPARE(made.headers[1].value, variable); // it does not go
    for (const QString &text : {made.headers[0].value, made.query[0].value, made.cookies[0].value,
             made.plain.protocols[0], made.origin, made.userAgent, made.user, made.password,
             made.plain.tls.serverName, made.plain.tls.clientPassword, made.plain.proxy.host,
             made.plain.proxy.user, made.plain.proxy.password, made.plain.connectTo.host,
             made.signIn.headers[0].value, made.signIn.body})
        QCOMPARE(text, value);
    QCOMPARE(made.signIn.url, u"https://stage.example:8443/"_s);
}

void TestEnvironment::anAddressIsCompletedWhenItIsKnown()
{
    Environment local = staging;
    local.variables[0].value = u"localhost:9001"_s;
    QCOMPARE(filledDraft(u"${host}/x"_s, {}, &local).url, u"ws://localhost:9001/x"_s);
    QCOMPARE(filledDraft(u"${host}/x"_s, {}, &staging).url, u"wss://stage.example:8443/x"_s);
    local.variables[0].value = u"ws://h:1"_s;
    QCOMPARE(filledDraft(u"${host}/x"_s, {}, &local).url, u"ws://h:1/x"_s);
}

void TestEnvironment::whatLacksIsSaidAtItsField()
{
    ConnectionDraft draft;
    draft.headers = {{true, u"A"_s, u"1"_s, {}}, {true, u"B"_s, u"${none}"_s, {}}};
    draft.plain.connectTo.host = u"${other}"_s; // no host as it stands: not said besides
    const FilledDraft filled = filledDraft(u"ws://h/${none}/${token}"_s, draft, &staging);
    QCOMPARE(filled.missingNames, QStringList({u"none"_s, u"other"_s}));
    QCOMPARE(filled.missingInUrl->toString(), u"${none} has no value in Staging. (character 8)"_s);
    QCOMPARE(lacks(filled),
        QStringList(
            {u"${none} has no value in Staging. (header 2)"_s, u"${other} has no value in Staging."_s}));
    const auto problems = filled.problems();
    QCOMPARE(problems.size(), 2);
    QCOMPARE(problems[0].row, 1);
    QCOMPARE(problems[1].field, Field::ConnectTo);
}

void TestEnvironment::withoutAnEnvironmentNothingHasAValue()
{
    ConnectionDraft draft;
    draft.origin = u"${host} $${host}"_s;
    const FilledDraft filled = filledDraft(u"ws://h/"_s, draft, nullptr);
    QCOMPARE(lacks(filled), QStringList(u"${host} has no value: no environment is chosen."_s));
    QCOMPARE(filled.draft.origin, u"${host} ${host}"_s);
}

void TestEnvironment::whatASignInBringsComesLater()
{
    ConnectionDraft draft;
    draft.auth = ConnectionDraft::Auth::Bearer;
    draft.token = u"${token}"_s; // the sign-in's, not the environment's
    draft.signIn.on = true;
    draft.signIn.url = u"http://${host}/login"_s;
    draft.signIn.values = {{true, u"token"_s, u"$.access_token"_s, {}}, {true, u"sid"_s, u"cookie SID"_s, {}},
        {false, u"host"_s, u"header X-Host"_s, {}}};
    const FilledDraft filled = filledDraft(u"ws://h/?s=${sid}"_s, draft, &staging);
    QVERIFY(filled.missingNames.isEmpty());
    QCOMPARE(filled.url, u"ws://h/?s=${sid}"_s);
    QCOMPARE(filled.draft.token, u"${token}"_s);
    QVERIFY2(filled.problems().isEmpty(), "it is right");
    const SignInOptions options = filled.draft.toOptions(filled.url).signIn.value();
    QCOMPARE(options.url, u"http://stage.example:8443/login"_s);
    QCOMPARE(options.values,
        QList<SignInValue>({{u"token"_s, SignInValue::From::Json, u"$.access_token"_s},
            {u"sid"_s, SignInValue::From::Cookie, u"SID"_s}}));
    draft.signIn.on = false;
    QVERIFY(!draft.toOptions(u"ws://h/"_s).signIn);
    QCOMPARE(filledDraft(u"ws://h/"_s, draft, &staging).draft.token, u"s3cret"_s);
}

void TestEnvironment::whatIsEncodedBeforeASignInIsSaid()
{
    ConnectionDraft draft;
    draft.signIn = {true, u"POST"_s, u"http://h/"_s, {}, {}, {{true, u"sid"_s, u"$.s"_s, {}}}};
    draft.query = {{true, u"a"_s, u"${sid}"_s, {}}};
    draft.auth = ConnectionDraft::Auth::Basic;
    draft.password = u"${sid}"_s;
    draft.plain.proxy.user = u"${sid}"_s;
    const auto problems = filledDraft(u"ws://h/"_s, draft, &staging).problems();
    QList<Field> fields;
    for (const ConnectionDraft::Problem &problem : problems)
        fields.append(problem.field);
    QCOMPARE(fields, QList<Field>({Field::Query, Field::Password, Field::ProxyLogin}));
    QCOMPARE(problems.first().error.what, u"${sid} comes from the sign-in, too late for this field."_s);
    QCOMPARE(problems.first().row, 0);
}

void TestEnvironment::aSignInIsFilledBeforeItBringsAnything()
{
    ConnectionDraft draft;
    draft.signIn = {true, u"POST"_s, u"ftp://h/"_s, {{true, u"A B"_s, u"1"_s, {}}}, u"${late}"_s,
        {{true, u"late"_s, u"token"_s, {}}, {true, u"a b"_s, u"$.x"_s, {}}, {true, u"ok"_s, u"$.a[x]"_s, {}}}};
    const FilledDraft filled = filledDraft(u"ws://h/"_s, draft, &staging);
    QCOMPARE(lacks(filled), QStringList(u"${late} has no value in Staging."_s));
    QStringList sentences;
    for (const ConnectionDraft::Problem &problem : filled.problems()) {
        QCOMPARE(problem.tab, Tab::Auth);
        sentences.append(problem.error.what);
    }
    QCOMPARE(sentences.size(), 6);
    QCOMPARE(sentences[1], u"The address of a sign-in begins with http:// or https://."_s);
    QVERIFY2(sentences[2].contains(u"A B"), qPrintable(sentences[2]));
    QCOMPARE(sentences[3], u"Where the answer has ${late} is not said."_s);
    QCOMPARE(sentences[4], u"\"a b\" is no name of a variable."_s);
    QCOMPARE(sentences[5], u"An index is a number."_s);
}

QTEST_MAIN(TestEnvironment)

#include "tst_environment.moc"
