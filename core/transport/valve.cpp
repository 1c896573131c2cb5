// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/valve.h"

namespace framescope {

Valve::Valve(const Clock &clock)
    : m_clock(clock)
    , m_since(clock.monotonicNs())
{
}

bool Valve::set(Hold reason, bool on)
{
    const auto bit = static_cast<quint8>(reason);
    const auto holds = static_cast<quint8>(on ? m_holds | bit : m_holds & ~bit);
    if (holds == m_holds)
        return false;
    if (m_holds == 0)
        m_since = m_clock.monotonicNs();
    else if (holds == 0)
        m_heldBackNs = heldBackNs();
    m_holds = holds;
    return holds == 0;
}

void Valve::begin()
{
    m_since = m_clock.monotonicNs();
}

void Valve::end()
{
    m_heldBackNs = heldBackNs();
    m_holds = 0;
}

qint64 Valve::heldBackNs() const
{
    return m_heldBackNs + (isOpen() ? 0 : m_clock.monotonicNs() - m_since);
}

} // namespace framescope
