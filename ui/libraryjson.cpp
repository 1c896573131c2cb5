// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/libraryjson.h"

#include "ui/draftjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

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

Result<LibraryEntries> entriesOf(const QJsonArray &connections)
{
    LibraryEntries entries;
    QSet<QString> ids;
    for (const QJsonValue value : connections) {
        const auto entry = entryOf(value);
        const QString place = u"connection %1"_s.arg(entries.size() + 1);
        if (!entry)
            return Error{u"The library is damaged: %1"_s.arg(entry.error().what),
                entry.error().where.isEmpty() ? place : QString(place + u", "_s + entry.error().where), {}};
        if (ids.contains(entry->id))
            return Error{u"The library is damaged: an id is there twice."_s, place, {}};
        ids.insert(entry->id);
        entries.append(*entry);
    }
    return entries;
}

} // namespace

QByteArray libraryToJson(const LibraryEntries &entries)
{
    QJsonArray connections;
    for (const LibraryEntry &entry : entries)
        connections.append(entryJson(entry));
    return QJsonDocument(QJsonObject{{u"version"_s, LibraryVersion}, {u"connections"_s, connections}}).toJson();
}

Result<LibraryEntries> libraryFromJson(const QByteArray &json)
{
    QJsonParseError wrong{};
    const QJsonDocument document = QJsonDocument::fromJson(json, &wrong);
    if (wrong.error != QJsonParseError::NoError)
        return Error{u"The library is damaged: it is no JSON."_s, u"byte %1"_s.arg(wrong.offset), {}};
    const QJsonObject root = document.object();
    const int version = root[u"version"].toInt();
    if (version > LibraryVersion)
        return Error{u"The library was written by a newer Framescope."_s,
            u"version %1, this one knows %2"_s.arg(version).arg(LibraryVersion), {}};
    if (version != LibraryVersion || !root[u"connections"].isArray())
        return Error{u"The library is damaged: it has no version or no connections."_s, {}, {}};
    return entriesOf(root[u"connections"].toArray());
}

} // namespace framescope
