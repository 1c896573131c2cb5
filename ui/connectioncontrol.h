// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/addresshistory.h"
#include "ui/connectionbar.h"
#include "ui/connectionsetup.h"
#include "ui/filledmessage.h"
#include "ui/livesession.h"
#include "ui/messagebar.h"

#include <QObject>
#include <QStringList>

#include <optional>

namespace framescope {

class MessageActions;

// Opens, ends and speaks to connections as the user asks: turns the bar's words and the message bar's
// buttons into commands to the session. GUI thread.
class ConnectionControl final : public QObject {
    Q_OBJECT
public:
    // All must outlive it.
    ConnectionControl(
        LiveSession &session, ConnectionBar &bar, ConnectionSetup &setup, QObject *parent = nullptr);

    // As if the user had typed `url` into the bar and pressed Enter.
    void connectTo(const QString &url);
    // The same to a server that is gone with the program: not remembered.
    void connectToDemo(const QString &url);
    // To the address of the connection that is spoken to: instead of it, which is ended if it is not yet. To
    // another: beside it.
    void open(const QString &url);
    // To what stands in the bar; says what is missing where that is nothing.
    void openTyped();
    // The one that is spoken to once more, with what it was opened with: instead of it, or beside it.
    void reopen();
    void duplicate();
    // Bar and drawer show what the one that is spoken to was opened with.
    void showCurrent();
    // What it was opened with, and its address.
    ConnectionSetup::Typed setupOf(ConnectionId id) const;
    // As a command of another tool would tell it.
    PastedCommand commandOf(ConnectionId id) const;
    // Beside all others, `copies` times; how many were opened, the others were refused().
    int openBeside(const QString &url, int copies = 1);
    // From now on none is spoken to; the bar waits for an address.
    void beginAnew();
    void end(const EndRequest &request);
    // What is spoken to ends in the way of its state: closed, called off, not made again; while it closes, without
    // waiting for the other side.
    void endNow();
    // To those; empty: to the connection that is spoken to, or where none can be to a new one.
    void send(
        const Draft &draft, const std::vector<ConnectionId> &to = {}, FrameOrigins origin = FrameOrigins());

    // What is written, with the values that its variables have at each of those (empty: at the one that is spoken to).
    FilledMessages filled(const Draft &draft, const std::vector<ConnectionId> &to = {}) const;
    // In which it was opened, whatever is chosen since; of one that is not open, or was opened in none, the chosen one.
    const Environment *environmentOf(ConnectionId id) const;
    // The same, and sends it; nothing goes to any if a value lacks at one.
    void sendWritten(const Draft &draft, const std::vector<ConnectionId> &to);

    // What is known of `facts` here beside what its outcome says: of which variables its login was made, and that
    // another attempt has fresh values.
    void tellValues(const ConnectionFacts &facts, Notice &notice) const;

    // Those that are about connections.
    void declare(MessageActions &actions);

    // What endNow() would do, for a menu; empty: nothing.
    QString endWords() const;

    const AddressHistory &history() const { return m_history; }
    // The bar completes what is remembered now.
    void showHistory();

Q_SIGNALS:
    void opened(framescope::ConnectionId id); // is spoken to from now on
    // Nothing was sent: that variable has no value in that environment.
    void valueLacked(const QString &variable, const QString &environment);
    // Nothing was sent; why, to say in the message bar.
    void refused(const framescope::Notice &notice);

private:
    void callOff();
    void sendTo(ConnectionId id, const Draft &draft, FrameOrigins origin);
    std::optional<ConnectionOptions> optionsFor(const QString &url);
    bool openWith(const ConnectionOptions &options);
    void refuse(const Error &error, const QString &url, const QStringList &actions = {});
    Error inTypedText(Error error) const;
    void followRedirect();
    void openWithoutSecrets();
    QString shownCertificate() const;
    void acceptOnce();
    void acceptForHost();
    void copyCurl() const;

    LiveSession &m_session;
    ConnectionBar &m_bar;
    ConnectionSetup &m_setup;
    AddressHistory m_history;
    QString m_demo;             // the address that is not remembered
    QStringList m_acceptedOnce; // fingerprints, for the next connection only
};

} // namespace framescope
