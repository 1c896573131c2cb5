// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/connectiontreemodel.h"

#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QTreeView;
QT_END_NAMESPACE

namespace framescope {

class ConnectionDelegate;

// The connections of the session, to choose whose rows the timeline shows: all, one, or those that are
// chosen together. GUI thread.
class ConnectionSidebar final : public QWidget {
    Q_OBJECT
public:
    static constexpr int Width = 220;
    using Chosen = std::vector<ConnectionId>; // ascending; none: all connections

    explicit ConnectionSidebar(ConnectionTreeModel::Now now, QWidget *parent = nullptr);

    ConnectionTreeModel *model() const { return m_model; }
    QTreeView *view() const { return m_view; }

    void take(const AppendBatch &batch);
    void takeFacts(const ConnectionFacts &facts);
    // The connection that is spoken to; it stands out.
    void setCurrent(ConnectionId id);

    Chosen chosen() const;
    // The one connection that is chosen, of its attempts the newest; 0 if there are several or none.
    ConnectionId single() const;
    // As if the user had chosen that one; 0: all.
    void choose(ConnectionId id);

Q_SIGNALS:
    // Also when a chosen connection got another attempt.
    void chosenChanged(const framescope::ConnectionSidebar::Chosen &connections);
    void saveRequested(framescope::ConnectionId id); // into the library

protected:
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void takeSelection();

    ConnectionTreeModel *m_model;
    ConnectionDelegate *m_delegate;
    QTreeView *m_view;
    QTimer m_seconds; // durations go on
    Chosen m_chosen;
};

} // namespace framescope
