// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/addresscompletion.h"

#include "ui/addressmodel.h"
#include "ui/style.h"
#include "ui/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <utility>

namespace framescope {

namespace {

constexpr int Margin = 12;
constexpr int RowHeight = 26;

// The address, and at the right the name that it has in the library.
class AddressDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return QSize(100, RowHeight);
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = Theme::of(option.palette);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const auto ink = [&](const QColor &usual) {
            return selected && theme.highContrast ? theme.selectedText : usual;
        };
        painter->save();
        painter->fillRect(option.rect, selected ? theme.selection : theme.base);
        QRect room = option.rect.adjusted(Margin, 0, -Margin, 0);
        if (const QString name = index.data(AddressModel::NameRole).toString(); !name.isEmpty()) {
            painter->setFont(option.font);
            painter->setPen(ink(theme.secondary));
            const QString shown = painter->fontMetrics().elidedText(name, Qt::ElideRight, room.width() / 2);
            painter->drawText(room, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, shown);
            room.setRight(room.right() - painter->fontMetrics().horizontalAdvance(shown) - Margin);
        }
        painter->setFont(monospaceFont());
        painter->setPen(ink(theme.text));
        painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, room.width()));
        painter->restore();
    }
};

} // namespace

AddressCompletion::AddressCompletion(QObject *parent)
    : QCompleter(parent)
    , m_model(new AddressModel(this))
{
    setModel(m_model);
    setCompletionRole(AddressModel::MatchRole);
    setCaseSensitivity(Qt::CaseInsensitive);
    setFilterMode(Qt::MatchContains);
    popup()->setItemDelegate(new AddressDelegate(popup())); // behind setModel(), which sets one of its own
    connect(
        this, qOverload<const QModelIndex &>(&QCompleter::highlighted), this, [this] { m_isTaken = false; });
    connect(
        this, qOverload<const QModelIndex &>(&QCompleter::activated), this, [this](const QModelIndex &index) {
            const QString id = index.data(AddressModel::IdRole).toString();
            if (!std::exchange(m_isTaken, false) && !id.isEmpty())
                Q_EMIT entryChosen(id);
        });
}

void AddressCompletion::setHistory(const QStringList &urls)
{
    m_model->setHistory(urls);
}

void AddressCompletion::setLibrary(const LibraryEntries &entries)
{
    m_model->setLibrary(entries);
}

QString AddressCompletion::takeHighlighted()
{
    const QString id =
        popup()->isVisible() ? popup()->currentIndex().data(AddressModel::IdRole).toString() : QString();
    m_isTaken = !id.isEmpty();
    return id;
}

QString AddressCompletion::pathFromIndex(const QModelIndex &index) const
{
    return index.data().toString();
}

} // namespace framescope
