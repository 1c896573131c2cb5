// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/rows.h"

namespace framescope::test {

// A session with something of everything that a timeline can meet.
inline std::vector<Row> livelyRows()
{
    std::vector<Row> rows;
    const auto add = [&rows](Row row) -> Row & { return rows.emplace_back(std::move(row)); };
    add(sentence(RowKind::State, "Connecting to wss://api.example/feed."));
    add(sentence(RowKind::Handshake, "GET /feed?token=abc HTTP/1.1\r\nHost: api.example\r\n", ">"));
    add(sentence(RowKind::Handshake, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"));
    add(sentence(RowKind::State, "Open after 53 ms: protocol chat.v2, permessage-deflate."));
    add(text(">", R"({"op":"subscribe","id":7,"symbol":"EURUSD"})"));
    add(text("<", R"({"event":"subscribed","id":7})"));
    for (int i = 0; i < 3; ++i)
        add(text("<",
            R"({"event":"tick","id":7,"price":1.084)" + QByteArray::number(i)
                + R"(,"bid":1.0842,"ask":1.0844,"at":"2026-11-23T17:00:00Z","venue":"LD4","seq":)"
                + QByteArray(120, '9') + "}"));
    add(frame(Opcode::Ping, "<", "keepalive 17"));
    add(frame(Opcode::Pong, ">", "keepalive 17", RowFlag::Automatic));
    add(frame(Opcode::Binary, "<",
        QByteArray::fromHex("89504e470d0a1a0a0000000d49484452") + QByteArray(4000, '\1')));
    Row &first = add(text("<", R"({"part":)"));
    first.header.fin = false;
    first.flags = {};
    add(frame(Opcode::Ping, "<", QByteArray::fromHex("0000002a")));
    Row &last = add(frame(Opcode::Continuation, "<", R"({"part":"one, two, three"})"));
    last.frames = 3;
    add(text(">", R"({"op":"forged"})", RowFlag::Injected));
    add(text(">", "line one\nline two\ttabbed\r\n\x1b[31mred\x1b[0m \x7f", RowFlag::Replayed));
    add(text("<", "שלום עולם, {\"name\":\"مرحبا\"} then latin"));
    add(text("<", "user\u202Egnp.exe zero\u200Bwidth caf\u00e9 日本語 🎉"));
    add(text("<", QByteArray("broken \xff\xfe utf-8 \xc3")));
    add(sentence(RowKind::Violation, "A text message is not valid UTF-8 (RFC 6455, 8.1): byte 7."));
    Row &reserved = add(frame(Opcode::Text, "<", "??"));
    reserved.header.opcode = static_cast<Opcode>(11);
    reserved.flags = {};
    add(sentence(RowKind::Mark, "Pressed the buy button"));
    Row &big = add(frame(Opcode::Binary, "<", QByteArray(256, '\x5a')));
    big.payloadSize = big.header.payloadLength = 48'234'496;
    big.received = 17'301'504;
    big.flags = RowFlag::Arriving;
    add(sentence(RowKind::Note, "The computer slept from 12:01 to 12:40."));
    Row &cut = add(text("<", R"({"event":"snapshot","rows":[1,2,3,4)"));
    cut.payloadSize = cut.header.payloadLength = 9000;
    cut.received = 1229;
    cut.flags = RowFlag::Cut;
    add(text("<", R"({"late":true})", RowFlag::NotDelivered));
    add(frame(Opcode::Close, "<", QByteArray::fromHex("03e8") + "bye"));
    add(frame(Opcode::Close, ">", QByteArray::fromHex("03e8"), RowFlag::Automatic));
    add(sentence(RowKind::Error, "Connection lost without a close frame (1006): the server reset TCP."));
    add(sentence(RowKind::State, "Closed 1000 by the server, clean. Open for 4 min 12 s."));
    return numbered(std::move(rows), 1, 337'000'000);
}

} // namespace framescope::test
