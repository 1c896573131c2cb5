// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/libraryentry.h"

#include <QAbstractListModel>
#include <QStringList>

namespace framescope {

// What may be offered while an address is typed: library entries, then addresses of the history.
class AddressModel final : public QAbstractListModel {
public:
    // Match: what is looked through, an address and its name. Name and id: only of library entries.
    enum Role { MatchRole = Qt::UserRole, NameRole, IdRole };

    using QAbstractListModel::QAbstractListModel;

    void setHistory(const QStringList &urls);
    void setLibrary(const LibraryEntries &entries);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    LibraryEntries m_library;
    QStringList m_history;
};

} // namespace framescope
