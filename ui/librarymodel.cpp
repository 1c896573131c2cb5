// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/librarymodel.h"

#include "ui/leftoutsecrets.h"
#include "ui/library.h"
#include "ui/tooltip.h"
#include "ui/usualoptions.h"

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// All of it, for a tooltip and for those who do not see the row.
QString sentence(const LibraryEntry &entry)
{
    QStringList sentences{u"%1: %2."_s.arg(entry.name, entry.url)};
    if (const int options = entry.draft.differences(UsualOptions::remembered().draft()); options > 0)
        sentences.append(options == 1 ? u"1 option."_s : u"%1 options."_s.arg(options));
    if (const int secrets = leftOutCount(entry.draft); secrets > 0)
        sentences.append(secrets == 1 ? u"1 secret is to be typed again."_s
                                      : u"%1 secrets are to be typed again."_s.arg(secrets));
    return sentences.join(u' ');
}

} // namespace

LibraryModel::LibraryModel(Library &library, QObject *parent)
    : QAbstractListModel(parent)
    , m_library(library)
{
    connect(&library, &Library::aboutToInsert, this,
        [this](qsizetype place) { beginInsertRows({}, int(place), int(place)); });
    connect(&library, &Library::inserted, this, [this] { endInsertRows(); });
    connect(&library, &Library::aboutToRemove, this,
        [this](qsizetype place) { beginRemoveRows({}, int(place), int(place)); });
    connect(&library, &Library::removed, this, [this] { endRemoveRows(); });
    connect(&library, &Library::aboutToMove, this, [this](qsizetype from, qsizetype to) {
        beginMoveRows({}, int(from), int(from), {}, int(to > from ? to + 1 : to));
    });
    connect(&library, &Library::moved, this, [this] { endMoveRows(); });
    connect(&library, &Library::renamed, this,
        [this](qsizetype place) { Q_EMIT dataChanged(index(int(place)), index(int(place))); });
    connect(&library, &Library::aboutToReplace, this, [this] { beginResetModel(); });
    connect(&library, &Library::replaced, this, [this] { endResetModel(); });
}

QModelIndex LibraryModel::indexOf(const QString &id) const
{
    return index(int(framescope::indexOf(m_library.entries(), id)));
}

int LibraryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_library.entries().size());
}

QVariant LibraryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LibraryEntry &entry = m_library.entries()[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return entry.name;
    case Qt::ToolTipRole: return toolTipText(sentence(entry));
    case Qt::AccessibleTextRole: return sentence(entry);
    case IdRole: return entry.id;
    case UrlRole: return entry.url;
    default: return {};
    }
}

bool LibraryModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString name = value.toString().simplified();
    if (role != Qt::EditRole || name.isEmpty())
        return false;
    m_library.rename(idAt(index), name);
    return true;
}

// Between rows can be dropped, not on them.
Qt::ItemFlags LibraryModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemIsDragEnabled
        | Qt::ItemNeverHasChildren;
}

bool LibraryModel::moveRows(const QModelIndex &, int row, int count, const QModelIndex &, int before)
{
    if (count != 1 || before == row || before == row + 1)
        return false;
    m_library.move(row, before > row ? before - 1 : before);
    return true;
}

} // namespace framescope
