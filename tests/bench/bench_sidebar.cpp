// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// The sidebar at ten thousand connections: one more, news of all, scrolling; each until it is painted.
#include "bench/medians.h"
#include "support/connections.h"
#include "ui/connectionsidebar.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTreeView>

#include <functional>

using namespace framescope;
using namespace framescope::test;

namespace {

constexpr ConnectionId Many = 10'000;
constexpr int Runs = 100;

void measure(const char *what, ConnectionSidebar &bar, const std::function<void(int)> &step)
{
    std::vector<double> all;
    for (int run = 0; run < Runs; ++run) {
        QElapsedTimer timer;
        timer.start();
        step(run);
        bar.grab();
        all.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        QCoreApplication::processEvents();
    }
    std::printf("%-44s %10.2f %10.2f\n", what, median(all), percentile(all, 1));
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    const QString url = QStringLiteral("wss://api.example/feed");
    ConnectionSidebar bar([] { return qint64{100'000} * 1'000'000'000; });
    bar.resize(ConnectionSidebar::Width, 800);
    bar.show();
    AppendBatch begin;
    for (ConnectionId id = 1; id <= Many; ++id)
        begin.facts.push_back(connectionFacts(id, url));
    QElapsedTimer timer;
    timer.start();
    bar.take(begin);
    bar.grab();
    std::printf("%-44s %10s %10s\n", "ms, 10,000 connections", "median", "worst");
    std::printf("%-44s %10.2f\n", "all of them in one batch", static_cast<double>(timer.nsecsElapsed()) / 1e6);

    QScrollBar *scroll = bar.view()->verticalScrollBar();
    scroll->setValue(scroll->maximum());
    measure("one more", bar, [&](int run) {
        AppendBatch batch;
        batch.facts.push_back(connectionFacts(Many + 1 + run, url));
        bar.take(batch);
    });
    measure("counters of all of them", bar, [&](int run) {
        AppendBatch batch;
        for (ConnectionId id = 1; id <= Many; ++id)
            batch.counters.push_back(connectionCounters(id, static_cast<quint64>(run), 1));
        bar.take(batch);
    });
    measure("scroll by a page", bar,
        [&](int run) { scroll->setValue((run * scroll->pageStep()) % std::max(1, scroll->maximum())); });
    measure("jump", bar, [&](int run) { scroll->setValue(run % 2 == 0 ? scroll->maximum() / 3 : 0); });
    measure("choose another", bar, [&](int run) { bar.choose(1 + run * 97); });
    return 0;
}
