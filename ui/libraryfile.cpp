// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/libraryfile.h"

#include "ui/draftjson.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLockFile>
#include <QSaveFile>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LargestFile = 64 << 20;
constexpr int LockMs = 2'000;

QJsonObject entryJson(const LibraryEntry &entry)
{
    QJsonObject json{{u"id"_s, entry.id}, {u"name"_s, entry.name}, {u"url"_s, entry.url}};
    if (const QJsonObject options = toJson(entry.draft); !options.isEmpty())
        json.insert(u"options"_s, options);
    return json;
}

Result<LibraryEntry> entryOf(const QJsonValue &json)
{
    const QJsonObject object = json.toObject();
    const LibraryEntry entry{
        object[u"id"].toString(), object[u"name"].toString(), object[u"url"].toString(), {}};
    if (entry.id.isEmpty() || entry.name.isEmpty() || entry.url.isEmpty())
        return Error{u"A connection has an id, a name and a url."_s, {}, {}};
    const auto draft = draftFromJson(object[u"options"].toObject());
    if (!draft)
        return draft.error();
    return LibraryEntry{entry.id, entry.name, entry.url, *draft};
}

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
    return parse(file.readAll());
}

Result<LibraryEntries> LibraryFile::parse(const QByteArray &json) const
{
    QJsonParseError wrong{};
    const QJsonDocument document = QJsonDocument::fromJson(json, &wrong);
    if (wrong.error != QJsonParseError::NoError)
        return unreadable(u"The library is damaged: it is no JSON."_s, u"byte %1"_s.arg(wrong.offset));
    const QJsonObject root = document.object();
    const int version = root[u"version"].toInt();
    if (version > Version)
        return unreadable(u"The library was written by a newer Framescope."_s,
            u"version %1, this one knows %2"_s.arg(version).arg(Version));
    if (version != Version || !root[u"connections"].isArray())
        return unreadable(u"The library is damaged: it has no version or no connections."_s);
    LibraryEntries entries;
    for (const QJsonValue value : root[u"connections"].toArray()) {
        const auto entry = entryOf(value);
        const QString place = u"connection %1"_s.arg(entries.size() + 1);
        if (!entry)
            return unreadable(u"The library is damaged: %1"_s.arg(entry.error().what),
                entry.error().where.isEmpty() ? place : QString(place + u", "_s + entry.error().where));
        if (indexOf(entries, entry->id) >= 0)
            return unreadable(u"The library is damaged: an id is there twice."_s, place);
        entries.append(*entry);
    }
    return entries;
}

// Readable by its owner only.
Result<void> LibraryFile::write(const LibraryEntries &entries) const
{
    QJsonArray connections;
    for (const LibraryEntry &entry : entries)
        connections.append(entryJson(entry));
    const QJsonDocument document(QJsonObject{{u"version"_s, Version}, {u"connections"_s, connections}});
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return unwritable(file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(document.toJson());
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
