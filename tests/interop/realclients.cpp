// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "interop/realclients.h"

#include "interop/realprocess.h"
#include "support/scriptedserver.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>
#include <QThread>
#include <QTimer>
#include <QUrlQuery>

#include <csignal>
#include <unistd.h>

namespace framescope::test {

using namespace Qt::StringLiterals;

namespace {

// As root it starts only without its sandbox; what it is shown is our own page. The rest keeps it from
// asking anybody but us for anything.
QStringList chromiumArguments(const QString &profile, const QString &page)
{
    return {u"--no-sandbox"_s, u"--headless"_s, u"--disable-gpu"_s, u"--user-data-dir="_s + profile,
        u"--no-first-run"_s, u"--no-default-browser-check"_s, u"--disable-background-networking"_s,
        u"--disable-component-update"_s, u"--disable-default-apps"_s, u"--disable-extensions"_s,
        u"--disable-sync"_s, u"--disable-breakpad"_s, u"--disable-dev-shm-usage"_s,
        u"--proxy-server=direct://"_s, u"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"_s,
        u"--enable-logging=stderr"_s, page};
}

} // namespace

Result<std::unique_ptr<RealClient>> RealClient::start(Kind kind)
{
    auto client = std::make_unique<RealClient>();
    client->m_kind = kind;
    client->m_process.setProcessChannelMode(QProcess::MergedChannels);
    tieToUs(client->m_process);
    Result<void> started;
    switch (kind) {
    case Kind::Websockets:
        // Not the first python3 of the path: the package belongs to the system's.
        started =
            client->startScript(u"/usr/bin/python3"_s, u"websocketsclient.py"_s, u"python3-websockets"_s);
        break;
    case Kind::NodeWs:
        started = client->startScript(u"node"_s, u"wsclient.mjs"_s, u"nodejs, node-ws"_s);
        break;
    case Kind::Chromium: started = client->startChromium(); break;
    }
    if (!started)
        return started.error();
    return client;
}

RealClient::~RealClient()
{
    const auto group = static_cast<pid_t>(m_process.processId());
    endProcess(m_process);
    if (m_kind != Kind::Chromium || group == 0)
        return;
    ::kill(-group, SIGKILL); // what it started itself, and is gone without being told in most cases
    const QDeadlineTimer deadline(1000);
    while (!m_folder.remove() && !deadline.hasExpired())
        QThread::msleep(5); // somebody of the group still writes there
}

// In an event loop of its own: QTRY looks every 10 ms, and the server that is talked to is in this thread.
bool RealClient::run(const Job &job)
{
    QEventLoop loop;
    QObject::connect(&m_process, &QProcess::readyRead, &loop, [&] {
        read();
        if (isOver())
            loop.quit();
    });
    QTimer::singleShot(30'000, &loop, &QEventLoop::quit);
    begin(job);
    loop.exec();
    return isOver();
}

bool RealClient::isOver() const
{
    static const QRegularExpression over(u"^(close|refused) "_s);
    return !account().filter(over).isEmpty();
}

void RealClient::begin(const Job &job)
{
    const QJsonObject object{{u"number"_s, ++m_number}, {u"url"_s, job.url},
        {u"protocols"_s, QJsonArray::fromStringList(job.protocols)}, {u"steps"_s, job.steps},
        {u"echoes"_s, job.echoes}};
    const QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    if (m_jobs) {
        m_jobs->connection().socket().peer().send(Opcode::Text, text, 0);
        m_jobs->connection().socket().flush();
    } else {
        m_process.write(text + '\n');
    }
}

QStringList RealClient::account() const
{
    QStringList lines;
    for (const auto &[number, line] : m_lines) {
        if (number == m_number)
            lines += line;
    }
    return lines;
}

// Chromium's: [1130/090745.845255:INFO:CONSOLE:4] "7 open 1 """, source: file:///...
void RealClient::read()
{
    static const QRegularExpression console(u":INFO:CONSOLE[^\\]]*\\] \"(.*)\", source: "_s);
    static const QRegularExpression told(u"^(\\d+) (.*)$"_s);
    while (m_process.canReadLine()) {
        QString line = QString::fromUtf8(m_process.readLine());
        if (m_kind == Kind::Chromium)
            line = console.match(line).captured(1);
        if (const auto match = told.match(line.trimmed()); match.hasMatch())
            m_lines.emplace_back(match.captured(1).toInt(), match.captured(2));
    }
}

Result<void> RealClient::startScript(const QString &interpreter, const QString &script, const QString &package)
{
    const Result<QByteArray> ready = test::startScript(m_process, interpreter, script, package);
    return ready ? Result<void>() : ready.error();
}

Result<void> RealClient::startChromium()
{
    // Not Debian's script that starts it: that would not end it when it is ended itself.
    QString program = QStandardPaths::findExecutable(u"chromium-headless-shell"_s, {u"/usr/lib/chromium"_s});
    if (program.isEmpty())
        program = QStandardPaths::findExecutable(u"chromium"_s);
    if (program.isEmpty())
        return Error{u"There is no Chromium (package chromium-headless-shell)"_s, {}, {}};
    m_jobs = std::make_unique<ScriptedServer>(Script().accept());
    QUrl page = QUrl::fromLocalFile(QStringLiteral(INTEROP_FOLDER "/browserclient.html"));
    page.setQuery(u"jobs="_s + m_jobs->url());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, m_folder.path());
    m_process.setProcessEnvironment(environment);
    const auto tied = m_process.childProcessModifier();
    m_process.setChildProcessModifier([tied] {
        ::setsid(); // a group of its own, with which it is ended
        tied();
    });
    m_process.start(
        program, chromiumArguments(m_folder.filePath(u"profile"_s), page.toString(QUrl::FullyEncoded)));
    const auto isThere = [this] {
        return m_process.state() == QProcess::NotRunning
            || (m_jobs->connectionCount() == 1 && m_jobs->connection().isScriptOver());
    };
    if (!QTest::qWaitFor(isThere, 3 * LongestStartMs) || m_process.state() == QProcess::NotRunning)
        return failure(program + u" does not show our page"_s, m_process);
    return {};
}

} // namespace framescope::test
