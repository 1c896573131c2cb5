// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/connectiontreemodel.h"

#include <QStyledItemDelegate>

namespace framescope {

struct Theme;

// Two lines for each row of a ConnectionTreeModel: number and address; state, time and frames.
class ConnectionDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    // The connection that is spoken to stands out.
    void setCurrent(ConnectionId id) { m_current = id; }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    static void paintAll(QPainter &painter, const QStyleOptionViewItem &option, const Theme &theme,
        const ConnectionTreeModel &model);
    void paintConnection(QPainter &painter, const QStyleOptionViewItem &option, const Theme &theme,
        const QModelIndex &index) const;
    static void paintState(QPainter &painter, const QRect &line, const Theme &theme,
        const ConnectionSummary &summary, const QStringList &times, const QString &traffic);

    ConnectionId m_current = 0;
};

} // namespace framescope
