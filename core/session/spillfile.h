// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QFile>

#include <functional>

namespace framescope {

// The records of Spill on disk, so that they outlive the process as those of the ring do. A file beside the
// session, made when the first record needs it. Positions count the bytes of all records ever appended; a
// record stands behind a slot of its length and a checksum, as in the ring.
class SpillFile {
public:
    // `ringIdentity`: of the ring it stands behind. What stood at `path` is gone.
    SpillFile(const QString &path, quint64 ringIdentity);

    // False if the disk took not all of it; then nothing more is appended until clear().
    bool append(QByteArrayView record);
    // Behind the last record that was appended.
    quint64 position() const { return m_position; }
    // All records are stored elsewhere; the space is given back.
    void clear();
    void remove();

    // Reads what a dead process left: each whole record behind `position`, and its end, until `take` answers
    // false. Nothing if the file belongs to another ring.
    static void read(const QString &path, quint64 ringIdentity, quint64 position,
        const std::function<bool(const QByteArray &record, quint64 end)> &take);

private:
    bool open();

    QFile m_file;
    quint64 m_identity;
    quint64 m_position = 0;
    bool m_broken = false;
};

} // namespace framescope
