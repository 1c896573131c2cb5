// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "ui/endpopover.h"
#include "ui/environment.h"
#include "ui/libraryentry.h"
#include "ui/statebadge.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
class QToolButton;
QT_END_NAMESPACE

namespace framescope {

class AddressCompletion;
class CopiesPopover;
class EnvironmentChooser;
class UrlField;

// The bar on top: state, address, and the one button that connects, cancels or disconnects.
class ConnectionBar final : public QWidget {
    Q_OBJECT
public:
    explicit ConnectionBar(QWidget *parent = nullptr);

    // What the bar offers follows the connection's facts (those of an unknown one: none yet). Of one that is
    // only recorded here nothing can be ended.
    void setFacts(const ConnectionFacts &facts, bool isRecorded = false);
    BadgeState state() const { return m_badge->state(); }

    QString url() const; // completed
    void setUrl(const QString &url);
    void focusUrl();
    // Marks the place in the address that `error` names. The sentence is the message bar's.
    void showError(const Error &error);
    void clearError();
    // `error` about url(), told in the characters of what the user typed.
    Error inTypedText(Error error) const;

    // On the button of the drawer: how much differs from the defaults, and whether the drawer is there.
    void setOptionsCount(int count);
    void setOptionsShown(bool shown);

    // Offered while typing: these first, then those, newest first.
    void setLibrary(const LibraryEntries &entries);
    void setHistory(const QStringList &urls);

    // Where connections are opened: one of those that are there, or none.
    void setEnvironments(const Environments &environments);
    void setEnvironment(const QString &id);

    // The button's action, whatever it is now.
    void activate();
    // What the arrow beside it opens: the ways to end, or how many to connect.
    void popUpMore();

Q_SIGNALS:
    void connectRequested(const QString &url);
    void copiesRequested(const QString &url, int copies);
    void cancelRequested();
    void endRequested(const framescope::EndRequest &request);
    void urlEdited();
    void urlChanged(const QString &url); // by whomever, completed
    // A curl, wscat or websocat command was pasted, or typed and confirmed.
    void commandEntered(const QString &command);
    void optionsToggled(bool shown);
    // One was chosen among what is offered: it is more than its address. What Enter asks for follows.
    void libraryEntryChosen(const QString &id);

    void environmentChosen(const QString &id); // by the user
    void environmentsRequested();              // to be edited

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void makeOptions();
    void makeArrow();
    void requestConnect();
    void setState(BadgeState state);
    void makeRoomForStripe();
    // Something is to be called off: an attempt, or the wait for the next one.
    bool mayCancel() const { return m_isWaiting || state() == BadgeState::Connecting; }

    bool m_isWaiting = false; // for the next attempt
    StateBadge *m_badge = nullptr;
    UrlField *m_url = nullptr;
    QToolButton *m_options = nullptr;
    QPushButton *m_button = nullptr;
    QToolButton *m_arrow = nullptr;
    EnvironmentChooser *m_environment = nullptr;
    EndPopover *m_end = nullptr;
    CopiesPopover *m_copies = nullptr;
    AddressCompletion *m_completion = nullptr;
};

} // namespace framescope
