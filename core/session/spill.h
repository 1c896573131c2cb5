// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <atomic>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

namespace framescope {

// Where records wait, in memory, that the ring cannot take: what one read of the network inflates to
// above the ring's room, or a single record above its limit. The producer never blocks and nothing is
// dropped; while anything waits here the ring gets nothing new, so the order holds, and the network
// is not read. Only what waits here would be lost with the process.
class Spill {
public:
    // Producer: true if records must come here, since earlier ones still wait.
    bool isOpen() const { return m_open.load(std::memory_order_acquire); }
    void push(std::span<const QByteArrayView> pieces)
    {
        QByteArray record;
        for (const QByteArrayView piece : pieces)
            record.append(piece);
        const std::lock_guard lock(m_mutex);
        m_bytes += quint64(record.size());
        m_records.push_back(std::move(record));
        m_open.store(true, std::memory_order_release);
    }
    // Consumer, once it has read the ring to its end: everything that waits. What comes meanwhile still
    // waits here: in the ring it would stand behind rows that only memory holds, and a kill would leave
    // a gap in front of it.
    std::vector<QByteArray> takeAll()
    {
        const std::lock_guard lock(m_mutex);
        m_bytes = 0;
        return std::exchange(m_records, {});
    }
    // Consumer, once what it took is committed: records go to the ring again, if none came meanwhile.
    void closeIfEmpty()
    {
        const std::lock_guard lock(m_mutex);
        if (m_records.empty())
            m_open.store(false, std::memory_order_release);
    }
    quint64 bytes() const
    {
        const std::lock_guard lock(m_mutex);
        return m_bytes;
    }

private:
    std::atomic<bool> m_open = false;
    mutable std::mutex m_mutex;
    std::vector<QByteArray> m_records;
    quint64 m_bytes = 0;
};

} // namespace framescope
