// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/spillfile.h"

#include <QByteArray>

#include <atomic>
#include <memory>
#include <mutex>
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
            m_file = std::make_unique<SpillFile>(path, ringIdentity);
    }

    struct Taken {
        std::vector<QByteArray> records;
        quint64 end = 0; // position in the file behind them
    };

    // Producer: true if records must come here, since earlier ones still wait.
    bool isOpen() const { return m_open.load(); }
    void push(std::span<const QByteArrayView> pieces)
    {
        QByteArray record;
        for (const QByteArrayView piece : pieces)
            record.append(piece);
        const std::lock_guard lock(m_mutex);
        if (m_file)
            m_file->append(record);
        if (m_nextFile)
            m_nextFile->append(record);
        m_records.push_back(std::move(record));
        m_open.store(true);
    }
    // Consumer: whatever comes from here on waits here (see Journal::divert()).
    void open() { m_open.store(true); }
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
        m_open.store(false);
    }
    // Consumer, while the spill is open: what waits, behind what was `taken` and is not stored yet, stands in a
    // file at `path` too, and so does what comes. False if the disk does not take it.
    bool copyTo(const QString &path, quint64 ringIdentity, const Taken &taken)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_file)
            return true;
        m_nextFile = std::make_unique<SpillFile>(path, ringIdentity);
        bool isWritten = true;
        for (const QByteArray &record : taken.records)
            isWritten = isWritten && m_nextFile->append(record);
        m_nextTaken = m_nextFile->position();
        for (const QByteArray &record : m_records)
            isWritten = isWritten && m_nextFile->append(record);
        return isWritten;
    }
    // ... and from here on only there. Answers the position behind what was taken.
    quint64 takeCopy()
    {
        const std::lock_guard lock(m_mutex);
        std::swap(m_file, m_nextFile);
        if (m_nextFile)
            m_nextFile->remove();
        m_nextFile.reset();
        return m_nextTaken;
    }
    // ... or not there.
    void dropCopy()
    {
        const std::lock_guard lock(m_mutex);
        if (m_nextFile)
            m_nextFile->remove();
        m_nextFile.reset();
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
    std::unique_ptr<SpillFile> m_file;
    std::unique_ptr<SpillFile> m_nextFile; // while the session moves
    quint64 m_nextTaken = 0;
};

} // namespace framescope
