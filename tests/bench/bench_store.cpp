// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// The store alone: a producer that writes as fast as the ring takes it, from the first record until the last
// is durable, by turns with bare SQLite; then the rows of each connection, gathered, merged, and read from a
// file.
// bench_store [FOLDER [SIZE]]: the disk that is measured, and the one payload size to measure.
#include "session/connectionindex.h"
#include "session/growingrownumbers.h"
#include "session/sessionreader.h"

#include "bench/barestore.h"
#include "bench/medians.h"
#include "bench/storecost.h"

#include <QFile>
#include <QTemporaryDir>

#include <array>
#include <cstdio>
#include <functional>
#include <vector>

using namespace framescope;
using namespace framescope::test;

namespace {

constexpr int Runs = 5;

struct Case {
    const char *what;
    int count;
    qsizetype size;
    double goal; // rows a second; 0: none
};
constexpr Case Cases[] = {{"1M x 100 B", 1'000'000, 100, 700'000}, {"100k x 4 KiB", 100'000, 4096, 0},
    {"200 x 4 MiB", 200, 4 << 20, 0}};

// What one side of the comparison took, run by run.
struct Side {
    std::vector<double> rate, processor, recording;
    double fileBytes = 0;

    void add(const StoreCost &measured, int count)
    {
        rate.push_back(count / measured.seconds);
        processor.push_back(measured.processor / count);
        recording.push_back(measured.recording / count);
        fileBytes = measured.fileBytes;
    }
    void print(const char *what, qsizetype size) const
    {
        std::printf("%-28s %11.0f %9.1f %14.0f %16.0f %9.1f", what, median(rate),
            median(rate) * double(size) / 1e6, median(processor) * 1e9, median(recording) * 1e9,
            fileBytes / 1e6);
    }
};

// Both take turns, so that whatever else the machine and its disk do meets both.
void measure(const QString &folder, const Case &one)
{
    const QString path = folder + QStringLiteral("/bench.framescope");
    Side ours, bare;
    std::vector<double> ratios, disk;
    for (int run = 0; run < Runs; ++run) {
        disk.push_back(sequentialRate(folder));
        ours.add(recordMessages(path, one.count, one.size), one.count);
        QFile::remove(path);
        bare.add(insertRows(path, one.count, one.size), one.count);
        QFile::remove(path);
        ratios.push_back(ours.rate.back() / bare.rate.back());
    }
    ours.print(one.what, one.size);
    std::printf("%7.2f", median(ratios));
    if (one.goal > 0)
        std::printf(" goal %.0f %s", one.goal, median(ours.rate) >= one.goal ? "met" : "MISSED");
    std::printf("\n");
    bare.print("  bare SQLite", one.size);
    std::printf("\n%-28s %11s %9.1f\n", "  disk, written and synced", "", median(disk) / 1e6);
    std::fflush(stdout);
}

// `perform` answers how many rows it handled.
void measureRows(const char *what, const std::function<quint64()> &perform)
{
    std::vector<double> rate;
    for (int run = 0; run < Runs; ++run) {
        const double before = processorSeconds(CLOCK_THREAD_CPUTIME_ID);
        const quint64 rows = perform();
        rate.push_back(double(rows) / (processorSeconds(CLOCK_THREAD_CPUTIME_ID) - before));
    }
    std::printf("%-34s %11.0f rows/s of processor time\n", what, median(rate));
    std::fflush(stdout);
}

void measureConnectionRows(const QString &folder)
{
    constexpr RowId Rows = 10'000'000;
    constexpr quint32 Connections = 100;
    std::vector<ConnectionRows> gathered;
    // A batch each 16 ms at full speed; connections change every few rows.
    measureRows("connection rows: gathered", [&] {
        ConnectionIndex index;
        quint32 random = 1;
        std::array<RowNumbers, Connections> newest;
        for (RowId row = 1; row <= Rows; ++row) {
            if (row % 4 == 0)
                random = random * 1'664'525 + 1'013'904'223;
            index.append(static_cast<ConnectionId>((random >> 16) % Connections), row);
            if (row % 16'000 != 0)
                continue;
            for (ConnectionRows &of : index.takeChanged())
                newest[static_cast<size_t>(of.connection)] = of.rows;
        }
        gathered.clear();
        for (RowNumbers &rows : newest)
            gathered.push_back({0, std::move(rows)});
        return quint64(Rows);
    });
    measureRows("connection rows: 10 of 100 merged", [&] {
        std::vector<RowNumbers> sources;
        for (size_t i = 0; i < 10; ++i)
            sources.push_back(gathered[i].rows);
        GrowingRowNumbers merged;
        merged.extend(sources);
        return quint64(merged.soFar().size());
    });
    const QString path = folder + QStringLiteral("/rows.framescope");
    recordMessages(path, 1'000'000, 100);
    measureRows("connection rows: read from a file", [&path] {
        const auto reader = SessionReader::open(path);
        if (!reader)
            qFatal("%s", qPrintable(reader.error().toString()));
        const auto connections = (*reader)->connectionRows();
        if (!connections)
            qFatal("%s", qPrintable(connections.error().toString()));
        return quint64(connections->front().rows.size());
    });
    QFile::remove(path);
}

} // namespace

int main(int argc, char **argv)
{
    const QTemporaryDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) + QStringLiteral("/bench-XXXXXX")
                                        : QStringLiteral("bench-XXXXXX"));
    if (!folder.isValid())
        qFatal("%s", qPrintable(folder.errorString()));
    std::printf("%-28s %11s %9s %14s %16s %9s %6s\n", "store alone", "rows/s", "MB/s", "CPU ns/row",
        "frame() ns/row", "file MB", "ratio");
    const qsizetype only = argc > 2 ? std::atoi(argv[2]) : 0;
    for (const Case &one : Cases) {
        if (only == 0 || only == one.size)
            measure(folder.path(), one);
    }
    if (only == 0)
        measureConnectionRows(folder.path());
}
