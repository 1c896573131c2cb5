// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/sessionreader.h"
#include "transport/network.h"

#include <QObject>
#include <QTemporaryDir>

namespace framescope::test {

// One connection through the whole chain, as the program makes it: network thread, tap, ring and file.
class Capture : public QObject {
    Q_OBJECT
public:
    explicit Capture(const ConnectionOptions &options);
    ~Capture() override;

    Network &network() { return *m_network; }
    ConnectionId id() const { return m_id; }

    // What the log says, wait for it with QTRY.
    bool isOpen() const { return m_facts.readyState == ReadyState::Open; }
    bool isClosed() const { return m_facts.readyState == ReadyState::Closed; }
    const ConnectionFacts &facts() const { return m_facts; }

    // Everything in the file so far, a line a message or control frame; long payloads by their size:
    //     > text "hi"      < text 3 frames "Grüße"      < text compressed 21000 bytes in 94
    //     < ping "x"       > pong automatic "x"         < close 3001 "bye"
    QStringList lines() const;
    bool says(const QString &line) const { return lines().contains(line); }
    // Each message of a direction so far, as an application has it.
    QByteArrayList messages(Direction direction) const;
    // What the file says of the connection, which is what facts() says once everything is in it.
    ConnectionFacts storedFacts() const;

private:
    void takeBatches();
    std::unique_ptr<SessionReader> log() const; // everything up to now
    QString line(const SessionReader &reader, const Row &row) const;

    QTemporaryDir m_folder;
    SystemClock m_clock;
    Mailbox<AppendBatch> m_batches;
    std::unique_ptr<SessionStore> m_store;
    std::unique_ptr<Network> m_network;
    ConnectionId m_id = 0;
    ConnectionFacts m_facts;
};

} // namespace framescope::test
