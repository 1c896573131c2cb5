// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/gate.h"

#include <algorithm>

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

bool Gate::isPassThrough() const
{
    return !m_rule
        && std::all_of(m_lanes.begin(), m_lanes.end(), [](const Lane &lane) { return lane.waiting.empty(); });
}

void Gate::pass(const GateMessage &message)
{
    // Behind a held message the rule is not asked: it is, in order, once the way is free.
    if (!held(message.direction).empty())
        return hold(message);
    const Decision decision = decide(message);
    if (decision.verdict == Verdict::Hold)
        hold(message);
    else
        m_output(message, decision);
}

void Gate::hold(const GateMessage &message)
{
    Lane &lane = this->lane(message.direction);
    lane.waiting.push_back(message);
    lane.bytes += message.payload.size();
}

void Gate::release(Direction direction, const Decision &decision)
{
    Q_ASSERT(!held(direction).empty());
    Decision next = decision;
    while (next.verdict != Verdict::Hold) {
        putOutFirst(direction, next);
        if (held(direction).empty())
            return;
        next = decide(held(direction).front());
    }
}

void Gate::dropHeld(Direction direction)
{
    while (!held(direction).empty())
        putOutFirst(direction, {Verdict::Drop, {}});
}

// It stays in the queue while it is put out, so that what is passed from within keeps behind.
void Gate::putOutFirst(Direction direction, const Decision &decision)
{
    Lane &lane = this->lane(direction);
    lane.bytes -= lane.waiting.front().payload.size();
    m_output(lane.waiting.front(), decision);
    lane.waiting.pop_front();
}

Gate::Decision Gate::decide(const GateMessage &message) const
{
    return m_rule && message.isWhole ? m_rule(message) : Decision{};
}

} // namespace framescope
