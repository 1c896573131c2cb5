// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/upstreamend.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;

namespace {

UpstreamState open()
{
    UpstreamState state;
    state.isOpen = true;
    return state;
}

UpstreamState closing(bool sent, bool received, bool unsent = false)
{
    UpstreamState state = open();
    state.closeSent = sent;
    state.closeReceived = received;
    state.hasUnsent = unsent;
    return state;
}

UpstreamState broken(bool isOpen)
{
    UpstreamState state;
    state.isOpen = isOpen;
    state.closeSent = isOpen;
    state.breach = Violation{ViolationKind::ReservedOpcode, Direction::ServerToClient, 7, {}};
    return state;
}

UpstreamState refused()
{
    HttpHead head;
    ResponseVerdict verdict;
    verdict.status = 403;
    verdict.reason = "No";
    UpstreamState state;
    state.answer.take(head, verdict);
    return state;
}

const QString breach = Violation{ViolationKind::ReservedOpcode, Direction::ServerToClient, 7, {}}.toString();
const QString noPlace = u"The Close could not be written: what was sent before ends inside a frame."_s;
const QString refusal = u"The server answered 403 No instead of 101 Switching Protocols."_s;

} // namespace

class TestUpstreamEnd : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ends_data()
    {
        QTest::addColumn<UpstreamEnd>("end");
        QTest::addColumn<EndCause>("cause");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, const UpstreamEnd &end, EndCause cause, const QString &detail) {
            QTest::newRow(name) << end << cause << detail;
        };
        row("FIN", endOfTcp(open(), false, {}), EndCause::ServerFin,
            u"The server ended TCP (FIN) without a Close frame."_s);
        row("RST", endOfTcp(open(), true, {}), EndCause::ServerReset,
            u"The server reset TCP (RST) without a Close frame."_s);
        row("FIN for our Close", endOfTcp(closing(true, false), false, {}), EndCause::ServerFin,
            u"The server ended TCP (FIN) without an answer to our Close."_s);
        row("both closed", endOfTcp(closing(true, true), false, u"whatever"_s), EndCause::CloseHandshake,
            u"Both sides sent Close. The server ended TCP (FIN)."_s);
        row("both closed, RST", endOfTcp(closing(true, true), true, {}), EndCause::CloseHandshake,
            u"Both sides sent Close. The server reset TCP (RST)."_s);
        UpstreamState inFrame = closing(false, true);
        inFrame.endsInFrame = true;
        row("the server closed, ours has no place", endOfTcp(inFrame, false, {}), EndCause::ServerFin,
            noPlace);
        row("the server closed, ours has no place, RST", endOfTcp(inFrame, true, {}), EndCause::ServerReset,
            noPlace);
        row("the server closed, which was read too late", endOfTcp(closing(false, true), false, {}),
            EndCause::ServerFin, u"TCP had ended before its Close was read."_s);
        row("error", endOfTcp(open(), false, u"No route"_s), EndCause::NetworkError,
            u"The connection broke: No route."_s);
        row("breach", endOfTcp(broken(true), true, u"No route"_s), EndCause::ProtocolFailure, breach);
        row("breach in the answer", endOfTcp(broken(false), false, {}), EndCause::HandshakeInvalid, breach);
        row("refusal", endOfTcp(refused(), true, {}), EndCause::HttpStatus, refusal);
        row("no answer", endOfTcp({}, false, {}), EndCause::ServerFin,
            u"The server ended TCP (FIN) before it answered the request."_s);
        row("no answer in time", endOfHandshakeTime({}, 1500), EndCause::HandshakeTimeout,
            u"The server did not answer the request within 1.5 s; 0 bytes came."_s);
        row("half a refusal in time", endOfHandshakeTime(refused().answer, 1500), EndCause::HttpStatus,
            refusal);
        row("no Close in time", endOfCloseTime(closing(true, false), 3000), EndCause::CloseTimeout,
            u"The server did not answer our Close within 3.0 s."_s);
        row("data not taken", endOfCloseTime(closing(true, false, true), 3000), EndCause::CloseTimeout,
            u"The server did not take our data within 3.0 s."_s);
        row("our Close has no place", endOfCloseTime(closing(false, false), 3000), EndCause::CloseTimeout,
            noPlace);
        row("the server closed, ours has no place, TCP stays", endOfCloseTime(closing(false, true), 3000),
            EndCause::CloseTimeout, noPlace);
        row("the server closed, ours is not taken", endOfCloseTime(closing(true, true, true), 3000),
            EndCause::CloseTimeout, u"The server did not take our data within 3.0 s."_s);
        row("TCP stays", endOfCloseTime(closing(true, true), 3000), EndCause::CloseHandshake,
            u"Both sides sent Close; the server did not end TCP within 3.0 s."_s);
        row("breach, TCP stays", endOfCloseTime(broken(true), 3000), EndCause::ProtocolFailure, breach);
    }
    void ends()
    {
        QFETCH(UpstreamEnd, end);
        QTEST(end.cause, "cause");
        QTEST(end.detail, "detail");
    }
};

QTEST_GUILESS_MAIN(TestUpstreamEnd)
#include "tst_upstreamend.moc"
