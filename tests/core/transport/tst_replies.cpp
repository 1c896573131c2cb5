// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/browsersocket.h"
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "transport/network.h"
#include "transport/replies.h"

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

ReplyRule contains(const QByteArray &text, const std::variant<QString, QByteArray> &reply, int most = 100)
{
    ReplyRule rule;
    rule.matches = [text](QByteArrayView payload) { return std::optional(payload.contains(text)); };
    rule.words = u"each message that contains \"%1\""_s.arg(QString::fromUtf8(text));
    rule.reply = reply;
    rule.most = most;
    return rule;
}

// A connection that replies, and what the replies said.
struct Replier {
    explicit Replier(ScriptedServer &server)
        : socket(server.url())
        , replies(new Replies(
              socket.connection(), [this](const QString &sentence) { notes.append(sentence); },
              [this](ReplyId id) { ended.append(id); }))
    {
    }

    BrowserSocket socket;
    QStringList notes;
    QList<ReplyId> ended;
    Replies *replies;
};

} // namespace

class TestReplies : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsMeantIsRepliedTo()
    {
        ScriptedServer server(Script()
                                  .accept()
                                  .text("one ping")
                                  .text("nothing")
                                  .binary("ping\xff"_ba)
                                  .awaitMessages(4)
                                  .close({1000, {}}));
        Replier replier(server);
        replier.replies->add(1, contains("ping", u"p\u00f6ng"_s));
        ReplyRule bytes = contains("ping", "\x01"_ba);
        bytes.to = ReplyRule::To::BinaryMessages;
        replier.replies->add(2, bytes);
        ReplyRule texts = contains("", "\x02"_ba);
        texts.to = ReplyRule::To::TextMessages;
        texts.most = 1;
        replier.replies->add(3, texts);
        QVERIFY(replier.socket.waitForClose());
        using Message = std::pair<Opcode, QByteArray>;
        QVERIFY(server.connection().messages()
            == (std::vector<Message>{{Opcode::Text, "p\xc3\xb6ng"}, {Opcode::Binary, "\x02"},
                {Opcode::Text, "p\xc3\xb6ng"}, {Opcode::Binary, "\x01"}}));
        QCOMPARE(replier.ended, QList<ReplyId>{3});
        QCOMPARE(replier.notes.constFirst(),
            u"Replying from here on to each message that contains \"ping\", 100 times at most."_s);
    }

    // All of them are seen, however fast they come: a window would be told of the newest only.
    void inAFloodNoneIsMissed()
    {
        constexpr int count = 10'000;
        Script script;
        script.accept();
        for (int i = 1; i <= count; ++i)
            script.text("message " + QByteArray::number(i) + (i % 100 == 0 ? " which is meant" : ""));
        ScriptedServer server(script.awaitMessages(count / 100).close({1000, {}}));
        Replier replier(server);
        replier.replies->add(1, contains("meant", u"yes"_s, 0));
        QVERIFY(replier.socket.waitForClose());
        QCOMPARE(server.connection().messages().size(), size_t(count / 100));
        QCOMPARE(replier.socket.events().last(), u"close 3 1000 \"\" clean"_s);
        const QStringList rows = replier.socket.dataRows();
        QCOMPARE(rows.filter(u"> text \"yes\""_s).size(), count / 100);
        QCOMPARE(replier.notes.size(), 1); // none ended it
    }

    // Its own replies come back: without a limit that went on for ever.
    void anEchoingServerIsRepliedToAsOftenAsWanted()
    {
        ScriptedServer server(Script().accept().echo().text("ping"));
        Replier replier(server);
        replier.replies->add(7, contains("ping", u"ping"_s, 25));
        QTRY_COMPARE(replier.ended, QList<ReplyId>{7});
        QTRY_COMPARE(server.connection().messages().size(), size_t(25));
        QCOMPARE(replier.notes.constLast(),
            u"Not replying any more to each message that contains \"ping\": it was replied to 25 times, as often as wanted."_s);
        QTRY_COMPARE(replier.socket.messages().size(), 26); // the last echo has no reply
        QCOMPARE(server.connection().messages().size(), size_t(25));
    }

    void canBeStopped()
    {
        ScriptedServer server(Script().accept().echo().text("ping"));
        Replier replier(server);
        replier.replies->add(1, contains("ping", u"ping"_s, 0));
        QTRY_VERIFY(server.connectionCount() == 1 && server.connection().messages().size() > 10);
        replier.replies->remove(1);
        replier.replies->remove(1); // nothing more
        QCOMPARE(replier.notes.size(), 2);
        QCOMPARE(replier.notes.constLast(),
            u"Not replying any more to each message that contains \"ping\": it was stopped."_s);
        QVERIFY(replier.ended.isEmpty()); // who stops it knows
        replier.socket->close(1000);
        QVERIFY(replier.socket.waitForClose());
    }

    void whatCannotBeToldInTimeEndsIt()
    {
        ScriptedServer server(Script().accept().text("1").text("2").text("3").text("4").awaitClose());
        Replier replier(server);
        int asked = 0;
        ReplyRule rule = contains({}, u"never"_s);
        rule.matches = [&asked](QByteArrayView) {
            ++asked;
            return std::optional<bool>();
        };
        replier.replies->add(1, rule);
        QTRY_COMPARE(replier.socket.messages().size(), 4);
        QCOMPARE(asked, 3);
        QCOMPARE(replier.ended, QList<ReplyId>{1});
        QVERIFY(
            replier.notes.constLast().endsWith(u"it takes too long to tell which those are (3 messages)."_s));
    }

    // As commands: the rows are automatic, and it ends with the attempt.
    void networkSetsThem()
    {
        ScriptedServer server(
            Script().accept().awaitMessages(1).text("ping").text("ping").awaitMessages(2).end());
        SessionProbe session;
        std::mutex mutex;
        QList<ReplyId> ended;
        Network network(session.store(), session.clock());
        network.setReplyEndedCallback([&](ReplyId id) {
            const std::lock_guard lock(mutex);
            ended.append(id);
        });
        const auto hasEnded = [&](ReplyId id) {
            const std::lock_guard lock(mutex);
            return ended.contains(id);
        };
        ConnectionOptions options;
        options.url = server.url();
        const ConnectionId id = *network.open(options);
        QTRY_VERIFY(session.rows().contains(u"state Open."_s));
        network.addReply(id, 1, contains("ping", u"pong"_s, 1));
        network.addReply(id, 2, contains("ping", u"never"_s));
        network.removeReply(id, 2);
        network.sendText(id, u"now"_s);
        QTRY_VERIFY(hasEnded(1));
        QTRY_VERIFY(!session.rows().filter(u"state Closed"_s).isEmpty());
        QCOMPARE(session.dataRows().filter(u"> "_s), (QStringList{u"> text \"now\""_s, u"> text \"pong\""_s}));
        const auto rows = session.log().rows(1, 1000);
        const auto isAutomatic = [](const Row &row) { return row.flags.testFlag(RowFlag::Automatic); };
        const auto automatic = std::find_if(rows->begin(), rows->end(), isAutomatic);
        QCOMPARE(automatic->preview, "pong");
        QCOMPARE(std::count_if(rows->begin(), rows->end(), isAutomatic), 1);
        network.addReply(id, 3, contains("ping", u"late"_s));
        network.removeReply(id, 3);
        QTRY_VERIFY(hasEnded(3));
        QTRY_COMPARE(session.rows().constLast(),
            u"note Not replying to each message that contains \"ping\": the connection is closed."_s);
    }
};

QTEST_GUILESS_MAIN(TestReplies)
#include "tst_replies.moc"
