// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelineactivity.h"

#include "ui/chosenrows.h"
#include "ui/timelinemodel.h"

#include <chrono>
#include <utility>

namespace framescope {

using namespace std::chrono_literals;

namespace {

using Layer = ActivityCount::Layer;
using Progress = ActivityCount::Progress;

constexpr auto Pause = 100ms;
constexpr auto LongestTurn = 100ms;        // then what is counted so far is shown
constexpr std::size_t MostTold = 4096;     // rows; others are read from the file
constexpr std::size_t MostAtOnce = 10'000; // changes; with more everything is counted anew

} // namespace

// What the job is to do; the count is its own.
struct TimelineActivity::Order {
    ActivityCount::Rows all; // more of them, or ...
    std::optional<ActivityCount::Rows> shown;
    bool restartAll = false; // ... these from now on
    bool restartShown = false;
    ActivityCount::News news;
    quint64 generation = 0;
};

struct TimelineActivity::Answer {
    ActivityHistogram all, shown;
    Progress progress = Progress::Done;
    QString error;
    quint64 generation = 0;
};

TimelineActivity::TimelineActivity(const TimelineModel &model, const ChosenRows &chosen, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_chosen(chosen)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(Pause);
    connect(&m_pause, &QTimer::timeout, this, &TimelineActivity::order);
    m_stale.setSingleShot(true);
    m_stale.setInterval(Pause);
    connect(&m_stale, &QTimer::timeout, this, &TimelineActivity::dropStale);
}

TimelineActivity::~TimelineActivity() = default;

void TimelineActivity::setSession(const SessionPlace &place, std::function<bool()> commit)
{
    m_count = std::make_shared<ActivityCount>(place);
    m_commit = std::move(commit);
}

void TimelineActivity::setWanted(bool wanted)
{
    if (std::exchange(m_isWanted, wanted) == wanted || !wanted)
        return;
    countAnew();
    restart();
}

// What was told of rows so far is forgotten: it may have become untrue unheard.
void TimelineActivity::countAnew()
{
    m_news = {};
    m_restartAll = m_restartShown = true;
}

void TimelineActivity::take(const AppendBatch &batch)
{
    if (!m_isWanted)
        return;
    noteTold(batch);
    for (const Row &row : batch.changed)
        m_news.changed[row.id] = PackedRow::of(row);
    if (m_chosen.as() == ShownRows::As::Messages) {
        for (const SupersededRow &each : batch.superseded)
            m_news.superseded.push_back(each.row);
    }
    if (m_news.superseded.size() > MostAtOnce || m_news.changed.size() > MostAtOnce)
        countAnew();
    m_isDue = m_isDue || !m_news.isEmpty() || RowId(m_orderedAll) < m_model.lastId();
    order();
}

void TimelineActivity::noteTold(const AppendBatch &batch)
{
    for (const Row &row : batch.tail) {
        if (row.id <= m_toldUpTo)
            continue;
        if (row.id != m_toldUpTo + 1 || m_news.told.size() >= MostTold)
            m_news.told.clear();
        if (m_news.told.empty())
            m_news.firstTold = row.id;
        m_news.told.push_back(PackedRow::of(row));
        m_toldUpTo = row.id;
    }
}

void TimelineActivity::restart()
{
    ++m_generation;
    if (std::exchange(m_as, m_chosen.as()) != m_as)
        countAnew();
    m_restartShown = m_isDue = true;
    *m_hurry = true;
    m_pause.stop();
    if (m_isWanted && !m_stale.isActive())
        m_stale.start();
    order();
}

void TimelineActivity::grow()
{
    m_isDue = true;
    order();
}

void TimelineActivity::dropStale()
{
    m_shown = {};
    m_isLogShown = m_isComplete = false;
    Q_EMIT changed();
}

TimelineActivity::Order TimelineActivity::makeOrder()
{
    Order order;
    const ShownRows &shown = m_model.shown();
    const bool isLogShown = shown.isWholeLog() && shown.floor() == 0;
    order.restartAll = std::exchange(m_restartAll, false);
    order.restartShown = std::exchange(m_restartShown, false);
    const auto last = static_cast<quint32>(m_model.lastId());
    if (order.restartAll)
        m_orderedAll = 0;
    order.all = {{}, m_orderedAll, last, m_chosen.fragmentsFrom(m_orderedAll)};
    m_orderedAll = last;
    if (order.restartShown)
        m_orderedShown = isLogShown ? 0 : shown.floorPlace();
    if (!isLogShown) {
        order.shown = {shown.numbers(), m_orderedShown, shown.places(), shown.gapsFrom(m_orderedShown)};
        m_orderedShown = shown.places();
    }
    order.news = std::exchange(m_news, {});
    order.generation = m_generation;
    return order;
}

void TimelineActivity::order()
{
    if (!m_isWanted || !m_isDue || !m_count || m_job.isBusy() || m_pause.isActive())
        return;
    m_isDue = false;
    *m_hurry = false;
    m_job.run([this, order = std::make_shared<Order>(makeOrder()), count = m_count, commit = m_commit,
                  hurry = m_hurry](const BackgroundJob::Cancelled &cancelled) -> BackgroundJob::Finish {
        if (order->restartShown && commit) // the file has then what was told before
            commit();
        const auto until = std::chrono::steady_clock::now() + LongestTurn;
        const auto isUp = [&] { return cancelled || *hurry || std::chrono::steady_clock::now() >= until; };
        auto answer = std::make_shared<Answer>(carryOut(*order, *count, isUp));
        return [this, answer] { finish(*answer); };
    });
}

// In the job's thread.
TimelineActivity::Answer TimelineActivity::carryOut(
    Order &order, ActivityCount &count, const std::function<bool()> &isUp)
{
    if (order.restartAll)
        count.restart(Layer::All, std::move(order.all));
    else
        count.extend(Layer::All, std::move(order.all));
    if (order.restartShown)
        count.restart(Layer::Shown, std::move(order.shown).value_or(ActivityCount::Rows()));
    else if (order.shown)
        count.extend(Layer::Shown, *std::move(order.shown));
    count.take(std::move(order.news));
    const auto progress = count.count(isUp);
    return {count.histogram(Layer::All), count.histogram(Layer::Shown), progress ? *progress : Progress::Done,
        progress ? QString() : progress.error().toString(), order.generation};
}

void TimelineActivity::finish(const Answer &answer)
{
    m_error = answer.error;
    m_all = answer.all;
    m_isComplete = answer.progress != Progress::Interrupted && answer.error.isEmpty();
    if (answer.generation == m_generation) {
        m_stale.stop();
        m_isLogShown = m_model.shown().isWholeLog() && m_model.shown().floor() == 0;
        m_shown = answer.shown;
    }
    m_isDue = m_isDue || (answer.error.isEmpty() && answer.progress != Progress::Done);
    if (answer.progress != Progress::Interrupted && !m_restartShown)
        m_pause.start();
    Q_EMIT changed();
    order();
}

} // namespace framescope
