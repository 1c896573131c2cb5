// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/sessionprobe.h"
#include "transport/connection.h"

#include <QStringList>

#include <functional>
#include <memory>

namespace framescope::test {

// A Connection as a page of a browser holds it, with its events as lines, over a session on disk. The
// rules are the browser's unless changed.
class BrowserSocket : public QObject {
    Q_OBJECT
public:
    using Change = std::function<void(ConnectionOptions &)>;
    explicit BrowserSocket(
        const QString &url, const Change &change = {}, const QList<EndSignature> &earlier = {});
    // Into a session that others share, one after the other: making one takes ten times as long as a
    // connection.
    BrowserSocket(SessionProbe &session, const QString &url, const Change &change = {});
    ~BrowserSocket() override;

    // Null if the constructor threw; error() then says what.
    Connection *operator->() { return m_connection.get(); }
    Connection &connection() { return *m_connection; }
    bool isCreated() const { return m_connection != nullptr; }
    const RuleError &error() const { return m_error; }
    void destroy() { m_connection.reset(); }

    ReadyState state() const { return m_connection->readyState(); }
    bool isOpen() const { return state() == ReadyState::Open; }
    bool isClosed() const { return m_closed; } // the close event came
    // Runs the event loop until then, 30 s at most. For tables of many short sessions: QTRY looks every 10 ms.
    bool waitForClose();

    // In order, each with the readyState it met: `open 1`, `text 1 "hi"`, `binary 1 0102`, `blob 1 #7`,
    // `error 3`, `close 3 1000 "bye" clean`. Long messages as size and checksum.
    const QStringList &events() const { return m_events; }
    const QList<MessageEvent> &messages() const { return m_messages; }
    // Called at each event, after it was noted: what a page's handler would do.
    std::function<void(const QString &event)> onEvent;

    SessionProbe &session() { return m_session; }
    // The session as it is on disk, everything committed.
    SessionReader &log() { return m_session.log(); }
    QStringList rows() { return m_session.rows(); }
    QStringList dataRows() { return m_session.dataRows(); }
    ConnectionFacts storedFacts();

    // What stands of a message in events(), behind the readyState.
    static QString shown(const QString &text);
    static QString shown(const QByteArray &binary);

private:
    void open(const QString &url, const Change &change, const QList<EndSignature> &earlier);
    void note(const QString &event);

    std::unique_ptr<SessionProbe> m_own;
    SessionProbe &m_session;
    std::unique_ptr<Connection> m_connection;
    RuleError m_error;
    QStringList m_events;
    QList<MessageEvent> m_messages;
    bool m_closed = false;
};

} // namespace framescope::test
