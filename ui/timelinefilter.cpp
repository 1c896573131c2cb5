// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelinefilter.h"

#include <algorithm>
#include <utility>

namespace framescope {

TimelineFilter::TimelineFilter(QObject *parent)
    : QObject(parent)
    , m_box([this] { QMetaObject::invokeMethod(this, &TimelineFilter::takeNews, Qt::QueuedConnection); })
{
}

void TimelineFilter::setSession(const SessionPlace &place, std::function<bool()> commit)
{
    FilteredRows::Callbacks callbacks;
    callbacks.news = [this](FilteredRows::News news) { m_box.post(std::move(news)); };
    callbacks.commit = std::move(commit);
    m_rows = std::make_unique<FilteredRows>(place, std::move(callbacks));
}

void TimelineFilter::start(const RowFilter &filter)
{
    const auto begun = m_rows->filter(filter, m_lastId);
    if (!begun)
        return Q_EMIT refused(begun.error());
    m_generation = *begun;
    m_news.upTo = 0;
    m_news.undecided = 0;
}

void TimelineFilter::stop()
{
    if (std::exchange(m_generation, 0) != 0)
        m_rows->clear();
    m_news = {};
}

void TimelineFilter::take(const AppendBatch &batch)
{
    m_lastId = std::max(m_lastId, batch.lastId);
    if (isActive())
        m_rows->take(batch);
}

// Of many only the newest counts; rows grow from one to the next, unless one of them says that they did not.
void TimelineFilter::takeNews()
{
    auto all = m_box.takeAll();
    std::erase_if(all, [this](const FilteredRows::News &news) { return news.generation != m_generation; });
    if (all.empty())
        return;
    const bool isOther = m_news.generation != m_generation
        || std::any_of(all.begin(), all.end(), [](const FilteredRows::News &news) { return !news.isGrown; });
    m_news = std::move(all.back());
    if (!m_news.error.isEmpty())
        Q_EMIT refused(Error{m_news.error, {}, {}});
    if (isOther)
        Q_EMIT found();
    else
        Q_EMIT grown();
}

} // namespace framescope
