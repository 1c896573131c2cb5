// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// A recording program is killed, and "framescope print" shows all that it had seen: the real program against the
// scripted server.
#include "app/commandline.h"
#include "program.h"
#include "session/recovery.h"
#include "session/sqlite.h"
#include "support/serverthread.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace framescope;
using namespace framescope::test;

namespace {

// Of the server, one after another once the test says so; then a ping, whose answer tells that the program has
// them all.
constexpr int Messages = 500;

} // namespace

class TestKilledRecord : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("a.framescope"));
        m_goes = m_allSeen = false;
    }

    void everythingIsPrinted()
    {
        killWithRowsInTheRing();
        Program printer(m_folder->path());
        QCOMPARE(printer.run({QStringLiteral("print"), m_file}), exitcode::Ok);
        const QStringList said = printer.error().split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(said.size(), 1);
        static const QRegularExpression sentence(
            QStringLiteral("^framescope: The recording was interrupted; (\\d+) rows that it had not yet "
                           "written were taken in\\.$"));
        const auto match = sentence.match(said[0]);
        QVERIFY2(match.hasMatch(), qPrintable(said[0]));
        QVERIFY(match.captured(1).toInt() >= Messages);
        QCOMPARE(messagesOf(printer), expected());
        QVERIFY2(printer.out().contains(u"The recording ended before this connection did."),
            qPrintable(printer.out().right(500)));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{QStringLiteral("a.framescope")});

        Program again(m_folder->path());
        QCOMPARE(again.run({QStringLiteral("print"), m_file}), exitcode::Ok);
        QCOMPARE(again.error(), QString());
        QCOMPARE(again.out(), printer.out());
    }

    // Another program has the file: nothing of it can be changed.
    void whatIsMissingIsSaid()
    {
        killWithRowsInTheRing();
        auto other = lockedFile();
        Program printer(m_folder->path());
        QCOMPARE(printer.run({QStringLiteral("print"), m_file}), exitcode::Ok);
        QVERIFY2(printer.error().startsWith(QStringLiteral(
                     "framescope: The recording was interrupted, and what it had not yet written is "
                     "missing here, for it cannot be taken in: ")),
            qPrintable(printer.error()));
        QVERIFY(printer.out().contains(u" Connecting to "));
        QCOMPARE(messagesOf(printer), QStringList());
        other = {};
        Program later(m_folder->path());
        QCOMPARE(later.run({QStringLiteral("print"), m_file}), exitcode::Ok);
        QCOMPARE(messagesOf(later), expected());
    }

    void aLivingRecordingIsPrintedAsFarAsItIs()
    {
        const ServerThread server(script());
        Program recorder(m_folder->path());
        recorder.begin({QStringLiteral("record"), server.url(), QStringLiteral("-o"), m_file});
        QVERIFY(recorder.waitForLine(" Open."));
        Program printer(m_folder->path());
        QCOMPARE(printer.run({QStringLiteral("print"), m_file}), exitcode::Ok);
        QCOMPARE(printer.error(),
            QStringLiteral("framescope: %1 is still being recorded: this is what the file holds now.\n")
                .arg(m_file));
        QVERIFY(printer.out().contains(u" Open."));
        QCOMPARE(recordingState(m_file), RecordingState::Going);
        m_goes = true;
        QVERIFY(recorder.waitForLine("message 499"));
        recorder.kill();
        recorder.waitForFinished();
    }

private:
    Script script()
    {
        Script script;
        script.accept().until([this](ScriptedConnection &connection) {
            if (connection.waited(5))
                connection.waited(5); // and ask again
            return m_goes.load();
        });
        for (int number = 0; number < Messages; ++number)
            script.text("message " + QByteArray::number(number));
        return script.ping("seen").awaitPongs(1).then([this](ScriptedConnection &) { m_allSeen = true; });
    }
    static QStringList expected()
    {
        QStringList all;
        for (int number = 0; number < Messages; ++number)
            all += QStringLiteral("message %1").arg(number);
        return all;
    }
    static QStringList messagesOf(const Program &printer)
    {
        static const QRegularExpression message(QStringLiteral(" Recv +text .* (message \\d+)$"));
        QStringList all;
        for (const QString &line : printer.lines()) {
            if (const auto match = message.match(line); match.hasMatch())
                all += match.captured(1);
        }
        return all;
    }
    std::optional<sqlite::Database> lockedFile() const
    {
        auto database = sqlite::Database::open(m_file, sqlite::Database::Access::ReadWrite);
        if (!database || database->execute("BEGIN IMMEDIATE") != SQLITE_OK)
            qFatal("%s cannot be locked", qPrintable(m_file));
        return std::move(*database);
    }
    // While the file takes nothing, all messages come; then the program dies.
    void killWithRowsInTheRing()
    {
        const ServerThread server(script());
        Program recorder(m_folder->path());
        recorder.begin({QStringLiteral("record"), server.url(), QStringLiteral("-o"), m_file});
        QVERIFY(recorder.waitForLine(" Open."));
        const auto other = lockedFile();
        m_goes = true;
        QTRY_VERIFY_WITH_TIMEOUT(m_allSeen.load(), 20'000);
        recorder.kill();
        QVERIFY(recorder.waitForFinished());
        QCOMPARE(recordingState(m_file), RecordingState::Interrupted);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    std::atomic<bool> m_goes = false;
    std::atomic<bool> m_allSeen = false;
};

QTEST_GUILESS_MAIN(TestKilledRecord)
#include "tst_killedrecord.moc"
