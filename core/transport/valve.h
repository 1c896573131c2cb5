// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"

namespace framescope {

// Whether the server is read: closed while at least one reason holds. Counts the time it was closed.
class Valve {
public:
    enum class Hold : quint8 { User = 1, LogFull = 2, SlowReader = 4, Gate = 8, Unsent = 16 };

    explicit Valve(const Clock &clock);

    // True if this opened it.
    bool set(Hold reason, bool on);
    bool isHeld(Hold reason) const { return (m_holds & static_cast<quint8>(reason)) != 0; }
    bool isOpen() const { return m_holds == 0; }

    // Nothing was read before: the time begins, also for a reason that holds already.
    void begin();
    // Nothing is read any more: open, and the time stands still.
    void end();
    qint64 heldBackNs() const;

private:
    const Clock &m_clock;
    quint8 m_holds = 0;
    qint64 m_since = 0;
    qint64 m_heldBackNs = 0;
};

} // namespace framescope
