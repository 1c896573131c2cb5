// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/textsearch.h"
#include "session/row.h"

#include <concepts>
#include <limits>
#include <optional>
#include <variant>
#include <vector>

namespace framescope {

// Which rows of a log are wanted, as a value: conditions joined by && and ||, turned round by !.
//     RowFilter::opcode(Opcode::Ping) || (RowFilter::direction(...) && !RowFilter::text("heartbeat"))
// RowMatcher makes it ready to run.
class RowFilter {
public:
    struct Kinds {
        quint8 set = 0; // a bit for each RowKind
    };
    struct Opcodes {     // of frames
        quint16 set = 0; // a bit for each opcode
    };
    struct MessageType { // frames of text or binary messages, continuations as well
        bool isText = true;
    };
    struct Way {
        Direction direction;
    };
    struct Connections {
        std::vector<ConnectionId> ids; // ascending
    };
    struct Size { // of the payload as Row::payloadSize has it; both ends included
        quint64 least = 0;
        quint64 most = std::numeric_limits<quint64>::max();
    };
    struct Time { // both ends included; an unknown time is in none
        qint64 firstNs;
        qint64 lastNs;
    };
    struct Flags { // any of them
        RowFlags flags;
    };
    // The application payload of the row, which is that of its whole message for each of its frames, or the
    // sentence of an event.
    struct Text {
        QString needle;
        TextSearch::Case mind;
    };
    struct Bytes {
        QByteArray needle;
    };
    struct Pattern {
        QString regex;
        TextSearch::Case mind;
    };
    using Condition =
        std::variant<Kinds, Opcodes, MessageType, Way, Connections, Size, Time, Flags, Text, Bytes, Pattern>;
    enum class Join : quint8 { Both, Either, Not }; // all of the parts, any of them, not the only one

    RowFilter() = default; // every row
    // One of them; made in its place, for GCC 12 warns of what a moved std::variant does not hold.
    template <typename Of>
        requires(std::constructible_from<Condition, Of> && !std::same_as<Of, Condition>)
    explicit RowFilter(Of condition)
        : m_condition(std::in_place, std::in_place_type<Of>, std::move(condition))
    {
    }

    static RowFilter kind(RowKind kind);
    static RowFilter opcode(Opcode opcode);
    static RowFilter textMessages() { return RowFilter(MessageType{true}); }
    static RowFilter binaryMessages() { return RowFilter(MessageType{false}); }
    static RowFilter direction(Direction direction) { return RowFilter(Way{direction}); }
    static RowFilter connections(std::vector<ConnectionId> ids);
    static RowFilter sizeBetween(quint64 least, quint64 most) { return RowFilter(Size{least, most}); }
    static RowFilter sizeFrom(quint64 least) { return RowFilter(Size{least}); }
    static RowFilter timeBetween(qint64 firstNs, qint64 lastNs) { return RowFilter(Time{firstNs, lastNs}); }
    static RowFilter anyOf(RowFlags flags) { return RowFilter(Flags{flags}); }
    // Frames and heads that broke a rule; rows that tell how are of RowKind::Violation.
    static RowFilter broken() { return anyOf(RowFlag::Broken); }
    static RowFilter text(const QString &needle, TextSearch::Case mind = TextSearch::Case::Ignored);
    static RowFilter bytes(const QByteArray &needle) { return RowFilter(Bytes{needle}); }
    static RowFilter regex(const QString &pattern, TextSearch::Case mind = TextSearch::Case::Minded);

    // Either a condition, or parts; neither: every row.
    const std::optional<Condition> &condition() const { return m_condition; }
    Join join() const { return m_join; }
    const std::vector<RowFilter> &parts() const { return m_parts; }

    friend RowFilter operator&&(RowFilter a, RowFilter b)
    {
        return joined(Join::Both, std::move(a), std::move(b));
    }
    friend RowFilter operator||(RowFilter a, RowFilter b)
    {
        return joined(Join::Either, std::move(a), std::move(b));
    }
    friend RowFilter operator!(RowFilter filter);

private:
    static RowFilter joined(Join join, RowFilter a, RowFilter b);

    Join m_join = Join::Both;
    std::optional<Condition> m_condition;
    std::vector<RowFilter> m_parts;
};

} // namespace framescope
