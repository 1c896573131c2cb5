// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/handshake.h"
#include "protocol/opcode.h"

#include <optional>

namespace framescope {

// Whole messages of one sender into the payloads of their frames: compresses as agreed and cuts into
// fragments (RFC 6455, 5.4; RFC 7692, 7.2.1). The other way round: MessageAssembler.
class MessageEncoder {
public:
    struct Piece {
        Opcode opcode = Opcode::Text; // Continuation from the second on
        bool fin = true;
        bool rsv1 = false;
        QByteArrayView payload;
    };

    MessageEncoder() = default;
    // `role` is the sender's.
    MessageEncoder(Role role, const Agreement &agreement);

    // Calls `sink(Piece)` once for each frame, at least once. `payload` must stay until it returns;
    // `fragmentSize` 0 makes one frame. `compress` counts only where the extension was agreed.
    template <typename Sink>
    void encode(Opcode opcode, QByteArrayView payload, bool compress, quint64 fragmentSize, Sink &&sink)
    {
        begin(opcode, payload, compress, fragmentSize);
        do {
            step();
            sink(std::as_const(m_piece));
        } while (!m_piece.fin);
    }

private:
    void begin(Opcode opcode, QByteArrayView payload, bool compress, quint64 fragmentSize);
    void step();

    std::optional<Deflater> m_deflater;
    QByteArray m_compressed;
    QByteArrayView m_rest;
    Piece m_piece;
    qsizetype m_pieceSize = 0;
    bool m_started = false;
};

} // namespace framescope
