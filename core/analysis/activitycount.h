// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/activityhistogram.h"
#include "base/result.h"
#include "session/rownumbers.h"
#include "session/sessionplace.h"

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace framescope {

// Counts the rows of a timeline by their time, and all rows of its log, each once, whatever it is that brings
// them: a recording, a file, a filter. Rows that batches told are counted as they were told, others by their
// packed columns in the file. Any thread, one at a time.
class ActivityCount {
public:
    enum class Layer : quint8 { All, Shown };
    // Rows of a timeline as its places, without the gaps among them.
    struct Rows {
        std::optional<RowNumbers> numbers; // nothing: the log
        quint32 first = 0;
        quint32 end = 0;
        std::vector<quint32> gaps; // ascending
    };
    // What batches said since the last call.
    struct News {
        std::vector<PackedRow> told; // the last rows of the log, without gaps
        RowId firstTold = 0;
        std::map<RowId, PackedRow> changed; // that arrived earlier, as they are now
        std::vector<RowId> superseded;      // gaps from now on

        bool isEmpty() const { return told.empty() && changed.empty() && superseded.empty(); }
    };
    enum class Progress : quint8 {
        Done,
        Interrupted,
        Waiting // for rows that the file does not have yet
    };

    explicit ActivityCount(const SessionPlace &place)
        : m_place(place)
    {
    }

    // These are the rows, counted from nothing. All: what was taken so far counts no more; restart Shown too.
    void restart(Layer layer, Rows rows);
    // More behind them: `rows.first` is what `end` was.
    void extend(Layer layer, Rows rows);
    void take(News news);
    // Goes on until everything is counted that can be, or `isUp` says that it is enough for now.
    Result<Progress> count(const std::function<bool()> &isUp);

    const ActivityHistogram &histogram(Layer layer) const { return of(layer).histogram; }
    bool isDone(Layer layer) const { return of(layer).todo.first == of(layer).todo.end; }

private:
    class Source;
    struct Counted {
        ActivityHistogram histogram;
        Rows todo; // what is not counted yet
        std::size_t nextGap = 0;
        quint32 begin = 0; // the first place of all
        RowId last = 0;    // that was counted or left out
        std::set<RowId> arriving;
        std::set<RowId> skipped; // to be left out when it is their turn

        bool contains(RowId row) const;
        std::optional<RowId> next();
        void add(RowId id, const PackedRow &row);
        void remove(RowId id, const PackedRow &row);
        void change(RowId id, const PackedRow &row);
    };
    Counted &of(Layer layer) { return m_layers[static_cast<std::size_t>(layer)]; }
    const Counted &of(Layer layer) const { return m_layers[static_cast<std::size_t>(layer)]; }
    void takeTold(RowId first, const std::vector<PackedRow> &told);
    Result<Progress> removeSuperseded(Source &source);

    SessionPlace m_place;
    std::array<Counted, 2> m_layers;
    RowId m_firstTold = 0;
    std::vector<PackedRow> m_told;        // the newest of them
    std::map<RowId, PackedRow> m_changed; // the newest of them: the file may not have them like this yet
    std::vector<RowId> m_superseded;
};

} // namespace framescope
