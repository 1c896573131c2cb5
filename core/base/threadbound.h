// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <thread>

namespace framescope {

// For what belongs to the thread that uses it first: `Q_ASSERT(m_thread.isThis())` at the begin of each call
// finds the one that comes from another. Nothing is asked in a release build.
class ThreadBound {
public:
    bool isThis() const
    {
        const std::thread::id current = std::this_thread::get_id();
        if (m_id == std::thread::id())
            m_id = current;
        return m_id == current;
    }

private:
    mutable std::thread::id m_id;
};

} // namespace framescope
