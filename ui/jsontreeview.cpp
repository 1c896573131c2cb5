// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/jsontreeview.h"

#include "ui/focusring.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScopedValueRollback>
#include <QStyledItemDelegate>

namespace framescope {

namespace {

constexpr int Padding = 4;

QColor colourOf(JsonTreeModel::Kind kind, const Theme &theme)
{
    switch (kind) {
    case JsonTreeModel::Kind::String: return theme.sent;
    case JsonTreeModel::Kind::Number: return theme.number;
    case JsonTreeModel::Kind::Word: return theme.controlGlyph;
    case JsonTreeModel::Kind::Error: return theme.error;
    default: return theme.secondary;
    }
}

// Key, colon, value, each in its colour; the value is cut where the row ends.
class JsonDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return QSize(100, option.fontMetrics.height() + 6);
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = Theme::of(option.palette);
        const auto kind = static_cast<JsonTreeModel::Kind>(index.data(JsonTreeModel::KindRole).toInt());
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect,
                option.state.testFlag(QStyle::State_Active) && option.state.testFlag(QStyle::State_HasFocus)
                    ? theme.selection
                    : theme.selectionInactive);
        painter->setFont(option.font);
        QRect rest = option.rect.adjusted(Padding, 0, -Padding, 0);
        const bool named = kind != JsonTreeModel::Kind::Group && isObjectChild(index);
        draw(*painter, rest, index.data(JsonTreeModel::KeyRole).toString(),
            named ? theme.received : theme.secondary);
        const QString value = index.data(JsonTreeModel::ValueRole).toString();
        if (!value.isEmpty()) {
            if (kind != JsonTreeModel::Kind::Error)
                draw(*painter, rest, QStringLiteral(": "), theme.text);
            draw(*painter, rest, value, colourOf(kind, theme));
        }
        painter->restore();
    }

private:
    static bool isObjectChild(const QModelIndex &index)
    {
        const auto *model = static_cast<const JsonTreeModel *>(index.model());
        const auto place = model->placeOf(index);
        return !place.empty() && place.back().key.has_value();
    }

    static void draw(QPainter &painter, QRect &rest, const QString &text, const QColor &colour)
    {
        if (text.isEmpty() || rest.width() <= 0)
            return;
        const QFontMetrics metrics = painter.fontMetrics();
        const QString shown = metrics.elidedText(text, Qt::ElideRight, rest.width());
        painter.setPen(colour);
        painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
        rest.setLeft(rest.left() + metrics.horizontalAdvance(shown));
    }
};

} // namespace

JsonTreeView::JsonTreeView(QWidget *parent)
    : QTreeView(parent)
    , m_model(new JsonTreeModel(this))
{
    setModel(m_model);
    setItemDelegate(new JsonDelegate(this));
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setFont(monospaceFont());
    setIndentation(16);
    setAllColumnsShowFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(QStringLiteral("Tree of the payload"));
    new FocusRing(this);
}

void JsonTreeView::setJson(const QByteArray &json)
{
    m_model->setJson(json);
}

void JsonTreeView::showOffset(quint64 offset)
{
    const QScopedValueRollback showing(m_isShowing, true);
    const QModelIndex index = m_model->indexOf(offset);
    if (!index.isValid())
        return;
    setCurrentIndex(index);
    scrollTo(index);
}

QByteArray JsonTreeView::spelledText(const QModelIndex &index) const
{
    const JsonTreeModel::Range range = m_model->valueRange(index);
    return m_model->json().mid(
        static_cast<qsizetype>(range.begin), static_cast<qsizetype>(range.end - range.begin));
}

QString JsonTreeView::valueText(const QModelIndex &index) const
{
    const QByteArray spelled = spelledText(index);
    if (spelled.size() >= 2 && spelled.front() == '"')
        return unescapedJson(QByteArrayView(spelled).sliced(1, spelled.size() - 2));
    return QString::fromUtf8(spelled);
}

QString JsonTreeView::path(const QModelIndex &index) const
{
    return jsonPath(m_model->placeOf(index));
}

QString JsonTreeView::pointer(const QModelIndex &index) const
{
    return jsonPointer(m_model->placeOf(index));
}

void JsonTreeView::copyValue() const
{
    if (currentIndex().isValid())
        QGuiApplication::clipboard()->setText(valueText(currentIndex()));
}

void JsonTreeView::fillMenu(QMenu &menu, const QModelIndex &index) const
{
    const auto add = [&](const QString &words, auto text) {
        menu.addAction(words, this, [text] { QGuiApplication::clipboard()->setText(text()); });
    };
    const QPersistentModelIndex row(index);
    add(QStringLiteral("Copy value"), [this, row] { return valueText(row); });
    menu.actions().back()->setShortcut(QKeySequence::Copy);
    add(QStringLiteral("Copy as JSON"), [this, row] { return QString::fromUtf8(spelledText(row)); });
    menu.addSeparator();
    add(QStringLiteral("Copy path"), [this, row] { return path(row); });
    add(QStringLiteral("Copy JSON pointer"), [this, row] { return pointer(row); });
}

void JsonTreeView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copyValue();
    else
        QTreeView::keyPressEvent(event);
}

void JsonTreeView::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index =
        event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    QMenu menu;
    fillMenu(menu, index);
    menu.exec(event->globalPos());
}

void JsonTreeView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (!m_isShowing && current.isValid())
        Q_EMIT chosen();
}

} // namespace framescope
