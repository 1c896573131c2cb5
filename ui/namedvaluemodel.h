// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/connectiondraft.h"
#include "ui/wrongmark.h"

#include <QAbstractTableModel>
#include <QHash>

namespace framescope {

// Headers, query parameters or cookies as a table: tick, name, value, source; variables: name, value, and a tick for
// what is secret. The last row is always empty and becomes a new one when something is typed into it.
class NamedValueModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Value, Source, ColumnCount };
    static constexpr Column Secret = Source; // of a table of variables
    enum class Kind : quint8 { Request, Variables };

    // Whether dots stand for the value, told by its name.
    using IsSecret = bool (*)(QStringView name);

    // `invitation` stands in the empty row.
    NamedValueModel(const QString &invitation, IsSecret isSecret, QObject *parent = nullptr);
    // Of variables: secret is what the user says is.
    NamedValueModel(Kind kind, const QString &invitation, QObject *parent = nullptr);
    Kind kind() const { return m_kind; }

    void setValues(const NamedValues &values);
    const NamedValues &values() const { return m_values; }
    void remove(int row);
    // What stands in place of a value that is still to be typed.
    void setValueWords(const QString &words) { m_valueWords = words; }
    // Values that are secret as they are; otherwise only where one is edited.
    void setSecretsShown(bool shown);
    // What is wrong with a row as it stands.
    struct Wrong {
        QString sentence;
        WrongMark mark = WrongMark::Wrong;
        bool operator==(const Wrong &) const = default;
    };
    void setWrong(const QHash<int, Wrong> &rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void edited();

private:
    bool isNew(const QModelIndex &index) const { return index.row() == m_values.size(); }
    // What its tick says, where it has one.
    using Tick = bool NamedValue::*;
    Tick tickOf(const QModelIndex &index) const;

    QString shownValue(const NamedValue &line, int role) const;
    QVariant newData(const QModelIndex &index, int role) const;
    void appendRow();

    Kind m_kind = Kind::Request;
    QString m_invitation;
    IsSecret m_isSecret;
    QString m_valueWords;
    bool m_secretsShown = false;
    NamedValues m_values;
    QHash<int, Wrong> m_wrong;
    bool m_hasNewRow = true; // but for a moment
};

} // namespace framescope
