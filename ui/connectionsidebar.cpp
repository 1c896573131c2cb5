// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connectionsidebar.h"

#include "ui/connectiondelegate.h"
#include "ui/style.h"
#include "ui/theme.h"
#include "ui/twolinerow.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QTreeView>

#include <algorithm>

namespace framescope {

using namespace std::chrono_literals;

namespace {

constexpr int HeadingHeight = 36;

// What is selected is filled over the whole width, under the arrow too.
class ConnectionTree final : public QTreeView {
public:
    ConnectionTree()
    {
        setHeaderHidden(true);
        setUniformRowHeights(true);
        setFrameShape(QFrame::NoFrame);
        setIndentation(16);
        setRootIsDecorated(false); // until there is something to fold
        setSelectionMode(ExtendedSelection);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setVerticalScrollMode(ScrollPerPixel);
        setAccessibleName(QStringLiteral("Connections"));
    }

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (selectionModel()->isSelected(index))
            twolinerow::fillSelected(*painter, option.rect, palette(), hasFocus());
        QTreeView::drawRow(painter, option, index);
        if (hasFocus() && index == currentIndex())
            drawFocusRing(*painter, option.rect, palette());
    }
};

} // namespace

ConnectionSidebar::ConnectionSidebar(ConnectionTreeModel::Now now, QWidget *parent)
    : QWidget(parent)
    , m_model(new ConnectionTreeModel(std::move(now), this))
    , m_delegate(new ConnectionDelegate(this))
    , m_view(new ConnectionTree)
{
    auto *heading = new QLabel(QStringLiteral("Connections"));
    heading->setFixedHeight(HeadingHeight);
    heading->setContentsMargins(12, 0, 12, 0);
    heading->setFont(semibold(heading->font()));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(heading);
    column->addWidget(m_view, 1);
    m_view->setModel(m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setCurrentIndex(m_model->allIndex());
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &ConnectionSidebar::takeSelection);
    m_seconds.setInterval(1s);
    connect(&m_seconds, &QTimer::timeout, this, [this] {
        if (m_model->openCount() > 0)
            m_view->viewport()->update();
    });
    m_seconds.start();
}

void ConnectionSidebar::take(const AppendBatch &batch)
{
    m_model->take(batch);
    if (!m_model->hasAttempts())
        return;
    m_view->setRootIsDecorated(true);
    takeSelection();
}

void ConnectionSidebar::takeFacts(const ConnectionFacts &facts)
{
    m_model->takeFacts(facts);
}

void ConnectionSidebar::setCurrent(ConnectionId id)
{
    m_delegate->setCurrent(id);
    m_view->viewport()->update();
}

ConnectionSidebar::Chosen ConnectionSidebar::chosen() const
{
    Chosen ids;
    for (const QModelIndex &index : m_view->selectionModel()->selectedIndexes()) {
        if (m_model->isAll(index))
            return {};
        const Chosen more = m_model->connectionsAt(index);
        ids.insert(ids.end(), more.begin(), more.end());
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

ConnectionId ConnectionSidebar::single() const
{
    const QModelIndexList selected = m_view->selectionModel()->selectedIndexes();
    const ConnectionSummary *summary = selected.size() == 1 ? m_model->summaryAt(selected.front()) : nullptr;
    return summary ? summary->id : 0;
}

void ConnectionSidebar::choose(ConnectionId id)
{
    const QModelIndex index = id == 0 ? m_model->allIndex() : m_model->topIndexOf(id);
    if (!index.isValid())
        return;
    // Whatever key is held: Ctrl+Enter opens a connection too.
    m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    m_view->scrollTo(index);
}

void ConnectionSidebar::takeSelection()
{
    Chosen now = chosen();
    if (now == m_chosen)
        return;
    m_chosen = std::move(now);
    Q_EMIT chosenChanged(m_chosen);
}

void ConnectionSidebar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(QRect(0, HeadingHeight - 1, width(), 1), theme.divider);
}

void ConnectionSidebar::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKeyboard
        ? m_view->currentIndex()
        : m_view->indexAt(m_view->viewport()->mapFromGlobal(event->globalPos()));
    const ConnectionSummary *summary = m_model->summaryAt(index);
    if (!summary)
        return;
    QMenu menu;
    menu.addAction(
        QStringLiteral("Save to library"), this, [this, id = summary->id] { Q_EMIT saveRequested(id); });
    menu.addAction(QStringLiteral("Copy address"), this,
        [url = summary->url] { QGuiApplication::clipboard()->setText(url); });
    menu.exec(event->globalPos());
}

} // namespace framescope
