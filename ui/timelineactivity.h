// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/activitycount.h"
#include "session/appendbatch.h"
#include "ui/backgroundjob.h"
#include "ui/shownrows.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>

namespace framescope {

class ChosenRows;
class TimelineModel;

// How much happened when: of the rows that a timeline shows, and of all rows that it could show. Counted in another
// thread, ten times a second at most while rows come; a batch costs nothing but to keep what it tells. Counts of
// rows that are not shown any more are never told for longer than that. GUI thread.
class TimelineActivity final : public QObject {
    Q_OBJECT
public:
    // Both must outlive it.
    TimelineActivity(const TimelineModel &model, const ChosenRows &chosen, QObject *parent = nullptr);
    ~TimelineActivity() override;

    // Whose rows they are; `commit` is FilteredRows'.
    void setSession(const SessionPlace &place, std::function<bool()> commit);
    // Nothing is counted while nobody wants it.
    void setWanted(bool wanted);
    // From a batch of the log, once the model has it.
    void take(const AppendBatch &batch);
    // The rows shown are others, or there are more behind the last.
    void restart();
    void grow();

    const ActivityHistogram &all() const { return m_all; }
    // Of all() where that is what is shown.
    const ActivityHistogram &shown() const { return m_isLogShown ? m_all : m_shown; }
    bool isLogShown() const { return m_isLogShown; }
    // False: more is to be counted, or what is shown is not known yet.
    bool isComplete() const { return m_isComplete; }
    // A sentence: the file cannot be read.
    const QString &error() const { return m_error; }

Q_SIGNALS:
    void changed();

private:
    struct Order;
    struct Answer;
    void noteTold(const AppendBatch &batch);
    void countAnew();
    void order();
    static Answer carryOut(Order &order, ActivityCount &count, const std::function<bool()> &isUp);
    Order makeOrder();
    void finish(const Answer &answer);
    void dropStale();

    const TimelineModel &m_model;
    const ChosenRows &m_chosen;
    std::shared_ptr<ActivityCount> m_count; // the job's
    std::function<bool()> m_commit;
    bool m_isWanted = false;
    // What the next order says.
    ActivityCount::News m_news;
    RowId m_toldUpTo = 0;
    bool m_isDue = false;
    bool m_restartAll = true;
    bool m_restartShown = true;
    ShownRows::As m_as = ShownRows::As::Messages; // as they are counted
    quint32 m_orderedAll = 0;                     // places
    quint32 m_orderedShown = 0;
    quint64 m_generation = 0; // of the rows shown
    std::shared_ptr<std::atomic<bool>> m_hurry = std::make_shared<std::atomic<bool>>(false);
    QTimer m_pause; // between two orders
    QTimer m_stale; // then counts of rows that are not shown any more go

    ActivityHistogram m_all;
    ActivityHistogram m_shown;
    bool m_isLogShown = true;
    bool m_isComplete = true;
    QString m_error;
    BackgroundJob m_job;
};

} // namespace framescope
