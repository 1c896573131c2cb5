// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connectionrows.h"
#include "session/growingrownumbers.h"
#include "session/supersededrow.h"
#include "ui/backgroundjob.h"
#include "ui/shownrows.h"

#include <QHash>
#include <QObject>

#include <optional>
#include <vector>

namespace framescope {

// The rows of chosen connections, or those that a filter found, as one timeline, of frames or of messages, and what
// they get since. Marks belong to every choice of connections. Few rows are put together at once, many in another
// thread; until then the rows before stay. GUI thread.
class ChosenRows final : public QObject {
    Q_OBJECT
public:
    static constexpr quint64 AtOnce = 500'000; // measured: 5 ms

    explicit ChosenRows(QObject *parent = nullptr)
        : QObject(parent)
        , m_job(this)
    {
    }

    // From a batch of the log.
    void take(const std::vector<ConnectionRows> &rows, const std::vector<SupersededRow> &superseded = {});
    // None: all rows of the log.
    void choose(std::vector<ConnectionId> connections);
    const std::vector<ConnectionId> &connections() const { return m_connections; }
    // These instead, ascending, whatever their connections; nothing: those of the connections again.
    void showFound(std::optional<RowNumbers> rows);
    // More behind the last of them.
    void growFound(const RowNumbers &rows);
    void showAs(ShownRows::As as);
    ShownRows::As as() const { return m_as; }
    // Nothing: all rows of the log.
    const std::optional<RowNumbers> &rows() const { return m_rows; }
    // Only rows behind this one; 0: all.
    void setFloor(RowId floor);
    ShownRows shown() const;
    // How many rows of the log are looked at for a filter: of the chosen connections, behind the floor.
    quint64 countOfLog(RowId last) const;
    // 0: it has no rows yet.
    RowId lastOf(ConnectionId id) const;
    // Places of the whole log that are left out where messages are shown, none before `place`.
    std::vector<quint32> fragmentsFrom(quint32 place) const
    {
        return m_as == ShownRows::As::Messages ? m_fragments.from(place) : std::vector<quint32>();
    }
    bool isBusy() const { return m_job.isBusy(); }

Q_SIGNALS:
    void chosen(); // shown() are others
    // rows() has more behind the last, and these of its places are fragments of messages now.
    void grown(const std::vector<quint32> &gaps);

private:
    struct Merged {
        GrowingRowNumbers rows;
        std::vector<quint32> gaps;
    };
    bool isChosen(ConnectionId id) const;
    bool isWholeLog() const { return m_connections.empty() && !m_found; }
    std::vector<quint32> gapsFrom(quint32 place) const;
    void fillGaps(const std::vector<SupersededRow> &superseded, std::vector<quint32> gaps);
    std::vector<RowNumbers> sources() const;
    void putTogether();
    void show(Merged merged);

    QHash<ConnectionId, RowNumbers> m_known;
    RowId m_floor = 0;
    RowGaps m_fragments; // of the whole log: row numbers less one
    ShownRows::As m_as = ShownRows::As::Frames;
    std::vector<ConnectionId> m_connections; // ascending
    std::optional<RowNumbers> m_found;       // instead of these
    GrowingRowNumbers m_merged;
    std::optional<RowNumbers> m_rows;
    RowGaps m_gaps;                 // places in m_rows
    std::vector<RowId> m_meanwhile; // superseded while the job was busy
    BackgroundJob m_job;
};

} // namespace framescope
