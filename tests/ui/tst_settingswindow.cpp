// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ownsettings.h"
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "ui/acceptedcertificates.h"
#include "ui/addresshistory.h"
#include "ui/connectionbar.h"
#include "ui/environmentspage.h"
#include "ui/look.h"
#include "ui/mainwindow.h"
#include "ui/messageview.h"
#include "ui/noticebar.h"
#include "ui/optionsdrawer.h"
#include "ui/panes.h"
#include "ui/settingswindow.h"
#include "ui/startpage.h"
#include "ui/theme.h"
#include "ui/timecontrol.h"
#include "ui/timelinepane.h"
#include "ui/urlfield.h"
#include "ui/usualoptions.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTest>
#include <QTreeWidget>

using namespace framescope;
using namespace Qt::StringLiterals;
using framescope::test::Script;
using framescope::test::ScriptedServer;

namespace {

constexpr int Patience = 20'000;
const QString certificate = QString(64, u'a');

// A window over a session of its own. Several share the settings of the test.
struct Opened {
    Opened()
    {
        auto made = LiveSession::create(folder.filePath(u"session.framescope"_s));
        session = std::move(made).value();
        window = std::make_unique<MainWindow>(*session);
        window->show();
    }
    template <typename Widget>
    Widget *find() const
    {
        return window->findChild<Widget *>();
    }
    SettingsWindow *settings() const { return find<SettingsWindow>(); }
    // Of the settings, by its name or words.
    template <typename Widget>
    Widget *field(const QString &name) const
    {
        for (auto *widget : settings()->findChildren<Widget *>()) {
            if (widget->accessibleName() == name)
                return widget;
        }
        qFatal("There is no field \"%s\".", qPrintable(name));
        return nullptr;
    }
    QPushButton *button(const QString &words) const
    {
        for (auto *button : settings()->findChildren<QPushButton *>()) {
            if (button->text() == words)
                return button;
        }
        return nullptr;
    }
    void turnTo(const QString &title) const
    {
        auto *titles = settings()->findChild<QListWidget *>();
        titles->setCurrentItem(titles->findItems(title, Qt::MatchExactly).first());
    }
    void choose(const QString &name, const QString &beginning) const
    {
        QTest::keyClicks(field<QComboBox>(name), beginning);
    }
    void setNumber(const QString &name, int number) const
    {
        auto *box = field<QSpinBox>(name);
        box->selectAll();
        QTest::keyClicks(box, QString::number(number));
        QTest::keyClick(box, Qt::Key_Return);
    }
    void click(const QString &words) const { QTest::mouseClick(button(words), Qt::LeftButton); }
    QString said() const { return settings()->findChild<NoticeBar *>()->sentence(); }
    bool openSettings() const
    {
        if (!QTest::qWaitForWindowActive(window.get()))
            return false;
        QTest::keyClick(window.get(), Qt::Key_Comma, Qt::ControlModifier);
        return settings() && settings()->isVisible();
    }

    QTemporaryDir folder;
    std::unique_ptr<LiveSession> session;
    std::unique_ptr<MainWindow> window;
};

QString optionsWords(const Opened &opened)
{
    for (const auto *button : opened.find<ConnectionBar>()->findChildren<QAbstractButton *>()) {
        if (button->text().startsWith(u"Options"))
            return button->text();
    }
    return {};
}

} // namespace

// What the settings hold, and that all windows of the program hold it at once.
class TestSettingsWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keyOpensItAndEscClosesIt();
    void everyControlSaysWhatItDoes();
    void lookHoldsAtOnce();
    void readingHoldsAtOnce();
    void windowsAgree();
    void agreesWithAnotherProcess();
    void outlivesTheWindow();
    void damagedIsTheDefault();
    void defaultsAreNoDifference();
    void connectionKeepsWhatItWasOpenedWith();
    void forgetsAddresses();
    void remembersNoAddresses();
    void revokesCertificates();
    void backToTheDefaults();
    void saysWhereSessionsAre();
    void keyboardReachesEverything();
    void pictures_data();
    void pictures();

private:
    test::OwnSettings m_file;
};

void TestSettingsWindow::init()
{
    QSettings().clear();
    applyLook(ThemeChoice::Light);
}

void TestSettingsWindow::keyOpensItAndEscClosesIt()
{
    const Opened opened;
    QVERIFY(opened.openSettings());
    QVERIFY(!opened.settings()->isModal());
    const QPointer<SettingsWindow> first = opened.settings();
    QVERIFY(opened.openSettings());
    QCOMPARE(opened.window->findChildren<SettingsWindow *>().size(), 1);
    QTest::keyClick(first, Qt::Key_Escape);
    QTRY_VERIFY(!first);
}

void TestSettingsWindow::everyControlSaysWhatItDoes()
{
    const Opened opened;
    QVERIFY(opened.openSettings());
    int fields = 0;
    for (const auto *page : opened.settings()->findChildren<SettingsPage *>()) {
        QVERIFY(!page->title().isEmpty());
        for (const auto *field : page->findChildren<QWidget *>()) {
            const auto *edit = qobject_cast<const QLineEdit *>(field);
            const bool isText = edit && !edit->isReadOnly() && !qobject_cast<QSpinBox *>(edit->parentWidget());
            if (!isText && !qobject_cast<const QComboBox *>(field) && !qobject_cast<const QSpinBox *>(field)
                && !qobject_cast<const QCheckBox *>(field))
                continue;
            ++fields;
            QVERIFY2(!field->accessibleName().isEmpty(), qPrintable(page->title()));
            if (qobject_cast<const EnvironmentsPage *>(page))
                continue; // what is made there has no default
            const QString words = field->accessibleDescription();
            QVERIFY2(words.contains(u". Default: "_s) && words.endsWith(u'.') && !words.endsWith(u": ."_s),
                qPrintable(field->accessibleName() + u": "_s + words));
        }
    }
    QCOMPARE(fields, 19);
}

void TestSettingsWindow::lookHoldsAtOnce()
{
    const Opened opened;
    QVERIFY(opened.openSettings());
    opened.choose(u"Theme"_s, u"Dark"_s);
    QTRY_VERIFY(Theme::of(opened.window->palette()).dark);
    QTRY_VERIFY(Theme::of(opened.settings()->palette()).dark);
    opened.setNumber(u"Text size"_s, 14);
    QCOMPARE(opened.find<Panes>()->textSize(), 14);
}

void TestSettingsWindow::readingHoldsAtOnce()
{
    const Opened opened;
    QVERIFY(opened.openSettings());
    opened.turnTo(u"Rows and payloads"_s);
    opened.choose(u"Time"_s, u"UTC"_s);
    QCOMPARE(opened.find<TimelinePane>()->time()->display().mode, TimeDisplay::Mode::Utc);
    QTest::mouseClick(opened.field<QCheckBox>(u"A row for each frame"_s), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(opened.find<TimelinePane>()->showsFrames());
    opened.choose(u"JSON"_s, u"Tree"_s);
    QCOMPARE(MessageView::formSetting(true).value(), u"Tree"_s);
    opened.choose(u"Bytes that are no text"_s, u"Raw"_s);
    QCOMPARE(MessageView::formSetting(false).value(), u"Raw"_s);
    // The other way round.
    opened.find<TimelinePane>()->time()->setMode(TimeDisplay::Mode::Delta);
    opened.find<TimelinePane>()->setFrames(false);
    QTRY_COMPARE(opened.field<QComboBox>(u"Time"_s)->currentText(), u"Since the row above"_s);
    QTRY_VERIFY(!opened.field<QCheckBox>(u"A row for each frame"_s)->isChecked());
}

void TestSettingsWindow::windowsAgree()
{
    const Opened one;
    const Opened other;
    one.window->activateWindow();
    QVERIFY(one.openSettings());
    one.setNumber(u"Text size"_s, 13);
    one.turnTo(u"Rows and payloads"_s);
    one.choose(u"Time"_s, u"UTC"_s);
    QTRY_COMPARE(other.find<Panes>()->textSize(), 13);
    QTRY_COMPARE(other.find<TimelinePane>()->time()->display().mode, TimeDisplay::Mode::Utc);
}

void TestSettingsWindow::agreesWithAnotherProcess()
{
    const Opened opened;
    QVERIFY(opened.openSettings());
    Panes::textSizeSetting().set(11);
    QTRY_COMPARE(opened.field<QSpinBox>(u"Text size"_s)->value(), 11);
    QFile file(m_file.path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray text = file.readAll();
    QVERIFY(text.contains("text-size=11"));
    file.resize(0);
    file.seek(0);
    file.write(text.replace("text-size=11", "text-size=16"));
    file.close();
    QTRY_COMPARE(opened.find<Panes>()->textSize(), 16);
    QTRY_COMPARE(opened.field<QSpinBox>(u"Text size"_s)->value(), 16);
}

void TestSettingsWindow::outlivesTheWindow()
{
    {
        const Opened opened;
        QVERIFY(opened.openSettings());
        opened.setNumber(u"Text size"_s, 15);
        opened.turnTo(u"New connections"_s);
        QTest::keyClicks(opened.field<QLineEdit>(u"User-Agent"_s), u"tester/1"_s);
    }
    const Opened again;
    QCOMPARE(again.find<Panes>()->textSize(), 15);
    QCOMPARE(again.find<OptionsDrawer>()->draft().userAgent, u"tester/1"_s);
    QVERIFY(again.openSettings());
    QCOMPARE(again.field<QSpinBox>(u"Text size"_s)->value(), 15);
}

void TestSettingsWindow::damagedIsTheDefault()
{
    for (const char *key :
        {"window/theme", "window/text-size", "timeline/time", "timeline/frames", "detail/form-json",
            "detail/form-binary", "connection/connect-ms", "connection/deliver-mib", "connection/rules",
            "connection/violations", "connection/keeps-history", "tls/accepted-certificates"})
        QSettings().setValue(QLatin1StringView(key), u"-7 or so"_s);
    QSettings().setValue(u"connection/user-agent"_s, u"two\nlines"_s);
    const Opened opened;
    QVERIFY(opened.openSettings());
    QCOMPARE(opened.field<QComboBox>(u"Theme"_s)->currentText(), u"As the system"_s);
    QCOMPARE(opened.field<QSpinBox>(u"Text size"_s)->value(), 10);
    QCOMPARE(opened.field<QComboBox>(u"Time"_s)->currentText(), u"Local time"_s);
    QCOMPARE(opened.field<QSpinBox>(u"Connect within"_s)->value(), 10'000);
    QCOMPARE(opened.field<QSpinBox>(u"Deliver up to"_s)->value(), 64);
    QVERIFY(opened.field<QCheckBox>(u"Remember the addresses of connections"_s)->isChecked());
    QCOMPARE(opened.find<OptionsDrawer>()->draft().userAgent, QString());
    QCOMPARE(optionsWords(opened), u"Options"_s);
}

void TestSettingsWindow::defaultsAreNoDifference()
{
    const Opened opened;
    QVERIFY(opened.openSettings());
    opened.turnTo(u"New connections"_s);
    opened.setNumber(u"Connect within"_s, 5000);
    opened.choose(u"Violations"_s, u"Record"_s);
    QCOMPARE(opened.find<OptionsDrawer>()->draft().plain.timeouts.connect, 5000);
    QCOMPARE(opened.find<OptionsDrawer>()->draft().plain.policy, Policy::Lenient);
    QCOMPARE(optionsWords(opened), u"Options"_s);
    // What was typed for this connection is not taken away by a new default.
    auto *time = opened.find<OptionsDrawer>()->findChild<QSpinBox *>();
    QCOMPARE(time->accessibleName(), u"Connect within"_s);
    time->setValue(7000);
    QCOMPARE(optionsWords(opened), u"Options 1"_s);
    opened.setNumber(u"Connect within"_s, 6000);
    QCOMPARE(time->value(), 7000);
    opened.setNumber(u"Connect within"_s, 7000);
    QCOMPARE(optionsWords(opened), u"Options"_s);
}

void TestSettingsWindow::connectionKeepsWhatItWasOpenedWith()
{
    ScriptedServer server(Script().accept());
    const Opened opened;
    opened.window->connectTo(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(opened.session->facts().readyState, ReadyState::Open, Patience);
    QVERIFY(opened.openSettings());
    opened.turnTo(u"New connections"_s);
    opened.setNumber(u"Close within"_s, 1000);
    QCOMPARE(opened.find<OptionsDrawer>()->draft().plain.timeouts.close, 5000);
    QCOMPARE(optionsWords(opened), u"Options 1"_s);
}

void TestSettingsWindow::forgetsAddresses()
{
    AddressHistory().set({u"ws://a.example/"_s, u"ws://b.example/"_s});
    const Opened opened;
    QVERIFY(opened.openSettings());
    opened.turnTo(u"What is remembered"_s);
    opened.click(u"Forget all addresses"_s);
    QCOMPARE(AddressHistory().addresses(), QStringList());
    QCOMPARE(opened.said(), u"2 addresses were forgotten."_s);
    QVERIFY(!opened.button(u"Forget all addresses"_s)->isEnabled());
    opened.click(u"Undo"_s);
    QCOMPARE(AddressHistory().addresses().size(), 2);
    QVERIFY(opened.button(u"Forget all addresses"_s)->isEnabled());
}

void TestSettingsWindow::remembersNoAddresses()
{
    ScriptedServer server(Script().accept());
    const Opened opened;
    QVERIFY(opened.openSettings());
    opened.turnTo(u"What is remembered"_s);
    QTest::mouseClick(opened.field<QCheckBox>(u"Remember the addresses of connections"_s), Qt::LeftButton, {},
        QPoint(8, 8));
    opened.window->connectTo(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(opened.session->facts().readyState, ReadyState::Open, Patience);
    QCOMPARE(AddressHistory().addresses(), QStringList());
}

void TestSettingsWindow::revokesCertificates()
{
    const AcceptedCertificates accepted;
    accepted.set(u"wss://a.example/"_s, {certificate});
    accepted.set(u"wss://b.example:8443/"_s, {certificate});
    const Opened opened;
    QTest::keyClicks(opened.find<UrlField>(), u"wss://a.example/"_s);
    QCOMPARE(opened.find<OptionsDrawer>()->draft().plain.tls.acceptedFingerprints, QStringList{certificate});
    QVERIFY(opened.openSettings());
    opened.turnTo(u"What is remembered"_s);
    auto *list = opened.settings()->findChild<QTreeWidget *>();
    QCOMPARE(list->topLevelItemCount(), 2);
    QCOMPARE(list->topLevelItem(0)->text(0), u"a.example:443"_s);
    QVERIFY(list->topLevelItem(0)->text(1).startsWith(QDate::currentDate().toString(Qt::ISODate)));
    list->setCurrentItem(list->topLevelItem(0));
    opened.click(u"Revoke"_s);
    QCOMPARE(opened.said(), u"The certificate of a.example:443 is not accepted any more."_s);
    QCOMPARE(accepted.of(u"wss://a.example/"_s), QStringList());
    QCOMPARE(opened.find<OptionsDrawer>()->draft().plain.tls.acceptedFingerprints, QStringList());
    opened.click(u"Undo"_s);
    QCOMPARE(accepted.of(u"wss://a.example/"_s), QStringList{certificate});
    opened.click(u"Revoke all"_s);
    QCOMPARE(accepted.all().size(), 0);
    QVERIFY(list->isHidden());
}

void TestSettingsWindow::backToTheDefaults()
{
    AddressHistory().set({u"ws://a.example/"_s});
    const Opened opened;
    QVERIFY(opened.openSettings());
    opened.choose(u"Theme"_s, u"Dark"_s);
    opened.setNumber(u"Text size"_s, 14);
    opened.turnTo(u"New connections"_s);
    opened.setNumber(u"Ping every"_s, 25'000);
    opened.click(u"Back to the defaults"_s);
    QCOMPARE(opened.find<Panes>()->textSize(), 10);
    QCOMPARE(opened.find<OptionsDrawer>()->draft().plain.keepalive.interval, 0);
    QCOMPARE(rememberedTheme(), ThemeChoice::System);
    QCOMPARE(AddressHistory().addresses().size(), 1);
    QVERIFY(opened.said().startsWith(u"All settings are at their defaults."_s));
    opened.click(u"Undo"_s);
    QCOMPARE(opened.find<Panes>()->textSize(), 14);
    QCOMPARE(opened.find<OptionsDrawer>()->draft().plain.keepalive.interval, 25'000);
    QTRY_VERIFY(Theme::of(opened.window->palette()).dark);
    QCOMPARE(opened.field<QSpinBox>(u"Text size"_s)->value(), 14);
    QVERIFY(opened.said().isEmpty());
}

void TestSettingsWindow::saysWhereSessionsAre()
{
    const Opened opened;
    QVERIFY(opened.openSettings());
    opened.turnTo(u"Files"_s);
    QCOMPARE(opened.field<QLineEdit>(u"Sessions are kept in"_s)->text(), opened.folder.path());
    QTRY_VERIFY(opened.field<QLabel>(u"They take"_s)->text().startsWith(u"1 session, "_s));
}

void TestSettingsWindow::keyboardReachesEverything()
{
    const Opened opened;
    QVERIFY(opened.openSettings());
    QVERIFY(QTest::qWaitForWindowActive(opened.settings()));
    auto *titles = opened.settings()->findChild<QListWidget *>();
    for (int page = 0; page < titles->count(); ++page) {
        titles->setFocus();
        titles->setCurrentRow(page);
        QTRY_COMPARE(QApplication::focusWidget(), titles);
        QSet<QWidget *> reached;
        for (int i = 0; i < 30; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            reached.insert(QApplication::focusWidget());
        }
        for (auto *field : opened.settings()->findChildren<QWidget *>()) {
            const bool isField = qobject_cast<QAbstractButton *>(field) || qobject_cast<QComboBox *>(field)
                || qobject_cast<QSpinBox *>(field);
            if (isField && field->isVisible() && field->isEnabled())
                QVERIFY2(reached.contains(field), qPrintable(field->accessibleName()));
        }
    }
}

void TestSettingsWindow::pictures_data()
{
    QTest::addColumn<ThemeChoice>("theme");
    QTest::addColumn<QSize>("size");
    QTest::newRow("light") << ThemeChoice::Light << QSize(760, 600);
    QTest::newRow("dark") << ThemeChoice::Dark << QSize(760, 600);
    QTest::newRow("contrast") << ThemeChoice::HighContrast << QSize(760, 600);
    QTest::newRow("small") << ThemeChoice::Light << QSize(560, 320);
}

// Nothing stands beside the page; what is below it scrolls. If FRAMESCOPE_PICTURES names a folder, pictures of it
// are kept there.
void TestSettingsWindow::pictures()
{
    QFETCH(ThemeChoice, theme);
    QFETCH(QSize, size);
    themeSetting().set(int(theme));
    applyLook(theme);
    AddressHistory().set({u"ws://a.example/"_s});
    AcceptedCertificates().set(u"wss://staging.example/"_s, {certificate});
    const Opened opened;
    QVERIFY(opened.openSettings());
    opened.settings()->resize(size);
    auto *titles = opened.settings()->findChild<QListWidget *>();
    const QString pictures = qEnvironmentVariable("FRAMESCOPE_PICTURES");
    for (int page = 0; page < titles->count(); ++page) {
        titles->setCurrentRow(page);
        QCoreApplication::processEvents();
        const QPixmap picture = opened.settings()->grab();
        if (!pictures.isEmpty())
            QVERIFY(picture.save(u"%1/settings-%2-%3.png"_s.arg(pictures).arg(page).arg(
                QString::fromLatin1(QTest::currentDataTag()))));
        const auto *stack = opened.settings()->findChild<QStackedWidget *>();
        const auto *scroll = static_cast<const QScrollArea *>(stack->currentWidget());
        QVERIFY(scroll->widget()->width() <= scroll->viewport()->width());
        for (const auto *widget : opened.settings()->findChildren<QWidget *>()) {
            if (!widget->isVisible() || !qobject_cast<const SettingsPage *>(widget->parentWidget()))
                continue;
            QVERIFY2(widget->parentWidget()->rect().contains(widget->geometry()),
                qPrintable(widget->accessibleName()));
        }
    }
}

QTEST_MAIN(TestSettingsWindow)
#include "tst_settingswindow.moc"
