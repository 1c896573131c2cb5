// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline.h"

#include <QDir>
#include <QTemporaryFile>
#include <QTest>

using namespace framescope;

namespace {

// Arguments as a shell without quotes would split them; "_" stands for a space in one.
Command parse(const char *line)
{
    QStringList arguments = QString::fromUtf8(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (QString &argument : arguments)
        argument.replace(QLatin1Char('_'), QLatin1Char(' '));
    return parseCommandLine(arguments);
}

template <typename T>
T parsed(const char *line)
{
    const Command command = parse(line);
    if (const auto *answer = std::get_if<CommandAnswer>(&command))
        qWarning("%s", qPrintable(answer->text));
    const T *wanted = std::get_if<T>(&command);
    return wanted ? *wanted : T();
}

} // namespace

class TestCommandLine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsTheWindow()
    {
        const auto window = parsed<WindowCommand>("");
        QVERIFY(window.url.isEmpty());
        QVERIFY(!window.demo);
        QVERIFY(!window.theme);
        QVERIFY(window.screenshot.isEmpty());
    }

    void windowOptions()
    {
        const auto window = parsed<WindowCommand>(
            "wss://api.example/ws --theme dark --screenshot out.png --size 1024x640 --wait 0.5 --row 8");
        QCOMPARE(window.url, QStringLiteral("wss://api.example/ws"));
        QCOMPARE(window.theme, std::optional(ThemeChoice::Dark));
        QCOMPARE(window.screenshot, QStringLiteral("out.png"));
        QCOMPARE(window.size, QSize(1024, 640));
        QCOMPARE(window.waitMs, 500);
        QCOMPARE(window.row, 8);
        QVERIFY(parsed<WindowCommand>("--demo").demo);
    }

    void aSessionFileIsOpened()
    {
        const auto ours = parsed<WindowCommand>("there/monday.framescope");
        QCOMPARE(ours.session, QStringLiteral("there/monday.framescope"));
        QVERIFY(ours.url.isEmpty());
        QCOMPARE(parsed<WindowCommand>("file:///there/monday.framescope").session,
            QStringLiteral("/there/monday.framescope"));
        QTemporaryFile file(QDir::tempPath() + QStringLiteral("/sessionXXXXXX"));
        QVERIFY(file.open());
        QCOMPARE(parsed<WindowCommand>(qPrintable(file.fileName())).session, file.fileName());
        QVERIFY(parsed<WindowCommand>("localhost:8080/x").session.isEmpty());
    }

    void recordTakesEveryOption()
    {
        const auto record =
            parsed<RecordCommand>("record ws://h/ -o a.framescope -H X-One:_1 -H X-One:_2 --header "
                                  "Cookie:a=b;_c=d -p chat.v2 -p chat.v1 "
                                  "--origin https://page.example -s one -s -two --duration 2.5 --count 7 "
                                  "--insecure --browser --quiet --echo "
                                  "--no-deflate --timeout 3 --proxy socks5://me:secret@proxy:1080");
        const ConnectionOptions &options = record.options;
        QCOMPARE(options.url, QStringLiteral("ws://h/"));
        QCOMPARE(record.file, QStringLiteral("a.framescope"));
        QCOMPARE(options.headers, (HttpHeaders{{"X-One", "1"}, {"X-One", "2"}, {"Cookie", "a=b; c=d"}}));
        QCOMPARE(options.protocols, (QStringList{QStringLiteral("chat.v2"), QStringLiteral("chat.v1")}));
        QCOMPARE(options.origin, QByteArray("https://page.example"));
        QCOMPARE(record.texts, (QStringList{QStringLiteral("one"), QStringLiteral("-two")}));
        QCOMPARE(record.durationMs, 2500);
        QCOMPARE(record.count, quint64(7));
        QVERIFY(options.tls.acceptAnything);
        QCOMPARE(options.rules, Rules::Browser);
        QVERIFY(record.quiet);
        QVERIFY(options.echo);
        QVERIFY(!options.deflate);
        QCOMPARE(options.timeouts.handshake, 3000);
        QCOMPARE(options.proxy.kind, ProxyOptions::Kind::Socks5);
        QCOMPARE(options.proxy.host, QStringLiteral("proxy"));
        QCOMPARE(options.proxy.port, quint16(1080));
        QCOMPARE(options.proxy.user, QStringLiteral("me"));
        QCOMPARE(options.proxy.password, QStringLiteral("secret"));
    }

    void recordOffersDeflateAndStopsNever()
    {
        const auto record = parsed<RecordCommand>("record ws://h/");
        QVERIFY(record.options.deflate);
        QVERIFY(!record.durationMs);
        QVERIFY(!record.count);
        QCOMPARE(record.options.rules, Rules::Inspector);
        QVERIFY(!record.options.echo);
    }

    void secretsComeFromTheEnvironment()
    {
        qputenv("FRAMESCOPE_TEST_TOKEN", "Bearer abc");
        const Command command = parseCommandLine({QStringLiteral("record"), QStringLiteral("ws://h/"),
            QStringLiteral("--header-env"), QStringLiteral("Authorization: FRAMESCOPE_TEST_TOKEN")});
        QVERIFY(std::holds_alternative<RecordCommand>(command));
        QCOMPARE(
            std::get<RecordCommand>(command).options.headers, (HttpHeaders{{"Authorization", "Bearer abc"}}));
    }

    void printOptions()
    {
        const auto print = parsed<PrintCommand>("print a.framescope --frames --connection 3");
        QCOMPARE(print.file, QStringLiteral("a.framescope"));
        QVERIFY(print.frames);
        QCOMPARE(print.connection, ConnectionId(3));
    }

    void certificatesAreRead()
    {
        QTemporaryFile file(QDir::tempPath() + QStringLiteral("/sessionXXXXXX"));
        QVERIFY(file.open());
        file.write("-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n");
        file.close();
        const Command command = parseCommandLine(
            {QStringLiteral("record"), QStringLiteral("wss://h/"), QStringLiteral("--ca"), file.fileName()});
        QVERIFY(std::holds_alternative<RecordCommand>(command));
        QVERIFY(std::get<RecordCommand>(command).options.tls.extraCa.startsWith("-----BEGIN"));
    }

    void answers_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("begin");
        QTest::newRow("version") << QByteArray("--version")
                                 << QStringLiteral("Framescope " FRAMESCOPE_VERSION);
        QTest::newRow("help") << QByteArray("--help") << QStringLiteral("Framescope, a WebSocket inspector.");
        QTest::newRow("record help") << QByteArray("record --help") << QStringLiteral("Record a connection");
        QTest::newRow("print help") << QByteArray("print --help") << QStringLiteral("Print the timeline");
    }
    void answers()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, begin);
        const Command command = parse(line.constData());
        QVERIFY(std::holds_alternative<CommandAnswer>(command));
        QCOMPARE(std::get<CommandAnswer>(command).exitCode, exitcode::Ok);
        QCOMPARE(std::get<CommandAnswer>(command).text.left(begin.size()), begin);
    }

    // The sentence a person reads, without "framescope: " and the hint at --help.
    void complaints_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *line, const QString &sentence) {
            QTest::newRow(line) << QByteArray(line) << sentence;
        };
        row("--frobnicate", QStringLiteral("The following argument was not expected: --frobnicate"));
        row("ws://a ws://b", QStringLiteral("The following argument was not expected: ws://b"));
        row("--demo ws://a", QStringLiteral("Give either a URL or --demo, not both"));
        row("--theme pink",
            QStringLiteral("--theme \"pink\" is not known. Right is light, dark, contrast or system"));
        row("--size 10",
            QStringLiteral("--size \"10\" is no size. Right is WIDTHxHEIGHT, for example 1440x900"));
        row("--size 0x9",
            QStringLiteral("--size \"0x9\" is no size. Right is WIDTHxHEIGHT, for example 1440x900"));
        row("record", QStringLiteral("record: no URL is given. Right is: framescope record wss://HOST/PATH"));
        row("record --demo ws://a", QStringLiteral("record: give either a URL or --demo, not both"));
        row("record ws://a -H novalue",
            QStringLiteral(
                "--header \"novalue\" has no colon after a name. Right is: --header 'Name: value'"));
        row("record --url-env NOT.SET",
            QStringLiteral("--url-env: there is no environment variable \"NOT.SET\" for the address"));
        row("record ws://a --url-env PATH", QStringLiteral("Give either a URL or --url-env, not both"));
        row("record ws://a --proxy-env NOT.SET",
            QStringLiteral("--proxy-env: there is no environment variable \"NOT.SET\" for the proxy"));
        row("record ws://a --proxy-env PATH",
            QStringLiteral("--proxy-env: what \"PATH\" holds is no proxy. Right is http://HOST:PORT or "
                           "socks5://HOST:PORT"));
        row("record ws://a --header-env A:NOT.SET",
            QStringLiteral("--header-env: there is no environment variable \"NOT.SET\" for header A"));
        row("record ws://a --duration soon",
            QStringLiteral(
                "--duration \"soon\" is no time. Right is a number of seconds above 0, for example 2.5"));
        row("record ws://a --duration nan",
            QStringLiteral(
                "--duration \"nan\" is no time. Right is a number of seconds above 0, for example 2.5"));
        row("record ws://a --duration 1e99",
            QStringLiteral(
                "--duration \"1e99\" is no time. Right is a number of seconds above 0, for example 2.5"));
        row("record ws://a --count 0",
            QStringLiteral("--count \"0\" is no number that can be used. Right is a whole number from 1 to "
                           "18446744073709551615"));
        row("record ws://a --ca /nowhere",
            QStringLiteral("--ca \"/nowhere\" cannot be read: No such file or directory"));
        row("record ws://a --ca /dev/null",
            QStringLiteral("--ca \"/dev/null\" holds no certificate in PEM form"));
        row("record ws://a --proxy proxy:80",
            QStringLiteral(
                "--proxy \"proxy:80\" is no proxy. Right is http://HOST:PORT or socks5://HOST:PORT"));
        row("print", QStringLiteral("print: no session file is given. Right is: framescope print FILE"));
        row("print f --connection 4294967296",
            QStringLiteral("--connection \"4294967296\" is no number that can be used. Right is a whole "
                           "number from 1 to 2147483647"));
    }
    void complaints()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, sentence);
        const Command command = parse(line.constData());
        QVERIFY(std::holds_alternative<CommandAnswer>(command));
        const CommandAnswer &answer = std::get<CommandAnswer>(command);
        QCOMPARE(answer.exitCode, exitcode::Usage);
        QCOMPARE(answer.text, QStringLiteral("framescope: %1\nTry: framescope --help\n").arg(sentence));
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
