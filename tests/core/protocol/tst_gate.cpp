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
        m_out.clear();
        m_witnessed.clear();
        m_gate.emplace([this](const GateMessage &message) { m_out += line(message); });
        m_gate->setWitness(
            [this](const GateMessage &original, Gate::Verdict verdict, const QByteArray &replacement) {
                const QString what = verdict == Gate::Verdict::Drop ? u" dropped"_s : u" -> "_s;
                m_witnessed += line(original) + what + QString::fromUtf8(replacement);
            });
    }

    void passesThroughWithoutARule()
    {
        QVERIFY(m_gate->isPassThrough());
        m_gate->pass(up("hold a"));
        m_gate->pass(down("drop b"));
        QCOMPARE(m_out, QStringList({u"> hold a"_s, u"< drop b"_s}));
        QCOMPARE(m_witnessed, QStringList());
    }

    void replacesAndDropsBeforeAWitness()
    {
        m_gate->setRule(judge);
        for (const char *payload : {"a", "x", "drop b", "c"})
            m_gate->pass(up(payload));
        QCOMPARE(m_out, QStringList({u"> a"_s, u"> y"_s, u"> c"_s}));
        QCOMPARE(m_witnessed, QStringList({u"> x -> y"_s, u"> drop b dropped"_s}));
    }

    void keepsTheOrderBehindAHeldMessage()
    {
        m_gate->setRule(judge);
        for (const char *payload : {"a", "hold b", "x", "drop c", "hold d", "e"})
            m_gate->pass(up(payload));
        m_gate->pass(down("the other direction goes on"));
        QCOMPARE(m_out, QStringList({u"> a"_s, u"< the other direction goes on"_s}));
        QCOMPARE(m_gate->held(Direction::ClientToServer).size(), std::size_t(5));
        QCOMPARE(m_gate->held(Direction::ServerToClient).size(), std::size_t(0));

        m_out.clear();
        m_gate->release(Direction::ClientToServer, {});
        QCOMPARE(m_out, QStringList({u"> hold b"_s, u"> y"_s}));
        QCOMPARE(m_gate->held(Direction::ClientToServer).front(), up("hold d"));

        m_gate->release(Direction::ClientToServer, {Gate::Verdict::Hold, {}});
        QCOMPARE(m_out.size(), 2);

        m_gate->release(Direction::ClientToServer, {Gate::Verdict::Replace, "D"});
        QCOMPARE(m_out, QStringList({u"> hold b"_s, u"> y"_s, u"> D"_s, u"> e"_s}));
        QCOMPARE(m_witnessed, QStringList({u"> x -> y"_s, u"> drop c dropped"_s, u"> hold d -> D"_s}));
        QVERIFY(m_gate->held(Direction::ClientToServer).empty());
    }

    void whatIsPassedFromWithinStaysBehind()
    {
        m_gate.emplace([this](const GateMessage &message) {
            m_out += line(message);
            if (message.payload == "hold a")
                m_gate->pass(up("answer"));
        });
        m_gate->setRule(judge);
        m_gate->pass(up("hold a"));
        m_gate->pass(up("b"));
        m_gate->release(Direction::ClientToServer, {});
        QCOMPARE(m_out, QStringList({u"> hold a"_s, u"> b"_s, u"> answer"_s}));
    }

    void aRemovedRuleLetsTheRestPass()
    {
        m_gate->setRule(judge);
        m_gate->pass(up("hold a"));
        m_gate->pass(up("hold b"));
        m_gate->setRule({});
        m_gate->release(Direction::ClientToServer, {Gate::Verdict::Drop, {}});
        QCOMPARE(m_out, QStringList({u"> hold b"_s}));
        QCOMPARE(m_witnessed, QStringList({u"> hold a dropped"_s}));
    }

private:
    std::optional<Gate> m_gate;
    QStringList m_out;
    QStringList m_witnessed;
};

QTEST_GUILESS_MAIN(TestGate)
#include "tst_gate.moc"
