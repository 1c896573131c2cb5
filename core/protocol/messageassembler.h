// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/permessagedeflate.h"
#include "protocol/utf8validator.h"
#include "protocol/wireevent.h"

namespace framescope {

// Frames of one direction into messages: joins fragments, inflates, and checks UTF-8 over the whole
// message rather than the frame (RFC 6455, 5.4, 8.1), refusing it at the first impossible byte.
// Holds no more than `assembleLimit` bytes of a message.
class MessageAssembler {
public:
    MessageAssembler(quint64 assembleLimit, quint64 inflateLimit);
    // What the handshake agreed for this direction; absent: RSV1 means nothing.
    void setInflater(std::optional<Inflater> inflater);
};

} // namespace framescope
