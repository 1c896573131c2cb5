// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/addressmodel.h"

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

QVariant urlData(const QString &url, int role)
{
    return role == Qt::DisplayRole || role == Qt::EditRole || role == AddressModel::MatchRole ? url
                                                                                              : QVariant();
}

QVariant entryData(const LibraryEntry &entry, int role)
{
    switch (role) {
    case AddressModel::MatchRole: return QString(entry.url + u'\n' + entry.name);
    case AddressModel::NameRole: return entry.name;
    case AddressModel::IdRole: return entry.id;
    case Qt::AccessibleTextRole: return u"%1, %2, in the library"_s.arg(entry.name, entry.url);
    default: return urlData(entry.url, role);
    }
}

} // namespace

void AddressModel::setHistory(const QStringList &urls)
{
    beginResetModel();
    m_history = urls;
    endResetModel();
}

void AddressModel::setLibrary(const LibraryEntries &entries)
{
    beginResetModel();
    m_library = entries;
    endResetModel();
}

int AddressModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_library.size() + m_history.size());
}

QVariant AddressModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return index.row() < m_library.size() ? entryData(m_library[index.row()], role)
                                          : urlData(m_history[index.row() - m_library.size()], role);
}

} // namespace framescope
