// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/filteredrows.h"

#include "analysis/growingfilter.h"
#include "session/doorbell.h"

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

namespace framescope {

namespace {

using namespace std::chrono_literals;

constexpr auto LongestSleep = 1000ms;

} // namespace

struct FilteredRows::Private {
    struct Request {
        quint64 generation = 0;
        std::optional<RowFilter> filter; // none: no filter any more
        RowId last = 0;
    };
    explicit Private(const SessionPlace &where)
        : place(where)
    {
    }
    void run();
    void begin(const Request &request);
    void publish(const GrowingFilter::State &state);

    const SessionPlace place;
    Callbacks callbacks;
    std::thread thread;
    Doorbell doorbell;
    std::atomic<bool> stopping = false;
    std::atomic<bool> cancelled = false; // what runs is of a filter that is no more

    std::mutex mutex; // over what is asked
    std::optional<Request> request;
    NewRows rows;
    quint64 generation = 0;
    bool isFiltering = false;

    // The thread's own.
    quint64 current = 0;
    std::unique_ptr<GrowingFilter> growing;
};

void FilteredRows::Private::publish(const GrowingFilter::State &state)
{
    callbacks.news({current, state.rows, state.isGrown, state.upTo, state.last, state.undecided, state.error});
}

void FilteredRows::Private::begin(const Request &asked)
{
    current = asked.generation;
    growing.reset();
    if (!asked.filter)
        return;
    growing = std::make_unique<GrowingFilter>(place, *asked.filter, asked.last, cancelled, callbacks.commit,
        [this](const auto &state) { publish(state); });
}

void FilteredRows::Private::run()
{
    while (!stopping) {
        std::optional<Request> asked;
        NewRows news;
        {
            const std::lock_guard lock(mutex);
            asked = std::exchange(request, {});
            news = rows.takeAll();
            if (asked)
                cancelled = false;
        }
        if (asked)
            begin(*asked);
        const auto sleep =
            growing ? growing->goOn(std::move(news)) : std::optional<std::chrono::milliseconds>();
        doorbell.wait(sleep.value_or(LongestSleep));
    }
}

FilteredRows::FilteredRows(const SessionPlace &place, Callbacks callbacks)
    : d(std::make_unique<Private>(place))
{
    d->callbacks = std::move(callbacks);
    d->thread = std::thread([this] { d->run(); });
}

FilteredRows::~FilteredRows()
{
    d->stopping = true;
    d->cancelled = true;
    d->doorbell.ring();
    d->thread.join();
}

Result<quint64> FilteredRows::filter(const RowFilter &filter, RowId last)
{
    if (const auto matcher = RowMatcher::of(filter); !matcher)
        return matcher.error();
    quint64 generation = 0;
    {
        const std::lock_guard lock(d->mutex);
        generation = ++d->generation;
        d->isFiltering = true;
        d->request = Private::Request{generation, filter, last};
        d->rows = NewRows(last);
        d->cancelled = true;
    }
    d->doorbell.ring();
    return generation;
}

void FilteredRows::clear()
{
    {
        const std::lock_guard lock(d->mutex);
        d->isFiltering = false;
        d->request = Private::Request{++d->generation, {}, 0};
        d->rows = NewRows();
        d->cancelled = true;
    }
    d->doorbell.ring();
}

void FilteredRows::take(const AppendBatch &batch)
{
    {
        const std::lock_guard lock(d->mutex);
        if (!d->isFiltering)
            return;
        d->rows.add(batch);
    }
    d->doorbell.ring();
}

} // namespace framescope
