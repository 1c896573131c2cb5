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

} // namespace

struct PageReader::Private {
    struct PayloadRequest {
        RowId row = 0;
        quint64 length = 0;
    };
    QString path;
    Callbacks callbacks;
    Doorbell doorbell;
    std::atomic<bool> stopping = false;
    std::mutex mutex;          // of the two queues
    std::vector<qint64> pages; // newest last
    std::optional<PayloadRequest> payload;
    std::thread thread;

    void run();
    bool answerOne(std::unique_ptr<SessionReader> &reader);
    void answerPage(const SessionReader *reader, qint64 number);
    void answerPayload(const SessionReader *reader, const PayloadRequest &request, const QString &error);
};

void PageReader::Private::run()
{
    std::unique_ptr<SessionReader> reader;
    while (!stopping) {
        if (answerOne(reader))
            continue;
        const auto before = std::chrono::steady_clock::now();
        doorbell.wait(reader ? CloseAfter : 1h);
        if (std::chrono::steady_clock::now() - before >= CloseAfter)
            reader.reset();
    }
}

// The selected payload first: a person waits for that one.
bool PageReader::Private::answerOne(std::unique_ptr<SessionReader> &reader)
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
    QString error;
    if (!reader) {
        auto opened = SessionReader::open(path);
        if (opened)
            reader = std::move(*opened);
        else
            error = opened.error().toString();
    }
    if (wantedPayload)
        answerPayload(reader.get(), *wantedPayload, error);
    else
        answerPage(reader.get(), *wantedPage);
    return true;
}

void PageReader::Private::answerPage(const SessionReader *reader, qint64 number)
{
    Page page{number, {}};
    if (reader) {
        if (auto rows = reader->rows(number * PageRows + 1, PageRows))
            page.rows = std::move(*rows);
    }
    callbacks.page(std::move(page));
}

void PageReader::Private::answerPayload(
    const SessionReader *reader, const PayloadRequest &request, const QString &error)
{
    Payload answer;
    answer.row = request.row;
    answer.error = error;
    if (reader) {
        const auto size = reader->payloadSize(request.row);
        auto begin = reader->payload(request.row, 0, request.length);
        auto wire = reader->wirePayload(request.row, 0, request.length);
        if (size && begin && wire) {
            answer.size = *size;
            answer.begin = std::move(*begin);
            if (*wire != answer.begin)
                answer.wire = std::move(*wire);
        } else {
            answer.error = (!size ? size.error() : !begin ? begin.error() : wire.error()).toString();
        }
    }
    callbacks.payload(std::move(answer));
}

PageReader::PageReader(const QString &path, Callbacks callbacks)
    : d(std::make_unique<Private>())
{
    d->path = path;
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
