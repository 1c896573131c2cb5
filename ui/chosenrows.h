// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connectionrows.h"
#include "session/growingrownumbers.h"
#include "ui/backgroundjob.h"

#include <QHash>
#include <QObject>

#include <optional>
#include <vector>

namespace framescope {

// The rows of chosen connections as one timeline, and what they get since. Marks belong to every choice.
// Few rows are put together at once, many in another thread; until then the rows before stay. GUI thread.
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
    void take(const std::vector<ConnectionRows> &rows);
    // None: all rows of the log.
    void choose(std::vector<ConnectionId> connections);
    const std::vector<ConnectionId> &connections() const { return m_connections; }
    // Nothing: all rows of the log.
    const std::optional<RowNumbers> &rows() const { return m_rows; }
    bool isBusy() const { return m_job.isBusy(); }

Q_SIGNALS:
    void chosen(); // rows() are others
    void grown();  // rows() has more behind the last

private:
    bool isChosen(ConnectionId id) const;
    std::vector<RowNumbers> sources() const;
    void show(GrowingRowNumbers merged);

    QHash<ConnectionId, RowNumbers> m_known;
    std::vector<ConnectionId> m_connections; // ascending
    GrowingRowNumbers m_merged;
    std::optional<RowNumbers> m_rows;
    BackgroundJob m_job;
};

} // namespace framescope
