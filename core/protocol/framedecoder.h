// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/frameheader.h"

#include <QByteArray>
#include <QByteArrayView>

namespace framescope {

// The frames of one direction out of its bytes, in whatever pieces these come. Judges nothing: any
// header that can be read is reported (rules are WireReader's). No byte is looked at twice.
class FrameDecoder {
public:
    // What the next bytes turned out to be.
    enum class Step : quint8 {
        NeedMore,     // all bytes are used up; a partial header is kept inside
        Header,       // header() is complete; its bytes were used
        Payload,      // payload() is the next piece, unmasked; payloadEnds() tells if it is the last
        Untrustworthy // the stated length has its top bit set (RFC 6455, 5.2): nothing after
                      // header() can be read
    };

    // Takes what it needs from the front of `bytes` and says what that was; `bytes` is shortened by
    // it. Call until NeedMore or Untrustworthy, which stays the answer from then on and uses up
    // nothing more. A frame with an empty payload answers Header, then Payload with an empty piece.
    Step next(QByteArrayView &bytes) { return m_insideFrame ? nextPayload(bytes) : nextHeader(bytes); }

    const FrameHeader &header() const { return m_header; }
    // Valid until the next call. Points into `bytes` for an unmasked frame, else into a buffer
    // here.
    QByteArrayView payload() const { return m_payload; }
    bool payloadEnds() const { return m_payloadLeft == 0; }
    // True between a Header and the last Payload piece.
    bool insideFrame() const { return m_insideFrame; }
    // Payload bytes of the current frame that have not come yet.
    quint64 payloadLeft() const { return m_payloadLeft; }
    // Bytes of an unfinished header held back (0 to 13).
    int heldBytes() const { return m_heldSize; }

private:
    Step nextHeader(QByteArrayView &bytes);
    Step nextPayload(QByteArrayView &bytes);
    Step completeHeader(QByteArrayView &bytes);
    bool hold(QByteArrayView &bytes, int size);
    void read(const char *bytes);
    void unmask(quint64 offset);

    FrameHeader m_header;
    QByteArrayView m_payload;
    QByteArray m_unmasked;
    quint64 m_payloadLeft = 0;
    std::array<char, 14> m_held{};
    int m_heldSize = 0;
    bool m_insideFrame = false;
    bool m_untrustworthy = false;
};

} // namespace framescope
