// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/pagereader.h"

#include "session/doorbell.h"
#include "session/sessionreader.h"

#include <algorithm>
#include <optional>
#include <thread>

namespace framescope {

namespace {

using namespace std::chrono_literals;

// What is wanted behind so many newer pages has long been scrolled away.
constexpr size_t MaxPages = 16;
// After so long without a request the file is closed: an open one cannot become a single file again.
constexpr auto CloseAfter = 500ms;

// False of a page whose rows are not all there, or have not all ended, as far as the file knows: the
// transaction that is open may know more.
bool isSettled(const PageReader::Page &page)
{
    return page.rows.size() == PageReader::PageRows
        && std::none_of(page.rows.begin(), page.rows.end(),
            [](const Row &row) { return row.flags.testFlag(RowFlag::Arriving); });
}

// True if the file has the row as it ended.
bool isStored(const SessionReader &reader, RowId id)
{
    const auto rows = reader.rows(id, 1);
    return rows && !rows->empty() && rows->front().id == id
        && !rows->front().flags.testFlag(RowFlag::Arriving);
}

} // namespace

struct PageReader::Private {
    struct PayloadRequest {
        RowId row = 0;
        quint64 length = 0;
    };
    explicit Private(const SessionPlace &where)
        : place(where)
    {
    }
    const SessionPlace place;
    Callbacks callbacks;
    Doorbell doorbell;
    std::atomic<bool> stopping = false;
    std::mutex mutex;          // of the two queues
    std::vector<qint64> pages; // newest last
    std::optional<PayloadRequest> payload;
    std::thread thread;

    // The thread's own.
    std::unique_ptr<SessionReader> reader;
    QString openedPath;

    void run();
    bool answerOne();
    QString open();
    void answerPage(qint64 number);
    Payload readPayload(const PayloadRequest &request);
};

void PageReader::Private::run()
{
    while (!stopping) {
        if (answerOne())
            continue;
        const auto before = std::chrono::steady_clock::now();
        doorbell.wait(reader ? CloseAfter : 1h);
        if (std::chrono::steady_clock::now() - before >= CloseAfter)
            reader.reset();
    }
}

// The selected payload first: a person waits for that one.
bool PageReader::Private::answerOne()
{
    std::optional<PayloadRequest> wantedPayload;
    std::optional<qint64> wantedPage;
    {
        const std::lock_guard lock(mutex);
        wantedPayload = std::exchange(payload, {});
        if (!wantedPayload && !pages.empty()) {
            wantedPage = pages.back();
            pages.pop_back();
        }
    }
    if (!wantedPayload && !wantedPage)
        return false;
    if (wantedPayload)
        callbacks.payload(readPayload(*wantedPayload));
    else
        answerPage(*wantedPage);
    return true;
}

// Where the session lies by now; a sentence if it cannot be read.
QString PageReader::Private::open()
{
    for (QString path = place.path(); !reader || openedPath != path; path = place.path()) {
        auto opened = SessionReader::open(path);
        reader = opened ? std::move(*opened) : nullptr;
        openedPath = path;
        if (!reader && path == place.path())
            return opened.error().toString();
    }
    return {};
}

void PageReader::Private::answerPage(qint64 number)
{
    Page page{number, {}};
    const auto read = [&] {
        if (!open().isEmpty())
            return;
        if (auto rows = reader->rows(number * PageRows + 1, PageRows))
            page.rows = std::move(*rows);
    };
    read();
    if (reader && !isSettled(page) && callbacks.commit && callbacks.commit())
        read();
    callbacks.page(std::move(page));
}

// A person waits for it, so it is rare enough for a COMMIT of its own.
PageReader::Payload PageReader::Private::readPayload(const PayloadRequest &request)
{
    const bool committed = !callbacks.commit || callbacks.commit();
    Payload answer;
    answer.row = request.row;
    answer.error = open();
    if (!reader)
        return answer;
    if (!committed && !isStored(*reader, request.row)) {
        answer.error =
            QStringLiteral("Row %1 is not in the file yet, which takes nothing at the moment.").arg(request.row);
        return answer;
    }
    const auto size = reader->payloadSize(request.row);
    auto begin = reader->payload(request.row, 0, request.length);
    auto wire = reader->wirePayload(request.row, 0, request.length);
    if (!size || !begin || !wire) {
        answer.error = (!size ? size.error() : !begin ? begin.error() : wire.error()).toString();
        return answer;
    }
    answer.size = *size;
    answer.begin = std::move(*begin);
    if (*wire != answer.begin)
        answer.wire = std::move(*wire);
    return answer;
}

PageReader::PageReader(const SessionPlace &place, Callbacks callbacks)
    : d(std::make_unique<Private>(place))
{
    d->callbacks = std::move(callbacks);
    d->thread = std::thread([this] { d->run(); });
}

PageReader::~PageReader()
{
    d->stopping = true;
    d->doorbell.ring();
    d->thread.join();
}

void PageReader::requestPage(qint64 number)
{
    {
        const std::lock_guard lock(d->mutex);
        std::erase(d->pages, number);
        d->pages.push_back(number);
        if (d->pages.size() > MaxPages)
            d->pages.erase(d->pages.begin());
    }
    d->doorbell.ring();
}

void PageReader::requestPayload(RowId row, quint64 length)
{
    {
        const std::lock_guard lock(d->mutex);
        d->payload = {row, length};
    }
    d->doorbell.ring();
}

} // namespace framescope
