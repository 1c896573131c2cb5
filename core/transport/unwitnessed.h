// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/wireevent.h"

namespace framescope {

// For a Peer whose wire nobody watches: the loopback hop, a bench.
class Unwitnessed final : public WireEventSink {
public:
    void head(const HeadEvent &) override { }
    void frame(const FrameEvent &) override { }
    void frameBegan(const FrameEvent &) override { }
    void framePayload(Direction, QByteArrayView, QByteArrayView) override { }
    void frameEnded(const FrameEvent &) override { }
    void violation(const Violation &, qint64) override { }
};

} // namespace framescope
