// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// The whole window: from the start of the process until it is painted, and the longest time that the GUI
// thread is with one event while it shows the demo and a row is chosen every half second.
#include "app/demoserver.h"
#include "bench/medians.h"
#include "ui/livesession.h"
#include "ui/look.h"
#include "ui/mainwindow.h"
#include "ui/timelinemodel.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPaintEvent>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

#include <utility>

using namespace framescope;
using namespace framescope::test;
using namespace std::chrono_literals;

namespace {

constexpr double StartGoalMs = 300;
constexpr double BusyGoalMs = 16;
constexpr int Starts = 7;
constexpr const char *OnlyStart = "--only-start";

// Tells when a widget was painted first.
class FirstPaint final : public QObject {
public:
    explicit FirstPaint(QWidget &widget) { widget.installEventFilter(this); }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            QTimer::singleShot(0, qApp, &QCoreApplication::quit); // when the picture is out
        return false;
    }
};

// Measures how long the GUI thread is with each event: timers, sockets, painting, whatever was posted.
class MeasuredApplication final : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (std::exchange(m_isWithin, true))
            return QApplication::notify(receiver, event);
        QElapsedTimer timer;
        timer.start();
        const bool result = QApplication::notify(receiver, event);
        m_isWithin = false;
        m_all.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        return result;
    }
    std::vector<double> takeAll() { return std::exchange(m_all, {}); }

private:
    bool m_isWithin = false;
    std::vector<double> m_all;
};

struct Program {
    QTemporaryDir folder;
    std::unique_ptr<LiveSession> session;
    std::unique_ptr<MainWindow> window;

    Program()
    {
        applyLook(ThemeChoice::Light);
        session = LiveSession::create(folder.filePath(QStringLiteral("bench.framescope"))).value();
        window = std::make_unique<MainWindow>(*session);
    }
};

double startMs(const QString &program)
{
    QElapsedTimer timer;
    timer.start();
    QProcess child;
    child.start(program, {QLatin1StringView(OnlyStart)});
    child.waitForReadyRead();
    const double ms = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    child.waitForFinished();
    return ms;
}

void printVerdict(const char *what, double value, double goal)
{
    std::printf(
        "%-52s %8.1f ms   goal %5.0f ms   %s\n", what, value, goal, value <= goal ? "reached" : "MISSED");
}

void measureStart(const QString &program)
{
    std::vector<double> all;
    for (int i = 0; i <= Starts; ++i) {
        const double ms = startMs(program);
        if (i > 0) // the first one warms the caches
            all.push_back(ms);
    }
    printVerdict("start of the process until painted, median", median(all), StartGoalMs);
}

void measureDemo(MeasuredApplication &app, std::chrono::milliseconds length)
{
    const auto server = DemoServer::start();
    Program program;
    program.window->show();
    program.window->connectTo((*server)->url());
    QTimer::singleShot(1s, qApp, &QCoreApplication::quit); // the first pictures, fonts
    QCoreApplication::exec();

    RowId row = 0;
    QTimer chooser;
    QObject::connect(&chooser, &QTimer::timeout, [&] { program.window->showRow(row = row % 40 + 1); });
    chooser.start(500ms);
    app.takeAll();
    QTimer::singleShot(length, qApp, &QCoreApplication::quit);
    QCoreApplication::exec();
    const std::vector<double> all = app.takeAll();
    printVerdict("demo: GUI thread with one event, longest", percentile(all, 1), BusyGoalMs);
    printVerdict("demo: GUI thread with one event, 99 of 100", percentile(all, 0.99), BusyGoalMs);
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QStandardPaths::setTestModeEnabled(true);
    MeasuredApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.contains(QLatin1StringView(OnlyStart))) {
        Program program;
        const FirstPaint paint(*program.window->centralWidget());
        program.window->show();
        QCoreApplication::exec();
        std::puts("painted");
        return 0;
    }
    measureStart(QCoreApplication::applicationFilePath());
    measureDemo(app, arguments.contains(QStringLiteral("--quick")) ? 10s : 60s);
    return 0;
}
