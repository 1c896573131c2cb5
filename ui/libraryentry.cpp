// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/libraryentry.h"

#include "ui/connectionsummary.h"
#include "ui/draftjson.h"
#include "ui/leftoutsecrets.h"

#include <QHash>
#include <QUuid>

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

// Entries by their id, for as long as the list stays as it is.
class ById {
public:
    explicit ById(const LibraryEntries &entries)
    {
        for (const LibraryEntry &entry : entries)
            m_entries.insert(entry.id, &entry);
    }
    const LibraryEntry *operator[](const QString &id) const { return m_entries.value(id); }

private:
    QHash<QString, const LibraryEntry *> m_entries;
};

// The ids of `entries` that are in the other list too.
QStringList commonIds(const LibraryEntries &entries, const ById &other)
{
    QStringList ids;
    for (const LibraryEntry &entry : entries) {
        if (other[entry.id])
            ids.append(entry.id);
    }
    return ids;
}

// Those of `first`, and of `second` what is not there, each behind what it stands behind in `second`.
QStringList joined(const LibraryEntries &first, const LibraryEntries &second)
{
    QStringList ids;
    for (const LibraryEntry &entry : first)
        ids.append(entry.id);
    const ById known(first);
    qsizetype place = 0;
    for (const LibraryEntry &entry : second) {
        if (known[entry.id])
            place = ids.indexOf(entry.id) + 1;
        else
            ids.insert(place++, entry.id);
    }
    return ids;
}

// What of one entry is there in the end: none, one or both.
LibraryEntries mergedEntry(const LibraryEntry *base, const LibraryEntry *mine, const LibraryEntry *theirs)
{
    if (!mine || !theirs) {
        const LibraryEntry *left = mine ? mine : theirs;
        const bool isDeleted = !left || (base && areSame(*base, *left));
        return isDeleted ? LibraryEntries() : LibraryEntries{*left};
    }
    if (areSame(*mine, *theirs) || (base && areSame(*base, *theirs)))
        return {*mine};
    if (base && areSame(*base, *mine))
        return {*theirs};
    LibraryEntry both = *theirs;
    both.id = newId();
    both.name = u"%1 (of another window)"_s.arg(theirs->name);
    return {*mine, both};
}

} // namespace

LibraryEntry libraryEntry(const QString &url, const ConnectionDraft &draft)
{
    return {
        newId(), connectionwords::name(withoutSecrets(url)), withoutSecrets(url), withoutSecrets(draft, url)};
}

qsizetype indexOf(const LibraryEntries &entries, const QString &id)
{
    const auto found = std::find_if(
        entries.begin(), entries.end(), [&](const LibraryEntry &entry) { return entry.id == id; });
    return found == entries.end() ? -1 : found - entries.begin();
}

bool areSame(const LibraryEntry &left, const LibraryEntry &right)
{
    return left.id == right.id && left.name == right.name && left.url == right.url
        && toJson(left.draft) == toJson(right.draft);
}

bool areSame(const LibraryEntries &left, const LibraryEntries &right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
        [](const LibraryEntry &mine, const LibraryEntry &theirs) { return areSame(mine, theirs); });
}

LibraryEntries merged(const LibraryEntries &base, const LibraryEntries &mine, const LibraryEntries &theirs)
{
    const ById before(base);
    const ById here(mine);
    const ById there(theirs);
    const bool isReordered = commonIds(mine, before) != commonIds(base, here);
    LibraryEntries all;
    for (const QString &id : isReordered ? joined(mine, theirs) : joined(theirs, mine))
        all += mergedEntry(before[id], here[id], there[id]);
    return all;
}

} // namespace framescope
