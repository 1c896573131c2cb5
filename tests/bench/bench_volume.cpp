// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Volume, in the whole window: messages captured to disk while it follows, beside clients that write a text file;
// then a long session that is opened and recorded on at a steady rate, and how late the GUI thread answers meanwhile.
// usage: bench_volume [--quick]; on the offscreen platform, on the disk where the build stands
#include "base/platform.h"
#include "session/sessionreader.h"
#include "ui/livesession.h"
#include "ui/look.h"
#include "ui/mainwindow.h"
#include "ui/timelinemodel.h"
#include "ui/timelineview.h"

#include "bench/benchserver.h"
#include "bench/medians.h"
#include "bench/storecost.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QNetworkProxy>
#include <QPaintEvent>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QWebSocket>

#include <thread>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

namespace {

struct Load {
    const char *name;
    qint64 count;
    qint64 size;
};

QString freshPath(const QTemporaryDir &folder)
{
    static int number = 0;
    return folder.filePath(u"volume%1"_s.arg(++number));
}

class Window {
public:
    explicit Window(Result<std::unique_ptr<LiveSession>> session)
    {
        if (!session)
            qFatal("%s", qPrintable(session.error().toString()));
        m_session = std::move(session).value();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();
    }
    LiveSession &session() { return *m_session; }
    template <typename Widget>
    Widget *find() const
    {
        return m_window->findChild<Widget *>();
    }
    void connectTo(const QString &url)
    {
        ConnectionOptions options;
        options.url = url;
        options.deflate.reset();
        m_session->whenRecording([this, options] {
            if (const auto id = m_session->open(options); !id)
                qFatal("%s", qPrintable(id.error().toString()));
        });
    }
    // Until so many messages came, and are in the file.
    void awaitMessages(qint64 count)
    {
        QEventLoop loop;
        QObject::connect(
            m_session.get(), &LiveSession::countersChanged, &loop, [&](const ConnectionCounters &counters) {
                if (static_cast<qint64>(counters.framesIn) >= count)
                    loop.quit();
            });
        loop.exec();
        static_cast<void>(m_session->readPayload(find<TimelineModel>()->lastId(), 1));
    }

private:
    std::unique_ptr<LiveSession> m_session;
    std::unique_ptr<MainWindow> m_window;
};

double window(const BenchServer &server, const Load &load, const QString &path)
{
    Window window(LiveSession::create(path));
    window.connectTo(server.blast(load.count, load.size));
    window.awaitMessages(load.count);
    const LiveSession &session = window.session();
    return static_cast<double>(session.clock().monotonicNs() - *session.facts().openedNs) / 1e9;
}

double plain(const BenchServer &server, const Load &load, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("no file");
    QWebSocket socket;
    QEventLoop loop;
    QElapsedTimer timer;
    qint64 received = 0;
    socket.setProxy(QNetworkProxy::NoProxy);
    QObject::connect(&socket, &QWebSocket::connected, &loop, [&timer] { timer.start(); });
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &loop, [&](const QString &text) {
        file.write(text.toUtf8() + '\n');
        if (++received == load.count)
            loop.quit();
    });
    socket.open(QUrl(server.blast(load.count, load.size)));
    loop.exec();
    file.close();
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

// 0 if it is not installed.
double script(const QString &program, const char *name, const BenchServer &server, const Load &load,
    const QString &path)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"NODE_PATH"_s, u"/usr/share/nodejs"_s); // Debian's packages
    process.setProcessEnvironment(environment);
    process.start(program,
        {QStringLiteral(FRAMESCOPE_BENCH_FOLDER) + u'/' + QString::fromLatin1(name),
            server.blast(load.count, load.size), QString::number(load.count), path});
    if (!process.waitForFinished(300'000) || process.exitCode() != 0)
        return 0;
    return process.readLine().trimmed().toDouble();
}

double node(const BenchServer &server, const Load &load, const QString &path)
{
    return script(u"node"_s, "nodelog.mjs", server, load, path);
}

double python(const BenchServer &server, const Load &load, const QString &path)
{
    return script(u"/usr/bin/python3"_s, "pythonlog.py", server, load, path);
}

struct Mode {
    const char *name;
    double (*run)(const BenchServer &, const Load &, const QString &);
};
constexpr Mode modes[] = {
    {"Framescope, window following, session file", window},
    {"node ws, text file", node},
    {"plain QWebSocket, text file", plain},
    {"python3-websockets, text file", python},
};

void printLoad(const BenchServer &server, const Load &load, int turns)
{
    const QTemporaryDir folder(QCoreApplication::applicationDirPath() + u"/volume-XXXXXX"_s);
    std::array<std::vector<double>, std::size(modes)> seconds;
    for (int turn = 0; turn < turns; ++turn) {
        for (std::size_t mode = 0; mode < std::size(modes); ++mode) {
            const QString path = freshPath(folder);
            seconds[mode].push_back(modes[mode].run(server, load, path));
            QFile::remove(path);
        }
    }
    const double ours = median(seconds[0]);
    std::printf("\n%s captured, medians of %d turns\n%-44s %8s %12s %8s %8s\n", load.name, turns, "", "s",
        "messages/s", "MB/s", "ours/it");
    for (std::size_t mode = 0; mode < std::size(modes); ++mode) {
        const double middle = median(seconds[mode]);
        if (middle <= 0) {
            std::printf("%-44s not installed\n", modes[mode].name);
            continue;
        }
        const auto count = static_cast<double>(load.count);
        std::printf("%-44s %8.2f %12.0f %8.1f %8.2f\n", modes[mode].name, middle, count / middle,
            count * static_cast<double>(load.size) / middle / 1e6, ours / middle);
    }
    std::fflush(stdout);
}

// Events posted from another thread, and how late this one, the GUI's, comes to them.
class Lateness {
public:
    Lateness()
        : m_thread([this] {
            while (!m_stopping) {
                const auto sent = std::chrono::steady_clock::now();
                QMetaObject::invokeMethod(
                    &m_target, [this, sent] { take(sent); }, Qt::QueuedConnection);
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
            }
        })
    {
    }
    ~Lateness()
    {
        m_stopping = true;
        m_thread.join();
    }
    const std::vector<double> &ms() const { return m_ms; }

private:
    void take(std::chrono::steady_clock::time_point sent)
    {
        m_ms.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - sent).count());
    }

    QObject m_target;
    std::vector<double> m_ms;
    std::atomic<bool> m_stopping = false;
    std::thread m_thread;
};

// MB, of /proc/self/status; 0 elsewhere.
double memory(const char *name)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.mid(line.indexOf(':') + 1).trimmed().split(' ').first().toDouble() / 1e3;
    }
    return 0;
}

void printVerdict(const char *what, double value, const char *unit, double goal)
{
    std::printf(
        "%-52s %9.1f %-3s goal %6.0f  %s\n", what, value, unit, goal, value <= goal ? "met" : "MISSED");
    std::fflush(stdout);
}

// Milliseconds until a row of it is painted.
double firstPaint(const QString &path, std::unique_ptr<Window> &opened)
{
    QElapsedTimer timer;
    timer.start();
    opened = std::make_unique<Window>(LiveSession::open(path));
    auto *view = opened->find<TimelineView>();
    while (opened->find<TimelineModel>()->lastId() == 0)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    view->viewport()->repaint();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void printLongSession(const BenchServer &server, int rows, int seconds)
{
    constexpr qint64 perSecond = 100'000;
    const QTemporaryDir folder(QCoreApplication::applicationDirPath() + u"/volume-XXXXXX"_s);
    const QString path = freshPath(folder);
    recordMessages(path, rows, 120);
    std::printf("\na session of %d rows; then %lld messages of 120 B a second for %d s\n", rows,
        static_cast<long long>(perSecond), seconds);
    QElapsedTimer timer;
    timer.start();
    const bool isOpen = SessionReader::open(path).hasValue();
    printVerdict("the file opened", isOpen ? static_cast<double>(timer.nsecsElapsed()) / 1e6 : 1e9, "ms", 5);
    std::unique_ptr<Window> window;
    printVerdict("window and its first rows painted", firstPaint(path, window), "ms", 100);
    window->connectTo(server.pace(perSecond * seconds, 120, perSecond));
    while (!window->session().isRecording())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const Lateness lateness;
    window->awaitMessages(perSecond * seconds);
    const LiveSession &session = window->session();
    const double took = static_cast<double>(session.clock().monotonicNs() - *session.facts().openedNs) / 1e9;
    printVerdict("time until all were captured, per second of them", took / seconds, "s", 1.05);
    printVerdict("lateness of the GUI thread, 99 of 100", percentile(lateness.ms(), 0.99), "ms", 8);
    printVerdict("lateness of the GUI thread, longest", percentile(lateness.ms(), 1), "ms", 33);
    printVerdict("memory, anonymous", memory("RssAnon"), "MB", 200);
    printVerdict("memory, total", memory("VmRSS"), "MB", 450);
}

} // namespace

int main(int argc, char **argv)
{
    platform::keepFreedMemory(); // as main() of the program does
    qputenv("QT_NO_GLIB", "1");
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QStandardPaths::setTestModeEnabled(true);
    const QApplication application(argc, argv);
    applyLook(ThemeChoice::Light);
    const bool quick = QCoreApplication::arguments().contains(u"--quick"_s);
    const BenchServer server;
    printLoad(
        server, {quick ? "100k x 120 B" : "1M x 120 B", quick ? 100'000 : 1'000'000, 120}, quick ? 3 : 5);
    printLoad(server, {quick ? "20 x 4 MiB" : "200 x 4 MiB", quick ? 20 : 200, 4 << 20}, quick ? 1 : 3);
    printLongSession(server, quick ? 500'000 : 9'000'000, quick ? 5 : 60);
    return 0;
}
