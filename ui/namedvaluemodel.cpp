// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/namedvaluemodel.h"

#include "analysis/secrets.h"
#include "ui/theme.h"
#include "ui/tooltip.h"

#include <QGuiApplication>
#include <QPalette>

namespace framescope {

using namespace Qt::StringLiterals;

NamedValueModel::NamedValueModel(const QString &invitation, IsSecret isSecret, QObject *parent)
    : QAbstractTableModel(parent)
    , m_invitation(invitation)
    , m_isSecret(isSecret)
{
}

NamedValueModel::NamedValueModel(Kind kind, const QString &invitation, QObject *parent)
    : NamedValueModel(
        invitation, [](QStringView) { return false; }, parent)
{
    m_kind = kind;
}

NamedValueModel::Tick NamedValueModel::tickOf(const QModelIndex &index) const
{
    if (isNew(index))
        return nullptr;
    if (m_kind == Kind::Request)
        return index.column() == Name ? &NamedValue::on : nullptr;
    return index.column() == Secret ? &NamedValue::isSecret : nullptr;
}

void NamedValueModel::setValues(const NamedValues &values)
{
    beginResetModel();
    m_values = values;
    endResetModel();
}

void NamedValueModel::remove(int row)
{
    if (row < 0 || row >= m_values.size())
        return;
    beginRemoveRows({}, row, row);
    m_values.removeAt(row);
    endRemoveRows();
    Q_EMIT edited();
}

void NamedValueModel::setSecretsShown(bool shown)
{
    m_secretsShown = shown;
    if (!m_values.isEmpty())
        Q_EMIT dataChanged(index(0, Value), index(static_cast<int>(m_values.size()) - 1, Value));
}

QString NamedValueModel::shownValue(const NamedValue &line, int role) const
{
    if (line.isLeftOut && role == Qt::DisplayRole)
        return u"Not saved. Type it again."_s;
    const bool isSecret = line.isSecret || m_isSecret(line.name);
    const bool asItIs = role == Qt::EditRole || m_secretsShown || line.value.isEmpty() || !isSecret
        || secrets::isOnlyVariables(line.value);
    return asItIs ? line.value : secrets::Dots.toString();
}

void NamedValueModel::setWrong(const QHash<int, Wrong> &rows)
{
    if (rows == m_wrong)
        return;
    m_wrong = rows;
    if (!m_values.isEmpty())
        Q_EMIT dataChanged(index(0, Name), index(static_cast<int>(m_values.size()) - 1, Source));
}

int NamedValueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_values.size()) + (m_hasNewRow ? 1 : 0);
}

int NamedValueModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NamedValueModel::data(const QModelIndex &index, int role) const
{
    const bool isText = role == Qt::DisplayRole || role == Qt::EditRole;
    if (isNew(index))
        return newData(index, role);
    const NamedValue &line = m_values[index.row()];
    if (const Tick tick = tickOf(index); tick && role == Qt::CheckStateRole)
        return line.*tick ? Qt::Checked : Qt::Unchecked;
    if (const auto wrong = m_wrong.constFind(index.row()); wrong != m_wrong.cend()) {
        const Theme &theme = Theme::of(QGuiApplication::palette());
        const bool isDoubt = wrong->mark == WrongMark::Doubt;
        switch (role) {
        case Qt::ForegroundRole: return isDoubt ? theme.warning : theme.error;
        case Qt::BackgroundRole: return isDoubt ? theme.warningBackground : theme.errorBackground;
        case Qt::ToolTipRole: return toolTipText(wrong->sentence);
        case Qt::AccessibleDescriptionRole: return wrong->sentence;
        default: break;
        }
    }
    if (role == Qt::ToolTipRole)
        return toolTipText(data(index, Qt::DisplayRole).toString());
    if (!isText)
        return {};
    switch (index.column()) {
    case Name: return line.name;
    case Value: return shownValue(line, role);
    default: return m_kind == Kind::Request ? line.source : QString();
    }
}

QVariant NamedValueModel::newData(const QModelIndex &index, int role) const
{
    if (role == Qt::DisplayRole)
        return index.column() == Name ? m_invitation : index.column() == Value ? m_valueWords : QString();
    if (role == Qt::ForegroundRole)
        return QGuiApplication::palette().color(QPalette::PlaceholderText);
    return role == Qt::EditRole ? QVariant(QString()) : QVariant();
}

// The last row, in which something is being typed, becomes one of the values; another last one follows.
void NamedValueModel::appendRow()
{
    const int row = static_cast<int>(m_values.size());
    m_hasNewRow = false;
    m_values.append({true, {}, {}, u"typed"_s});
    Q_EMIT dataChanged(index(row, Name), index(row, Source));
    beginInsertRows({}, row + 1, row + 1);
    m_hasNewRow = true;
    endInsertRows();
}

bool NamedValueModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (const Tick tick = tickOf(index); tick && role == Qt::CheckStateRole) {
        m_values[index.row()].*tick = value.toInt() == Qt::Checked;
    } else if (role == Qt::EditRole) {
        const QString text = value.toString();
        if (isNew(index)) {
            if (text.isEmpty())
                return false;
            appendRow();
        }
        NamedValue &line = m_values[index.row()];
        if (m_kind == Kind::Variables && index.column() == Name && line.name.isEmpty())
            line.isSecret = secrets::isName(text); // a guess on the safe side, to be changed
        (index.column() == Name ? line.name : line.value) = text;
        line.isLeftOut = line.isLeftOut && index.column() == Name;
    } else {
        return false;
    }
    Q_EMIT dataChanged(index.siblingAtColumn(Name), index.siblingAtColumn(Source));
    Q_EMIT edited();
    return true;
}

Qt::ItemFlags NamedValueModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.column() != Source)
        flags |= Qt::ItemIsEditable;
    if (tickOf(index))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant NamedValueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    static const QString words[] = {u"Name"_s, u"Value"_s, u"Source"_s};
    return m_kind == Kind::Variables && section == Secret ? u"Secret"_s : words[section];
}

} // namespace framescope
