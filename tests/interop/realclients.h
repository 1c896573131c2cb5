// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace framescope::test {

class ScriptedServer;

// A WebSocket client that others wrote. It takes one job after the other, and tells in its own words what it saw.
class RealClient {
public:
    enum class Kind : quint8 {
        Websockets, // python3-websockets
        NodeWs,
        Chromium // headless, its own profile, and no way to any host but 127.0.0.1
    };
    static Result<std::unique_ptr<RealClient>> start(Kind kind);
    ~RealClient();

    struct Job {
        QString url;
        QStringList protocols;
        // ["await", 2] (messages since the job began), ["text", "hi"], ["binary", "00ff"], ["ping", "x"],
        // ["close"], ["close", 3000, "bye"]
        QJsonArray steps;
        bool echoes = false; // each message goes back
    };
    // Until the client says that the connection is closed, or was refused; 30 s at most, else false.
    bool run(const Job &job);
    // Of the last job, each with the readyState it met:
    //     open 1 "chat.v1" "permessage-deflate"    text 1 "hi"      binary 1 00ff      text 1 1048576 characters
    //     error 3       close 3 3000 "bye" clean   ping "x"         pong "x"           refused InvalidStatusCode
    QStringList account() const;

private:
    Result<void> startScript(const QString &interpreter, const QString &script, const QString &package);
    Result<void> startChromium();
    void begin(const Job &job);
    void read();
    bool isOver() const;

    Kind m_kind = Kind::Websockets;
    QTemporaryDir m_folder;
    QProcess m_process;
    std::unique_ptr<ScriptedServer> m_jobs; // Chromium takes them from there
    int m_number = 0;
    QList<std::pair<int, QString>> m_lines; // by number of the job
};

} // namespace framescope::test
