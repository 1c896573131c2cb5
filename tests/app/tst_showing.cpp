// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// The program's window without a display: the picture that it takes of itself, as app/run.sh and the README do, what
// it records, and another window beside it.
#include "app/anotherwindow.h"
#include "app/commandline.h"
#include "session/recovery.h"
#include "session/sessionreader.h"
#include "support/ownsettings.h"
#include "ui/mainwindow.h"
#include "ui/messagebar.h"

#include <QDir>
#include <QImage>
#include <QProcess>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace framescope;

namespace {

constexpr QSize size(1200, 800);

int distance(QRgb a, QRgb b)
{
    return qAbs(qRed(a) - qRed(b)) + qAbs(qGreen(a) - qGreen(b)) + qAbs(qBlue(a) - qBlue(b));
}

// Lines of text in the middle column of the picture, where the timeline is: runs of pixel rows that hold
// something other than what stands at their left edge.
int linesOfText(const QImage &picture)
{
    int lines = 0;
    bool inText = false;
    const int left = picture.width() * 35 / 100;
    const int right = picture.width() * 55 / 100;
    for (int y = 0; y < picture.height(); ++y) {
        bool differs = false;
        for (int x = left; x < right && !differs; ++x)
            differs = distance(picture.pixel(x, y), picture.pixel(left, y)) > 150;
        lines += differs && !inText ? 1 : 0;
        inText = differs;
    }
    return lines;
}

} // namespace

class TestShowing : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QByteArray m_said;

    // With a home of the test's own and no display.
    QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        for (const auto *folder : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
            environment.insert(QString::fromLatin1(folder), m_folder.filePath(u"home"_s));
        return environment;
    }

    // proc(5): it has a handler for the signal that asks it to end.
    static bool hearsTheEnd(qint64 process)
    {
        QFile status(u"/proc/%1/status"_s.arg(process));
        if (!status.open(QIODevice::ReadOnly))
            return false;
        const QByteArray text = status.readAll();
        const QByteArray caught = text.mid(text.indexOf("SigCgt:") + 7, 20).simplified();
        return (caught.first(16).toULongLong(nullptr, 16) >> (SIGTERM - 1)) & 1;
    }
    // Of a file that is there, or will be.
    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    // Also if nobody asks what became of it.
    static bool isGone(qint64 process)
    {
        return QFileInfo(u"/proc/%1/exe"_s.arg(process)).symLinkTarget().isEmpty();
    }

    QImage picture(const QString &name, const QStringList &arguments)
    {
        QProcess program;
        program.setProcessEnvironment(environment());
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.start(QStringLiteral(FRAMESCOPE_PROGRAM),
            QStringList{u"--screenshot"_s, m_folder.filePath(name), u"--theme"_s, u"light"_s, u"--size"_s,
                u"%1x%2"_s.arg(size.width()).arg(size.height())}
                << arguments);
        const bool ended = program.waitForFinished(60'000);
        m_said = program.readAll();
        if (!ended || program.exitStatus() != QProcess::NormalExit || program.exitCode() != exitcode::Ok)
            return {};
        return QImage(m_folder.filePath(name));
    }

private Q_SLOTS:
    void demoIsAPictureOfALivelyTimeline()
    {
        const QImage empty = picture(u"empty.png"_s, {u"--wait"_s, u"0.2"_s});
        QVERIFY2(!empty.isNull(), m_said.constData());
        const QImage demo = picture(u"demo.png"_s, {u"--demo"_s, u"--wait"_s, u"3"_s});
        QVERIFY2(!demo.isNull(), m_said.constData());
        QCOMPARE(demo.size(), size);
        QCOMPARE(empty.size(), size);
        // At least a dozen rows more than there are without a connection.
        const int without = linesOfText(empty);
        const int with = linesOfText(demo);
        QVERIFY2(with >= without + 12, qPrintable(u"%1 lines, %2 without rows"_s.arg(with).arg(without)));
    }

    void aSessionFileIsShown()
    {
        const QString file = m_folder.filePath(u"recorded.framescope"_s);
        QProcess recorder;
        recorder.setProcessEnvironment(environment());
        recorder.start(QStringLiteral(FRAMESCOPE_PROGRAM),
            {u"record"_s, u"--demo"_s, u"--quiet"_s, u"-o"_s, file, u"-n"_s, u"9"_s});
        QVERIFY(recorder.waitForFinished(60'000));
        const QImage shown = picture(u"recorded.png"_s, {file, u"--wait"_s, u"1"_s});
        QVERIFY2(linesOfText(shown) >= 12, m_said.constData());
        const QImage none = picture(u"none.png"_s, {m_folder.filePath(u"none.framescope"_s)});
        QVERIFY(none.isNull());
        QVERIFY2(m_said.contains("none.framescope does not exist"), m_said.constData());
    }

    // The window itself: connected to the demo, and what it shows is on disk while it is open and after it.
    void demoIsAWindowThatRecords()
    {
        const QString home = m_folder.filePath(u"demo"_s);
        QProcessEnvironment own = environment();
        own.insert(u"XDG_DATA_HOME"_s, home);
        QProcess program;
        program.setProcessEnvironment(own);
        program.start(QStringLiteral(FRAMESCOPE_PROGRAM), {u"--demo"_s});
        const QDir captures(home + u"/framescope/captures"_s);
        const auto rowsInFile = [&captures]() -> RowId {
            const QStringList files = captures.entryList({u"*.framescope"_s});
            if (files.isEmpty())
                return 0;
            const auto reader = SessionReader::open(captures.filePath(files.constFirst()));
            if (!reader)
                return 0;
            const auto info = (*reader)->info();
            return info ? info->lastId : 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(rowsInFile() >= 20, 30'000);
        QCOMPARE(program.state(), QProcess::Running);
        program.terminate();
        QVERIFY(program.waitForFinished(30'000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), exitcode::Ok);
        QVERIFY(rowsInFile() >= 20);
        QCOMPARE(captures.entryList(QDir::Files).size(), 1); // one file, no -wal, no ring
    }

    // Killed while it records: the next one takes in what was left, and offers it.
    void aKilledWindowsSessionIsOfferedByTheNext()
    {
        QProcessEnvironment own = environment();
        own.insert(u"XDG_DATA_HOME"_s, m_folder.filePath(u"killed"_s));
        const QDir captures(m_folder.filePath(u"killed/framescope/captures"_s));
        QProcess killed;
        killed.setProcessEnvironment(own);
        killed.start(QStringLiteral(FRAMESCOPE_PROGRAM), {u"--demo"_s});
        const auto rowsIn = [&captures](const QString &name) -> RowId {
            const auto reader = SessionReader::open(captures.filePath(name));
            const auto info = reader ? (*reader)->info() : Result<SessionInfo>(reader.error());
            return info ? info->lastId : 0;
        };
        const auto recorded = [&captures] { return captures.entryList({u"*.framescope"_s}).value(0); };
        QTRY_VERIFY_WITH_TIMEOUT(!recorded().isEmpty() && rowsIn(recorded()) >= 20, 30'000);
        const QString name = recorded();
        killed.kill();
        QVERIFY(killed.waitForFinished(30'000));
        QCOMPARE(recordingState(captures.filePath(name)), RecordingState::Interrupted);
        const RowId before = rowsIn(name);

        const QString log = m_folder.filePath(u"next.log"_s);
        QProcess next;
        next.setProcessEnvironment(own);
        next.start(QStringLiteral(FRAMESCOPE_PROGRAM), {u"--log"_s, log});
        QTRY_VERIFY_WITH_TIMEOUT(
            contents(log).contains("interrupted captures taken in, and offered: 1"), 30'000);
        QCOMPARE(recordingState(captures.filePath(name)), RecordingState::Over);
        QVERIFY(rowsIn(name) >= before);
        next.terminate();
        QVERIFY(next.waitForFinished(30'000));
        QCOMPARE(next.exitCode(), int(exitcode::Ok));
        QCOMPARE(captures.entryList(QDir::Files), QStringList{name});
    }

    // The window's log, of an address that holds all that an address can, and of a way that fails.
    void theLogOfAWindowHasNoSecret()
    {
        const QString log = m_folder.filePath(u"window.log"_s);
        QProcess program;
        program.setProcessEnvironment(environment());
        program.start(QStringLiteral(FRAMESCOPE_PROGRAM),
            {u"--log"_s, log, u"ws://hush:hush@127.0.0.1:1/hush?token=hush"_s});
        QByteArray told;
        const auto hasEnded = [&] {
            told = contents(log);
            return told.contains("connection 1: ended by \"refused\"");
        };
        QTRY_VERIFY2_WITH_TIMEOUT(hasEnded(), told.constData(), 30'000);
        QVERIFY2(told.contains("connection 1, attempt 1: to 127.0.0.1 port 1"), told.constData());
        QVERIFY2(!told.contains("hush"), told.constData());
        program.terminate();
        QVERIFY(program.waitForFinished(30'000));
    }

    void oldCapturesAreRemovedWhenAWindowOpens()
    {
        const QString folder = m_folder.filePath(u"home/framescope/captures"_s);
        QVERIFY(QDir().mkpath(folder));
        const auto make = [&folder](const QString &name, int days) {
            QFile file(folder + u'/' + name);
            return file.open(QIODevice::WriteOnly) && file.write("x") == 1 && file.flush()
                && file.setFileTime(
                    QDateTime::currentDateTime().addDays(-days), QFileDevice::FileModificationTime);
        };
        QVERIFY(make(u"2026-01-01 12-00-00.framescope"_s, 15));
        QVERIFY(make(u"2026-01-02 12-00-00.framescope"_s, 13));
        QProcess program;
        program.setProcessEnvironment(environment());
        program.start(QStringLiteral(FRAMESCOPE_PROGRAM), {});
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(folder + u"/2026-01-01 12-00-00.framescope"_s), 30'000);
        QVERIFY(QFile::exists(folder + u"/2026-01-02 12-00-00.framescope"_s));
        program.terminate();
        QVERIFY(program.waitForFinished(30'000));
        QCOMPARE(program.exitCode(), int(exitcode::Ok));
    }

    // The command of the window starts the program: a process that records into a file of its own, while this one
    // has its session and a connection open.
    void anotherWindowIsAnotherProcess()
    {
        const QString home = m_folder.filePath(u"another"_s);
        const test::OwnSettings settings;
        for (const auto *folder : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
            qputenv(folder, home.toLocal8Bit());
        auto session = LiveSession::create(m_folder.filePath(u"own.framescope"_s));
        QVERIFY(session);
        MainWindow window(**session);
        QList<qint64> started;
        window.setNewWindow([&started]() -> Result<void> {
            const auto process = openAnotherWindow(QStringLiteral(FRAMESCOPE_PROGRAM));
            if (!process)
                return process.error();
            started += *process;
            return {};
        });
        const auto ended = qScopeGuard([&started] {
            for (const qint64 process : started) {
                if (!isGone(process))
                    ::kill(static_cast<pid_t>(process), SIGKILL);
            }
        });
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(started.size(), 1);
        QVERIFY(started.first() > 0 && started.first() != QCoreApplication::applicationPid());
        QVERIFY(window.findChild<MessageBar *>()->isHidden());

        const QDir captures(home + u"/framescope/captures"_s);
        const auto recording = [&captures] { return captures.entryList({u"*.framescope"_s}).value(0); };
        QTRY_VERIFY_WITH_TIMEOUT(!recording().isEmpty(), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(
            recordingState(captures.filePath(recording())), RecordingState::Going, 30'000);
        // Asked to end it tidies up, as any window does: nothing came, so nothing is left.
        QTRY_VERIFY_WITH_TIMEOUT(hearsTheEnd(started.first()), 30'000);
        QCOMPARE(::kill(static_cast<pid_t>(started.first()), SIGTERM), 0);
        QTRY_VERIFY_WITH_TIMEOUT(isGone(started.first()), 30'000);
        QVERIFY(captures.entryList(QDir::Files).isEmpty());
    }

    void anotherWindowThatDoesNotStartIsASentence()
    {
        const auto process = openAnotherWindow(m_folder.filePath(u"gone"_s));
        QVERIFY(!process);
        QCOMPARE(process.error().what,
            u"Another window cannot be opened: \"%1\" does not start."_s.arg(m_folder.filePath(u"gone"_s)));
    }

    void aPictureThatCannotBeWrittenIsASentence()
    {
        QVERIFY(picture(u"missing/demo.png"_s, {u"--wait"_s, u"0.2"_s}).isNull());
        QVERIFY2(m_said.contains("The picture cannot be written to"), m_said.constData());
    }
};

QTEST_MAIN(TestShowing)
#include "tst_showing.moc"
