// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/endcases.h"
#include "transport/sizewords.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

EndCase opened(EndCause cause)
{
    EndCase c = attempt(cause);
    c.facts.openedNs = 10 * Second;
    c.facts.endedNs = 10 * Second + 252 * Second;
    c.evidence.last.silenceInNs = 60 * Second;
    c.evidence.last.silenceOutNs = 60 * Second;
    return c;
}

EndCase closedBy(EndEvidence::Closer closer, quint16 code, const QString &reason = {})
{
    EndCase c = opened(EndCause::CloseHandshake);
    c.facts.closeCode = code;
    c.facts.closeReason = reason;
    c.facts.wasClean = true;
    c.evidence.closer = closer;
    return c;
}

EndCase answered(const QByteArray &status)
{
    EndCase c = attempt(EndCause::HttpStatus);
    c.facts.responseHead = "HTTP/1.1 " + status + "\r\n\r\n";
    return c;
}

} // namespace

class TestOutcome : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void endOfAnOpenConnection_data();
    void endOfAnOpenConnection() { checkEnd(); }
    void signaturesTellEndsApart();
    void sizes();
    void durations_data();
    void durations();
};

void TestOutcome::endOfAnOpenConnection_data()
{
    endColumns();
    const QString open =
        u"Open for 4 min 12 s; the end came 60.0 s after the last byte; no ping unanswered."_s;
    const QString again = u"reconnect ping-regularly show-last-frames"_s;
    const QString idle = u"Probably an idle timeout of a proxy or of the server."_s;
    const QString lost = u"Connection lost without a close frame (1006)."_s;

    EndCase c = opened(EndCause::ServerFin);
    endRow("FIN after silence", c, lost,
        u"The server side ended TCP (FIN) 60.0 s after the last byte; open for 4 min 12 s; no ping unanswered."_s,
        idle, again);
    c.evidence.alike = 3;
    endRow("FIN after silence, again", c, lost,
        u"The server side ended TCP (FIN) 60.0 s after the last byte; open for 4 min 12 s; no ping "
        u"unanswered. "
        "The last 3 attempts ended alike."_s,
        idle, again);
    c = opened(EndCause::ServerReset);
    c.evidence.last.silenceInNs = 20 * Millisecond;
    endRow("RST in the midst", c, lost,
        u"The server side reset TCP (RST) 20 ms after the last byte received and 60.0 s after the last byte "
        u"sent; "
        "open for 4 min 12 s; no ping unanswered."_s,
        u"Probably the server process ended, or dropped this client on purpose."_s, again);
    c = opened(EndCause::ServerFin);
    c.evidence.cutFrame = CutFrame{12, 5000, quint64(2) << 30};
    endRow("FIN inside a frame", c, lost,
        u"The server side ended TCP (FIN) 60.0 s after the last byte; open for 4 min 12 s; no ping "
        u"unanswered. "
        "The end came inside frame #12: 5,000 of 2,147,483,648 bytes of its payload were there."_s,
        idle, again);
    c = opened(EndCause::ServerFin);
    c.evidence.closer = EndEvidence::Closer::Us;
    endRow("FIN instead of an answer to our Close", c,
        u"The server ended TCP without answering the close (1006)."_s,
        u"The server side ended TCP (FIN) 60.0 s after the last byte; open for 4 min 12 s; no ping unanswered."_s,
        idle, again);
    c = opened(EndCause::ServerReset);
    c.evidence.last.pingsUnanswered = 1;
    c.evidence.last.pingWaitNs = 20 * Second;
    endRow("RST with a ping unanswered", c, lost,
        u"The server side reset TCP (RST) 60.0 s after the last byte; open for 4 min 12 s; "
        "1 ping unanswered for 20.0 s."_s,
        u"Probably the server, or the way to it, stopped working."_s, again);
    c = opened(EndCause::NetworkError);
    c.evidence.detail = u"Connection timed out"_s;
    c.evidence.slept =
        SleepSpan{endOfCase - 133 * Minute - 11 * Second, endOfCase - 94 * Minute - 11 * Second};
    endRow("the computer slept", c, u"The network ended the connection (1006)."_s,
        u"The system says: Connection timed out; 60.0 s after the last byte; open for 4 min 12 s; no ping "
        u"unanswered. "
        "This computer slept from 12:01 to 12:40."_s,
        u"Probably the connection died while the computer slept."_s, again);
    c.evidence.slept.reset();
    c.evidence.last.silenceInNs = c.evidence.last.silenceOutNs = Second;
    endRow("the network failed", c, u"The network ended the connection (1006)."_s,
        u"The system says: Connection timed out; 1.0 s after the last byte; open for 4 min 12 s; no ping unanswered."_s,
        u"Probably this computer lost its network, or the server became unreachable."_s, again);

    c = opened(EndCause::KeepaliveTimeout);
    c.evidence.last.pingsUnanswered = 2;
    c.evidence.last.pingWaitNs = 20 * Second;
    endRow("keepalive", c, u"2 pings unanswered for 20.0 s, so Framescope ended the connection (1006)."_s,
        u"Nothing was received for 60.0 s; the last byte was sent 60.0 s before the end; open for 4 min 12 s."_s,
        u"Probably the server, or the way to it, stopped working."_s,
        u"reconnect edit-options show-last-frames"_s);

    c.evidence.last.silenceInNs = 300 * Millisecond;
    endRow("keepalive, but other data came", c,
        u"2 pings unanswered for 20.0 s, so Framescope ended the connection (1006)."_s,
        u"Other bytes came until 300 ms before the end, and were sent until 60.0 s before it; open for 4 min 12 s."_s,
        u"Probably the server does not answer pings."_s, u"reconnect edit-options show-last-frames"_s);

    const QString ownWish = u"Probably the server ended it because of that."_s;
    const QString options = u"reconnect edit-options show-last-frames"_s;
    c = opened(EndCause::ServerFin);
    c.evidence.pingsReceived = 1;
    c.evidence.pingAnswer = PingAnswer::Kind::Never;
    endRow("FIN after a ping that we did not answer on purpose", c, lost,
        u"The server side ended TCP (FIN) 60.0 s after the last byte; open for 4 min 12 s; no ping "
        u"unanswered. "
        "A ping of the server was not answered, as the options say."_s,
        ownWish, options);
    c.evidence.closer = EndEvidence::Closer::Us;
    endRow("the same after our Close", c, u"The server ended TCP without answering the close (1006)."_s,
        u"The server side ended TCP (FIN) 60.0 s after the last byte; open for 4 min 12 s; no ping unanswered."_s,
        idle, again);
    c = closedBy(EndEvidence::Closer::Server, 1011);
    c.evidence.pingsReceived = 3;
    c.evidence.pingAnswer = PingAnswer::Kind::OtherPayload;
    endRow("1011 after pings with another answer", c, u"The server closed: 1011."_s,
        u"1011 means Internal Error. "_s + open
            + u" Each of 3 pings of the server was answered with another payload, as the options say."_s,
        ownWish, options);
    c.evidence.pingAnswer = PingAnswer::Kind::Late;
    endRow("1011 after late answers", c, u"The server closed: 1011."_s,
        u"1011 means Internal Error. "_s + open
            + u" Each of 3 pings of the server was answered late, as the options say."_s,
        ownWish, options);

    const QString afterServer = u"reconnect show-last-frames"_s;
    const auto server = [](quint16 code, const QString &reason = {}) {
        return closedBy(EndEvidence::Closer::Server, code, reason);
    };
    endRow("1000", server(1000), u"The server closed: 1000."_s, u"1000 means Normal Closure. "_s + open, {},
        afterServer);
    c = server(1000);
    c.evidence.last = {2 * Second, 300 * Millisecond};
    endRow("in the midst", c, u"The server closed: 1000."_s,
        u"1000 means Normal Closure. Open for 4 min 12 s."_s, {}, afterServer);
    c.evidence.last = {60 * Second, 20 * Second, 2, 40 * Second};
    endRow("after pings that were not answered", c, u"The server closed: 1000."_s,
        u"1000 means Normal Closure. Open for 4 min 12 s; the end came 60.0 s after the last byte received "
        u"and 20.0 s "
        "after the last byte sent; 2 pings unanswered for 40.0 s."_s,
        {}, afterServer);
    endRow("1001", server(1001, u"bye"_s), u"The server closed: 1001 \"bye\"."_s,
        u"1001 means Going Away. "_s + open, u"Probably the server is shutting down or restarting."_s,
        afterServer);
    endRow("1002", server(1002), u"The server closed: 1002."_s, u"1002 means Protocol error. "_s + open,
        u"Probably the server could not read a frame that was sent."_s, afterServer);
    endRow("1003", server(1003), u"The server closed: 1003."_s, u"1003 means Unsupported Data. "_s + open,
        u"Probably the server expects the other kind of message, text or binary."_s, afterServer);
    endRow("1005", server(1005), u"The server closed without a code (1005)."_s, open, {}, afterServer);
    endRow("1007", server(1007), u"The server closed: 1007."_s,
        u"1007 means Invalid frame payload data. "_s + open,
        u"Probably a message that was sent does not have the form the server expects."_s, afterServer);
    endRow("1008", server(1008), u"The server closed: 1008."_s, u"1008 means Policy Violation. "_s + open,
        u"Probably the credentials or a message broke a rule of the application."_s, afterServer);
    endRow("1009", server(1009), u"The server closed: 1009."_s, u"1009 means Message Too Big. "_s + open,
        u"Probably a message that was sent is above the server's limit."_s, afterServer);
    endRow("1011", server(1011), u"The server closed: 1011."_s, u"1011 means Internal Error. "_s + open,
        u"Probably the server's own code failed while it handled a message."_s, afterServer);
    endRow("1012", server(1012), u"The server closed: 1012."_s, u"1012 means Service Restart. "_s + open,
        u"Probably it works again in a moment."_s, afterServer);
    endRow("1014", server(1014), u"The server closed: 1014."_s, u"1014 means Bad Gateway. "_s + open,
        u"Probably the backend behind the server is down."_s, afterServer);
    endRow("3000", server(3000), u"The server closed: 3000."_s, u"3000 means Unauthorized. "_s + open, {},
        afterServer);
    endRow("4401 of no known protocol", server(4401, u"Token expired"_s),
        u"The server closed: 4401 \"Token expired\"."_s, u"4000-4999 are the application's own. "_s + open,
        {}, u"reconnect show-last-frames"_s);
    c = server(4401, u"Token expired"_s);
    c.facts.protocol = u"graphql-transport-ws"_s;
    c.facts.endedNs = 10 * Second + 15 * Minute;
    endRow("4401 of GraphQL", c, u"The server closed: 4401 \"Token expired\"."_s,
        u"4000-4999 are the application's own; graphql-transport-ws uses 4401 for Unauthorized. "
        "Open for 15 min 0 s; the end came 60.0 s after the last byte; no ping unanswered."_s,
        {}, u"reconnect show-last-frames"_s);
    c = closedBy(EndEvidence::Closer::Us, 1000);
    c.evidence.alike = 4;
    endRow("closed by us, which is never a pattern", c,
        u"You closed the connection, and the server agreed with 1000."_s, open, {}, u"reconnect"_s);
    endRow("closed by us without a code", closedBy(EndEvidence::Closer::Us, 1005),
        u"You closed the connection, and the server agreed without a code (1005)."_s, open, {},
        u"reconnect"_s);

    c = opened(EndCause::NetworkError);
    c.evidence.relayFault = u"The relay inside Framescope broke."_s;
    endRow("our own fault", c, u"The relay inside Framescope broke."_s,
        u"Framescope then ended TCP; the server did nothing wrong."_s, {}, u"reconnect show-last-frames"_s);

    c = opened(EndCause::CloseTimeout);
    c.evidence.closer = EndEvidence::Closer::Us;
    const QString waiting = u"reconnect wait-longer show-last-frames"_s;
    endRow("no answer to our Close", c, u"The server did not answer the close in 5 s."_s,
        u"Framescope then ended TCP. "_s + open, u"Probably the server, or the way to it, stopped working."_s,
        waiting);
    c.evidence.last.silenceInNs = Second;
    c.evidence.timeouts.close = 300;
    endRow("no answer from a lively server", c, u"The server did not answer the close in 300 ms."_s,
        u"Framescope then ended TCP. Open for 4 min 12 s."_s,
        u"Probably the server is busy, or does not answer closes."_s, waiting);
    c.evidence.closer = EndEvidence::Closer::Nobody;
    c.evidence.detail = u"The server did not take our data within 0.3 s."_s;
    endRow("our Close could not leave", c, u"The close could not be sent, so Framescope ended TCP (1006)."_s,
        u"The server did not take our data within 0.3 s. Open for 4 min 12 s."_s, {}, waiting);
    c.evidence.last.silenceOutNs = Second;
    c.evidence.closer = EndEvidence::Closer::Server;
    c.facts.closeCode = 1001;
    c.evidence.detail = u"The Close could not be written: what was sent before ends inside a frame."_s;
    endRow("our answer could not leave", c, u"The server closed: 1001."_s,
        u"1001 means Going Away. Open for 4 min 12 s. The Close could not be written: what was sent before "
        u"ends "
        "inside a frame. Framescope then ended TCP."_s,
        u"Probably the server is shutting down or restarting."_s, afterServer);
    c.evidence.cause = EndCause::ServerFin;
    endRow("our answer could not leave, FIN", c, u"The server closed: 1001."_s,
        u"1001 means Going Away. Open for 4 min 12 s. The Close could not be written: what was sent before "
        u"ends "
        "inside a frame. The server side ended TCP (FIN)."_s,
        u"Probably the server is shutting down or restarting."_s, afterServer);

    endRow("FIN by us", opened(EndCause::LocalAbort), u"You ended TCP (FIN) without a close frame (1006)."_s,
        open, {}, u"reconnect"_s);
    c = opened(EndCause::LocalAbort);
    c.evidence.resetByUs = true;
    endRow("RST by us", c, u"You ended TCP with a reset (RST) without a close frame (1006)."_s, open, {},
        u"reconnect"_s);

    c = opened(EndCause::ProtocolFailure);
    c.evidence.violation =
        Violation{ViolationKind::ReservedOpcode, Direction::ServerToClient, 160, u"opcode 3"_s};
    const ViolationRule &rule = violationRule(ViolationKind::ReservedOpcode);
    const QString frames = u"show-last-frames reconnect edit-options"_s;
    endRow("a broken rule", c,
        u"Framescope failed the connection: %1 (%2)."_s.arg(rule.sentence, rule.section),
        u"Byte 160 from the server (opcode 3). Framescope closed with 1002, as a strict peer does. "_s + open,
        {}, frames);
    c.evidence.violation->kind = ViolationKind::ReservedBitSet;
    c.evidence.violation->detail = u"RSV1, RSV3"_s;
    c.evidence.violationPlace = ViolationPlace{88, false, 0};
    endRow("a broken rule of a frame", c,
        u"Framescope failed the connection: RSV1 and RSV3 are set, but no extension was agreed (RFC 6455, 5.2)."_s,
        u"Byte 0 of frame #88. Framescope closed with 1002, as a strict peer does. "_s + open, {}, frames);
    c.evidence.cutFrame = CutFrame{89, 0, 1}; // it was cut because of that
    endRow("a broken rule, and a frame after it", c,
        u"Framescope failed the connection: RSV1 and RSV3 are set, but no extension was agreed (RFC 6455, 5.2)."_s,
        u"Byte 0 of frame #88. Framescope closed with 1002, as a strict peer does. "_s + open, {}, frames);
    c.evidence.cutFrame.reset();
    c.evidence.violation.reset();
    c.evidence.detail = u"A length cannot be trusted."_s;
    endRow("a broken rule that is only told", c,
        u"Framescope failed the connection, because the server broke a rule."_s,
        u"A length cannot be trusted. "_s + open, {}, frames);
}

void TestOutcome::signaturesTellEndsApart()
{
    const EndCase unauthorized = answered("401");
    const EndCase gateway = answered("502");
    QCOMPARE(
        endSignature(unauthorized.facts, EndCause::HttpStatus), (EndSignature{EndCause::HttpStatus, 0, 401}));
    QVERIFY(!(endSignature(unauthorized.facts, EndCause::HttpStatus)
        == endSignature(gateway.facts, EndCause::HttpStatus)));
    const EndCase bye = closedBy(EndEvidence::Closer::Server, 4001);
    QCOMPARE(
        endSignature(bye.facts, EndCause::CloseHandshake), (EndSignature{EndCause::CloseHandshake, 4001, 0}));
}

void TestOutcome::sizes()
{
    QCOMPARE(sizewords::bytes(0), u"0 bytes"_s);
    QCOMPARE(sizewords::bytes(1), u"1 byte"_s);
    QCOMPARE(sizewords::bytes(1023), u"1023 bytes"_s);
    QCOMPARE(sizewords::bytes(1024), u"1 KiB"_s);
    QCOMPARE(sizewords::bytes(5000), u"4.9 KiB"_s);
    QCOMPARE(sizewords::bytes(64u << 20), u"64 MiB"_s);
    QCOMPARE(sizewords::bytes(70'000'000), u"66.8 MiB"_s);
    QCOMPARE(sizewords::bytes(quint64(5) << 40), u"5120 GiB"_s);
    QCOMPARE(sizewords::grouped(999), u"999"_s);
    QCOMPARE(sizewords::grouped(quint64(2) << 30), u"2,147,483,648"_s);
}

void TestOutcome::durations_data()
{
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QString>("duration");
    QTest::addColumn<QString>("roughly");
    QTest::newRow("zero") << qint64(0) << u"under 1 ms"_s << u"0 ms"_s;
    QTest::newRow("ms") << 11 * Millisecond << u"11 ms"_s << u"11 ms"_s;
    QTest::newRow("s") << 60 * Second << u"60.0 s"_s << u"60 s"_s;
    QTest::newRow("below two minutes") << 119 * Second + 940 * Millisecond << u"119.9 s"_s << u"119 s"_s;
    QTest::newRow("min") << 252 * Second << u"4 min 12 s"_s << u"4 min"_s;
    QTest::newRow("h") << 200 * Minute << u"3 h 20 min"_s << u"3 h"_s;
    QTest::newRow("days") << 5 * 24 * 60 * Minute << u"5 days"_s << u"5 days"_s;
}

void TestOutcome::durations()
{
    QFETCH(qint64, ns);
    QTEST(timewords::duration(ns), "duration");
    QTEST(timewords::roughly(ns), "roughly");
}

QTEST_GUILESS_MAIN(TestOutcome)
#include "tst_outcome.moc"
