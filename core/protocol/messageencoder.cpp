// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/messageencoder.h"

#include <algorithm>

namespace framescope {

namespace {

constexpr int DefaultWindowBits = 15; // RFC 7692, 7.1.2

Deflater deflaterFor(Role role, const DeflateParameters &agreed)
{
    if (role == Role::Client)
        return Deflater(
            agreed.clientMaxWindowBits.value_or(DefaultWindowBits), agreed.clientNoContextTakeover);
    return Deflater(agreed.serverMaxWindowBits.value_or(DefaultWindowBits), agreed.serverNoContextTakeover);
}

} // namespace

MessageEncoder::MessageEncoder(Role role, const Agreement &agreement)
{
    if (agreement.deflate)
        m_deflater = deflaterFor(role, *agreement.deflate);
}

void MessageEncoder::begin(Opcode opcode, QByteArrayView payload, bool compress, quint64 fragmentSize)
{
    Q_ASSERT(opcode == Opcode::Text || opcode == Opcode::Binary);
    const bool compresses = compress && m_deflater;
    m_compressed = compresses ? m_deflater->compress(payload) : QByteArray();
    m_rest = compresses ? QByteArrayView(m_compressed) : payload;
    const auto whole = static_cast<quint64>(m_rest.size());
    m_pieceSize = static_cast<qsizetype>(fragmentSize > 0 ? std::min(fragmentSize, whole) : whole);
    m_piece = {opcode, false, compresses, {}};
    m_started = false;
}

void MessageEncoder::step()
{
    if (std::exchange(m_started, true)) {
        m_piece.opcode = Opcode::Continuation;
        m_piece.rsv1 = false; // on the first frame only (RFC 7692, 6.1)
    }
    m_piece.payload = m_rest.first(std::min(m_pieceSize, m_rest.size()));
    m_rest = m_rest.sliced(m_piece.payload.size());
    m_piece.fin = m_rest.isEmpty();
}

} // namespace framescope
