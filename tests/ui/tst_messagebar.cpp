// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/messageactions.h"
#include "ui/messagebar.h"
#include "ui/waitinghint.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace framescope;

namespace {

ConnectionFacts ended(bool failed, bool wasClean, quint16 code)
{
    ConnectionFacts facts;
    facts.id = 1;
    facts.url = QStringLiteral("wss://example.com/");
    facts.readyState = ReadyState::Closed;
    facts.failed = failed;
    facts.wasClean = wasClean;
    facts.closeCode = code;
    facts.outcome.cause = wasClean ? EndCause::CloseHandshake : EndCause::ServerFin;
    facts.outcome.what = QStringLiteral("Connection lost without a close frame (1006).");
    facts.outcome.evidence = QStringLiteral("The server side ended TCP (FIN).");
    facts.outcome.guess = QStringLiteral("Probably an idle timeout of a proxy.");
    facts.outcome.actions = {
        QStringLiteral("reconnect"), QStringLiteral("ping-regularly"), QStringLiteral("show-last-frames")};
    return facts;
}

QStringList words(const MessageBar &bar)
{
    QStringList out;
    for (const QPushButton *button : bar.buttons())
        out += button->text();
    return out;
}

} // namespace

class TestMessageBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isHiddenWhileAllIsWell();
    void showsAllThreeKindsOfWords();
    void escapesWhatServersSay();
    void offersOnlyWhatItCanDo();
    void neverMoreThanThreeButtons();
    void judgesOutcomes_data();
    void judgesOutcomes();
    void remarksOnAMissingSubprotocol();
    void saysThatAnotherAttemptFollows();
    void saysWhereAnErrorIs();
    void goesWhenDismissed();
    void saysWhatIsWaitedFor_data();
    void saysWhatIsWaitedFor();

private:
    MessageActions m_actions;
    QStringList m_done;
};

void TestMessageBar::initTestCase()
{
    const std::pair<const char *, const char *> all[] = {{"reconnect", "Reconnect"},
        {"show-body", "Show body"}, {"edit-url", "Edit the address"}, {"resume", "Resume receiving"},
        {"accept-once", "Accept once"}, {"show-last-frames", "Last frames"}};
    for (const auto &[name, words] : all)
        m_actions.add(QString::fromLatin1(name), QString::fromLatin1(words),
            [this, name = QString::fromLatin1(name)] { m_done.append(name); });
}

void TestMessageBar::isHiddenWhileAllIsWell()
{
    MessageBar bar(m_actions);
    QVERIFY(!bar.isVisibleTo(nullptr));
    bar.setNotice({Notice::Tone::Info, QStringLiteral("Something."), {}, {}, {}});
    QVERIFY(!bar.isHidden());
    bar.setNotice({});
    QVERIFY(bar.isHidden());
}

void TestMessageBar::showsAllThreeKindsOfWords()
{
    MessageBar bar(m_actions);
    bar.setNotice(noticeOf(ended(true, false, 1006), false));
    QCOMPARE(bar.text(),
        QStringLiteral("Connection lost without a close frame (1006). The server side ended TCP (FIN). "
                       "Probably an idle timeout of a proxy."));
    const QString markup = bar.findChild<QLabel *>()->text();
    QVERIFY(markup.startsWith(u"<b>Connection lost without a close frame (1006).</b>"));
    QVERIFY(markup.endsWith(u"<i>Probably an idle timeout of a proxy.</i>"));
}

void TestMessageBar::escapesWhatServersSay()
{
    MessageBar bar(m_actions);
    bar.setNotice(
        {Notice::Tone::Error, QStringLiteral("No."), QStringLiteral("Answer: <img src=x>&amp;"), {}, {}});
    QVERIFY(bar.findChild<QLabel *>()->text().contains(u"&lt;img src=x&gt;&amp;amp;"));
}

void TestMessageBar::offersOnlyWhatItCanDo()
{
    MessageBar bar(m_actions);
    ConnectionFacts facts = ended(true, false, 1006);
    facts.outcome.actions[1] = QStringLiteral("call-the-operator");
    bar.setNotice(noticeOf(facts, false));
    QCOMPARE(words(bar), (QStringList{QStringLiteral("Reconnect"), QStringLiteral("Last frames")}));
    bar.buttons().last()->click();
    QCOMPARE(m_done, QStringList(QStringLiteral("show-last-frames")));
}

void TestMessageBar::neverMoreThanThreeButtons()
{
    MessageBar bar(m_actions);
    const QStringList five{QStringLiteral("reconnect"), QStringLiteral("show-body"),
        QStringLiteral("edit-url"), QStringLiteral("resume"), QStringLiteral("accept-once")};
    bar.setNotice({Notice::Tone::Error, QStringLiteral("No."), {}, {}, five});
    QCOMPARE(bar.buttons().size(), 3);
}

void TestMessageBar::judgesOutcomes_data()
{
    QTest::addColumn<ConnectionFacts>("facts");
    QTest::addColumn<bool>("asked");
    QTest::addColumn<bool>("shown");
    QTest::addColumn<int>("tone");
    const int info = int(Notice::Tone::Info), warning = int(Notice::Tone::Warning),
              error = int(Notice::Tone::Error);
    QTest::newRow("asked for, clean") << ended(false, true, 1000) << true << false << info;
    QTest::newRow("asked for, but broke") << ended(true, false, 1006) << true << true << error;
    QTest::newRow("server ended cleanly") << ended(false, true, 1000) << false << true << info;
    QTest::newRow("server ended with a code of its own")
        << ended(false, true, 4401) << false << true << warning;
    QTest::newRow("lost") << ended(true, false, 1006) << false << true << error;
    ConnectionFacts open = ended(false, false, 0);
    open.readyState = ReadyState::Open;
    QTest::newRow("open, with a remark") << open << false << true << warning;
    QTest::newRow("nothing to say") << ConnectionFacts() << false << false << info;
    ConnectionFacts cancelled = ended(true, false, 1006);
    cancelled.outcome.cause = EndCause::LocalAbort;
    QTest::newRow("cancelled") << cancelled << true << false << info;
}

void TestMessageBar::judgesOutcomes()
{
    QFETCH(ConnectionFacts, facts);
    QFETCH(bool, asked);
    QFETCH(bool, shown);
    const Notice notice = noticeOf(facts, asked);
    QCOMPARE(!notice.what.isEmpty(), shown);
    QTEST(int(notice.tone), "tone");
}

void TestMessageBar::remarksOnAMissingSubprotocol()
{
    ConnectionFacts facts;
    facts.id = 1;
    facts.readyState = ReadyState::Open;
    facts.requestHead = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    QVERIFY(noticeOf(facts, false).what.isEmpty());
    facts.requestHead = "GET / HTTP/1.1\r\nHost: a\r\nSec-WebSocket-Protocol: v1, v2\r\n\r\n";
    const Notice notice = noticeOf(facts, false);
    QCOMPARE(notice.what, QStringLiteral("Open, but the server chose no subprotocol."));
    QCOMPARE(notice.evidence, QStringLiteral("You offered v1, v2. A browser would fail this connection."));
    facts.protocol = QStringLiteral("v2");
    QVERIFY(noticeOf(facts, false).what.isEmpty());
}

void TestMessageBar::saysThatAnotherAttemptFollows()
{
    ConnectionFacts facts = ended(true, false, 1006);
    facts.nextAttemptNs = 10'000'000'000;
    const Notice notice = noticeOf(facts, false);
    QCOMPARE(notice.evidence,
        QStringLiteral("The server side ended TCP (FIN). Another attempt follows by itself."));
    QCOMPARE(notice.actions,
        (QStringList{QStringLiteral("attempt-now"), QStringLiteral("stop-reconnecting"),
            QStringLiteral("ping-regularly")}));
    QCOMPARE(waitingText(facts, {}, 7'000'000'000), QStringLiteral("Next attempt in 3 s."));
    QCOMPARE(waitingText(facts, {}, 11'000'000'000), QString());
}

void TestMessageBar::saysWhereAnErrorIs()
{
    const Notice notice = noticeOf(Error{QStringLiteral("A WebSocket address cannot contain \"#room1\"."),
        QStringLiteral("character 31"), QStringLiteral("Remove it.")});
    QCOMPARE(notice.what, QStringLiteral("A WebSocket address cannot contain \"#room1\" (character 31)."));
    QCOMPARE(notice.evidence, QStringLiteral("Remove it."));
    QCOMPARE(notice.tone, Notice::Tone::Error);
}

void TestMessageBar::goesWhenDismissed()
{
    MessageBar bar(m_actions);
    QSignalSpy dismissed(&bar, &MessageBar::dismissed);
    bar.setNotice({Notice::Tone::Info, QStringLiteral("Something."), {}, {}, {}});
    bar.findChild<QToolButton *>()->click();
    QVERIFY(bar.isHidden());
    QCOMPARE(dismissed.count(), 1);
}

void TestMessageBar::saysWhatIsWaitedFor_data()
{
    QTest::addColumn<ConnectionFacts>("facts");
    QTest::addColumn<quint64>("framesIn");
    QTest::addColumn<qint64>("nowMs");
    QTest::addColumn<QString>("text");
    ConnectionFacts facts;
    facts.id = 1;
    facts.url = QStringLiteral("wss://example.com/");
    const quint64 none = 0;
    QTest::newRow("none") << ConnectionFacts() << none << qint64(9000) << "";
    QTest::newRow("not yet worth a word") << facts << none << qint64(900) << "";
    QTest::newRow("name") << facts << none << qint64(2100) << "Looking up the address \u2026 2.1 s";
    facts.phaseNs[0] = 4'000'000;
    facts.phaseNs[1] = 11'000'000;
    QTest::newRow("TLS") << facts << none << qint64(2100)
                         << "Address 4.0 ms, TCP 11 ms, waiting for TLS \u2026 2.1 s";
    facts.viaProxy = true;
    QTest::newRow("proxy") << facts << none << qint64(2100)
                           << "Address 4.0 ms, TCP 11 ms, waiting for the proxy \u2026 2.1 s";
    facts.phaseNs[2] = 5'000'000;
    QTest::newRow("TLS through the proxy")
        << facts << none << qint64(2100)
        << "Address 4.0 ms, TCP 11 ms, Proxy 5.0 ms, waiting for TLS \u2026 2.1 s";
    facts.viaProxy = false;
    facts.phaseNs[2].reset();
    facts.phaseNs[3] = 38'000'000;
    QTest::newRow("101") << facts << none << qint64(2100)
                         << "Address 4.0 ms, TCP 11 ms, TLS 38 ms, waiting for 101 \u2026 2.1 s";
    facts.readyState = ReadyState::Open;
    facts.openedNs = 1'000'000'000;
    QTest::newRow("silent for a moment") << facts << none << qint64(3000) << "";
    QTest::newRow("silent") << facts << none << qint64(13'000) << "Open for 12 s. Nothing received yet.";
    QTest::newRow("not silent") << facts << quint64(1) << qint64(13'000) << "";
}

void TestMessageBar::saysWhatIsWaitedFor()
{
    QFETCH(ConnectionFacts, facts);
    QFETCH(quint64, framesIn);
    QFETCH(qint64, nowMs);
    ConnectionCounters counters;
    counters.framesIn = framesIn;
    QTEST(waitingText(facts, counters, nowMs * 1'000'000), "text");
}

QTEST_MAIN(TestMessageBar)
#include "tst_messagebar.moc"
