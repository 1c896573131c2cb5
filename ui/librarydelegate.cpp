// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/librarydelegate.h"

#include "ui/librarymodel.h"
#include "ui/style.h"
#include "ui/theme.h"
#include "ui/twolinerow.h"

#include <QLineEdit>
#include <QPainter>

namespace framescope {

namespace {

constexpr int EditorOutset = 5; // its frame and margin: the name stays where it is

} // namespace

QSize LibraryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return twolinerow::sizeHint(option);
}

void LibraryDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme theme = twolinerow::themeOf(option);
    const bool active = option.widget && option.widget->hasFocus();
    const twolinerow::Lines lines = twolinerow::linesOf(option);
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        twolinerow::fillSelected(*painter, option.rect, option.palette, active);
    painter->setFont(option.font);
    painter->setPen(theme.text);
    twolinerow::drawLeft(*painter, lines.upper, index.data().toString(), Qt::ElideRight);
    painter->setPen(theme.secondary);
    twolinerow::drawLeft(*painter, lines.lower, index.data(LibraryModel::UrlRole).toString(), Qt::ElideMiddle);
    if (active && option.state.testFlag(QStyle::State_HasFocus))
        drawFocusRing(*painter, option.rect, option.palette);
    painter->restore();
}

QWidget *LibraryDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &) const
{
    auto *editor = new QLineEdit(parent);
    editor->setAccessibleName(QStringLiteral("Name in the library"));
    return editor;
}

void LibraryDelegate::updateEditorGeometry(
    QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const twolinerow::Lines lines = twolinerow::linesOf(option);
    QRect place = lines.upper.adjusted(-EditorOutset, 0, EditorOutset, 0);
    place.setTop(option.rect.top() + 1);
    place.setBottom(lines.lower.top());
    editor->setGeometry(place);
}

} // namespace framescope
