// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/scriptedserver.h"

#include <QEventLoop>
#include <QThread>

#include <future>

namespace framescope::test {

// A scripted server in a thread of its own, so that its work does not disturb the window's thread.
class ServerThread {
public:
    explicit ServerThread(const Script &script)
    {
        std::promise<QString> url;
        auto answer = url.get_future();
        m_thread.reset(QThread::create([script, &url] {
            ScriptedServer server(script);
            url.set_value(server.url());
            QEventLoop().exec();
        }));
        m_thread->start();
        m_url = answer.get();
    }
    ~ServerThread()
    {
        m_thread->quit();
        m_thread->wait();
    }
    const QString &url() const { return m_url; }

private:
    std::unique_ptr<QThread> m_thread;
    QString m_url;
};

} // namespace framescope::test
