// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "interop/realpeers.h"

#include "interop/realprocess.h"

#include <QFile>

#include <csignal>
#include <sys/wait.h>

namespace framescope::test {

using namespace Qt::StringLiterals;

namespace {

// Where only a WebSocket listens it does not start, so there is a socket of the folder beside it. Without
// "ipv4" the address of the listener is not heeded. As root it would become somebody who cannot read the folder.
constexpr char MosquittoConfiguration[] = R"(
user root
allow_anonymous true
persistence false
log_dest stderr
log_type all
listener 0 %FOLDER%/socket
listener %PORT% 127.0.0.1
socket_domain ipv4
protocol websockets
)";

bool choosesItsPort(RealPeer::Kind kind)
{
    return kind == RealPeer::Kind::NodeWs || kind == RealPeer::Kind::SocketIo;
}

} // namespace

Result<std::unique_ptr<RealPeer>> RealPeer::start(Kind kind)
{
    Result<void> running;
    for (int attempt = 0; attempt < 5; ++attempt) { // the port may be taken between choice and use
        auto peer = std::make_unique<RealPeer>();
        running = peer->run(kind);
        if (running)
            return peer;
        if (choosesItsPort(kind))
            break;
    }
    return running.error();
}

RealPeer::~RealPeer()
{
    endProcess(m_process);
}

QString RealPeer::url(const QString &pathAndQuery) const
{
    return u"ws://127.0.0.1:%1%2"_s.arg(m_port).arg(pathAndQuery);
}

const QStringList &RealPeer::account()
{
    while (m_process.canReadLine())
        m_account += QString::fromUtf8(m_process.readLine()).trimmed();
    return m_account;
}

bool RealPeer::isRunning()
{
    return !m_process.waitForFinished(0) && m_process.state() == QProcess::Running;
}

void RealPeer::freeze()
{
    const auto pid = static_cast<pid_t>(m_process.processId());
    ::kill(pid, SIGSTOP);
    // The signal is under way when kill() returns, and what is sent now might still be read: until all its threads stand.
    siginfo_t stopped{};
    ::waitid(P_PID, static_cast<id_t>(pid), &stopped, WSTOPPED | WNOWAIT);
}

void RealPeer::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

Result<void> RealPeer::run(Kind kind)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_port = freePort();
    switch (kind) {
    case Kind::Libwebsockets: return runLibwebsockets();
    case Kind::Mosquitto: return runMosquitto();
    case Kind::Websocketd: return runWebsocketd({});
    case Kind::WebsocketdBinary: return runWebsocketd({u"--binary"_s});
    case Kind::NodeWs: return runScript(u"node"_s, u"wsserver.mjs"_s, u"nodejs, node-ws"_s);
    case Kind::SocketIo:
        // Not the first python3 of the path: the packages belong to the system's.
        return runScript(
            u"/usr/bin/python3"_s, u"socketioserver.py"_s, u"python3-socketio, python3-aiohttp"_s);
    }
    Q_UNREACHABLE();
}

Result<void> RealPeer::runScript(const QString &interpreter, const QString &script, const QString &package)
{
    const Result<QByteArray> port = startScript(m_process, interpreter, script, package);
    if (!port)
        return port.error();
    m_port = port->toUShort();
    return m_port != 0 ? Result<void>() : failure(script + u" names no port"_s, m_process);
}

Result<void> RealPeer::runMosquitto()
{
    QFile file(m_folder.filePath(u"mosquitto.conf"_s));
    if (!file.open(QIODevice::WriteOnly))
        return Error{file.errorString(), {}, {}};
    file.write(QByteArray(MosquittoConfiguration)
                   .replace("%FOLDER%", QFile::encodeName(m_folder.path()))
                   .replace("%PORT%", QByteArray::number(m_port)));
    file.close();
    return startListener(m_process, u"mosquitto"_s, u"mosquitto"_s, {u"-c"_s, file.fileName()}, m_port);
}

Result<void> RealPeer::runWebsocketd(const QStringList &options)
{
    const QStringList arguments{u"--address=127.0.0.1"_s, u"--port=%1"_s.arg(m_port), u"--loglevel=access"_s};
    return startListener(
        m_process, u"websocketd"_s, u"websocketd"_s, arguments + options + QStringList{u"cat"_s}, m_port);
}

Result<void> RealPeer::runLibwebsockets()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LD_PRELOAD"_s, QStringLiteral(LOOPBACK_ONLY));
    m_process.setProcessEnvironment(environment);
    // 15: up to what it calls information.
    return startListener(m_process, u"libwebsockets-test-server"_s, u"libwebsockets-test-server"_s,
        {u"--port=%1"_s.arg(m_port), u"-d"_s, u"15"_s}, m_port);
}

} // namespace framescope::test
