// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/opcode.h"

#include <QByteArray>

#include <deque>
#include <functional>

namespace framescope {

// A whole message on its way between two Peers.
struct GateMessage {
    Direction direction = Direction::ServerToClient;
    Opcode opcode = Opcode::Text;
    QByteArray payload;
    bool operator==(const GateMessage &) const = default;
};

// Stands between two Peers and decides about each message: forward, hold, replace, drop. Pass-through
// unless a rule is set, and then costs nothing. Order within a direction is kept: behind a held
// message others of its direction wait.
class Gate {
public:
    enum class Verdict : quint8 { Forward, Hold, Replace, Drop };
    struct Decision {
        Verdict verdict = Verdict::Forward;
        QByteArray replacement; // for Replace
    };
    using Rule = std::function<Decision(const GateMessage &)>;
    // Told of each message that leaves the Gate otherwise than it came: original, what became of it,
    // and the replacement. Both are logged.
    using Witness = std::function<void(const GateMessage &original, Verdict, const QByteArray &replacement)>;
    using Output = std::function<void(const GateMessage &)>;

    explicit Gate(Output output);
    void setRule(Rule rule);
    void setWitness(Witness witness);
    bool isPassThrough() const { return !m_rule; }

    void pass(const GateMessage &message);
    // Messages held in that direction, oldest first.
    const std::deque<GateMessage> &held(Direction direction) const;
    // Decides about the oldest held message of that direction, then passes what waited behind it.
    void release(Direction direction, const Decision &decision);

private:
    Output m_output;
    Rule m_rule;
    Witness m_witness;
    std::deque<GateMessage> m_held[2];
    bool m_blocked[2] = {};
};

} // namespace framescope
