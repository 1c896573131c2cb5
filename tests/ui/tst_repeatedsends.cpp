// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "ui/repeatedsends.h"
#include "ui/replyrules.h"

#include <QSignalSpy>
#include <QTest>

using namespace framescope;
using namespace std::chrono_literals;

namespace {

using Ids = std::vector<ConnectionId>;

Ids whom(const QList<QVariant> &signal)
{
    return signal.at(1).value<Ids>();
}

ConnectionFacts closed(ConnectionId id)
{
    ConnectionFacts facts;
    facts.id = id;
    facts.readyState = ReadyState::Closed;
    return facts;
}

} // namespace

class TestRepeatedSends : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsUntilItIsStopped();
    void endsWithItsConnections();
    void rulesSayWhatIsMeant();
    void aRuleEndsWithTheLastOfItsConnections();
};

void TestRepeatedSends::sendsUntilItIsStopped()
{
    RepeatedSends sends;
    QSignalSpy due(&sends, &RepeatedSends::due);
    sends.start({true, QStringLiteral("a"), {}}, {1}, 10ms);
    QCOMPARE(due.count(), 1); // at once
    QCOMPARE(sends.count(), 1);
    QTRY_VERIFY(due.count() >= 3);
    QCOMPARE(due.last().first().value<Draft>().text, QStringLiteral("a"));
    sends.start({true, QStringLiteral("b"), {}}, {1, 2}, 1h);
    QCOMPARE(whom(due.last()), (Ids{1, 2}));
    QCOMPARE(sends.count(), 2);

    sends.stopAll();
    QCOMPARE(sends.count(), 0);
    due.clear();
    QVERIFY(!due.wait(50));
}

void TestRepeatedSends::endsWithItsConnections()
{
    RepeatedSends sends;
    QSignalSpy due(&sends, &RepeatedSends::due);
    QSignalSpy changed(&sends, &RepeatedSends::changed);
    sends.start({true, QStringLiteral("a"), {}}, {1, 2}, 10ms);
    sends.takeFacts(closed(1));
    QCOMPARE(sends.count(), 1);
    QTRY_COMPARE(whom(due.last()), Ids{2});
    sends.takeFacts(closed(2));
    QCOMPARE(sends.count(), 0);
    QCOMPARE(changed.count(), 2);
}

void TestRepeatedSends::rulesSayWhatIsMeant()
{
    using How = ReplyWish::How;
    const auto meant = [](How how, const char *text, const QByteArray &payload) {
        const auto rule = replyRule({ReplyRule::To::TextMessages, how, QString::fromUtf8(text)}, {});
        return rule->matches(payload);
    };
    QCOMPARE(meant(How::Contains, "gr\u00fc\u00df", "viele gr\u00fc\u00dfe"), std::optional(true));
    QCOMPARE(meant(How::Contains, "Ping", "ping"), std::optional(false));
    QCOMPARE(meant(How::Equals, "ping", "ping "), std::optional(false));
    QCOMPARE(meant(How::Equals, "", ""), std::optional(true));
    QCOMPARE(meant(How::Matches, "(?i)^ping \\d+$", "PING 17"), std::optional(true));
    QCOMPARE(meant(How::Matches, "^ping$", "\xff ping"), std::optional(false));
    // A pattern that tries everything is given up, and soon.
    QCOMPARE(meant(How::Matches, "^(a+)+$", QByteArray(200, 'a') + '!'), std::optional<bool>());

    const auto wrong = replyRule({ReplyRule::To::AnyMessage, How::Matches, QStringLiteral("a(b")}, {});
    QVERIFY(!wrong && !wrong.error().where.isEmpty());
    const Draft bytes{false, {}, "\x01"};
    const auto rule =
        replyRule({ReplyRule::To::BinaryMessages, How::Contains, QStringLiteral("a\nb"), 7}, bytes);
    QCOMPARE(rule->words, QStringLiteral("each binary message that contains \"a b\""));
    QVERIFY(std::get<QByteArray>(rule->reply) == "\x01" && rule->most == 7);
}

void TestRepeatedSends::aRuleEndsWithTheLastOfItsConnections()
{
    ReplyRules rules;
    QSignalSpy added(&rules, &ReplyRules::added);
    QSignalSpy removed(&rules, &ReplyRules::removed);
    QSignalSpy changed(&rules, &ReplyRules::changed);
    rules.start({}, {4, 5});
    rules.start({}, {5});
    QCOMPARE(rules.count(), 2);
    QCOMPARE(added.count(), 3);
    rules.takeEnded(added.at(0).at(1).toInt()); // as often as wanted, at 4
    QCOMPARE(rules.count(), 2);
    rules.takeFacts(closed(4));
    rules.takeFacts(closed(5));
    QCOMPARE(rules.count(), 0);
    QCOMPARE(changed.count(), 3);
    QCOMPARE(removed.count(), 0); // they know

    rules.start({}, {6, 7});
    rules.stopAll();
    QCOMPARE(removed.count(), 2);
    QCOMPARE(rules.count(), 0);
}

QTEST_MAIN(TestRepeatedSends)
#include "tst_repeatedsends.moc"
