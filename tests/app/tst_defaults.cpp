// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// What the program does where nobody asked for anything: a row for each of its defaults, seen in the window or by a
// server. Defaults of what there is not yet (replay, mock server, exports) come with it.
#include "app/captureretention.h"
#include "session/sessionreader.h"
#include "support/drivenwindow.h"
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "ui/connectionview.h"
#include "ui/detailarea.h"
#include "ui/look.h"
#include "ui/requestpreview.h"
#include "ui/startpage.h"
#include "ui/timecontrol.h"
#include "ui/timelineview.h"

#include <QAccessible>
#include <QDateTime>
#include <QFileInfo>
#include <QLabel>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

using Hands = DrivenWindow;
using Security = ScriptedServer::Security;

struct Default {
    const char *name;
    std::function<void(Hands &)> check;
};

void open(Hands &hands, const ScriptedServer &server)
{
    hands.connectTo(server.url());
    QTRY_VERIFY2(hands.state() == BadgeState::Open, qPrintable(hands.message()));
}

void awaitEnd(Hands &hands)
{
    QTRY_COMPARE(hands.facts().id, hands.session().current());
    QTRY_COMPARE(hands.facts().readyState, ReadyState::Closed);
}

void strictTls(Hands &hands)
{
    ScriptedServer server(Script().accept(), Security::Tls, u"selfsigned.pem"_s);
    hands.connectTo(server.url());
    awaitEnd(hands);
    QCOMPARE(hands.facts().outcome.cause, EndCause::TlsFailed);
    QVERIFY2(hands.message().contains(u"Nothing was sent."_s), qPrintable(hands.message()));
    QVERIFY(hands.action(u"accept-once"_s)); // as the user decides
    QCOMPARE(hands.drawer()->draft().plain.tls.minimum, TlsVersion::Tls12);
}

void deflateAsBrowsersOfferIt(Hands &hands)
{
    ScriptedServer server(Script().acceptDeflate());
    open(hands, server);
    QCOMPARE(server.connection().request().value("Sec-WebSocket-Extensions").value_or(""),
        QByteArray("permessage-deflate; client_max_window_bits"));
    QVERIFY(hands.facts().extensions.startsWith(u"permessage-deflate"));
}

void pingsAreAnswered(Hands &hands)
{
    ScriptedServer server(Script().accept().ping("there?").awaitPongs(1));
    open(hands, server);
    QTRY_COMPARE(server.connection().pongs(), 1);
    QVERIFY(server.connection().transcript().lines().contains(u"> pong masked \"there?\""_s));
}

void noKeepalive(Hands &hands)
{
    ScriptedServer server(Script().accept());
    open(hands, server);
    QCOMPARE(hands.drawer()->draft().plain.keepalive.interval, 0);
    QCOMPARE(hands.field<QSpinBox>(u"Time between keepalive pings"_s)->text(), u"no pings"_s);
    QCOMPARE(server.connection().pings(), 0);
}

void noReconnect(Hands &hands)
{
    ScriptedServer server(Script().accept().end());
    hands.connectTo(server.url());
    awaitEnd(hands);
    QVERIFY(!hands.facts().nextAttemptNs);
    QVERIFY(!hands.drawer()->draft().plain.reconnect.on);
    QVERIFY(hands.action(u"reconnect"_s)); // as the user decides
    QCOMPARE(server.connectionCount(), 1);
}

void redirectsAreOfferedAndNotFollowed(Hands &hands)
{
    ScriptedServer target(Script().accept());
    ScriptedServer server(Script().answer(302, "Found", {}, {{"Location", target.url().toLatin1()}}));
    hands.connectTo(server.url());
    awaitEnd(hands);
    QVERIFY2(hands.message().startsWith(u"The server redirects to "), qPrintable(hands.message()));
    QCOMPARE(target.connectionCount(), 0);
    QVERIFY(hands.clickAction(u"connect-location"_s));
    QTRY_COMPARE(target.connectionCount(), 1);
}

void noOriginAndNothingElse(Hands &hands)
{
    ScriptedServer server(Script().accept());
    open(hands, server);
    QByteArrayList names;
    for (const HttpHeader &header : server.connection().request().headers)
        names += header.name;
    QCOMPARE(names,
        QByteArrayList({"Host", "Connection", "Upgrade", "Sec-WebSocket-Version", "Sec-WebSocket-Key",
            "Sec-WebSocket-Extensions"}));
}

void patienceWithServers(Hands &hands)
{
    const Timeouts timeouts = hands.drawer()->draft().plain.timeouts;
    QCOMPARE(timeouts.connect, 10'000);
    QCOMPARE(timeouts.tls, 10'000);
    QCOMPARE(timeouts.handshake, 10'000);
    QCOMPARE(timeouts.close, 5'000);
    QCOMPARE(hands.field<QSpinBox>(u"101 within"_s)->value(), 10'000);
    QCOMPARE(hands.field<QSpinBox>(u"Close within"_s)->value(), 5'000);
}

// Recorded are frames of any size; a compressed message and what waits to be sent have limits far above.
void framesAreNotTouched(Hands &hands)
{
    constexpr quint64 large = 256u << 20;
    const ConnectionOptions options = hands.drawer()->draft().toOptions(u"ws://x/"_s);
    QVERIFY(options.inflateLimit >= large);
    QVERIFY(options.sendLimit >= large);
    QCOMPARE(options.deliveryLimit, quint64(64u << 20)); // of what is also handed out
}

void rulesAreAnInspectorsAndThePolicyStrict(Hands &hands)
{
    QCOMPARE(hands.drawer()->draft().plain.rules, Rules::Inspector);
    QCOMPARE(hands.drawer()->draft().plain.policy, Policy::Strict);
}

void noProxyAndAnyAddress(Hands &hands)
{
    QCOMPARE(hands.drawer()->draft().plain.proxy.kind, ProxyOptions::Kind::None);
    QCOMPARE(hands.drawer()->draft().plain.family, AddressFamily::Any);
    QVERIFY(hands.drawer()->draft().plain.connectTo.host.isEmpty());
}

// Nobody began to record, and all is in the file.
void recordingIsOn(Hands &hands)
{
    QVERIFY(QFile::exists(hands.session().path()));
    ScriptedServer server(Script().accept().text("on the record"));
    open(hands, server);
    const auto isRecorded = [&hands] {
        const auto file = SessionReader::open(hands.session().path());
        const auto rows = file ? (*file)->rows(1, 10'000) : Result<std::vector<Row>>(file.error());
        return rows && std::any_of(rows->begin(), rows->end(), [](const Row &row) {
            return row.preview == "on the record";
        });
    };
    QTRY_VERIFY(isRecorded());
}

void captureRetentionIsSaidOnTheStartPage(Hands &hands)
{
    QCOMPARE(RetentionLimits().days, 14);
    QCOMPARE(RetentionLimits().bytes, quint64(5) << 30);
    const QString words = KeptCaptures{3, 100, 0}.words();
    hands.window().setCaptures(words, u"/captures"_s); // as showWindow() does
    QVERIFY2(words.startsWith(u"Captures without a name are kept for 14 days, 5.0 GiB at most: "),
        qPrintable(words));
    const auto labels = hands.find<StartPage>()->findChildren<QLabel *>();
    QVERIFY(std::any_of(
        labels.begin(), labels.end(), [&words](const QLabel *label) { return label->text() == words; }));
}

void filesAreTheirOwnersOnly(Hands &hands)
{
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    for (const char16_t *suffix : {u"", u"-wal", u"-ring"}) {
        const QFileInfo file(hands.session().path() + QStringView(suffix));
        QVERIFY2(file.exists(), qPrintable(file.filePath()));
        QVERIFY2(!(file.permissions() & others), qPrintable(file.filePath()));
    }
}

void timeIsLocal(Hands &hands)
{
    QCOMPARE(hands.find<TimeControl>()->display().mode, TimeDisplay::Mode::Local);
    ScriptedServer server(Script().accept().text("what time is it"));
    open(hands, server);
    auto *table = QAccessible::queryAccessibleInterface(hands.find<TimelineView>())->tableInterface();
    const auto line = [table]() -> int {
        for (int at = 0; at < table->rowCount(); ++at) {
            if (table->rowDescription(at) == u"what time is it")
                return at;
        }
        return -1;
    };
    QTRY_VERIFY(line() >= 0);
    int column = 0;
    while (column < table->columnCount() - 1 && table->columnDescription(column) != u"Time")
        ++column;
    const QString told = table->cellAt(line(), column)->text(QAccessible::Name);
    const QDateTime now = QDateTime::currentDateTime();
    QVERIFY2(told.startsWith(now.toString(u"HH:"_s)) || told.startsWith(now.addSecs(-60).toString(u"HH:"_s)),
        qPrintable(told));
}

void themeIsTheSystems(Hands &)
{
    QCOMPARE(rememberedTheme(), ThemeChoice::System);
}

// In the preview and in what is told of a connection; recorded as they were.
void secretsAreDots(Hands &hands)
{
    const ConnectionDraft before = hands.drawer()->draft();
    ScriptedServer server(Script().accept());
    hands.choose(u"Authorization"_s, u"Bearer"_s);
    hands.type(u"Token"_s, u"hush-hush"_s);
    QVERIFY2(!hands.find<RequestPreview>()->text().contains(u"hush-hush"), "in the preview");
    open(hands, server);
    QCOMPARE(
        server.connection().request().value("Authorization").value_or(""), QByteArray("Bearer hush-hush"));
    auto *detail = hands.find<DetailArea>();
    detail->setTab(DetailArea::Tab::Connection);
    QTRY_VERIFY(detail->connection()->toPlainText().contains(u"Authorization: "));
    QVERIFY2(!detail->connection()->toPlainText().contains(u"hush-hush"), "of the connection");
    QVERIFY(detail->connection()->toPlainText().contains(u"Show the values behind the dots"));
    QVERIFY(hands.facts().requestHead.contains("Bearer hush-hush"));
    hands.drawer()->setDraft(before);
}

// The last row: it ends the window. Nothing is asked though a connection is open, and its capture is a whole file.
void quittingAsksNothing(Hands &hands)
{
    ScriptedServer server(Script().accept());
    open(hands, server);
    QVERIFY(hands.window().close());
    QVERIFY(!QApplication::activeModalWidget());
    QVERIFY(!hands.window().isVisible());
    const auto file = SessionReader::open(hands.session().path());
    QVERIFY(file);
}

const std::vector<Default> &defaults()
{
    static const std::vector<Default> all{{"TLS is strict", strictTls},
        {"deflate is offered as browsers do", deflateAsBrowsersOfferIt},
        {"pings are answered", pingsAreAnswered}, {"no keepalive", noKeepalive}, {"no reconnect", noReconnect},
        {"redirects are offered, not followed", redirectsAreOfferedAndNotFollowed},
        {"no Origin, nor anything that was not asked for", noOriginAndNothingElse},
        {"10 s for the handshake, 5 s for the close", patienceWithServers},
        {"no limit under 256 MiB touches a frame", framesAreNotTouched},
        {"rules of an inspector, strict", rulesAreAnInspectorsAndThePolicyStrict},
        {"no proxy, any address", noProxyAndAnyAddress}, {"recording is on", recordingIsOn},
        {"captures are kept 14 days or 5 GiB", captureRetentionIsSaidOnTheStartPage},
        {"files are for their owner only", filesAreTheirOwnersOnly}, {"time is local", timeIsLocal},
        {"theme of the system", themeIsTheSystems}, {"secrets are dots", secretsAreDots},
        {"quitting asks nothing", quittingAsksNothing}};
    return all;
}

} // namespace

class TestDefaults : public QObject {
    Q_OBJECT

    std::unique_ptr<DrivenWindow> m_hands;

private Q_SLOTS:
    void initTestCase() { m_hands = std::make_unique<DrivenWindow>(); }
    void cleanupTestCase() { m_hands.reset(); }

    void holds_data()
    {
        QTest::addColumn<std::size_t>("number");
        for (std::size_t i = 0; i < defaults().size(); ++i)
            QTest::newRow(defaults()[i].name) << i;
    }
    void holds()
    {
        QFETCH(const std::size_t, number);
        defaults()[number].check(*m_hands);
    }
};

QTEST_MAIN(TestDefaults)
#include "tst_defaults.moc"
