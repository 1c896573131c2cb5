// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// A ring as a power cut or a stranger left it: whatever stands in it, what is read stays inside it and
// comes to an end, and no record is taken for more than it is.
#include "session/record.h"
#include "session/ring.h"

#include "fuzz/pieces.h"

#include <QFile>
#include <QTemporaryDir>

using namespace framescope;
using namespace framescope::test;

namespace {

constexpr qsizetype HeaderSize = 4096;

// The header's numbers are as they must be, or the file is refused at once; the rest is the fuzzer's.
QByteArray ringOf(const QByteArray &bytes)
{
    QByteArray ring(HeaderSize, '\0');
    const auto capacity = quint64((bytes.size() + 7) / 8 * 8 + 8);
    ring.replace(0, 8, QByteArray("\0FSRING1", 8));
    std::memcpy(ring.data() + 8, &capacity, sizeof capacity);
    ring += bytes;
    return ring.leftJustified(HeaderSize + qsizetype(capacity), '\0');
}

quint64 sumOf(QByteArrayView bytes)
{
    quint64 sum = 0;
    for (const char byte : bytes)
        sum += quint64(static_cast<quint8>(byte));
    return sum;
}

void readAll(const QString &path)
{
    const auto ring = Ring::recover(path);
    if (!ring)
        return;
    quint64 position = (*ring)->freed();
    quint64 total = 0;
    for (QByteArrayView record = (*ring)->read(position); !record.isNull(); record = (*ring)->read(position)) {
        total += quint64(record.size());
        sumOf(record);
        if (const auto view = RowRecordView::of(record))
            sumOf(shownRow(*view).preview);
    }
    require(total <= (*ring)->capacity(), "a ring gives no more than it holds");
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    require(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size(), "the file is written");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    static const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ring"));
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    writeFile(path, bytes);
    readAll(path);
    writeFile(path, ringOf(bytes));
    readAll(path);
    return 0;
}
