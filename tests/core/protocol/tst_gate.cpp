// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/gate.h"

#include <QStringList>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

namespace {

GateMessage up(const QByteArray &payload)
{
    return {Direction::ClientToServer, Opcode::Text, payload};
}
GateMessage down(const QByteArray &payload)
{
    return {Direction::ServerToClient, Opcode::Text, payload};
}

QString line(const GateMessage &message)
{
    const QString arrow = message.direction == Direction::ClientToServer ? u"> "_s : u"< "_s;
    return arrow + QString::fromUtf8(message.payload);
}

// Holds what begins with "hold", drops "drop", replaces "x" by "y".
Gate::Decision judge(const GateMessage &message)
{
    if (message.payload.startsWith("hold"))
        return {Gate::Verdict::Hold, {}};
    if (message.payload.startsWith("drop"))
        return {Gate::Verdict::Drop, {}};
    if (message.payload == "x")
        return {Gate::Verdict::Replace, "y"};
    return {};
}

} // namespace

class TestGate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_told.clear();
        m_gate.emplace(
            [this](const GateMessage &message, const Gate::Decision &decision) { tell(message, decision); });
    }

    void passesThroughWithoutARule()
    {
        QVERIFY(m_gate->isPassThrough());
        m_gate->pass(up("hold a"));
        m_gate->pass(down("drop b"));
        QCOMPARE(m_told, QStringList({u"> hold a"_s, u"< drop b"_s}));
    }

    void tellsOfEveryMessageOnce()
    {
        m_gate->setRule(judge);
        for (const char *payload : {"a", "x", "drop b", "c"})
            m_gate->pass(up(payload));
        QCOMPARE(m_told, QStringList({u"> a"_s, u"> x -> y"_s, u"> drop b dropped"_s, u"> c"_s}));
    }

    void keepsTheOrderBehindAHeldMessage()
    {
        m_gate->setRule(judge);
        for (const char *payload : {"a", "hold b", "x", "drop c", "hold d", "e"})
            m_gate->pass(up(payload));
        m_gate->pass(down("the other direction goes on"));
        QCOMPARE(m_told, QStringList({u"> a"_s, u"< the other direction goes on"_s}));
        QCOMPARE(m_gate->held(Direction::ClientToServer).size(), std::size_t(5));
        QCOMPARE(m_gate->heldBytes(Direction::ClientToServer), 6 + 1 + 6 + 6 + 1);
        QCOMPARE(m_gate->held(Direction::ServerToClient).size(), std::size_t(0));

        m_told.clear();
        m_gate->release(Direction::ClientToServer, {});
        QCOMPARE(m_told, QStringList({u"> hold b"_s, u"> x -> y"_s, u"> drop c dropped"_s}));
        QCOMPARE(m_gate->held(Direction::ClientToServer).front(), up("hold d"));
        QCOMPARE(m_gate->heldBytes(Direction::ClientToServer), 6 + 1);

        m_told.clear();
        m_gate->release(Direction::ClientToServer, {Gate::Verdict::Hold, {}});
        QCOMPARE(m_told, QStringList());

        m_gate->release(Direction::ClientToServer, {Gate::Verdict::Replace, "D"});
        QCOMPARE(m_told, QStringList({u"> hold d -> D"_s, u"> e"_s}));
        QVERIFY(m_gate->held(Direction::ClientToServer).empty());
        QCOMPARE(m_gate->heldBytes(Direction::ClientToServer), 0);
    }

    void aMessageThatWentByInPiecesKeepsItsPlace()
    {
        m_gate->setRule(judge);
        const GateMessage pieces{Direction::ServerToClient, Opcode::Binary, {}, false};
        m_gate->pass(pieces);
        QCOMPARE(m_told, QStringList({u"< in pieces"_s}));
        m_gate->pass(down("hold a"));
        m_gate->pass(pieces);
        m_gate->pass(down("x"));
        QCOMPARE(m_told.size(), 1);
        m_gate->release(Direction::ServerToClient, {});
        QCOMPARE(m_told.mid(1), QStringList({u"< hold a"_s, u"< in pieces"_s, u"< x -> y"_s}));
    }

    void whatIsPassedFromWithinStaysBehind()
    {
        m_gate.emplace([this](const GateMessage &message, const Gate::Decision &decision) {
            tell(message, decision);
            if (message.payload == "hold a")
                m_gate->pass(up("answer"));
        });
        m_gate->setRule(judge);
        m_gate->pass(up("hold a"));
        m_gate->pass(up("b"));
        m_gate->release(Direction::ClientToServer, {});
        QCOMPARE(m_told, QStringList({u"> hold a"_s, u"> b"_s, u"> answer"_s}));
    }

    void aRemovedRuleLetsTheRestPass()
    {
        m_gate->setRule(judge);
        m_gate->pass(up("hold a"));
        m_gate->pass(up("hold b"));
        m_gate->setRule({});
        QVERIFY2(!m_gate->isPassThrough(), "a message that took the short way would overtake two");
        m_gate->release(Direction::ClientToServer, {Gate::Verdict::Drop, {}});
        QCOMPARE(m_told, QStringList({u"> hold a dropped"_s, u"> hold b"_s}));
        QVERIFY(m_gate->isPassThrough());
    }

    void dropsAllThatIsHeld()
    {
        m_gate->setRule(judge);
        for (const char *payload : {"hold a", "b", "x"})
            m_gate->pass(up(payload));
        m_gate->pass(down("hold c"));
        m_gate->dropHeld(Direction::ClientToServer);
        QCOMPARE(m_told, QStringList({u"> hold a dropped"_s, u"> b dropped"_s, u"> x dropped"_s}));
        QCOMPARE(m_gate->heldBytes(Direction::ClientToServer), 0);
        QCOMPARE(m_gate->held(Direction::ServerToClient).size(), std::size_t(1));
    }

private:
    void tell(const GateMessage &message, const Gate::Decision &decision)
    {
        QString what = message.isWhole ? line(message) : u"< in pieces"_s;
        if (decision.verdict == Gate::Verdict::Replace)
            what += u" -> "_s + QString::fromUtf8(decision.replacement);
        else if (decision.verdict == Gate::Verdict::Drop)
            what += u" dropped"_s;
        m_told += what;
    }

    std::optional<Gate> m_gate;
    QStringList m_told;
};

QTEST_GUILESS_MAIN(TestGate)
#include "tst_gate.moc"
