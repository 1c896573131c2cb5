// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/libraryentry.h"

#include <QCompleter>
#include <QStringList>

namespace framescope {

class AddressModel;

// What the address field offers while one types: first what the library has, by name or address, then where
// one was before. A library entry that is chosen is told, since it is more than its address.
class AddressCompletion final : public QCompleter {
    Q_OBJECT
public:
    explicit AddressCompletion(QObject *parent = nullptr);

    void setHistory(const QStringList &urls); // newest first
    void setLibrary(const LibraryEntries &entries);

    // The id of the library entry that Enter would choose now; empty: none. Enter is dealt with by whoever
    // asks: it is not told once more.
    QString takeHighlighted();

    QString pathFromIndex(const QModelIndex &index) const override;
    QStringList splitPath(const QString &path) const override { return {path}; }

Q_SIGNALS:
    void entryChosen(const QString &id);

private:
    AddressModel *m_model;
    bool m_isTaken = false;
};

} // namespace framescope
