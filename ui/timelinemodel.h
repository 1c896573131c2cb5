// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/appendbatch.h"
#include "ui/annotations.h"
#include "ui/pagecache.h"
#include "ui/shownrows.h"
#include "ui/timelinecolumn.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QTimer>

#include <functional>
#include <vector>

namespace framescope {

// The log, or chosen rows of it, as a table of facts. A row costs nothing until somebody looks at it:
// the end of the log is known from its batches, older pages are asked for and come later. Nothing
// is formatted here. GUI thread.
class TimelineModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    // Called with the number of a page (PageReader::Page) that is wanted; addPage() is the answer.
    // An answer that stays out is asked for again.
    using PageRequest = std::function<void(qint64 number)>;

    explicit TimelineModel(PageRequest request, QObject *parent = nullptr);

    RowId lastId() const { return m_lastId; }
    // 0 beyond the ends.
    RowId idOf(int row) const;
    // -1 if it is not among the rows shown.
    int rowOf(RowId id) const;

    // From now on these rows, which are those of so many connections; 0: of all.
    void setShown(ShownRows rows, int connections);
    const ShownRows &shown() const { return m_shown; }
    // Of a list: the rows shown, and more behind the last; `gaps` are places in it that are none now. The
    // whole log grows by itself.
    void growShown(const RowNumbers &rows, const std::vector<quint32> &gaps = {});

    // Nothing if the row is not at hand; its page is then on its way and dataChanged follows. The
    // pointer holds until the next change of the model.
    const Row *rowAt(RowId id);
    // The same without asking for the page.
    const Row *peekAt(RowId id) const;

    // Violations in the log are about this frame.
    static bool isBroken(const Row &row)
    {
        return row.kind == RowKind::Frame && row.flags.testFlag(RowFlag::Broken);
    }
    // Which side we are on a connection: what makes a direction "sent" or "received".
    Role roleOf(ConnectionId id) const { return m_roles.value(id, Role::Client); }
    // What people put beside rows.
    const Annotations &annotations() const { return m_annotations; }
    // Some message of the log came in several frames.
    bool hasFragments() const { return m_hasFragments; }
    // Of the rows shown.
    int connectionCount() const { return m_shownConnections > 0 ? m_shownConnections : m_connectionCount; }

    void append(const AppendBatch &batch);
    void addPage(const PageReader::Page &page);
    // Another log, which ends at `lastId` and holds these connections.
    void reset(RowId lastId, const std::vector<ConnectionFacts> &connections = {});

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    // DisplayRole only: the bare fact (id, nanoseconds, bytes), nothing if the row is not at hand.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void connectionCountChanged(int count);

private:
    void grow(std::vector<quint32> gaps, quint32 places, const std::function<void()> &grown);
    void noteConnections(const AppendBatch &batch);
    void noteConnection(ConnectionId id);
    void announceChanged(const std::vector<Row> &rows, RowId lastId);
    void ask(qint64 page);
    void askAgain();
    void rowsChanged(RowId first, RowId last);

    PageRequest m_request;
    PageCache m_pages;
    std::vector<qint64> m_asked;
    QTimer m_patience; // then what was asked for and did not come may be asked for again
    Annotations m_annotations;
    QHash<ConnectionId, Role> m_roles;
    int m_connectionCount = 0;
    RowId m_lastId = 0;
    bool m_hasFragments = false;
    ShownRows m_shown;
    int m_shownConnections = 0; // 0: all
};

} // namespace framescope
