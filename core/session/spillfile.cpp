// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/spillfile.h"

#include "session/checksum.h"

namespace framescope {

namespace {

constexpr quint64 Magic = 0x314C495053534600u; // "\0FSSPIL1", little endian

struct Header {
    quint64 magic = Magic;
    quint64 identity = 0;
    quint64 base = 0; // position of the first byte behind this
};

struct Slot {
    quint32 length = 0;
    quint32 checksum = 0;
};

bool writeAll(QFile &file, const void *bytes, qint64 size)
{
    return file.write(static_cast<const char *>(bytes), size) == size;
}

template <typename T>
bool readWhole(QFile &file, T &value)
{
    return file.read(reinterpret_cast<char *>(&value), sizeof value) == qint64(sizeof value);
}

} // namespace

SpillFile::SpillFile(const QString &path, quint64 ringIdentity)
    : m_file(path)
    , m_identity(ringIdentity)
{
    m_file.remove();
}

bool SpillFile::open()
{
    if (m_file.isOpen())
        return true;
    // Unbuffered: what write() took is the system's, and no kill takes it back.
    const Header header{Magic, m_identity, m_position};
    return m_file.open(QIODevice::ReadWrite | QIODevice::NewOnly | QIODevice::Unbuffered,
               QFile::ReadOwner | QFile::WriteOwner)
        && writeAll(m_file, &header, sizeof header);
}

bool SpillFile::append(QByteArrayView record)
{
    if (m_broken)
        return false;
    const Slot slot{
        static_cast<quint32>(record.size()), Checksum::of(record.data(), size_t(record.size()), m_position)};
    m_broken =
        !open() || !writeAll(m_file, &slot, sizeof slot) || !writeAll(m_file, record.data(), record.size());
    if (!m_broken)
        m_position += sizeof slot + quint64(record.size());
    return !m_broken;
}

void SpillFile::clear()
{
    if (!m_file.isOpen())
        return;
    // Records go first: with the old base nothing stands where they stood.
    const Header header{Magic, m_identity, m_position};
    m_broken = !m_file.resize(sizeof header) || !m_file.seek(0) || !writeAll(m_file, &header, sizeof header);
}

void SpillFile::remove()
{
    if (m_file.isOpen())
        m_file.remove();
}

void SpillFile::read(const QString &path, quint64 ringIdentity, quint64 position,
    const std::function<bool(const QByteArray &record, quint64 end)> &take)
{
    QFile file(path);
    Header header;
    if (!file.open(QIODevice::ReadOnly) || !readWhole(file, header) || header.magic != Magic
        || header.identity != ringIdentity)
        return;
    quint64 at = header.base;
    for (Slot slot; readWhole(file, slot) && slot.length > 0 && slot.length <= file.bytesAvailable();) {
        const QByteArray record = file.read(slot.length);
        if (record.size() != qsizetype(slot.length)
            || Checksum::of(record.data(), slot.length, at) != slot.checksum)
            return;
        const quint64 end = at + sizeof slot + slot.length;
        if (at >= position && !take(record, end))
            return;
        at = end;
    }
}

} // namespace framescope
