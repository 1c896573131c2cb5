// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/libraryfile.h"

#include "ui/libraryjson.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LargestFile = 64 << 20;
constexpr int LockMs = 2'000;

} // namespace

Error LibraryFile::unreadable(const QString &what, const QString &where) const
{
    return {what, where,
        u"It is left as it is, and nothing is saved to the library until it is mended or gone: %1"_s.arg(
            QDir::toNativeSeparators(m_path))};
}

Error LibraryFile::unwritable(const QString &why) const
{
    return {u"The library cannot be written: %1."_s.arg(why), {},
        u"What was changed is in this window only: %1"_s.arg(QDir::toNativeSeparators(m_path))};
}

Result<LibraryEntries> LibraryFile::read() const
{
    QFile file(m_path);
    if (!QFileInfo::exists(m_path))
        return LibraryEntries();
    if (!QFileInfo(m_path).isFile())
        return unreadable(u"The library is no file."_s);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(u"The library cannot be read: %1."_s.arg(file.errorString()));
    if (file.size() > LargestFile)
        return unreadable(u"The library is larger than 64 MiB: it is none."_s);
    auto entries = libraryFromJson(file.readAll());
    if (!entries)
        return unreadable(entries.error().what, entries.error().where);
    return entries;
}

// Readable by its owner only.
Result<void> LibraryFile::write(const LibraryEntries &entries) const
{
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return unwritable(file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(libraryToJson(entries));
    if (!file.commit())
        return unwritable(file.errorString());
    return {};
}

LibraryFile::Exchange LibraryFile::fromRead() const
{
    const auto theirs = read();
    return theirs ? Exchange{*theirs, {}, {}} : Exchange{{}, theirs.error(), {}};
}

LibraryFile::Exchange LibraryFile::exchange(const LibraryEntries &base, const LibraryEntries &mine) const
{
    if (areSame(base, mine)) // nothing to write: a file is replaced whole, and can be read at any time
        return fromRead();
    const auto unwritten = [this](const Error &error) {
        Exchange found = fromRead();
        found.unwritten = error;
        return found;
    };
    if (!QDir().mkpath(QFileInfo(m_path).path()))
        return unwritten(unwritable(u"its folder cannot be made"_s));
    QLockFile lock(m_path + u".lock"_s);
    if (!lock.tryLock(LockMs))
        return unwritten(
            unwritable(lock.error() == QLockFile::LockFailedError ? u"another window is writing it"_s
                                                                  : u"its folder takes no files"_s));
    Exchange found = fromRead();
    const LibraryEntries all = merged(base, mine, found.all);
    if (found.unreadable || areSame(all, found.all))
        return found;
    if (const auto written = write(all); !written)
        found.unwritten = written.error();
    else
        found.all = all;
    return found;
}

} // namespace framescope
