// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"
#include "ui/acceptedcertificates.h"
#include "ui/connectiondraft.h"
#include "ui/environmentlist.h"
#include "ui/filleddraft.h"
#include "ui/messagebar.h"
#include "ui/usualoptions.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <optional>

namespace framescope {

class ConnectionBar;
class MessageActions;
class OptionsDrawer;

// What the next connection is made with: joins the address in the bar and the drawer below it, and
// fills both from a pasted command.
class ConnectionSetup final : public QObject {
    Q_OBJECT
public:
    // All must outlive it.
    ConnectionSetup(
        ConnectionBar &bar, OptionsDrawer &drawer, EnvironmentList &environments, QObject *parent = nullptr);

    // For a connection to `url`; an Error if something in the drawer cannot be sent, whose tab is then
    // shown.
    Result<ConnectionOptions> options(const QString &url);
    // What "Set value" is about, of `environment` (empty: none is chosen).
    void setLacking(const QString &variable, const QString &environment);
    // The last options() were refused for that.
    bool lacksValue() const { return !m_lacking.isEmpty(); }

    // What bar and drawer hold is what `id` was opened with; from now on they are about it.
    void keepFor(ConnectionId id);
    // Shows again what `id` was opened with, and what was changed since for its next attempt; of one that
    // was never kept its `url` and the defaults.
    void showFor(ConnectionId id, const QString &url);
    // About none from now on: no address, the defaults. Says so where that takes something away.
    void beginAnew();
    // What logs in to `url` is not for the server at `next`, unless it is the same one.
    void leaveLogin(const QString &url, const QString &next);

    void setDrawerShown(bool shown);
    bool isDrawerShown() const;
    void toggleDrawer() { setDrawerShown(!isDrawerShown()); }

    // Accepts the certificate of that SHA-256 for the host of `url`, from now on; it stands in the tab TLS,
    // where it can be taken back.
    void acceptCertificate(const QString &url, const QString &fingerprint);

    struct Typed {
        QString url;
        ConnectionDraft draft;
        std::optional<QString> environment = {}; // its id, empty: none; absent: whichever is chosen
    };
    Typed typed() const;
    // What `id` was opened with, as for showFor().
    Typed typedFor(ConnectionId id, const QString &url) const;
    // Fills bar and drawer, as a pasted command does.
    void take(const Typed &typed);
    // Nothing is wrong with them but that secrets are to be typed again.
    bool lacksOnlySecrets(const QString &url) const;
    // They go as they are, without those secrets.
    void forgetLeftOut();
    // In which connections are opened, and whose variables have their values; null: none.
    const Environment *environment() const { return m_environments.find(m_environment); }
    // In which `id` was opened, whatever is chosen since; null: none, or it is gone.
    const Environment *openedIn(ConnectionId id) const { return m_environments.find(m_openedIn.value(id)); }
    void setEnvironment(const QString &id);
    // What stands in the bar, with the values of its variables.
    QString filledUrl() const;
    // The defaults or the accepted certificates were changed elsewhere. What is meant for a connection that was
    // opened already keeps its options.
    void takeSettings();

    // Those that are about the setup. Which options some are about depends on how the connection ended.
    void declare(MessageActions &actions, std::function<EndCause()> cause);
    // What was typed before the last pasted command comes back.
    void undoPaste();

    // The handshake that was sent on that connection, as a command to try it without this program; if none
    // was sent, the one that would be. `id` as it was kept.
    QString curlCommand(const ConnectionFacts &facts, ConnectionId id) const;
    // The same as a value that is written for any tool, with TLS and route.
    PastedCommand commandOf(const ConnectionFacts &facts, ConnectionId id) const;

Q_SIGNALS:
    void acted(); // a button of the message bar did its part
    // To say in the message bar; its actions are among those declared.
    void noticed(const framescope::Notice &notice);
    void commandRefused(const framescope::Error &error); // places are those of the address field
    void messageTaken(const QString &text);              // a message that the command sends
    void changed();            // by the user or a command; holds for the next connection
    void environmentChanged(); // another one, or its values
    // That variable is to get a value in `environment`, or in a new one; empty: environments are to be edited.
    void valueRequested(const QString &variable, const QString &environment);

private:
    void showField(ConnectionDraft::Tab tab, ConnectionDraft::Field field, int row = -1);
    void pingRegularly();
    void waitLonger(EndCause cause);
    void carryOptionsOver();
    void takeUrl(const QString &url);
    void takeDraft();
    void takeCommand(const QString &text);
    void showTyped(const Typed &typed);
    void showDraft(const ConnectionDraft &draft);
    void keepChanges();
    void showCount();
    void takeEnvironments();
    void showEnvironment();
    FilledDraft filledFor(ConnectionId id, const ConnectionFacts &facts) const;

    ConnectionBar &m_bar;
    OptionsDrawer &m_drawer;
    EnvironmentList &m_environments;
    QString m_environment; // its id
    QString m_lacking;     // a variable without a value, of ...
    QString m_lackingIn;   // that environment
    AcceptedCertificates m_accepted;
    UsualOptions m_usual = UsualOptions::remembered();
    QString m_typedUrl; // the last address that was no command
    std::optional<Typed> m_before;
    ConnectionId m_about = 0; // whose next attempt is being changed; 0: that of none
    QHash<ConnectionId, Typed> m_kept;
    QHash<ConnectionId, QString> m_openedIn; // ids of environments
};

} // namespace framescope
