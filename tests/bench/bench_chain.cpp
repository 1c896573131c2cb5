// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// What the chain costs beside what it is made of: every mode receives the same frames from the same
// server process, modes take turns, the table shows medians, and ratios to plain QWebSocket with empty
// handlers in the same thread of the same turn; then the store alone (bench_store tells more of it) and echoes.
// usage: bench_chain [--quick] [--echo]; --echo: that alone
#include "base/platform.h"
#include "session/sessionreader.h"
#include "transport/network.h"
#include "transport/wiretap.h"

#include "bench/barestore.h"
#include "bench/benchserver.h"
#include "bench/medians.h"
#include "bench/storecost.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>
#include <QWebSocket>

#include <array>
#include <atomic>
#include <cstdio>
#include <ctime>
#include <functional>

using namespace framescope;
using namespace Qt::StringLiterals;

namespace {

struct Load {
    const char *name;
    qint64 count;
    qint64 size;
    double goal; // of tap and QWebSocket without store, as a ratio of wall time
};

using Server = test::BenchServer;

QString blast(const Server &server, const Load &load)
{
    return server.blast(load.count, load.size);
}

// Sees every event, keeps none: what recording without a store is.
class Counter final : public WireEventSink {
public:
    void head(const HeadEvent &) override { }
    void frame(const FrameEvent &event) override { m_bytes += event.received; }
    void frameBegan(const FrameEvent &) override { }
    void framePayload(Direction, QByteArrayView wire, QByteArrayView) override
    {
        m_bytes += static_cast<quint64>(wire.size());
    }
    void frameEnded(const FrameEvent &) override { }
    void violation(const Violation &, qint64) override { ++m_violations; }

private:
    quint64 m_bytes = 0;
    quint64 m_violations = 0;
};

// A QWebSocket through a WireTap, without a log.
class Tapped {
public:
    explicit Tapped(const QString &url)
        : m_url(parseWebSocketUrl(url).value())
        , m_tap(m_url, options(), m_counter, m_clock)
    {
        m_tap.expectPeer([this] { return m_socket.localPort(); });
    }
    QWebSocket &socket() { return m_socket; }
    void open()
    {
        if (!m_tap.start())
            qFatal("the tap does not start");
        QNetworkRequest request(m_tap.localUrl());
        const HttpHeader token = m_tap.tokenHeader();
        request.setRawHeader(token.name, token.value);
        m_socket.setProxy(QNetworkProxy::NoProxy);
        m_socket.open(request);
    }

private:
    static ConnectionOptions options()
    {
        ConnectionOptions options;
        options.deflate.reset();
        return options;
    }
    SystemClock m_clock;
    Counter m_counter;
    WebSocketUrl m_url;
    QWebSocket m_socket;
    WireTap m_tap;
};

// Seconds from connected to the last of `count` messages.
double receiveAll(QWebSocket &socket, qint64 count, const std::function<void()> &open)
{
    QEventLoop loop;
    QElapsedTimer timer;
    qint64 received = 0;
    QObject::connect(&socket, &QWebSocket::connected, &loop, [&timer] { timer.start(); });
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &loop, [&](const QString &) {
        if (++received == count)
            loop.quit();
    });
    open();
    loop.exec();
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    socket.disconnect(&loop);
    socket.abort();
    return seconds;
}

double direct(const Server &server, const Load &load)
{
    QWebSocket socket;
    return receiveAll(socket, load.count, [&] { socket.open(QUrl(blast(server, load))); });
}

double tapped(const Server &server, const Load &load)
{
    Tapped tapped(blast(server, load));
    return receiveAll(tapped.socket(), load.count, [&tapped] { tapped.open(); });
}

// Plain QWebSocket in a worker thread that hands counts to this one every 16 ms.
double worker(const Server &server, const Load &load)
{
    QThread thread;
    QObject context;
    context.moveToThread(&thread);
    thread.start();
    double seconds = 0;
    QMetaObject::invokeMethod(
        &context,
        [&] {
            QWebSocket socket;
            seconds = receiveAll(socket, load.count, [&] { socket.open(QUrl(blast(server, load))); });
        },
        Qt::BlockingQueuedConnection);
    thread.quit();
    thread.wait();
    return seconds;
}

// Everything: tap, QWebSocket, ring, SQLite; until the last row is committed.
double chain(const Server &server, const Load &load)
{
    const QTemporaryDir folder;
    const SystemClock clock;
    auto store = SessionStore::create(folder.filePath(u"bench.framescope"_s), clock);
    if (!store)
        qFatal("%s", qPrintable(store.error().toString()));
    std::atomic<qint64> begin = 0;
    std::atomic<bool> done = false;
    QEventLoop loop;
    store.value()->setPublisher([&](AppendBatch batch) {
        for (const ConnectionFacts &facts : batch.facts) {
            if (facts.openedNs && begin == 0)
                begin = *facts.openedNs;
        }
        for (const ConnectionCounters &counters : batch.counters) {
            if (static_cast<qint64>(counters.framesIn) >= load.count && !done.exchange(true))
                QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
        }
    });
    Network network(*store.value(), clock);
    ConnectionOptions options;
    options.url = blast(server, load);
    options.deflate.reset();
    if (const auto id = network.open(options); !id)
        qFatal("%s", qPrintable(id.error().toString()));
    loop.exec();
    store.value()->flush();
    return static_cast<double>(clock.monotonicNs() - begin) / 1e9;
}

// node's `ws`; 0 if it is not installed.
double node(const Server &server, const Load &load)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(
        u"NODE_PATH"_s, u"/usr/share/nodejs"_s); // Debian's packages; another node does not look there
    process.setProcessEnvironment(environment);
    const QString script = QStringLiteral(FRAMESCOPE_NODE_FOLDER) + u"/nodeclient.mjs"_s;
    process.start(u"node"_s, {script, blast(server, load), QString::number(load.count)});
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        return 0;
    return process.readLine().trimmed().toDouble();
}

// Opens it, and waits until it is open.
void openSocket(QWebSocket &socket, const std::function<void()> &open)
{
    QEventLoop loop;
    QObject::connect(&socket, &QWebSocket::connected, &loop, &QEventLoop::quit);
    open();
    loop.exec();
}

// Microseconds of each of `trips` round trips.
std::vector<double> roundTrips(QWebSocket &socket, int trips, const QString &payload)
{
    std::vector<double> times;
    QEventLoop loop;
    QElapsedTimer timer;
    const auto send = [&] {
        timer.start();
        socket.sendTextMessage(payload);
        socket.flush(); // as Connection does
    };
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &loop, [&](const QString &) {
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e3);
        if (static_cast<int>(times.size()) < trips)
            send();
        else
            loop.quit();
    });
    send();
    loop.exec();
    socket.disconnect(&loop);
    return times;
}

struct Mode {
    const char *name;
    double (*run)(const Server &, const Load &);
    bool inProcess = true;
    bool hasGoal = false;
};
constexpr Mode modes[] = {
    {"plain QWebSocket, same thread", direct},
    {"tap + QWebSocket, same thread", tapped, true, true},
    {"plain QWebSocket, worker thread", worker},
    {"whole chain with store", chain},
    {"node ws, empty handler", node, false},
};

// Seconds of one run, and of the processor in this process.
struct Cost {
    double seconds = 0;
    double cpu = 0;
};

Cost costOf(const Mode &mode, const Server &server, const Load &load)
{
    const std::clock_t before = std::clock();
    const double seconds = mode.run(server, load);
    return {seconds, static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC};
}

// A ratio is the median of those of each turn, so that what slows a whole turn down cancels out.
void printLoad(const Server &server, const Load &load, int turns)
{
    std::array<std::array<std::vector<double>, 4>, std::size(modes)> found; // seconds, cpu, ratios of both
    for (int turn = 0; turn < turns; ++turn) {
        Cost plain;
        for (std::size_t mode = 0; mode < std::size(modes); ++mode) {
            const Cost cost = costOf(modes[mode], server, load);
            if (mode == 0)
                plain = cost;
            const std::array<double, 4> values{
                cost.seconds, cost.cpu, cost.seconds / plain.seconds, cost.cpu / plain.cpu};
            for (std::size_t i = 0; i < values.size(); ++i)
                found[mode][i].push_back(values[i]);
        }
    }
    std::printf("\n%s, medians of %d turns\n%-34s %9s %12s %8s %8s %9s\n", load.name, turns, "mode", "s",
        "messages/s", "ratio", "goal", "CPU ratio");
    for (std::size_t mode = 0; mode < std::size(modes); ++mode) {
        const auto &[seconds, cpu, ratios, cpuRatios] = found[mode];
        const double middle = test::median(seconds);
        if (middle <= 0) {
            std::printf("%-34s %9s: node, or its package ws, is not installed\n", modes[mode].name, "missing");
            continue;
        }
        const double ratio = test::median(ratios);
        std::printf("%-34s %9.3f %12.0f %8.2f", modes[mode].name, middle,
            static_cast<double>(load.count) / middle, ratio);
        if (modes[mode].hasGoal)
            std::printf(" %8s",
                qPrintable(QString::number(load.goal) + (ratio <= load.goal ? u" met"_s : u" MISS"_s)));
        else
            std::printf(" %8s", "");
        if (modes[mode].inProcess)
            std::printf(" %9.2f", test::median(cpuRatios));
        std::printf("\n");
    }
    std::fflush(stdout);
}

// A producer that writes as fast as the ring takes it, until the last row is durable, by turns with bare
// SQLite. Where the build stands, for that is on a disk.
void printStoreRate(int runs)
{
    constexpr double goal = 700'000;
    constexpr int rows = 1'000'000;
    const QTemporaryDir folder(QCoreApplication::applicationDirPath() + u"/bench-XXXXXX"_s);
    std::vector<double> rates, bare, ratios, disk;
    for (int run = 0; run < runs; ++run) {
        const QString path = folder.filePath(u"store.framescope"_s);
        disk.push_back(test::sequentialRate(folder.path()));
        rates.push_back(rows / test::recordMessages(path, rows, 100).seconds);
        QFile::remove(path);
        bare.push_back(rows / test::insertRows(path, rows, 100).seconds);
        QFile::remove(path);
        ratios.push_back(rates.back() / bare.back());
    }
    const double rate = test::median(rates);
    std::printf("\nstore alone, 1M x 100 B, median of %d runs: %.0f rows/s, goal %.0f %s; bare SQLite %.0f, "
                "ratio %.2f; the disk takes %.0f MB/s\n",
        runs, rate, goal, rate >= goal ? "met" : "MISSED", test::median(bare), test::median(ratios),
        test::median(disk) / 1e6);
    std::fflush(stdout);
}

// Both sockets are open all the time and take turns of a hundred trips, so that whatever else the machine
// does meets both; told is the median over the turns of what the tap adds to the one before.
void printRoundTrips(const Server &server, qsizetype size, int turns)
{
    constexpr double goal = 30; // microseconds more at p50
    constexpr int trips = 100;
    const QString payload(size, u'x');
    QWebSocket plain;
    openSocket(plain, [&] { plain.open(QUrl(server.url(u"echo"_s))); });
    Tapped tapped(server.url(u"echo"_s));
    openSocket(tapped.socket(), [&] { tapped.open(); });
    roundTrips(plain, trips, payload);
    roundTrips(tapped.socket(), trips, payload);
    std::vector<double> direct;
    std::vector<double> through;
    std::vector<double> added;
    for (int turn = 0; turn < turns; ++turn) {
        const auto first = roundTrips(plain, trips, payload);
        const auto second = roundTrips(tapped.socket(), trips, payload);
        direct.insert(direct.end(), first.begin(), first.end());
        through.insert(through.end(), second.begin(), second.end());
        added.push_back(test::median(second) - test::median(first));
    }
    std::printf("\necho of %lld bytes, %d turns of %d round trips, microseconds\n%-34s %9s %9s\n",
        static_cast<long long>(size), turns, trips, "mode", "p50", "p99");
    std::printf(
        "%-34s %9.1f %9.1f\n", "plain QWebSocket", test::median(direct), test::percentile(direct, 0.99));
    std::printf(
        "%-34s %9.1f %9.1f\n", "tap + QWebSocket", test::median(through), test::percentile(through, 0.99));
    const double more = test::median(added);
    std::printf("more at p50: %.1f (quarters %.1f to %.1f), goal %.0f %s\n", more,
        test::percentile(added, 0.25), test::percentile(added, 0.75), goal, more <= goal ? "met" : "MISSED");
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    platform::keepFreedMemory(); // as main() of the program does
    qputenv("QT_NO_GLIB", "1");  // as main() says it for the network thread, which this one is here
    QCoreApplication application(argc, argv);
    const bool quick = application.arguments().contains(u"--quick"_s);
    const int share = quick ? 5 : 1;
    const int turns = quick ? 3 : 9;
    const Server server;
    const Load loads[] = {
        {quick ? "200k x 100 B" : "1M x 100 B", 1'000'000 / share, 100, 2.0},
        {quick ? "20k x 4 KiB" : "100k x 4 KiB", 100'000 / share, 4096, 2.2},
        {quick ? "40 x 4 MiB" : "200 x 4 MiB", 200 / share, 4 << 20, 2.9},
    };
    if (!application.arguments().contains(u"--echo"_s)) {
        for (const Load &load : loads)
            printLoad(server, load, turns);
        printStoreRate(quick ? 3 : 5);
    }
    printRoundTrips(server, 100, quick ? 100 : 700);
    return 0;
}
