// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/opcode.h"

#include <QByteArray>

#include <array>
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
    // Messages held in that direction, oldest first: the one that a rule held, and those behind it,
    // about which no rule was asked yet.
    const std::deque<GateMessage> &held(Direction direction) const;
    // Decides about the oldest held message of that direction (there must be one), then passes what
    // waited behind it. Hold changes nothing.
    void release(Direction direction, const Decision &decision);

private:
    static std::size_t index(Direction direction) { return static_cast<std::size_t>(direction); }
    Decision decide(const GateMessage &message) const;
    void apply(const GateMessage &message, const Decision &decision);

    Output m_output;
    Rule m_rule;
    Witness m_witness;
    std::array<std::deque<GateMessage>, 2> m_waiting; // by direction
};

} // namespace framescope
