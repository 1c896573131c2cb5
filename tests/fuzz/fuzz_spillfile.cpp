// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// A spill as a killed process or a stranger left it: records lie inside it and come to an end; those of ours come
// back whole and in order up to where the file was cut.
#include "session/spillfile.h"

#include "fuzz/pieces.h"

#include <QTemporaryDir>

using namespace framescope;
using namespace framescope::test;

namespace {

constexpr quint64 Identity = 7;

QString pathOf()
{
    static const QTemporaryDir folder;
    return folder.filePath(QStringLiteral("spill"));
}

void write(const QByteArray &bytes)
{
    QFile file(pathOf());
    require(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size(), "the file is written");
}

QByteArray contents()
{
    QFile file(pathOf());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArrayList read(qsizetype limit)
{
    QByteArrayList records;
    quint64 before = 0;
    qsizetype total = 0;
    SpillFile::read(pathOf(), Identity, 0, [&](const QByteArray &record, quint64 end) {
        require(end > before, "records stand one behind the other");
        before = end;
        total += record.size();
        require(total <= limit, "a file gives no more than it holds");
        records.append(record);
        return true;
    });
    return records;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    FuzzedDataProvider input(data, size);
    const auto cutAt = input.ConsumeIntegral<quint16>();
    const auto changedAt = input.ConsumeIntegral<quint16>();
    const auto change = input.ConsumeIntegral<char>();
    QByteArrayList records = takePieces(input);
    records.removeAll(QByteArray()); // a record is never empty
    if (records.isEmpty())
        return 0;
    QFile::remove(pathOf());
    {
        SpillFile file(pathOf(), Identity);
        for (const QByteArray &record : records)
            require(file.append(record), "a record is written");
    }
    const QByteArray whole = contents();
    require(read(whole.size()) == records, "what was written is read");
    write(whole.first(cutAt % (whole.size() + 1)));
    const QByteArrayList cut = read(whole.size());
    require(cut == records.first(cut.size()), "up to the cut all is there");
    if (change == 0)
        return 0;
    QByteArray changed = whole;
    changed[changedAt % changed.size()] = static_cast<char>(changed[changedAt % changed.size()] ^ change);
    write(changed);
    const QByteArrayList sound = read(whole.size());
    require(sound == records.first(std::min(sound.size(), records.size())), "what was changed is not read");
    write(records.join());
    read(records.join().size());
    return 0;
}
