// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline.h"

#include <QFileInfo>
#include <QUrl>

#include <CLI/CLI.hpp>

#include <cmath>
#include <functional>
#include <limits>

namespace framescope {

namespace {

// Thrown out of CLI11's callbacks as the rest of its errors, with a sentence of ours.
[[noreturn]] void refuse(const QString &sentence)
{
    throw CLI::ValidationError(sentence.toStdString(), exitcode::Usage);
}

using TextSetter = std::function<void(const QString &)>;

// Options are added through these two, so that every value arrives as a QString.
CLI::Option *addText(
    CLI::App &app, const char *name, const TextSetter &set, const char *help, const char *type)
{
    return app
        .add_option_function<std::string>(
            name, [set](const std::string &value) { set(QString::fromStdString(value)); }, help)
        ->type_name(type);
}

// One that may be given again and again: a call for each, in order.
CLI::Option *addTexts(
    CLI::App &app, const char *name, const TextSetter &set, const char *help, const char *type)
{
    const auto setAll = [set](const std::vector<std::string> &values) {
        for (const std::string &value : values)
            set(QString::fromStdString(value));
    };
    return app.add_option_function<std::vector<std::string>>(name, setAll, help)
        ->type_name(type)
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false);
}

HttpHeader parseHeader(const QString &text, const char *option)
{
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    if (colon < 1) {
        refuse(QStringLiteral("%1 \"%2\" has no colon after a name. Right is: %1 'Name: value'")
                   .arg(QLatin1StringView(option), text));
    }
    return {text.left(colon).trimmed().toUtf8(), text.mid(colon + 1).trimmed().toUtf8()};
}

// Secrets on a command line can be read by every user of the machine; the environment cannot.
QByteArray fromEnvironment(const QByteArray &variable, const char *option, const QString &what)
{
    if (!qEnvironmentVariableIsSet(variable.constData())) {
        refuse(QStringLiteral("%1: there is no environment variable \"%2\" for %3")
                   .arg(QLatin1StringView(option), QString::fromUtf8(variable), what));
    }
    return qgetenv(variable.constData());
}

HttpHeader headerFromEnvironment(const QString &text)
{
    HttpHeader header = parseHeader(text, "--header-env");
    header.value = fromEnvironment(
        header.value, "--header-env", QStringLiteral("header ") + QString::fromUtf8(header.name));
    return header;
}

int parseSeconds(const QString &text, const char *option)
{
    bool ok = false;
    const double seconds = text.toDouble(&ok);
    constexpr double Longest = std::numeric_limits<int>::max() / 1000.0 - 1;
    if (!ok || !(seconds > 0) || seconds > Longest) {
        refuse(QStringLiteral("%1 \"%2\" is no time. Right is a number of seconds above 0, for example 2.5")
                   .arg(QLatin1StringView(option), text));
    }
    return qMax(1, static_cast<int>(std::lround(seconds * 1000)));
}

quint64 parseNumber(const QString &text, const char *option, quint64 largest)
{
    bool ok = false;
    const quint64 number = text.toULongLong(&ok);
    if (!ok || number == 0 || number > largest) {
        refuse(QStringLiteral("%1 \"%2\" is no number that can be used. Right is a whole number from 1 to %3")
                   .arg(QLatin1StringView(option), text)
                   .arg(largest));
    }
    return number;
}

QSize parseSize(const QString &text)
{
    const QStringList parts = text.split(QLatin1Char('x'));
    const auto side = [&](int index) {
        bool ok = false;
        const int value = parts.value(index).toInt(&ok);
        return ok && value >= 1 && value <= 10'000 ? value : 0;
    };
    if (parts.size() != 2 || side(0) == 0 || side(1) == 0)
        refuse(
            QStringLiteral("--size \"%1\" is no size. Right is WIDTHxHEIGHT, for example 1440x900").arg(text));
    return {side(0), side(1)};
}

ThemeChoice parseTheme(const QString &text)
{
    if (text == QLatin1StringView("light"))
        return ThemeChoice::Light;
    if (text == QLatin1StringView("dark"))
        return ThemeChoice::Dark;
    if (text == QLatin1StringView("system"))
        return ThemeChoice::System;
    if (text == QLatin1StringView("contrast"))
        return ThemeChoice::HighContrast;
    refuse(QStringLiteral("--theme \"%1\" is not known. Right is light, dark, contrast or system").arg(text));
}

QByteArray readCertificates(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        refuse(QStringLiteral("--ca \"%1\" cannot be read: %2").arg(path, file.errorString()));
    QByteArray pem = file.read(16 << 20);
    if (!pem.contains("-----BEGIN CERTIFICATE-----"))
        refuse(QStringLiteral("--ca \"%1\" holds no certificate in PEM form").arg(path));
    return pem;
}

// `shown`: of what is wrong, which may hold a password that nobody typed here.
ProxyOptions parseProxy(const QString &text, const QString &shown)
{
    const QUrl url(text, QUrl::StrictMode);
    ProxyOptions proxy;
    if (url.scheme() == QLatin1StringView("http"))
        proxy.kind = ProxyOptions::Kind::Http;
    else if (url.scheme() == QLatin1StringView("socks5"))
        proxy.kind = ProxyOptions::Kind::Socks5;
    if (proxy.kind == ProxyOptions::Kind::None || url.host().isEmpty() || url.port() < 1) {
        refuse(QStringLiteral("%1 is no proxy. Right is http://HOST:PORT or socks5://HOST:PORT").arg(shown));
    }
    proxy.host = url.host();
    proxy.port = static_cast<quint16>(url.port());
    proxy.user = url.userName(QUrl::FullyDecoded);
    proxy.password = url.password(QUrl::FullyDecoded);
    return proxy;
}

void addLog(CLI::App &app, QString &log)
{
    addText(
        app, "--log", [&log](const QString &text) { log = text; },
        "Write what the program does into FILE, without secrets, for a report of a mistake; - is the "
        "standard error",
        "FILE");
}

// As desktops pass it: the path of a file, or its address.
QString sessionFile(const QString &text)
{
    const QUrl url(text);
    const QString path = url.isLocalFile() ? url.toLocalFile() : text;
    const bool isFile =
        url.isLocalFile() || text.endsWith(QLatin1StringView(".framescope")) || QFileInfo(text).isFile();
    return isFile ? path : QString();
}

void addWindowOptions(CLI::App &app, WindowCommand &command)
{
    addText(
        app, "url",
        [&](const QString &text) {
            command.session = sessionFile(text);
            command.url = command.session.isEmpty() ? text : QString();
        },
        "Address to connect to, or session file to open", "URL|FILE");
    app.add_flag("--demo", command.demo, "Connect to the demo server inside the program");
    addText(
        app, "--theme", [&](const QString &text) { command.theme = parseTheme(text); },
        "Colours of the window: light, dark, contrast, system", "THEME");
    addText(
        app, "--screenshot", [&](const QString &text) { command.screenshot = text; },
        "Draw the window into a picture instead of showing it (needs no display)", "FILE");
    addText(
        app, "--wait", [&](const QString &text) { command.waitMs = parseSeconds(text, "--wait"); },
        "Seconds before the picture is taken (4)", "S");
    addText(
        app, "--size", [&](const QString &text) { command.size = parseSize(text); },
        "Size of the window in the picture (1440x900)", "WxH");
    app.add_option("--row", command.row, "Row to select in the picture")->type_name("N");
    addLog(app, command.log);
}

void addConnectionOptions(CLI::App &app, ConnectionOptions &options)
{
    addText(
        app, "url", [&](const QString &text) { options.url = text; }, "Address to connect to", "URL");
    addText(
        app, "--url-env",
        [&](const QString &text) {
            if (!options.url.isEmpty())
                refuse(QStringLiteral("Give either a URL or --url-env, not both"));
            options.url =
                QString::fromUtf8(fromEnvironment(text.toUtf8(), "--url-env", QStringLiteral("the address")));
        },
        "The address from the environment: for one with a token in it", "VARIABLE");
    addTexts(
        app, "--header,-H",
        [&](const QString &text) { options.headers.append(parseHeader(text, "--header")); },
        "Request header 'Name: value'; repeatable, order is kept", "HEADER");
    addTexts(
        app, "--header-env", [&](const QString &text) { options.headers.append(headerFromEnvironment(text)); },
        "Request header 'Name: VARIABLE', its value from the environment: for secrets", "HEADER");
    addTexts(
        app, "--protocol,-p", [&](const QString &text) { options.protocols.append(text); },
        "Subprotocol to offer; repeatable", "NAME");
    addText(
        app, "--origin", [&](const QString &text) { options.origin = text.toUtf8(); },
        "Origin header, as a page of a browser would send", "ORIGIN");
    app.add_flag_callback(
        "--no-deflate", [&] { options.deflate.reset(); }, "Do not offer permessage-deflate");
    app.add_flag_callback(
        "--browser", [&] { options.rules = Rules::Browser; }, "Refuse what browsers refuse");
    addText(
        app, "--ca", [&](const QString &text) { options.tls.extraCa = readCertificates(text); },
        "Certificates (PEM) to trust besides the system's", "FILE");
    app.add_flag("--insecure,-k", options.tls.acceptAnything, "Accept any certificate; the session says so");
    addText(
        app, "--proxy",
        [&](const QString &text) {
            options.proxy = parseProxy(text, QStringLiteral("--proxy \"%1\"").arg(text));
        },
        "http://HOST:PORT or socks5://HOST:PORT", "URL");
    addText(
        app, "--proxy-env",
        [&](const QString &text) {
            const QByteArray url = fromEnvironment(text.toUtf8(), "--proxy-env", QStringLiteral("the proxy"));
            options.proxy = parseProxy(
                QString::fromUtf8(url), QStringLiteral("--proxy-env: what \"%1\" holds").arg(text));
        },
        "The proxy, with user and password, from the environment", "VARIABLE");
    addText(
        app, "--timeout",
        [&](const QString &text) {
            const int ms = parseSeconds(text, "--timeout");
            options.timeouts.connect = options.timeouts.tls = options.timeouts.handshake = ms;
        },
        "Seconds for each step of connecting (10)", "S");
}

void addRecordOptions(CLI::App &app, RecordCommand &command)
{
    addConnectionOptions(app, command.options);
    app.add_flag("--demo", command.demo, "Record the demo server inside the program instead of a URL");
    addText(
        app, "--output,-o", [&](const QString &text) { command.file = text; },
        "Session file to write; without it a new one among your captures", "FILE");
    addTexts(
        app, "--send,-s", [&](const QString &text) { command.texts.append(text); },
        "Text message to send when the connection is open; repeatable", "TEXT");
    app.add_flag(
        "--echo", command.options.echo, "Send each message back as it came, as test suites want of a client");
    addText(
        app, "--duration,-d",
        [&](const QString &text) { command.durationMs = parseSeconds(text, "--duration"); },
        "Close after so many seconds", "S");
    addText(
        app, "--count,-n",
        [&](const QString &text) {
            command.count = parseNumber(text, "--count", std::numeric_limits<quint64>::max());
        },
        "Close after so many received messages", "N");
    addLog(app, command.log);
    app.add_flag("--quiet,-q", command.quiet, "Print no timeline while recording");
    // After all options are read: the name of what is missing matters more than what else is there.
    app.final_callback([&] {
        if (command.demo && !command.options.url.isEmpty())
            refuse(QStringLiteral("record: give either a URL or --demo, not both"));
        if (!command.demo && command.options.url.isEmpty())
            refuse(QStringLiteral("record: no URL is given. Right is: framescope record wss://HOST/PATH"));
    });
}

void addPrintOptions(CLI::App &app, PrintCommand &command)
{
    addText(
        app, "file", [&](const QString &text) { command.file = text; }, "Session file to read", "FILE");
    app.add_flag("--frames", command.frames,
        "A line for each frame, with its header, instead of one for each message");
    addText(
        app, "--connection,-c",
        [&](const QString &text) {
            command.connection = static_cast<ConnectionId>(
                parseNumber(text, "--connection", std::numeric_limits<ConnectionId>::max()));
        },
        "Only the connection with this number", "N");
    app.final_callback([&] {
        if (command.file.isEmpty())
            refuse(QStringLiteral("print: no session file is given. Right is: framescope print FILE"));
    });
}

} // namespace

Command parseCommandLine(const QStringList &arguments)
{
    CLI::App app("Framescope, a WebSocket inspector.", "framescope");
    app.set_version_flag("--version", "Framescope " FRAMESCOPE_VERSION);
    app.footer("Exit codes: 0 done; 1 something here failed (disk, file); 2 wrong arguments or no "
               "session file;\n"
               "3 the connection never opened; 4 it ended without a closing handshake.");
    app.require_subcommand(0, 1);

    WindowCommand window;
    RecordCommand record;
    PrintCommand print;
    addWindowOptions(app, window);
    CLI::App *recordApp =
        app.add_subcommand("record", "Record a connection into a session file, without a window");
    addRecordOptions(*recordApp, record);
    CLI::App *printApp = app.add_subcommand("print",
        "Print the timeline of a session file; what a killed recording left beside it is put into it");
    addPrintOptions(*printApp, print);

    // CLI11 takes them from the back.
    std::vector<std::string> reversed;
    for (auto argument = arguments.crbegin(); argument != arguments.crend(); ++argument)
        reversed.push_back(argument->toStdString());
    try {
        app.parse(std::move(reversed));
        if (recordApp->parsed())
            return record;
        if (printApp->parsed())
            return print;
        if (window.demo && !window.url.isEmpty())
            refuse(QStringLiteral("Give either a URL or --demo, not both"));
        return window;
    } catch (const CLI::Success &answer) {
        std::ostringstream text;
        app.exit(answer, text, text);
        return CommandAnswer{QString::fromStdString(text.str()), exitcode::Ok};
    } catch (const CLI::ParseError &error) {
        return CommandAnswer{
            QStringLiteral("framescope: %1\nTry: framescope --help\n").arg(QString::fromUtf8(error.what())),
            exitcode::Usage};
    }
}

} // namespace framescope
