// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// The two headless commands, as their users run them: the real program against the demo server.
#include "app/commandline.h"
#include "app/demoserver.h"
#include "app/program.h"
#include "session/sessionreader.h"
#include "session/sqlite.h"
#include "support/serverthread.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace framescope;
using namespace framescope::test;

namespace {

bool isTimelineLine(const QString &line)
{
    static const QRegularExpression begin(QStringLiteral("^ *\\d+  \\d\\d:\\d\\d:\\d\\d\\.\\d{3} "));
    return begin.match(line).hasMatch();
}

// Nothing in it but characters that stay where they stand.
bool isHarmless(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        return (c.category() == QChar::Other_Control && c != u'\n') || c.category() == QChar::Other_Format;
    });
}

} // namespace

class TestRecordPrint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto server = DemoServer::start();
        QVERIFY(server);
        m_server = std::move(server).value();
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("a.framescope"));
    }

    void recordsTheDemoAndPrintsIt()
    {
        Program recorder(m_folder->path());
        QCOMPARE(recorder.run({QStringLiteral("record"), QStringLiteral("--demo"),
                     QStringLiteral("--duration"), QStringLiteral("1.5"), QStringLiteral("-o"), m_file}),
            exitcode::Ok);
        QCOMPARE(recorder.error(), QString());
        const QStringList recorded =
            recorder.lines().filter(QRegularExpression(QStringLiteral("^ *\\d+  \\d\\d:")));
        QVERIFY2(recorded.size() > 5, qPrintable(recorder.out()));
        QVERIFY(recorder.out().contains(QLatin1StringView("GET /demo HTTP/1.1")));
        QVERIFY(recorder.out().contains(QLatin1StringView("HTTP/1.1 101 ")));
        QVERIFY(recorder.out().contains(QLatin1StringView("\"type\":\"hello\"")));
        QCOMPARE(recorder.lines().last(), QStringLiteral("Recorded into %1").arg(m_file));

        Program printer(m_folder->path());
        QCOMPARE(printer.run({QStringLiteral("print"), m_file}), exitcode::Ok);
        QStringList printed;
        for (const QString &line : printer.lines()) {
            if (isTimelineLine(line))
                printed += line;
        }
        QCOMPARE(printed, recorded);
    }

    void leavesOneFile()
    {
        Program recorder(m_folder->path());
        QCOMPARE(recorder.run(record({QStringLiteral("--count"), QStringLiteral("2")})), exitcode::Ok);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{QStringLiteral("a.framescope")});
        QVERIFY(!(QFile::permissions(m_file) & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void sendsAndEndsAsTheServerDoes()
    {
        Program recorder(m_folder->path());
        QCOMPARE(recorder.run(record({QStringLiteral("--no-deflate"), QStringLiteral("--send"),
                     QStringLiteral("Grüße"), QStringLiteral("--send"), QStringLiteral("close 4001 bye")})),
            exitcode::Ok);
        QCOMPARE(
            recorder.lines().filter(QRegularExpression(QStringLiteral("Sent .* text .* Grüße$"))).size(), 1);
        QCOMPARE(
            recorder.lines().filter(QRegularExpression(QStringLiteral("Recv .* text .* Grüße$"))).size(), 1);
        const auto reader = SessionReader::open(m_file);
        QVERIFY(reader);
        const auto connections = (*reader)->connections();
        QVERIFY(connections);
        QCOMPARE(connections->size(), std::size_t(1));
        QCOMPARE(connections->front().closeCode, quint16(4001));
        QCOMPARE(connections->front().closeReason, QStringLiteral("bye"));
    }

    void endsAfterSoManyMessages()
    {
        Program recorder(m_folder->path());
        QCOMPARE(recorder.run(record({QStringLiteral("--count"), QStringLiteral("3")})), exitcode::Ok);
        const auto messages =
            recorder.lines().filter(QRegularExpression(QStringLiteral("Recv +(text|binary) ")));
        QVERIFY2(messages.size() >= 3, qPrintable(recorder.out()));
    }

    void signalEndsItCleanly_data()
    {
        QTest::addColumn<QString>("signal");
        QTest::newRow("SIGINT") << QStringLiteral("-INT");
        QTest::newRow("SIGTERM") << QStringLiteral("-TERM");
    }
    void signalEndsItCleanly()
    {
        QFETCH(QString, signal);
        Program recorder(m_folder->path());
        recorder.begin(record({}));
        QVERIFY(recorder.waitForLine("\"type\":\"hello\""));
        QCOMPARE(
            QProcess::execute(QStringLiteral("kill"), {signal, QString::number(recorder.processId())}), 0);
        QCOMPARE(recorder.end(), exitcode::Ok);
        QVERIFY(recorder.out().contains(QLatin1StringView("1000 Normal")));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{QStringLiteral("a.framescope")});
    }

    void goesOnWhenNobodyReads()
    {
        Program recorder(m_folder->path());
        recorder.begin(record({QStringLiteral("--count"), QStringLiteral("6")}));
        recorder.closeReadChannel(QProcess::StandardOutput);
        QCOMPARE(recorder.end(), exitcode::Ok);
        const auto reader = SessionReader::open(m_file);
        QVERIFY(reader);
        QVERIFY((*reader)->info()->lastId > 6);
    }

    void quietIsQuiet()
    {
        Program recorder(m_folder->path());
        QCOMPARE(
            recorder.run(record({QStringLiteral("--quiet"), QStringLiteral("--count"), QStringLiteral("1")})),
            exitcode::Ok);
        QCOMPARE(recorder.out(), QString());
        QCOMPARE(recorder.error(), QString());
    }

    void unnamedGoesAmongTheCaptures()
    {
        Program recorder(m_folder->path());
        QCOMPARE(recorder.run({QStringLiteral("record"), m_server->url(), QStringLiteral("--count"),
                     QStringLiteral("1")}),
            exitcode::Ok);
        const QDir captures(m_folder->filePath(QStringLiteral("framescope/captures")));
        QCOMPARE(captures.entryList(QDir::Files).size(), 1);
        QCOMPARE(recorder.lines().last(),
            QStringLiteral("Recorded into %1").arg(captures.filePath(captures.entryList(QDir::Files).first())));
    }

    void escapesStayHarmless()
    {
        Program recorder(m_folder->path());
        QCOMPARE(recorder.run(record({QStringLiteral("--send"), QStringLiteral("\x1b[2J\x1b]0;owned\x07"),
                     QStringLiteral("--send"), QStringLiteral("close 1000 \x1b[31m")})),
            exitcode::Ok);
        QVERIFY(recorder.out().contains(u'\u241b'));
        QVERIFY(!recorder.out().contains(u'\x1b'));
        Program printer(m_folder->path());
        QCOMPARE(printer.run({QStringLiteral("print"), m_file}), exitcode::Ok);
        QVERIFY(printer.out().contains(u'\u241b'));
        QVERIFY(!printer.out().contains(u'\x1b'));
    }

    // What others wrote into the session, and what they called it.
    void aStrangersFileStaysHarmless()
    {
        Program recorder(m_folder->path());
        QCOMPARE(recorder.run(record({QStringLiteral("--count"), QStringLiteral("1")})), exitcode::Ok);
        {
            auto database = sqlite::Database::open(m_file, sqlite::Database::Access::ReadWrite);
            QVERIFY(database);
            QCOMPARE(database->execute("UPDATE meta SET value = char(27) || '[2J' || char(155, 10, 8238) || "
                                       "'%3' WHERE key = 'application'"),
                SQLITE_OK);
        }
        const QString other = m_folder->filePath(QStringLiteral("\x1b]0;owned\a\u202e.framescope"));
        QVERIFY(QFile::rename(m_file, other));
        Program printer(m_folder->path());
        QCOMPARE(printer.run({QStringLiteral("print"), other}), exitcode::Ok);
        QVERIFY2(isHarmless(printer.out()), qPrintable(printer.out()));
        QVERIFY2(printer.lines()[0].startsWith(
                     QStringLiteral("␛]0;owned␇‹RLO›.framescope: ␛[2J‹U+009B›␊‹RLO›%3, ")),
            qPrintable(printer.out()));
        Program missing(m_folder->path());
        QCOMPARE(missing.run({QStringLiteral("print"), other + QStringLiteral("\x1b[2J")}), exitcode::Usage);
        QVERIFY2(isHarmless(missing.error()), qPrintable(missing.error()));
    }

    void aRefusalsWordsStayHarmless()
    {
        const ServerThread server(Script().answer(403,
            "N\xc2\x9b"
            "2J\xe2\x80\xaeo"));
        Program recorder(m_folder->path());
        QCOMPARE(recorder.run({QStringLiteral("record"), QStringLiteral("-q"), server.url(),
                     QStringLiteral("-o"), m_file}),
            exitcode::NotConnected);
        QCOMPARE(recorder.error(),
            QStringLiteral("framescope: The server refused the upgrade: 403 N‹U+009B›2J‹RLO›o.\n"));
    }

    void argumentsStayHarmless()
    {
        Program program(m_folder->path());
        QCOMPARE(
            program.run({QStringLiteral("--theme"), QStringLiteral("Größe\x1b[2J\u009b")}), exitcode::Usage);
        QVERIFY2(isHarmless(program.error()), qPrintable(program.error()));
        QVERIFY2(
            program.error().contains(QStringLiteral("\"Größe␛[2J‹U+009B›\"")), qPrintable(program.error()));
        QVERIFY(program.error().endsWith(QStringLiteral("\nTry: framescope --help\n")));
    }

    void theLogTellsWhatHappensAndNoSecret()
    {
        const QString log = m_folder->filePath(QStringLiteral("program.log"));
        Program recorder(m_folder->path());
        QStringList arguments = record(
            {QStringLiteral("--log"), log, QStringLiteral("-H"), QStringLiteral("Authorization: Bearer hush"),
                QStringLiteral("-p"), QStringLiteral("hush"), QStringLiteral("--send"),
                QStringLiteral("hush"), QStringLiteral("--send"), QStringLiteral("close 4001 hush")});
        arguments[1] += QStringLiteral("?token=hush");
        QCOMPARE(recorder.run(arguments), exitcode::Ok);
        QCOMPARE(recorder.error(), QString());
        QFile file(log);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString told = QString::fromUtf8(file.readAll());
        QVERIFY2(!told.contains(QLatin1StringView("hush")), qPrintable(told));
        const QUrl server(m_server->url());
        const QStringList wanted{QStringLiteral("framescope.program info: Framescope "),
            QStringLiteral("framescope.transport info: connection 1, attempt 1: to %1 port %2")
                .arg(server.host())
                .arg(server.port()),
            QStringLiteral("framescope.transport info: connection 1: open after "),
            QStringLiteral(
                "framescope.transport info: connection 1: ended by \"close handshake\", code 4001")};
        const QStringList lines = told.split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), wanted.size());
        for (qsizetype i = 0; i < lines.size(); ++i)
            QVERIFY2(lines[i].section(u' ', 1).startsWith(wanted[i]), qPrintable(lines[i]));
    }

    // What every user of the machine can read of a running program, and what a crash would leave behind.
    void aSecretOfTheEnvironmentIsNotListed()
    {
        const QString url = m_server->url() + QStringLiteral("?token=hush");
        Program recorder(m_folder->path());
        recorder.setVariable("FRAMESCOPE_TEST_HEADER", QStringLiteral("Bearer hush"));
        recorder.setVariable("FRAMESCOPE_TEST_URL", url);
        recorder.begin({QStringLiteral("record"), QStringLiteral("--url-env"),
            QStringLiteral("FRAMESCOPE_TEST_URL"), QStringLiteral("--header-env"),
            QStringLiteral("Authorization: FRAMESCOPE_TEST_HEADER"), QStringLiteral("-o"), m_file});
        QVERIFY(recorder.waitForLine("\"type\":\"hello\""));
        const QByteArray listed = recorder.toldBySystem("cmdline");
        QVERIFY2(listed.contains("record") && !listed.contains("hush"), listed.constData());
        recorder.terminate();
        QCOMPARE(recorder.end(), exitcode::Ok);
        const QByteArray sent = (*SessionReader::open(m_file))->connections()->front().requestHead;
        QVERIFY2(
            sent.contains("?token=hush") && sent.contains("Authorization: Bearer hush"), sent.constData());
    }

    void aProxysPasswordComesFromTheEnvironment()
    {
        const ServerThread proxy(Script().bytes("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n").end());
        Program recorder(m_folder->path());
        recorder.setVariable("FRAMESCOPE_TEST_PROXY",
            QString(proxy.url()).replace(QStringLiteral("ws://"), QStringLiteral("http://me:hush@")));
        const QString log = m_folder->filePath(QStringLiteral("program.log"));
        QCOMPARE(recorder.run({QStringLiteral("record"), QStringLiteral("ws://server.test/?token=hush"),
                     QStringLiteral("--proxy-env"), QStringLiteral("FRAMESCOPE_TEST_PROXY"),
                     QStringLiteral("--log"), log, QStringLiteral("-o"), m_file}),
            exitcode::NotConnected);
        QVERIFY2(recorder.out().contains(QLatin1StringView("refused the tunnel")), qPrintable(recorder.out()));
        QFile file(log);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray told = file.readAll();
        QVERIFY2(told.contains("ended by \"proxy failed\""), told.constData());
        QVERIFY2(!told.contains("hush"), told.constData());
    }

    void aLogThatCannotBeIsSaid()
    {
        Program recorder(m_folder->path());
        QCOMPARE(recorder.run(record({QStringLiteral("--log"), m_folder->path()})), exitcode::Failed);
        QVERIFY2(recorder.error().startsWith(QLatin1StringView("framescope: The log cannot be written: ")),
            qPrintable(recorder.error()));
    }

    void brokenEndIsSaid()
    {
        Program recorder(m_folder->path());
        QCOMPARE(recorder.run(record({QStringLiteral("--send"), QStringLiteral("end")})), exitcode::Broken);
        QVERIFY2(recorder.out().contains(QLatin1StringView("1006")), qPrintable(recorder.out()));
    }

    // The row itself, and the sentence of the end: the same byte of the same frame.
    void brokenRulesNameTheirFrame()
    {
        const ServerThread server(
            Script().accept().text("good").bytes(QByteArray("\xC1\x01x", 3)).awaitClose());
        Program recorder(m_folder->path());
        recorder.run({QStringLiteral("record"), server.url(), QStringLiteral("-o"), m_file});
        Program printer(m_folder->path());
        QCOMPARE(printer.run({QStringLiteral("print"), m_file}), exitcode::Ok);
        const QStringList rows = printer.lines().filter(QStringLiteral(" violation "));
        QCOMPARE(rows.size(), 1);
        const QString broken =
            printer.lines()
                .filter(QRegularExpression(QStringLiteral(" Recv +text +1 B +x  \\[not delivered\\]$")))
                .value(0);
        const QString place = QStringLiteral("Byte 0 of frame #%1.").arg(broken.left(6).toInt());
        QVERIFY2(rows[0].endsWith(QStringLiteral("RSV1 is set, but no extension was agreed (RFC 6455, 5.2). "
                                                 "A strict peer closes with 1002. ")
                     + place),
            qPrintable(printer.out()));
        QVERIFY2(printer.out().contains(QStringLiteral("evidence     ") + place), qPrintable(printer.out()));
    }

    void noServer()
    {
        Program recorder(m_folder->path());
        QCOMPARE(recorder.run({QStringLiteral("record"), QStringLiteral("ws://127.0.0.1:1/"),
                     QStringLiteral("-o"), m_file}),
            exitcode::NotConnected);
        QVERIFY2(recorder.out().contains(QLatin1StringView("refused")), qPrintable(recorder.out()));
        QVERIFY(QFile::exists(m_file)); // the attempt is recorded
    }

    void refusedByStatus()
    {
        Program recorder(m_folder->path());
        const QString url = m_server->url().replace(QStringLiteral("/demo"), QStringLiteral("/status/403"));
        QCOMPARE(recorder.run({QStringLiteral("record"), url, QStringLiteral("-o"), m_file}),
            exitcode::NotConnected);
        QVERIFY2(recorder.out().contains(QLatin1StringView("403")), qPrintable(recorder.out()));
    }

    void badAddressLeavesNoFile()
    {
        Program recorder(m_folder->path());
        QCOMPARE(recorder.run({QStringLiteral("record"), QStringLiteral("ws://127.0.0.1:99999/"),
                     QStringLiteral("-o"), m_file}),
            exitcode::Usage);
        QVERIFY2(recorder.error().startsWith(QLatin1StringView("framescope: "))
                && recorder.error().contains(QLatin1StringView("99999")),
            qPrintable(recorder.error()));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList());
    }

    void badHeaderLeavesNoFile()
    {
        Program recorder(m_folder->path());
        QCOMPARE(recorder.run(record({QStringLiteral("-H"), QStringLiteral("X-Bad: a\r\nX-Worse: b")})),
            exitcode::Usage);
        QVERIFY2(recorder.error().contains(QLatin1StringView("X-Bad")), qPrintable(recorder.error()));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList());
    }

    void existingFileIsKept()
    {
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("precious");
        file.close();
        Program recorder(m_folder->path());
        QCOMPARE(recorder.run(record({})), exitcode::Failed);
        QVERIFY2(recorder.error().contains(m_file), qPrintable(recorder.error()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("precious"));
    }

    void framesShowTheirHeaders()
    {
        Program recorder(m_folder->path());
        QCOMPARE(recorder.run(record({QStringLiteral("--no-deflate"), QStringLiteral("--send"),
                     QStringLiteral("fragment 3"), QStringLiteral("--send"), QStringLiteral("close")})),
            exitcode::Ok);
        Program printer(m_folder->path());
        QCOMPARE(printer.run({QStringLiteral("print"), m_file, QStringLiteral("--frames")}), exitcode::Ok);
        QCOMPARE(printer.lines().filter(QStringLiteral("[fragment]")).size(), 2);
        QVERIFY(!printer.lines()
                     .filter(QRegularExpression(QStringLiteral("Sent .* FIN mask [0-9a-f]{8} wire ")))
                     .isEmpty());
    }

    void printRefuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        const QString folder = QDir::tempPath();
        QTest::newRow("no such file") << QStringList{QStringLiteral("/no/such.framescope")}
                                      << QStringLiteral("\"/no/such.framescope\" is no file.");
        QTest::newRow("a folder") << QStringList{folder} << QStringLiteral("\"%1\" is no file.").arg(folder);
        QTest::newRow("something else")
            << QStringList{QStringLiteral(FRAMESCOPE_PROGRAM)} << QStringLiteral("not a Framescope session");
    }
    void printRefuses()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, sentence);
        Program printer(m_folder->path());
        QCOMPARE(printer.run(QStringList{QStringLiteral("print")} + arguments), exitcode::Usage);
        QVERIFY2(printer.error().contains(sentence), qPrintable(printer.error()));
        QCOMPARE(printer.out(), QString());
    }

    // What is there is printed, and the file stays as it is.
    void printsAFileThatBreaksOff()
    {
        Program recorder(m_folder->path());
        QCOMPARE(recorder.run(record({QStringLiteral("--count"), QStringLiteral("1")})), exitcode::Ok);
        QFile file(m_file);
        const qint64 size = file.size() - 1;
        QVERIFY(file.resize(size));
        Program printer(m_folder->path());
        QCOMPARE(printer.run({QStringLiteral("print"), m_file}), exitcode::Failed);
        QVERIFY(isTimelineLine(printer.lines().value(1)));
        QVERIFY2(printer.error().contains(
                     QRegularExpression(QStringLiteral("Read \\d+ rows; the file breaks off at byte"))),
            qPrintable(printer.error()));
        QCOMPARE(file.size(), size);
    }

    void printKnowsItsConnections()
    {
        Program recorder(m_folder->path());
        QCOMPARE(recorder.run(record({QStringLiteral("--count"), QStringLiteral("1")})), exitcode::Ok);
        Program printer(m_folder->path());
        QCOMPARE(printer.run(
                     {QStringLiteral("print"), m_file, QStringLiteral("--connection"), QStringLiteral("1")}),
            exitcode::Ok);
        QVERIFY(isTimelineLine(printer.lines().value(1)));
        Program other(m_folder->path());
        QCOMPARE(
            other.run({QStringLiteral("print"), m_file, QStringLiteral("--connection"), QStringLiteral("9")}),
            exitcode::Usage);
        QVERIFY2(
            other.error().contains(QLatin1StringView("There is no connection 9")), qPrintable(other.error()));
    }

private:
    QStringList record(const QStringList &more) const
    {
        return QStringList{QStringLiteral("record"), m_server->url(), QStringLiteral("-o"), m_file} + more;
    }

    std::unique_ptr<DemoServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestRecordPrint)
#include "tst_recordprint.moc"
