// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/gate.h"

namespace framescope {

Gate::Gate(Output output)
    : m_output(std::move(output))
{
    Q_ASSERT(m_output);
}

void Gate::setRule(Rule rule)
{
    m_rule = std::move(rule);
}

void Gate::setWitness(Witness witness)
{
    m_witness = std::move(witness);
}

void Gate::pass(const GateMessage &message)
{
    std::deque<GateMessage> &waiting = m_waiting[index(message.direction)];
    // Behind a held message the rule is not asked: it is, in order, once the way is free.
    if (!waiting.empty()) {
        waiting.push_back(message);
        return;
    }
    const Decision decision = decide(message);
    if (decision.verdict == Verdict::Hold)
        waiting.push_back(message);
    else
        apply(message, decision);
}

const std::deque<GateMessage> &Gate::held(Direction direction) const
{
    return m_waiting[index(direction)];
}

void Gate::release(Direction direction, const Decision &decision)
{
    std::deque<GateMessage> &waiting = m_waiting[index(direction)];
    Q_ASSERT(!waiting.empty());
    Decision next = decision;
    while (next.verdict != Verdict::Hold) {
        // Stays in the queue while it is put out, so that what is passed from within keeps behind.
        apply(waiting.front(), next);
        waiting.pop_front();
        if (waiting.empty())
            return;
        next = decide(waiting.front());
    }
}

Gate::Decision Gate::decide(const GateMessage &message) const
{
    return m_rule ? m_rule(message) : Decision{};
}

void Gate::apply(const GateMessage &message, const Decision &decision)
{
    if (decision.verdict != Verdict::Forward && m_witness)
        m_witness(message, decision.verdict, decision.replacement);
    if (decision.verdict == Verdict::Forward)
        m_output(message);
    else if (decision.verdict == Verdict::Replace)
        m_output({message.direction, message.opcode, decision.replacement});
}

} // namespace framescope
