// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>
#include <QtGlobal>

namespace framescope {

// RFC 6455, 11.8. The field is four bits wide: the reserved values 3 to 7 and 11 to 15 are held too.
enum class Opcode : quint8 { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

constexpr bool isControl(Opcode opcode)
{
    return (static_cast<quint8>(opcode) & 0x8) != 0;
}
constexpr bool isReserved(Opcode opcode)
{
    const auto value = static_cast<quint8>(opcode);
    return (value >= 3 && value <= 7) || value >= 11;
}
// "text", "ping", ...; "reserved 3" has no name of its own and answers "reserved".
constexpr QLatin1StringView opcodeName(Opcode opcode)
{
    switch (opcode) {
    case Opcode::Continuation: return QLatin1StringView("continuation");
    case Opcode::Text: return QLatin1StringView("text");
    case Opcode::Binary: return QLatin1StringView("binary");
    case Opcode::Close: return QLatin1StringView("close");
    case Opcode::Ping: return QLatin1StringView("ping");
    case Opcode::Pong: return QLatin1StringView("pong");
    }
    return QLatin1StringView("reserved");
}

// Which way bytes travel. A fact of the wire; which side we are is a fact of the connection.
enum class Direction : quint8 { ClientToServer = 0, ServerToClient = 1 };
enum class Role : quint8 { Client, Server };

constexpr Direction outgoing(Role role)
{
    return role == Role::Client ? Direction::ClientToServer : Direction::ServerToClient;
}
constexpr Direction incoming(Role role)
{
    return role == Role::Client ? Direction::ServerToClient : Direction::ClientToServer;
}

} // namespace framescope
