// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/spillfile.h"

#include <QByteArray>

#include <atomic>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace framescope {

// Where records wait that the ring cannot take: what one read of the network inflates to above the ring's
// room, the rest of a message that we send and that is larger than the ring, or a single record above its
// limit. The producer never blocks and nothing is dropped; while anything waits here the ring gets nothing
// new, so the order holds, and the network is not read. It waits in memory, for the store, and in a file,
// for the process that comes after a killed one. Only what a full disk did not take dies with the process.
class Spill {
public:
    // Without a path: in memory only.
    explicit Spill(const QString &path = {}, quint64 ringIdentity = 0)
    {
        if (!path.isEmpty())
            m_file.emplace(path, ringIdentity);
    }

    struct Taken {
        std::vector<QByteArray> records;
        quint64 end = 0; // position in the file behind them
    };

    // Producer: true if records must come here, since earlier ones still wait.
    bool isOpen() const { return m_open.load(std::memory_order_acquire); }
    void push(std::span<const QByteArrayView> pieces)
    {
        QByteArray record;
        for (const QByteArrayView piece : pieces)
            record.append(piece);
        const std::lock_guard lock(m_mutex);
        if (m_file)
            m_file->append(record);
        m_records.push_back(std::move(record));
        m_open.store(true, std::memory_order_release);
    }
    // Consumer, once it has read the ring to its end: everything that waits. What comes meanwhile still
    // waits here: in the ring it would stand behind rows that it does not hold, and a kill would leave a gap
    // in front of it.
    Taken takeAll()
    {
        const std::lock_guard lock(m_mutex);
        return {std::exchange(m_records, {}), m_file ? m_file->position() : 0};
    }
    // Consumer, once what it took is committed: records go to the ring again, if none came meanwhile.
    void closeIfEmpty()
    {
        const std::lock_guard lock(m_mutex);
        if (!m_records.empty())
            return;
        if (m_file)
            m_file->clear();
        m_open.store(false, std::memory_order_release);
    }
    // Consumer, at the end: everything is stored.
    void removeFile()
    {
        const std::lock_guard lock(m_mutex);
        if (m_file)
            m_file->remove();
    }

private:
    std::atomic<bool> m_open = false;
    std::mutex m_mutex;
    std::vector<QByteArray> m_records;
    std::optional<SpillFile> m_file;
};

} // namespace framescope
