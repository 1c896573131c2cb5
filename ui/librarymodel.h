// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>

namespace framescope {

class Library;

// The library as a list that is renamed and reordered in place.
class LibraryModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole, UrlRole };

    // `library` must outlive it.
    explicit LibraryModel(Library &library, QObject *parent = nullptr);

    QString idAt(const QModelIndex &index) const { return index.data(IdRole).toString(); }
    QModelIndex indexOf(const QString &id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    // One row.
    bool moveRows(const QModelIndex &from, int row, int count, const QModelIndex &to, int before) override;

private:
    Library &m_library;
};

} // namespace framescope
