// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connectionbar.h"
#include "ui/connectionsetup.h"
#include "ui/messageactions.h"
#include "ui/optionsdrawer.h"
#include "ui/urlfield.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

using namespace framescope;
using namespace Qt::StringLiterals;

namespace {

const QString copied = u"curl 'wss://api.example/feed' \\\n  -H 'Origin: https://app.example' \\\n"
                       u"  -H 'Cookie: sid=1; theme=dark' \\\n  -H 'X-One: 1' --compressed"_s;

const QString certificate = u"ab12"_s.repeated(16);

} // namespace

class TestConnectionSetup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void optionsAreThoseOfTheDrawer();
    void whatCannotBeSentIsShownInItsTab();
    void whatIsDoubtfulGoes();
    void theButtonShowsTheDrawerAndCounts();
    void aPastedCommandFillsTheFields();
    void aShortCommandOverALongTextIsAPaste();
    void itComesBackWithUndo();
    void aTypedCommandWaitsForEnter();
    void aHalfUnderstoodCommandSaysWhichHalf();
    void aCommandThatIsNoneIsRefused();
    void itsMessageIsTaken();
    void itsUncheckedCertificateIsSaid();
    void showsTheTabThatAnActionNames_data();
    void showsTheTabThatAnActionNames();
    void writesTheHandshakeAsCurl();
    void anAcceptedCertificateHoldsForItsHost();
    void anAcceptedCertificateCanBeTakenBack();

private:
    void paste(const QString &text)
    {
        QGuiApplication::clipboard()->setText(text);
        field()->setFocus();
        field()->selectAll();
        QTest::keySequence(field(), QKeySequence::Paste);
    }
    UrlField *field() const { return m_bar->findChild<UrlField *>(); }
    QToolButton *button() const { return m_bar->findChild<QToolButton *>(u"options"_s); }
    static Notice noticeIn(const QSignalSpy &noticed) { return noticed.first().first().value<Notice>(); }

    std::unique_ptr<ConnectionBar> m_bar;
    std::unique_ptr<OptionsDrawer> m_drawer;
    EnvironmentList m_environments;
    std::unique_ptr<ConnectionSetup> m_setup;
};

void TestConnectionSetup::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void TestConnectionSetup::init()
{
    QSettings().clear();
    m_bar = std::make_unique<ConnectionBar>();
    m_drawer = std::make_unique<OptionsDrawer>();
    m_setup = std::make_unique<ConnectionSetup>(*m_bar, *m_drawer, m_environments);
    m_bar->resize(1000, 44);
    m_bar->show();
}

void TestConnectionSetup::cleanup()
{
    m_setup.reset();
    m_drawer.reset();
    m_bar.reset();
}

void TestConnectionSetup::optionsAreThoseOfTheDrawer()
{
    ConnectionDraft draft;
    draft.plain.protocols = {u"chat"_s};
    m_drawer->setDraft(draft);
    const auto options = m_setup->options(u"ws://h/"_s);
    QVERIFY(options);
    QCOMPARE(options->url, u"ws://h/"_s);
    QCOMPARE(options->protocols, QStringList(u"chat"_s));
}

void TestConnectionSetup::whatCannotBeSentIsShownInItsTab()
{
    ConnectionDraft draft;
    draft.plain.proxy.kind = ProxyOptions::Kind::Http;
    m_drawer->setDraft(draft);
    const auto options = m_setup->options(u"ws://h/"_s);
    QVERIFY(!options);
    QCOMPARE(options.error().what, u"The proxy has no address."_s);
    QVERIFY(m_setup->isDrawerShown());
    QCOMPARE(m_drawer->tab(), ConnectionDraft::Tab::Route);
    QVERIFY(button()->isChecked());
}

void TestConnectionSetup::whatIsDoubtfulGoes()
{
    ConnectionDraft draft;
    draft.auth = ConnectionDraft::Auth::Basic;
    draft.user = u"corp:ann"_s;
    m_drawer->setDraft(draft);
    QCOMPARE(m_drawer->problems().size(), 1);
    const auto options = m_setup->options(u"ws://h/"_s);
    QVERIFY(options);
    QCOMPARE(options->headers.first().value, "Basic " + QByteArray("corp:ann:").toBase64());
    QVERIFY(!m_setup->isDrawerShown());
}

void TestConnectionSetup::theButtonShowsTheDrawerAndCounts()
{
    QVERIFY(!m_setup->isDrawerShown());
    QCOMPARE(button()->text(), u"Options"_s);
    button()->click();
    QVERIFY(m_setup->isDrawerShown());
    ConnectionDraft draft;
    draft.origin = u"https://a"_s;
    m_drawer->setDraft(draft);
    m_drawer->findChild<QCheckBox *>()->click(); // an edit of the user, deflate off
    QCOMPARE(button()->text(), u"Options 2"_s);
    button()->click();
    QVERIFY(!m_setup->isDrawerShown());
}

void TestConnectionSetup::aPastedCommandFillsTheFields()
{
    QSignalSpy noticed(m_setup.get(), &ConnectionSetup::noticed);
    paste(copied);
    QVERIFY(noticed.wait());
    QCOMPARE(field()->text(), u"wss://api.example/feed"_s);
    QCOMPARE(m_drawer->draft().origin, u"https://app.example"_s);
    QCOMPARE(m_drawer->draft().cookies.size(), 2);
    QCOMPARE(button()->text(), u"Options 4"_s);
    const Notice notice = noticeIn(noticed);
    QCOMPARE(notice.what, u"Taken from curl: 1 header, 2 cookies, Origin."_s);
    QCOMPARE(notice.actions, QStringList(u"undo-paste"_s));
    QCOMPARE(notice.tone, Notice::Tone::Info);
}

void TestConnectionSetup::aShortCommandOverALongTextIsAPaste()
{
    m_bar->setUrl(u"wss://a-rather-long-name.example/with/a/path?and=a&query=too"_s);
    QSignalSpy noticed(m_setup.get(), &ConnectionSetup::noticed);
    paste(u"curl ws://h/ -A me"_s);
    QVERIFY(noticed.wait());
    QCOMPARE(field()->text(), u"ws://h/"_s);
    QSignalSpy connecting(m_bar.get(), &ConnectionBar::connectRequested);
    QTest::keyClick(field(), Qt::Key_Return); // paste and Enter connect
    QCOMPARE(connecting.count(), 1);
    QCOMPARE(m_setup->options(u"ws://h/"_s)->headers.first().value, QByteArray("me"));
}

void TestConnectionSetup::itComesBackWithUndo()
{
    QTest::keyClicks(field(), u"ws://before/"_s);
    ConnectionDraft before;
    before.origin = u"https://before"_s;
    m_drawer->setDraft(before);
    QSignalSpy noticed(m_setup.get(), &ConnectionSetup::noticed);
    paste(copied);
    QVERIFY(noticed.wait());
    m_setup->undoPaste();
    QCOMPARE(field()->text(), u"ws://before/"_s);
    QCOMPARE(m_drawer->draft().origin, u"https://before"_s);
    QVERIFY(m_drawer->draft().cookies.isEmpty());
    QCOMPARE(button()->text(), u"Options 1"_s);
}

void TestConnectionSetup::aTypedCommandWaitsForEnter()
{
    QSignalSpy noticed(m_setup.get(), &ConnectionSetup::noticed);
    const QSignalSpy connecting(m_bar.get(), &ConnectionBar::connectRequested);
    QTest::keyClicks(field(), u"wscat -c ws://h/ -s chat"_s);
    QCoreApplication::processEvents();
    QCOMPARE(noticed.count(), 0);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(noticed.count(), 1);
    QCOMPARE(field()->text(), u"ws://h/"_s);
    QCOMPARE(m_drawer->draft().plain.protocols, QStringList(u"chat"_s));
    QCOMPARE(connecting.count(), 0); // what it became is looked at first
}

void TestConnectionSetup::aHalfUnderstoodCommandSaysWhichHalf()
{
    QSignalSpy noticed(m_setup.get(), &ConnectionSetup::noticed);
    paste(u"curl ws://h/ --quux"_s);
    QVERIFY(noticed.wait());
    const Notice notice = noticeIn(noticed);
    QCOMPARE(notice.tone, Notice::Tone::Warning);
    QVERIFY2(notice.evidence.contains(u"--quux"), qPrintable(notice.evidence));
}

void TestConnectionSetup::aCommandThatIsNoneIsRefused()
{
    QSignalSpy refused(m_setup.get(), &ConnectionSetup::commandRefused);
    paste(u"curl 'ws://h/"_s);
    QVERIFY(refused.wait());
    QCOMPARE(field()->text(), u"curl 'ws://h/"_s); // stays, to be mended
    const auto error = refused.first().first().value<Error>();
    QVERIFY2(error.where.contains(u"character"), qPrintable(error.toString()));
}

void TestConnectionSetup::itsMessageIsTaken()
{
    QSignalSpy taken(m_setup.get(), &ConnectionSetup::messageTaken);
    paste(u"wscat -c ws://h/ -x '{\"op\":1}'"_s);
    QVERIFY(taken.wait());
    QCOMPARE(taken.first().first().toString(), u"{\"op\":1}"_s);
}

void TestConnectionSetup::itsUncheckedCertificateIsSaid()
{
    QSignalSpy noticed(m_setup.get(), &ConnectionSetup::noticed);
    paste(u"curl -k wss://h/"_s);
    QVERIFY(noticed.wait());
    QVERIFY2(noticeIn(noticed).evidence.startsWith(u"Certificates are checked all the same"),
        qPrintable(noticeIn(noticed).evidence));
    QVERIFY(!m_setup->options(u"wss://h/"_s)->tls.acceptAnything);
}

void TestConnectionSetup::showsTheTabThatAnActionNames_data()
{
    QTest::addColumn<int>("tab");
    QTest::newRow("edit-auth") << int(ConnectionDraft::Tab::Auth);
    QTest::newRow("edit-options") << int(ConnectionDraft::Tab::Behaviour);
    QTest::newRow("proxy-login") << int(ConnectionDraft::Tab::Route);
    QTest::newRow("try-address") << int(ConnectionDraft::Tab::Route);
    QTest::newRow("wait-longer") << int(ConnectionDraft::Tab::Behaviour);
}

void TestConnectionSetup::showsTheTabThatAnActionNames()
{
    MessageActions actions;
    m_setup->declare(actions, [] { return EndCause::KeepaliveTimeout; });
    const QSignalSpy acted(m_setup.get(), &ConnectionSetup::acted);
    QVERIFY(actions.run(QString::fromLatin1(QTest::currentDataTag())));
    QCOMPARE(acted.count(), 1);
    QVERIFY(m_setup->isDrawerShown());
    QTEST(int(m_drawer->tab()), "tab");
    QVERIFY(!actions.run(u"reconnect"_s)); // the window's
    QCOMPARE(actions.words(u"reconnect"_s), QString());
}

void TestConnectionSetup::writesTheHandshakeAsCurl()
{
    ConnectionFacts facts;
    facts.url = u"ws://h.example/x"_s;
    m_bar->setUrl(facts.url);
    QVERIFY(m_setup->curlCommand(facts, 0).startsWith(
        u"curl --include --no-buffer --http1.1 'http://h.example/x' \\\n  --header 'Host: h.example'"));
    facts.requestHead = "GET /x HTTP/1.1\r\nHost: h.example\r\nX-Sent: 1\r\n\r\n";
    QCOMPARE(m_setup->curlCommand(facts, 0),
        u"curl --include --no-buffer --http1.1 'http://h.example/x' \\\n"
        "  --header 'Host: h.example' \\\n  --header 'X-Sent: 1'"_s);
}

void TestConnectionSetup::anAcceptedCertificateHoldsForItsHost()
{
    const auto accepted = [this](const QString &url) {
        m_bar->setUrl(url);
        return m_setup->options(url)->tls.acceptedFingerprints;
    };
    m_bar->setUrl(u"wss://a.example/x"_s);
    m_setup->acceptCertificate(u"wss://a.example/"_s, certificate);
    QCOMPARE(accepted(u"wss://a.example/y"_s), QStringList(certificate));
    QCOMPARE(accepted(u"wss://a.example:444/"_s), QStringList());
    QCOMPARE(accepted(u"wss://b.example/"_s), QStringList());
    cleanup(); // the next start
    m_bar = std::make_unique<ConnectionBar>();
    m_drawer = std::make_unique<OptionsDrawer>();
    m_setup = std::make_unique<ConnectionSetup>(*m_bar, *m_drawer, m_environments);
    QCOMPARE(accepted(u"wss://a.example/"_s), QStringList(certificate));
}

void TestConnectionSetup::anAcceptedCertificateCanBeTakenBack()
{
    m_bar->setUrl(u"wss://a.example/"_s);
    m_setup->acceptCertificate(u"wss://a.example/"_s, certificate);
    for (auto *edit : m_drawer->findChildren<QLineEdit *>()) {
        if (edit->accessibleName() == u"Accepted for this host") {
            QCOMPARE(edit->text(), certificate);
            edit->selectAll();
            QTest::keyClick(edit, Qt::Key_Delete);
        }
    }
    QCOMPARE(m_setup->options(u"wss://a.example/"_s)->tls.acceptedFingerprints, QStringList());
    QCOMPARE(AcceptedCertificates().of(u"wss://a.example/"_s), QStringList());
}

QTEST_MAIN(TestConnectionSetup)
#include "tst_connectionsetup.moc"
