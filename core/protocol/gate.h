// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/opcode.h"
#include "protocol/wireevent.h"

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
    // False: it cannot go on, since it went by in pieces or came too late. Only its place is kept; no rule
    // is asked and the payload is empty.
    bool isWhole = true;
    FrameOrigins origin = {};
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
    // Told of every message exactly once, in the order in which they came, as soon as it is decided what
    // becomes of it: Forward, Replace or Drop. So the books of both sides can be kept by it.
    using Output = std::function<void(const GateMessage &original, const Decision &decision)>;

    explicit Gate(Output output);
    void setRule(Rule rule);
    // No rule, and nobody waits: whoever asks may spare the message the way through here.
    bool isPassThrough() const;

    void pass(const GateMessage &message);
    // Messages held in that direction, oldest first: the one that a rule held, and those behind it,
    // about which no rule was asked yet.
    const std::deque<GateMessage> &held(Direction direction) const { return lane(direction).waiting; }
    qint64 heldBytes(Direction direction) const { return lane(direction).bytes; }
    // Decides about the oldest held message of that direction (there must be one), then passes what
    // waited behind it. Hold changes nothing.
    void release(Direction direction, const Decision &decision);
    // All that is held in that direction, as if each was released with Drop; no rule is asked.
    void dropHeld(Direction direction);

private:
    struct Lane {
        std::deque<GateMessage> waiting;
        qint64 bytes = 0; // payload of those
    };
    Lane &lane(Direction direction) { return m_lanes[static_cast<std::size_t>(direction)]; }
    const Lane &lane(Direction direction) const { return m_lanes[static_cast<std::size_t>(direction)]; }
    Decision decide(const GateMessage &message) const;
    void hold(const GateMessage &message);
    void putOutFirst(Direction direction, const Decision &decision);

    Output m_output;
    Rule m_rule;
    std::array<Lane, 2> m_lanes; // by direction
};

} // namespace framescope
