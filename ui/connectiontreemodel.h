// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/appendbatch.h"
#include "ui/connectionsummary.h"

#include <QAbstractItemModel>
#include <QHash>

#include <functional>
#include <vector>

namespace framescope {

// The connections of a session as a tree of one column: on top one row for all of them, then one for each
// connection in the order they began. Attempts of a reconnecting one are children of one row, which shows
// the newest. Facts; words only for assistive tools and tooltips. GUI thread.
class ConnectionTreeModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    using Now = std::function<qint64()>; // nanoseconds of the session's clock

    explicit ConnectionTreeModel(Now now, QObject *parent = nullptr);

    qint64 nowNs() const { return m_now(); }

    // What a batch of the log says of connections: new ones, and what changed.
    void take(const AppendBatch &batch);
    // One that is new to the log or not yet in it.
    void takeFacts(const ConnectionFacts &facts);

    int connectionCount() const { return static_cast<int>(m_connections.size()); }
    int openCount() const { return m_open; }
    bool hasAttempts() const { return m_hasAttempts; }

    QModelIndex allIndex() const { return index(0, 0); }
    bool isAll(const QModelIndex &index) const;
    // Of a row with attempts the newest; null for the row of all.
    const ConnectionSummary *summaryAt(const QModelIndex &index) const;
    // Of its attempts the newest that ended; null if none has.
    const ConnectionSummary *lastEndedAt(const QModelIndex &index) const;
    // More than one for a row with attempts; 0 for the row of all.
    int attemptsAt(const QModelIndex &index) const;
    // Whose frames a row stands for, ascending; none for the row of all.
    std::vector<ConnectionId> connectionsAt(const QModelIndex &index) const;
    // The row of a connection; of an attempt the row it is folded under. Invalid if it is not known.
    QModelIndex topIndexOf(ConnectionId id) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &) const override { return 1; }
    bool hasChildren(const QModelIndex &parent = {}) const override { return rowCount(parent) > 0; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    using Place = std::size_t; // in m_connections
    struct Entry {
        ConnectionSummary summary;
        std::size_t group = 0;
        int attemptRow = 0; // in its group
    };
    // Rows whose facts changed: told once for a whole batch.
    struct Changes {
        std::size_t firstGroup = SIZE_MAX;
        std::size_t lastGroup = 0;
        std::vector<Place> attempts;
    };
    QString sentenceAt(const QModelIndex &index) const;
    Place placeOf(const ConnectionFacts &facts);
    Place append(const ConnectionFacts &facts);
    void appendAttempt(std::size_t group, Place place);
    void note(Changes &changes, Place place) const;
    void announce(const Changes &changes);
    QModelIndex groupIndex(std::size_t group) const { return index(static_cast<int>(group) + 1, 0); }

    Now m_now;
    std::vector<Entry> m_connections;
    std::vector<std::vector<Place>> m_groups; // attempts, oldest first
    QHash<ConnectionId, Place> m_places;
    int m_open = 0;
    bool m_hasAttempts = false;
};

} // namespace framescope
