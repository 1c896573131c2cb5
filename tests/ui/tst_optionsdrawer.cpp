// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/secrets.h"
#include "ui/filefield.h"
#include "ui/look.h"
#include "ui/namedvaluemodel.h"
#include "ui/optionsdrawer.h"
#include "ui/requestpreview.h"
#include "ui/style.h"
#include "ui/tabbutton.h"
#include "ui/wrongmark.h"

#include "support/worktimer.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryFile>
#include <QTest>

#include <algorithm>

using namespace framescope;
using namespace Qt::StringLiterals;

namespace {

using Tab = ConnectionDraft::Tab;

// Every field of every page has another value than at first.
ConnectionDraft full()
{
    ConnectionDraft draft;
    draft.headers = {{true, u"X-One"_s, u"1"_s, u"typed"_s}};
    draft.query = {{true, u"q"_s, u"2"_s, u"typed"_s}};
    draft.cookies = {{true, u"sid"_s, u"secret-cookie"_s, u"curl"_s}};
    draft.origin = u"https://app.example"_s;
    draft.userAgent = u"UA"_s;
    draft.auth = ConnectionDraft::Auth::Basic;
    draft.user = u"me"_s;
    draft.password = u"pw"_s;
    draft.token = u"tok"_s;
    draft.ca = {u"ca.pem"_s, "1", {}};
    draft.certificate = {u"c.pem"_s, "2", {}};
    draft.key = {u"k.pem"_s, "3", {}};
    ConnectionOptions &plain = draft.plain;
    plain.protocols = {u"chat"_s, u"v2"_s};
    plain.deflate.emplace();
    plain.deflate->serverNoContextTakeover = true;
    plain.deflate->clientNoContextTakeover = true;
    plain.deflate->serverMaxWindowBits = 9;
    plain.deflate->clientMaxWindowBits = 12;
    plain.tls.clientPassword = u"open"_s;
    plain.tls.minimum = TlsVersion::Tls13;
    plain.tls.serverName = u"name.example"_s;
    plain.tls.acceptedFingerprints = {u"AB:CD"_s.repeated(16)};
    plain.proxy = {ProxyOptions::Kind::Socks5, u"::1"_s, 1080, u"pu"_s, u"pp"_s};
    plain.connectTo = {u"10.0.0.7"_s, 8443};
    plain.family = AddressFamily::IPv6;
    plain.timeouts = {1, 2, 3, 4};
    plain.pingAnswer = {PingAnswer::Kind::OtherPayload, 5, "other"};
    plain.keepalive = {25'000, 3};
    plain.reconnect.on = true;
    plain.reconnect.delay = 500;
    plain.reconnect.factor = 1.5;
    plain.reconnect.maxDelay = 60'000;
    plain.reconnect.jitter = 0.35;
    plain.reconnect.maxAttempts = 7;
    plain.deliveryLimit = 7u << 20;
    plain.inflateLimit = 8u << 20;
    plain.sendLimit = (9u << 20) + 1; // finer than its field
    plain.rules = Rules::Browser;
    plain.policy = Policy::Lenient;
    return draft;
}

// What a test compares of the values that have no operator==.
QString described(const ConnectionDraft &draft)
{
    const ConnectionOptions &o = draft.plain;
    const DeflateParameters deflate = o.deflate.value_or(DeflateParameters());
    const auto bits = [](std::optional<int> value) { return QString::number(value.value_or(0)); };
    return QStringList{draft.origin, draft.userAgent, QString::number(static_cast<int>(draft.auth)),
        draft.user, draft.password, draft.token, draft.ca.path, draft.certificate.path, draft.key.path,
        o.protocols.join(u'+'), QString::number(o.deflate.has_value()),
        QString::number(deflate.serverNoContextTakeover), QString::number(deflate.clientNoContextTakeover),
        bits(deflate.serverMaxWindowBits), bits(deflate.clientMaxWindowBits),
        QString::number(deflate.clientMaxWindowBitsOffered), o.tls.clientPassword,
        QString::number(static_cast<int>(o.tls.minimum)), o.tls.serverName,
        o.tls.acceptedFingerprints.join(u'+'), QString::number(static_cast<int>(o.proxy.kind)), o.proxy.host,
        QString::number(o.proxy.port), o.proxy.user, o.proxy.password, o.connectTo.host,
        QString::number(o.connectTo.port), QString::number(static_cast<int>(o.family)),
        QString::number(o.timeouts.connect), QString::number(o.timeouts.tls),
        QString::number(o.timeouts.handshake), QString::number(o.timeouts.close),
        QString::number(static_cast<int>(o.pingAnswer.kind)), QString::number(o.pingAnswer.delay),
        QString::fromUtf8(o.pingAnswer.payload), QString::number(o.keepalive.interval),
        QString::number(o.keepalive.misses), QString::number(o.reconnect.on),
        QString::number(o.reconnect.delay), QString::number(o.reconnect.maxDelay),
        QString::number(o.reconnect.factor), QString::number(o.reconnect.jitter),
        QString::number(o.reconnect.maxAttempts), QString::number(o.deliveryLimit),
        QString::number(o.inflateLimit), QString::number(o.sendLimit),
        QString::number(static_cast<int>(o.rules)), QString::number(static_cast<int>(o.policy))}
        .join(u'|');
}

} // namespace

class TestOptionsDrawer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void givesBackWhatItWasGiven();
    void givesBackTheDefaults();
    void settingADraftIsNoEdit();
    void tellsEachEdit_data();
    void tellsEachEdit();
    void countsOnItsTabs();
    void takesItsLimits();
    void severalSubprotocolsAreSeen();
    void aSubprotocolWithACommaStaysOne();
    void aDoubtIsMarkedAsOne();
    void showsTheRequestAsItGrows();
    void hidesSecretsUntilAsked();
    void hidesSecretsInItsTables();
    void fieldsBeginAtOneLineWhereItIsNarrow();
    void itsScrollBarIsNoStripe();
    void saysWhatIsWrong();
    void onlyFieldsThatMatterAreOpen();
    void saysWhichFileCannotBeRead();
    void saysWhatIsInAFileThatIsNoCertificate();
    void marksTheFieldAndItsLine_data();
    void marksTheFieldAndItsLine();
    void marksTheRowAndItsLine();
    void anEditCostsLittleWithCertificates();

private:
    template <typename Widget>
    Widget *field(const QString &name) const
    {
        for (auto *widget : m_drawer->findChildren<Widget *>()) {
            if (widget->accessibleName() == name)
                return widget;
        }
        return nullptr;
    }
    QStringList tabs() const
    {
        QStringList names;
        for (auto *button : m_drawer->findChildren<QAbstractButton *>(QString(), Qt::FindDirectChildrenOnly))
            names.append(button->text());
        return names;
    }
    RequestPreview *preview() const { return m_drawer->findChild<RequestPreview *>(); }
    void typeInto(const QString &name, const QString &text)
    {
        auto *edit = field<QLineEdit>(name);
        QVERIFY2(edit, qPrintable(name));
        edit->clear();
        QTest::keyClicks(edit, text);
    }

    std::unique_ptr<OptionsDrawer> m_drawer;
};

void TestOptionsDrawer::init()
{
    m_drawer = std::make_unique<OptionsDrawer>();
    m_drawer->resize(1440, 280);
    m_drawer->setUrl(u"ws://h.example/feed"_s);
    m_drawer->show();
}

void TestOptionsDrawer::cleanup()
{
    m_drawer.reset();
}

void TestOptionsDrawer::givesBackWhatItWasGiven()
{
    m_drawer->setDraft(full());
    typeInto(u"User-Agent"_s, u"other"_s); // takes every page
    ConnectionDraft expected = full();
    expected.userAgent = u"other"_s;
    QCOMPARE(described(m_drawer->draft()), described(expected));
    QCOMPARE(m_drawer->draft().headers, expected.headers);
    QCOMPARE(m_drawer->draft().query, expected.query);
    QCOMPARE(m_drawer->draft().cookies, expected.cookies);
}

void TestOptionsDrawer::givesBackTheDefaults()
{
    typeInto(u"User-Agent"_s, u"UA"_s);
    ConnectionDraft expected;
    expected.userAgent = u"UA"_s;
    QCOMPARE(described(m_drawer->draft()), described(expected));
}

void TestOptionsDrawer::settingADraftIsNoEdit()
{
    const QSignalSpy changed(m_drawer.get(), &OptionsDrawer::draftChanged);
    m_drawer->setDraft(full());
    QCOMPARE(changed.count(), 0);
}

void TestOptionsDrawer::tellsEachEdit_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name :
        {u"Origin"_s, u"User-Agent"_s, u"User"_s, u"Password"_s, u"Token"_s, u"Subprotocols"_s,
            u"Proxy address"_s, u"Proxy user"_s, u"Proxy password"_s, u"Connect to address"_s,
            u"Payload of the answer"_s, u"Password of the key"_s, u"Name to ask for"_s})
        QTest::newRow(qPrintable(name)) << name;
}

void TestOptionsDrawer::tellsEachEdit()
{
    QFETCH(const QString, name);
    m_drawer->setDraft(full());
    const QSignalSpy changed(m_drawer.get(), &OptionsDrawer::draftChanged);
    const QString before = described(m_drawer->draft());
    typeInto(name, u"x"_s);
    QVERIFY(changed.count() > 0);
    QVERIFY(described(m_drawer->draft()) != before);
}

void TestOptionsDrawer::countsOnItsTabs()
{
    QCOMPARE(
        tabs(), QStringList({u"Request"_s, u"Auth"_s, u"Protocols"_s, u"TLS"_s, u"Route"_s, u"Behaviour"_s}));
    m_drawer->setDraft(full());
    QCOMPARE(tabs(),
        QStringList(
            {u"Request 5"_s, u"Auth 1"_s, u"Protocols 3"_s, u"TLS 5"_s, u"Route 3"_s, u"Behaviour 12"_s}));
}

void TestOptionsDrawer::takesItsLimits()
{
    field<QSpinBox>(u"Inflate up to"_s)->setValue(16);
    field<QSpinBox>(u"Send queue up to"_s)->setValue(2);
    QCOMPARE(m_drawer->draft().plain.inflateLimit, quint64(16) << 20);
    QCOMPARE(m_drawer->draft().plain.sendLimit, quint64(2) << 20);
    QCOMPARE(tabs().last(), u"Behaviour 2"_s);
}

void TestOptionsDrawer::severalSubprotocolsAreSeen()
{
    typeInto(u"Subprotocols"_s, u"chat,v2"_s);
    QVERIFY(preview()->text().contains(u"Sec-WebSocket-Protocol: chat, v2\n"));
    QVERIFY(tabs().contains(u"Protocols 2"_s));
    typeInto(u"Subprotocols"_s, u"chat v2"_s);
    QCOMPARE(preview()->problems(),
        u"The subprotocol \"chat v2\" cannot contain \" \". (subprotocol 1, character 5) Letters, digits and "
        "!#$%&'*+-.^_`|~ are allowed."_s);
}

// As the library or a command may have it: what is wrong does not mend itself when something else is edited.
void TestOptionsDrawer::aSubprotocolWithACommaStaysOne()
{
    ConnectionDraft draft;
    draft.plain.protocols = {u"chat,v2"_s};
    m_drawer->setDraft(draft);
    typeInto(u"User-Agent"_s, u"UA"_s);
    auto *edit = field<QLineEdit>(u"Subprotocols"_s);
    const QString sentence =
        u"The subprotocol \"chat,v2\" cannot contain \",\". (subprotocol 1, character 5) "
        "Give each subprotocol on its own."_s;
    QCOMPARE(wrongMarkOf(*edit), sentence);
    QVERIFY(tabs().contains(u"Protocols 1"_s));
    QTest::keyClicks(edit, u"3"_s);
    QCOMPARE(m_drawer->draft().plain.protocols, QStringList({u"chat"_s, u"v23"_s}));
    QVERIFY(wrongMarkOf(*edit).isEmpty());
}

void TestOptionsDrawer::aDoubtIsMarkedAsOne()
{
    const auto auth = [this] {
        return m_drawer->findChildren<TabButton *>(QString(), Qt::FindDirectChildrenOnly)[1];
    };
    ConnectionDraft draft;
    draft.auth = ConnectionDraft::Auth::Basic;
    m_drawer->setDraft(draft);
    typeInto(u"User"_s, u"corp:ann"_s);
    auto *user = field<QLineEdit>(u"User"_s);
    QVERIFY(wrongMarkOf(*user).startsWith(u"A server reads \"corp\" as the user"));
    QVERIFY(user->property(Style::Doubt).toBool());
    QCOMPARE(auth()->accessibleDescription(), u"Something here may not be meant so."_s);
    QVERIFY(preview()->wrongLines().first().startsWith(u"Authorization: "));
    m_drawer->setDraft({});
    QVERIFY(wrongMarkOf(*user).isEmpty());
    QCOMPARE(auth()->accessibleDescription(), QString());
}

void TestOptionsDrawer::showsTheRequestAsItGrows()
{
    QVERIFY(preview()->text().startsWith(u"GET /feed HTTP/1.1\nHost: h.example\n"));
    QVERIFY(preview()->text().contains(u"Sec-WebSocket-Key: (new for each attempt)\n"));
    typeInto(u"Subprotocols"_s, u"chat,v2"_s);
    QVERIFY(preview()->text().contains(u"Sec-WebSocket-Protocol: chat, v2\n"));
    m_drawer->setUrl(u"ws://other.example:81/"_s);
    QVERIFY(preview()->text().startsWith(u"GET / HTTP/1.1\nHost: other.example:81\n"));
    m_drawer->setUrl(QString());
    QCOMPARE(preview()->text(), u"No address yet."_s);
}

void TestOptionsDrawer::hidesSecretsUntilAsked()
{
    m_drawer->setDraft(full());
    QVERIFY(preview()->text().contains(u"Cookie: \u2022\u2022"));
    QVERIFY(!preview()->text().contains(u"secret-cookie"));
    QVERIFY(preview()->text().contains(u"Authorization: \u2022\u2022"));
    preview()->findChild<QCheckBox *>()->click();
    QVERIFY(preview()->text().contains(u"Cookie: sid=secret-cookie\n"));
    QVERIFY(preview()->text().contains(u"Authorization: Basic bWU6cHc=\n"));
}

void TestOptionsDrawer::hidesSecretsInItsTables()
{
    ConnectionDraft draft;
    draft.headers = {{true, u"X-Api-Key"_s, u"k3y"_s, u"typed"_s}, {true, u"X-Trace"_s, u"7"_s, u"typed"_s}};
    draft.query = {{true, u"token"_s, u"t0ken"_s, u"typed"_s}};
    draft.cookies = {{true, u"sid"_s, u"c00kie"_s, u"curl"_s}};
    draft.auth = ConnectionDraft::Auth::Bearer;
    draft.token = u"b3arer"_s;
    m_drawer->setDraft(draft);
    const auto value = [this](const QString &table, int row, int role = Qt::DisplayRole) {
        return field<QTableView>(table)->model()->index(row, NamedValueModel::Value).data(role).toString();
    };
    const QString dots = secrets::Dots.toString();
    QCOMPARE(value(u"Headers"_s, 0), dots);
    QCOMPARE(value(u"Headers"_s, 1), u"7"_s);
    QCOMPARE(value(u"Query"_s, 0), dots);
    QCOMPARE(value(u"Cookies"_s, 0), dots);
    QCOMPARE(value(u"Cookies"_s, 0, Qt::ToolTipRole), dots);
    QCOMPARE(value(u"Cookies"_s, 0, Qt::EditRole), u"c00kie"_s); // while it is edited
    QCOMPARE(field<QLineEdit>(u"Token"_s)->displayText(), QString(6, QChar(0x25cf)));
    QVERIFY2(preview()->text().startsWith(u"GET /feed?token=" + dots), qPrintable(preview()->text()));
    preview()->findChild<QCheckBox *>()->click();
    QCOMPARE(value(u"Headers"_s, 0), u"k3y"_s);
    QCOMPARE(value(u"Query"_s, 0), u"t0ken"_s);
    QCOMPARE(value(u"Cookies"_s, 0), u"c00kie"_s);
    QCOMPARE(field<QLineEdit>(u"Token"_s)->displayText(), u"b3arer"_s);
    QVERIFY(preview()->text().startsWith(u"GET /feed?token=t0ken "));
}

void TestOptionsDrawer::fieldsBeginAtOneLineWhereItIsNarrow()
{
    m_drawer->resize(800, 280);
    for (const Tab tab : {Tab::Tls, Tab::Behaviour}) {
        m_drawer->setTab(tab);
        const QWidget *page = m_drawer->findChild<QStackedWidget *>()->currentWidget();
        const auto lefts = [&] {
            QSet<int> found;
            for (const auto *form : page->findChildren<QFormLayout *>()) {
                for (int row = 0; row < form->rowCount(); ++row) {
                    const QWidget *field = form->itemAt(row, QFormLayout::FieldRole)->widget();
                    if (field->isVisible())
                        found += field->mapTo(page, QPoint()).x();
                }
            }
            return found;
        };
        QTRY_COMPARE_WITH_TIMEOUT(lefts().size(), 1, 5000);
    }
}

// What is scrolled is a part of the window and has its colour.
void TestOptionsDrawer::itsScrollBarIsNoStripe()
{
    for (const ThemeChoice theme : {ThemeChoice::Dark, ThemeChoice::Light}) {
        applyLook(theme);
        m_drawer->resize(1024, 280);
        m_drawer->setTab(Tab::Behaviour);
        QCoreApplication::processEvents();
        const auto *scroll =
            qobject_cast<QScrollArea *>(m_drawer->findChild<QStackedWidget *>()->currentWidget());
        QVERIFY(scroll && scroll->verticalScrollBar()->isVisible());
        const QImage bar = scroll->verticalScrollBar()->grab().toImage();
        QCOMPARE(bar.pixelColor(0, bar.height() - 1), m_drawer->palette().color(QPalette::Window));
    }
}

void TestOptionsDrawer::saysWhatIsWrong()
{
    QVERIFY(preview()->problems().isEmpty());
    typeInto(u"Subprotocols"_s, u"chat, chat"_s);
    QVERIFY2(preview()->problems().contains(u"chat"), qPrintable(preview()->problems()));
    typeInto(u"Subprotocols"_s, u"chat"_s);
    QVERIFY(preview()->problems().isEmpty());
}

void TestOptionsDrawer::onlyFieldsThatMatterAreOpen()
{
    QVERIFY(!field<QLineEdit>(u"Proxy address"_s)->isEnabled());
    QVERIFY(!field<QLineEdit>(u"Password of the key"_s)->isEnabled());
    QVERIFY(field<QComboBox>(u"server_max_window_bits"_s)->isEnabled());
    ConnectionDraft draft = full();
    draft.plain.deflate.reset();
    m_drawer->setDraft(draft);
    QVERIFY(field<QLineEdit>(u"Proxy address"_s)->isEnabled());
    QVERIFY(field<QLineEdit>(u"Password of the key"_s)->isEnabled());
    QVERIFY(!field<QComboBox>(u"server_max_window_bits"_s)->isEnabled());
}

void TestOptionsDrawer::saysWhichFileCannotBeRead()
{
    auto *file = field<FileField>(u"Additional authority"_s);
    QVERIFY(file);
    file->choose(u"/no/such/ca.pem"_s);
    QVERIFY(m_drawer->isReading());
    QTRY_VERIFY_WITH_TIMEOUT(!m_drawer->isReading(), 20'000);
    QVERIFY2(wrongMarkOf(*file->path()).contains(u"/no/such/ca.pem"), qPrintable(wrongMarkOf(*file->path())));
    QCOMPARE(m_drawer->problems().size(), 1);
    QCOMPARE(m_drawer->problems().first().tab, Tab::Tls);
    QVERIFY2(preview()->problems().contains(u"/no/such/ca.pem"), qPrintable(preview()->problems()));
    file->choose(QString());
    QVERIFY(wrongMarkOf(*file->path()).isEmpty());
    QVERIFY(m_drawer->problems().isEmpty());
}

void TestOptionsDrawer::saysWhatIsInAFileThatIsNoCertificate()
{
    QTemporaryFile file;
    QVERIFY(file.open() && file.write("nothing of the kind") > 0 && file.flush());
    for (const QString &name : {u"Additional authority"_s, u"Client certificate"_s}) {
        auto *chosen = field<FileField>(name);
        QTest::keyClicks(chosen->path(), file.fileName());
        QTest::keyClick(chosen->path(), Qt::Key_Return);
        QTRY_VERIFY2_WITH_TIMEOUT(!wrongMarkOf(*chosen->path()).isEmpty(), qPrintable(name), 20'000);
    }
    QCOMPARE(m_drawer->problems().size(), 2);
}

void TestOptionsDrawer::marksTheFieldAndItsLine_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("line"); // begins so; empty: it has none
    const auto row = [](const QString &name, const QString &typed, const QString &line) {
        QTest::newRow(qPrintable(name)) << name << typed << line;
    };
    row(u"Subprotocols"_s, u"chat, chat"_s, u"Sec-WebSocket-Protocol: "_s);
    row(u"Origin"_s, u"https://a\nb"_s, u"Origin: "_s);
    row(u"User-Agent"_s, u"a\nb"_s, u"User-Agent: "_s);
    row(u"Token"_s, u"a\nb"_s, u"Authorization: "_s);
    row(u"Proxy address"_s, u"proxy.corp"_s, {});
    row(u"Connect to address"_s, u"10.0.0.7:99999"_s, {});
    row(u"Name to ask for"_s, u"api.example:443"_s, {});
    row(u"Accepted for this host"_s, u"12:34"_s, {});
    row(u"Payload of the answer"_s, QString(126, u'x'), {});
}

void TestOptionsDrawer::marksTheFieldAndItsLine()
{
    QFETCH(const QString, name);
    QFETCH(const QString, line);
    QFETCH(const QString, typed);
    ConnectionDraft draft;
    draft.auth = ConnectionDraft::Auth::Bearer;
    draft.plain.proxy = {ProxyOptions::Kind::Http, u"proxy.corp"_s, 3128, {}, {}};
    m_drawer->setDraft(draft);
    auto *edit = field<QLineEdit>(name);
    QVERIFY(wrongMarkOf(*edit).isEmpty());
    edit->setText(typed); // some cannot be typed, but pasted
    Q_EMIT edit->textEdited(typed);
    QVERIFY2(!wrongMarkOf(*edit).isEmpty(), qPrintable(preview()->problems()));
    QCOMPARE(edit->toolTip(), wrongMarkOf(*edit));
    QCOMPARE(edit->accessibleDescription(), wrongMarkOf(*edit));
    QCOMPARE(preview()->wrongLines().size(), line.isEmpty() ? 0 : 1);
    QVERIFY(line.isEmpty() || preview()->wrongLines().first().startsWith(line));
    int wrongTabs = 0;
    for (auto *button : m_drawer->findChildren<TabButton *>(QString(), Qt::FindDirectChildrenOnly))
        wrongTabs += button->isWrong() ? 1 : 0;
    QCOMPARE(wrongTabs, 1);
    typeInto(name,
        name == u"Proxy address"                ? u"proxy.corp:1"_s
            : name == u"Accepted for this host" ? u"aB:cD"_s.repeated(16)
                                                : u"a"_s);
    QVERIFY2(wrongMarkOf(*edit).isEmpty(), qPrintable(wrongMarkOf(*edit)));
    QVERIFY(preview()->wrongLines().isEmpty());
}

void TestOptionsDrawer::marksTheRowAndItsLine()
{
    ConnectionDraft draft;
    draft.headers = {{true, u"X-Good"_s, u"1"_s, u"typed"_s}, {true, u"X Bad"_s, u"1"_s, u"typed"_s}};
    draft.cookies = {{true, u"sid"_s, u"a;b"_s, u"typed"_s}};
    m_drawer->setDraft(draft);
    const auto mark = [this](const QString &table, int row) {
        return field<QTableView>(table)->model()->index(row, 0).data(Qt::AccessibleDescriptionRole).toString();
    };
    QVERIFY(mark(u"Headers"_s, 0).isEmpty());
    QVERIFY2(mark(u"Headers"_s, 1).contains(u"X Bad"), qPrintable(mark(u"Headers"_s, 1)));
    QVERIFY2(mark(u"Cookies"_s, 0).contains(u"semicolon"), qPrintable(mark(u"Cookies"_s, 0)));
    const QStringList lines = preview()->wrongLines();
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines.contains(u"X Bad: 1"_s));
}

// With an authority the check once loaded all those of the system, at each key.
void TestOptionsDrawer::anEditCostsLittleWithCertificates()
{
    QFile pem(QStringLiteral(FRAMESCOPE_TEST_DATA "/tls/ca.pem"));
    QVERIFY2(pem.open(QIODevice::ReadOnly), qPrintable(pem.fileName()));
    ConnectionDraft draft;
    draft.ca = {u"ca.pem"_s, pem.readAll(), {}};
    m_drawer->setDraft(draft);
    QTRY_VERIFY_WITH_TIMEOUT(!m_drawer->isReading(), 20'000);
    auto *edit = field<QLineEdit>(u"User-Agent"_s);
    QList<double> times;
    for (int i = 0; i < 41; ++i) {
        const test::WorkTimer timer;
        Q_EMIT edit->textEdited({});
        times.append(timer.ms());
    }
    std::sort(times.begin(), times.end());
    qInfo("an edit takes %.2f ms", times[20]);
    QVERIFY(times[20] < 2);
}

QTEST_MAIN(TestOptionsDrawer)
#include "tst_optionsdrawer.moc"
