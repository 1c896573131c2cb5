// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/drivenwindow.h"
#include "support/rows.h"
#include "support/scriptedserver.h"
#include "ui/codenames.h"
#include "ui/connectionsummary.h"
#include "ui/connectionview.h"
#include "ui/linepopover.h"
#include "ui/statebadge.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"
#include "ui/timelinewords.h"

#include "support/patience.h"

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

constexpr int Patience = 20'000;

} // namespace

class TestCodeNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void oneIsOfItsServer();
    void onlyTheApplicationsOwn();
    void standsInItsRow();
    void isGivenBesideTheOutcome();

private:
    OwnSettings m_settings;
};

void TestCodeNames::oneIsOfItsServer()
{
    const CodeNames names;
    names.set(u"wss://a.example/feed"_s, 4401, u"Session ended"_s);
    QCOMPARE(names.of(u"wss://a.example/other?x=1"_s, 4401), u"Session ended"_s);
    QCOMPARE(names.of(u"wss://a.example/feed"_s, 4402), QString());
    QCOMPARE(names.of(u"wss://a.example:444/feed"_s, 4401), QString());
    QCOMPARE(names.of(u"wss://b.example/feed"_s, 4401), QString());
    QCOMPARE(names.words(u"wss://a.example/"_s, 4401), u"4401 Session ended"_s);
    QCOMPARE(names.words(u"wss://b.example/"_s, 1000), u"1000 Normal Closure"_s);
    names.set(u"wss://a.example/"_s, 4401, {});
    QCOMPARE(names.of(u"wss://a.example/"_s, 4401), QString());
    names.set(u"no address"_s, 4401, u"x"_s);
    QVERIFY(QSettings().value(u"connection/code-names"_s).toMap().isEmpty());
}

void TestCodeNames::onlyTheApplicationsOwn()
{
    for (const quint16 code : std::initializer_list<quint16>{1000, 3999, 5000}) {
        CodeNames().set(u"ws://h/"_s, code, u"x"_s);
        QCOMPARE(CodeNames().of(u"ws://h/"_s, code), QString());
    }
}

void TestCodeNames::standsInItsRow()
{
    const Row row = frame(Opcode::Close, "<", encodeCloseBody({4401, "Token expired"}));
    QCOMPARE(timelinewords::preview(row, 100).text.section(u' ', 0, 0), u"4401"_s);
    timelinewords::Context context;
    context.codeName = u"Session ended"_s;
    QCOMPARE(
        timelinewords::cell(row, TimelineColumn::Preview, context), u"4401 Session ended  Token expired"_s);
}

void TestCodeNames::isGivenBesideTheOutcome()
{
    ScriptedServer server(Script().accept().close({4401, "Token expired"}).awaitClose().end());
    DrivenWindow hands;
    hands.connectTo(server.url());
    QVERIFY(hands.clickAction(u"name-code"_s));
    auto *line = hands.find<LinePopover>();
    QTRY_VERIFY(line->isVisible());
    QTest::keyClicks(line->findChild<QLineEdit *>(), u"Session ended"_s);
    QTest::keyClick(line->findChild<QLineEdit *>(), Qt::Key_Return);
    QVERIFY2(hands.message().startsWith(u"The server closed: 4401 \"Token expired\". You call 4401 \"Session "
                                        "ended\". 4000-4999 are the application's own."),
        qPrintable(hands.message()));
    QCOMPARE(hands.find<StateBadge>()->toolTip(), u"readyState 3, CLOSED; 4401 Session ended"_s);
    QVERIFY(hands.clickAction(u"show-last-frames"_s));
    const auto *timeline = hands.find<TimelinePane>();
    const auto rowWith = [&] {
        for (int row = 0; row < timeline->model()->rowCount(); ++row) {
            const QString text = timeline->view()->cellText(row, TimelineColumn::Preview);
            if (text.startsWith(u"4401"))
                return text;
        }
        return QString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(rowWith(), u"4401 Session ended  Token expired"_s, Patience);
    hands.find<DetailArea>()->setTab(DetailArea::Tab::Connection);
    QTRY_VERIFY_WITH_TIMEOUT(
        hands.find<ConnectionView>()->toPlainText().contains(u"4401 Session ended, \"Token expired\""),
        Patience);
    ConnectionSummary summary;
    summary.take(hands.facts());
    QVERIFY2(connectionwords::sentence(summary, 0).contains(u"Closed 4401 (Session ended)"),
        qPrintable(connectionwords::sentence(summary, 0)));
}

QTEST_MAIN(TestCodeNames)
#include "tst_codenames.moc"
