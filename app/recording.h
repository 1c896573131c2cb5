// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline.h"
#include "app/demoserver.h"
#include "app/interruption.h"
#include "app/rowtext.h"
#include "base/mailbox.h"
#include "session/sessionreader.h"
#include "transport/network.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace framescope {

// framescope record: one connection into one session file, its timeline on the standard output while it
// grows. Ends when the connection does; a limit, Ctrl+C or SIGTERM close it properly, a second Ctrl+C at
// once. Main thread, with a running event loop.
class Recording final : public QObject {
    Q_OBJECT
public:
    explicit Recording(const RecordCommand &command);
    ~Recording() override;

    // An exit code if nothing could be started; what is wrong was said then.
    std::optional<int> start();

Q_SIGNALS:
    void ended(int exitCode);

private:
    std::optional<int> openStore();
    void takeBatches();
    void takeEnd();
    void printNewRows();
    void print(const Row &row);
    void say(const QString &line);
    void endSoon();
    void interrupt();
    void finish(const ConnectionFacts &facts);

    RecordCommand m_command;
    SystemClock m_clock;
    // Posted by the store's and the network's threads.
    Mailbox<AppendBatch> m_batches;
    Mailbox<ConnectionFacts> m_ends;

    std::unique_ptr<DemoServer> m_demo;
    std::unique_ptr<SessionStore> m_store;
    std::unique_ptr<SessionReader> m_reader;
    std::unique_ptr<Network> m_network;
    std::unique_ptr<RowText> m_rowText;
    std::unique_ptr<Interruption> m_interruption;
    QTimer m_look; // for rows that were committed
    QTimer m_limit;

    ConnectionId m_connection = 0;
    RowId m_next = 1;
    quint64 m_received = 0; // messages
    bool m_sent = false;    // the texts of the command line
    bool m_ending = false;
};

// Runs the command in an event loop of its own; needs a QCoreApplication.
int record(const RecordCommand &command);

} // namespace framescope
