// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Environments, as their user goes through them in the window.
#include "support/drivenwindow.h"
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "ui/addresshistory.h"
#include "ui/composer.h"
#include "ui/connectioncontrol.h"
#include "ui/connectionsetup.h"
#include "ui/environmentchooser.h"
#include "ui/environmentlist.h"
#include "ui/environmentspage.h"
#include "ui/namedvaluemodel.h"
#include "ui/namedvaluetable.h"
#include "ui/noticebar.h"
#include "ui/requestpreview.h"
#include "ui/settingswindow.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QSettings>

using namespace framescope;
using namespace Qt::StringLiterals;
using framescope::test::DrivenWindow;
using framescope::test::Script;
using framescope::test::ScriptedServer;

class TestMainWindowEnvironments : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void valuesStandInWhatIsSent();
    void secretsAreDotsAndNotRemembered();
    void whatHasNoValueIsAskedFor();
    void theFirstEnvironmentIsMadeWhereItIsMissing();
    void anotherEnvironmentAppliesToTheNextConnection();
    void eachConnectionKeepsItsOwn();
    void aMessageTakesValues();
    void aMessageCanGoAsItIs();
    void aProtectedOneAsksOnceWhatSendsByItself();
    void theyAreMadeAndDeletedInTheSettings();
    void manyCopiesAskToo();
    void anotherChoiceDoesNotLiftTheProtection();
    void aMessageTakesTheValuesOfItsTarget();
    void whatComesFromElsewhereHasNoVariables();
    void noSentenceHasASecretInIt();
    void aSignInBringsATokenBeforeEachAttempt();
    void theEndSaysWhichValuesWereSent();
    void aRefusedSignInIsSaid();

private:
    EnvironmentList *list() const { return m_hands->find<EnvironmentList>(); }
    EnvironmentChooser *chooser() const { return m_hands->find<EnvironmentChooser>(); }
    Composer *composer() const { return m_hands->find<Composer>(); }
    EnvironmentsPage *page() const { return m_hands->find<EnvironmentsPage>(); }
    // As its user does it: in the menu.
    void choose(const QString &name) const
    {
        Q_EMIT chooser()->menuOfAll()->aboutToShow();
        for (QAction *action : chooser()->menuOfAll()->actions()) {
            if (action->text() == name)
                return action->trigger();
        }
        QFAIL(qPrintable(name));
    }
    void write(const QString &text) const { composer()->findChild<QPlainTextEdit *>()->setPlainText(text); }
    // What came there, at the newest connection.
    static QByteArrayList messages(ScriptedServer &server)
    {
        QByteArrayList all;
        for (const auto &[opcode, payload] : server.connection(server.connectionCount() - 1).messages())
            all.append(payload);
        return all;
    }
    QMessageBox *question() const { return m_hands->find<QMessageBox>(); }

    std::unique_ptr<DrivenWindow> m_hands;
};

void TestMainWindowEnvironments::init()
{
    m_hands = std::make_unique<DrivenWindow>();
    list()->set(
        {{u"1"_s, u"Staging"_s, 0, false, {{u"path"_s, u"stage"_s, false}, {u"token"_s, u"s3cret"_s, true}}},
            {u"2"_s, u"Production"_s, 3, true, {{u"path"_s, u"prod"_s, false}}}});
}

void TestMainWindowEnvironments::cleanup()
{
    m_hands.reset();
}

void TestMainWindowEnvironments::valuesStandInWhatIsSent()
{
    ScriptedServer server(Script().accept());
    choose(u"Staging"_s);
    QCOMPARE(chooser()->chosen()->name, u"Staging"_s);
    ConnectionDraft draft;
    draft.headers = {{true, u"X-Where"_s, u"${path}"_s, u"typed"_s}};
    draft.auth = ConnectionDraft::Auth::Bearer;
    draft.token = u"${token}"_s;
    m_hands->drawer()->setDraft(draft);
    m_hands->connectTo(server.url(u"/${path}"_s));
    QTRY_COMPARE(m_hands->state(), BadgeState::Open);
    const HttpHead &request = server.connection().request();
    QCOMPARE(request.startLine, QByteArray("GET /stage HTTP/1.1"));
    QCOMPARE(request.value("X-Where").value_or(""), QByteArray("stage"));
    QCOMPARE(request.value("Authorization").value_or(""), QByteArray("Bearer s3cret"));
    QVERIFY2(m_hands->facts().url.endsWith(u"/stage"), qPrintable(m_hands->facts().url)); // what was opened
    QVERIFY(m_hands->find<ConnectionBar>()->url().endsWith(u"/${path}"));                 // what was typed
}

void TestMainWindowEnvironments::secretsAreDotsAndNotRemembered()
{
    ScriptedServer server(Script().accept());
    choose(u"Staging"_s);
    m_hands->connectTo(server.url(u"/?x=${token}"_s));
    QTRY_COMPARE(m_hands->state(), BadgeState::Open);
    QCOMPARE(server.connection().request().startLine, QByteArray("GET /?x=s3cret HTTP/1.1"));
    auto *preview = m_hands->drawer()->findChild<RequestPreview *>();
    QVERIFY2(!preview->text().contains(u"s3cret"), qPrintable(preview->text()));
    preview->findChild<QCheckBox *>()->click();
    QVERIFY2(preview->text().contains(u"s3cret"), qPrintable(preview->text()));
    QCOMPARE(AddressHistory().addresses(), QStringList(server.url(u"/?x=${token}"_s)));
    QSettings().sync();
    QFile stored(QSettings().fileName());
    QVERIFY(stored.open(QIODevice::ReadOnly));
    const QByteArray all = stored.readAll();
    QVERIFY(all.contains("Staging") && !all.contains("s3cret"));
}

void TestMainWindowEnvironments::whatHasNoValueIsAskedFor()
{
    ScriptedServer server(Script().accept());
    choose(u"Production"_s);
    m_hands->connectTo(server.url(u"/?x=${token}"_s));
    QVERIFY2(m_hands->message().startsWith(u"${token} has no value in Production (character "),
        qPrintable(m_hands->message()));
    QVERIFY2(m_hands->message().contains(u"Nothing was sent."), qPrintable(m_hands->message()));
    QCOMPARE(m_hands->session().current(), 0);
    m_hands->clickAction(u"set-value"_s);
    QTRY_VERIFY(page()->isVisible());
    auto *table = page()->findChild<NamedValueTable *>();
    QCOMPARE(table->currentIndex().column(), int(NamedValueModel::Value));
    auto *editor = table->findChild<QLineEdit *>();
    QVERIFY(editor); // it waits for the value
    QTest::keyClicks(editor, u"t0ken"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(list()->find(u"2"_s)->values().value(u"token"_s), u"t0ken"_s);
    m_hands->connectTo(server.url(u"/?x=${token}"_s));
    QTRY_COMPARE(m_hands->state(), BadgeState::Open);
    QCOMPARE(server.connection().request().startLine, QByteArray("GET /?x=t0ken HTTP/1.1"));
}

void TestMainWindowEnvironments::theFirstEnvironmentIsMadeWhereItIsMissing()
{
    list()->set({});
    m_hands->type(u"User-Agent"_s, u"${me}"_s);
    m_hands->connectTo(u"ws://127.0.0.1:9/"_s);
    QVERIFY2(m_hands->message().startsWith(u"${me} has no value: no environment is chosen."),
        qPrintable(m_hands->message()));
    QCOMPARE(m_hands->drawer()->tab(), ConnectionDraft::Tab::Request); // at its field
    QVERIFY(m_hands->drawer()->isVisible());
    m_hands->clickAction(u"set-value"_s);
    QCOMPARE(list()->all().size(), 1);
    QCOMPARE(list()->all().first().variables.first().name, u"me"_s);
    QCOMPARE(chooser()->chosen()->name, u"New environment"_s); // it is the one that counts now
}

void TestMainWindowEnvironments::anotherEnvironmentAppliesToTheNextConnection()
{
    ScriptedServer server(Script().accept().echo());
    choose(u"Staging"_s);
    m_hands->connectTo(server.url(u"/${path}"_s));
    QTRY_COMPARE(m_hands->state(), BadgeState::Open);
    choose(u"Production"_s);
    QVERIFY2(
        m_hands->message().startsWith(u"Applies to the next connection."), qPrintable(m_hands->message()));
    m_hands->clickAction(u"reconnect-now"_s);
    QTRY_COMPARE(server.connectionCount(), 2);
    QTRY_VERIFY(server.connection(1).hasRequest());
    QCOMPARE(server.connection(1).request().startLine, QByteArray("GET /prod HTTP/1.1"));
}

void TestMainWindowEnvironments::eachConnectionKeepsItsOwn()
{
    ScriptedServer server(Script().accept());
    choose(u"Staging"_s);
    m_hands->connectTo(server.url(u"/${path}"_s));
    QTRY_COMPARE(m_hands->state(), BadgeState::Open);
    m_hands->find<ConnectionControl>()->beginAnew();
    QCOMPARE(chooser()->chosen()->name, u"Staging"_s); // a new one begins where the user is
    choose(u"Production"_s);
    m_hands->connectTo(server.url(u"/other/${path}"_s));
    QTRY_COMPARE(server.connectionCount(), 2);
    Q_EMIT composer()->connectionChosen(1);
    QCOMPARE(chooser()->chosen()->name, u"Staging"_s);
    Q_EMIT composer()->connectionChosen(2);
    QCOMPARE(chooser()->chosen()->name, u"Production"_s);
}

void TestMainWindowEnvironments::aMessageTakesValues()
{
    ScriptedServer server(Script().accept());
    m_hands->connectTo(server.url());
    QTRY_COMPARE(m_hands->state(), BadgeState::Open);
    write(u"${path} $${path}"_s);
    composer()->send(); // in no environment it goes as it is
    QTRY_COMPARE(messages(server), QByteArrayList({"${path} $${path}"}));
    choose(u"Staging"_s);
    composer()->send();
    QTRY_COMPARE(messages(server).size(), 2);
    QCOMPARE(messages(server).last(), QByteArray("stage ${path}"));
    composer()->setMode(Composer::Mode::Json);
    write(u"{\"a\": \"${path}\"}"_s);
    QVERIFY2(composer()->mistake().isEmpty(), qPrintable(composer()->mistake()));
    QCOMPARE(composer()->draft()->text, u"{\"a\": \"stage\"}"_s);
}

void TestMainWindowEnvironments::aMessageCanGoAsItIs()
{
    ScriptedServer server(Script().accept());
    choose(u"Staging"_s);
    m_hands->connectTo(server.url());
    QTRY_COMPARE(m_hands->state(), BadgeState::Open);
    write(u"a ${none}"_s);
    QCOMPARE(composer()->mistake(), u"${none} has no value in Staging."_s);
    composer()->sendAndClear();
    QCOMPARE(m_hands->message(), u"${none} has no value in Staging. Nothing was sent."_s);
    QCOMPARE(composer()->findChild<QPlainTextEdit *>()->toPlainText(), u"a ${none}"_s); // nothing is lost
    m_hands->clickAction(u"send-as-it-is"_s);
    QTRY_COMPARE(messages(server), QByteArrayList({"a ${none}"}));
}

void TestMainWindowEnvironments::aProtectedOneAsksOnceWhatSendsByItself()
{
    ScriptedServer server(Script().accept());
    choose(u"Production"_s);
    m_hands->connectTo(server.url());
    QTRY_COMPARE(m_hands->state(), BadgeState::Open);
    write(u"tick"_s);
    composer()->sendEvery(std::chrono::milliseconds(200));
    QTRY_VERIFY(question());
    QCOMPARE(question()->text(), u"Send again and again to 127.0.0.1:%1?"_s.arg(server.port()));
    question()->reject();
    QTRY_VERIFY(!question());
    composer()->sendEvery(std::chrono::milliseconds(200)); // it was not allowed: it asks again
    QTRY_VERIFY(question());
    QVERIFY(messages(server).isEmpty());
    for (QAbstractButton *button : question()->buttons()) {
        if (question()->buttonRole(button) == QMessageBox::AcceptRole)
            button->click();
    }
    QTRY_VERIFY(!messages(server).isEmpty());
    QTRY_VERIFY(!question());
    composer()->sendEvery(std::chrono::milliseconds(200)); // allowed until the window closes
    QVERIFY(!question());
}

void TestMainWindowEnvironments::theyAreMadeAndDeletedInTheSettings()
{
    choose(u"Edit environments..."_s);
    QVERIFY(page() && page()->isVisible());
    const auto press = [this](const QString &words) {
        for (QPushButton *button : m_hands->find<SettingsWindow>()->findChildren<QPushButton *>()) {
            if (button->text() == words && button->isVisible())
                return button->click();
        }
        QFAIL(qPrintable(words));
    };
    press(u"New"_s);
    QTest::keyClicks(page()->findChild<QLineEdit *>(), u"Local"_s); // the name is chosen, to be typed over
    QCOMPARE(list()->all().last().name, u"Local"_s);
    press(u"Copy"_s);
    QCOMPARE(list()->all().last().name, u"Local 2"_s);
    press(u"Delete"_s);
    QCOMPARE(list()->all().size(), 3);
    press(u"Undo"_s);
    QCOMPARE(list()->all().size(), 4);
    QCOMPARE(page()->findChild<QListWidget *>()->count(), 4);
    choose(u"Local 2"_s);
    QCOMPARE(chooser()->chosen()->name, u"Local 2"_s);
}

void TestMainWindowEnvironments::manyCopiesAskToo()
{
    ScriptedServer server(Script().accept());
    const auto wish = [&](int copies) {
        Q_EMIT m_hands->find<ConnectionBar>()->copiesRequested(server.url(), copies);
    };
    wish(3);
    for (ConnectionId id = 1; id <= 3; ++id)
        QTRY_COMPARE(m_hands->session().factsOf(id).readyState, ReadyState::Open);
    choose(u"Production"_s);
    m_hands->find<ConnectionBar>()->setUrl(server.url());
    wish(2);
    QTRY_VERIFY(question());
    QCOMPARE(question()->text(), u"Open 2 connections to 127.0.0.1:%1?"_s.arg(server.port()));
    question()->reject();
    QTRY_VERIFY(!question());
    QCOMPARE(server.connectionCount(), 3);
}

// It goes to where it was opened, whatever is chosen since.
void TestMainWindowEnvironments::anotherChoiceDoesNotLiftTheProtection()
{
    ScriptedServer server(Script().accept());
    choose(u"Production"_s);
    m_hands->connectTo(server.url());
    QTRY_COMPARE(m_hands->state(), BadgeState::Open);
    choose(u"Staging"_s);
    write(u"tick"_s);
    composer()->sendEvery(std::chrono::milliseconds(200));
    QTRY_VERIFY(question());
    QCOMPARE(question()->windowTitle(), u"Production"_s);
    server.connection().socket().reset(); // it ends while the question stands
    QTRY_COMPARE(m_hands->state(), BadgeState::Closed);
    for (QAbstractButton *button : question()->buttons()) {
        if (question()->buttonRole(button) == QMessageBox::AcceptRole)
            button->click();
    }
    QTRY_VERIFY(!question());
    for (const auto *bar : m_hands->window().findChildren<NoticeBar *>())
        QVERIFY2(!bar->isVisible(), qPrintable(bar->sentence())); // nothing is sent to nobody
}

void TestMainWindowEnvironments::aMessageTakesTheValuesOfItsTarget()
{
    ScriptedServer server(Script().accept());
    choose(u"Staging"_s);
    m_hands->connectTo(server.url());
    QTRY_COMPARE(m_hands->state(), BadgeState::Open);
    choose(u"Production"_s); // for the next connection
    write(u"${path} ${token}"_s);
    QCOMPARE(composer()->mistake(), QString());
    composer()->send();
    QTRY_COMPARE(messages(server), QByteArrayList({"stage s3cret"}));
}

// A server, or whoever wrote a command, could ask for a secret by its name.
void TestMainWindowEnvironments::whatComesFromElsewhereHasNoVariables()
{
    ScriptedServer server(Script().accept());
    choose(u"Staging"_s);
    QGuiApplication::clipboard()->setText(
        u"curl '%1' -H 'X-Template: ${token}' -H 'Cookie: a=${token}'"_s.arg(server.url(u"/${token}"_s)));
    auto *field = m_hands->find<UrlField>();
    field->setFocus();
    field->selectAll();
    QTest::keySequence(field, QKeySequence::Paste);
    QTRY_VERIFY(m_hands->message().contains(u"Taken from curl"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(m_hands->state(), BadgeState::Open);
    const HttpHead &request = server.connection().request();
    QCOMPARE(request.startLine, QByteArray("GET /$%7Btoken%7D HTTP/1.1"));
    QCOMPARE(request.value("X-Template").value_or(""), QByteArray("${token}"));
    QCOMPARE(request.value("Cookie").value_or(""), QByteArray("a=${token}"));
    composer()->setDraft({true, u"echo ${token} $${token}"_s, {}}); // "Edit and send" of a row
    composer()->send();
    QTRY_COMPARE(messages(server), QByteArrayList({"echo ${token} $${token}"}));
}

void TestMainWindowEnvironments::noSentenceHasASecretInIt()
{
    Environments all = list()->all();
    all[0].variables[1].value = u"s3#cret = x"_s;
    list()->set(all);
    choose(u"Staging"_s);
    m_hands->connectTo(u"ws://127.0.0.1:9/?x=${token}"_s);
    QVERIFY2(m_hands->message().contains(u"cannot contain"), qPrintable(m_hands->message()));
    QVERIFY2(!m_hands->message().contains(u"cret"), qPrintable(m_hands->message()));
    m_hands->type(u"Subprotocols"_s, u"${token}"_s);
    m_hands->connectTo(u"ws://127.0.0.1:9/"_s);
    QVERIFY2(
        m_hands->message().contains(u"Sec-WebSocket-Protocol") || m_hands->message().contains(u"subprotocol"),
        qPrintable(m_hands->message()));
    QVERIFY2(!m_hands->message().contains(u"cret"), qPrintable(m_hands->message()));
}

// As its user types it: the body takes a value of the environment, and the token goes where it is named.
void TestMainWindowEnvironments::aSignInBringsATokenBeforeEachAttempt()
{
    ScriptedServer login(Script().answer(200, "OK", R"({"access_token":"one"})"));
    ScriptedServer server(Script().accept());
    choose(u"Staging"_s);
    m_hands->find<ConnectionSetup>()->setDrawerShown(true);
    m_hands->drawer()->setTab(ConnectionDraft::Tab::Auth);
    m_hands->field<QCheckBox>(u"Sign in first"_s)->click();
    m_hands->type(u"Address of the sign-in"_s, u"http://127.0.0.1:%1/token"_s.arg(login.port()));
    m_hands->type(u"Body of the sign-in"_s, uR"({"password": "${token}"})"_s);
    ConnectionDraft draft = m_hands->drawer()->draft();
    QCOMPARE(draft.signIn.headers.first().value, u"application/json"_s); // said where it can be seen
    draft.signIn.values = {{true, u"session"_s, u"$.access_token"_s, {}}};
    draft.auth = ConnectionDraft::Auth::Bearer;
    draft.token = u"${session}"_s;
    m_hands->drawer()->setDraft(draft);
    m_hands->connectTo(server.url());
    QTRY_COMPARE(m_hands->state(), BadgeState::Open);
    QCOMPARE(login.connection().request().startLine, QByteArray("POST /token HTTP/1.1"));
    QCOMPARE(login.connection().request().value("Content-Type").value_or(""), QByteArray("application/json"));
    QCOMPARE(server.connection().request().value("Authorization").value_or(""), QByteArray("Bearer one"));
    login.setScript(Script().answer(200, "OK", R"({"access_token":"two"})"));
    m_hands->window().activateWindow();
    QTest::keyClick(&m_hands->window(), Qt::Key_F5);
    QTRY_COMPARE(server.connectionCount(), 2);
    QTRY_VERIFY(server.connection(1).hasRequest());
    QCOMPARE(server.connection(1).request().value("Authorization").value_or(""), QByteArray("Bearer two"));
}

void TestMainWindowEnvironments::theEndSaysWhichValuesWereSent()
{
    ScriptedServer server(
        Script().answer(401, "Unauthorized", "no", {{"WWW-Authenticate", "Bearer realm=\"x\""}}));
    choose(u"Staging"_s);
    ConnectionDraft draft;
    draft.auth = ConnectionDraft::Auth::Bearer;
    draft.token = u"${token}"_s;
    m_hands->drawer()->setDraft(draft);
    m_hands->connectTo(server.url());
    QTRY_VERIFY2(
        m_hands->message().contains(u"Authorization is made of ${token}."), qPrintable(m_hands->message()));
    server.setScript(Script().accept().close({4401, "Token expired"}));
    m_hands->connectTo(server.url());
    QVERIFY(m_hands->clickAction(u"reconnect-fresh"_s));
    QTRY_COMPARE(server.connectionCount(), 3);
}

void TestMainWindowEnvironments::aRefusedSignInIsSaid()
{
    ScriptedServer login(Script().answer(401, "Unauthorized", R"({"error":"invalid_client"})"));
    ScriptedServer server(Script().accept());
    ConnectionDraft draft;
    draft.signIn.on = true;
    draft.signIn.url = u"http://127.0.0.1:%1/token"_s.arg(login.port());
    draft.signIn.values = {{true, u"t"_s, u"$.t"_s, {}}};
    m_hands->drawer()->setDraft(draft);
    m_hands->connectTo(server.url());
    QTRY_COMPARE(m_hands->state(), BadgeState::Failed);
    QTRY_VERIFY2(m_hands->message().startsWith(u"The sign-in was refused: 401 Unauthorized."),
        qPrintable(m_hands->message()));
    QVERIFY2(m_hands->message().contains(u"invalid_client"), qPrintable(m_hands->message()));
    QCOMPARE(server.connectionCount(), 0);
    m_hands->clickAction(u"edit-auth"_s);
    QCOMPARE(m_hands->drawer()->tab(), ConnectionDraft::Tab::Auth);
    QVERIFY(m_hands->drawer()->isVisible());
}

QTEST_MAIN(TestMainWindowEnvironments)

#include "tst_mainwindow_environments.moc"
