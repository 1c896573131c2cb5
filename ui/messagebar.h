// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "session/connectionfacts.h"

#include <QFrame>
#include <QStringList>

QT_BEGIN_NAMESPACE
class QBoxLayout;
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace framescope {

class MessageActions;

// What the message bar says: what happened, what shows it, what is guessed, what can be done.
struct Notice {
    enum class Tone : quint8 { Info, Warning, Error };
    Tone tone = Tone::Info;
    QString what;
    QString evidence;
    QString guess;
    QStringList actions; // names, as in Outcome; those that nobody declared (MessageActions) are not offered
    bool operator==(const Notice &) const = default;
};

// The outcome of a connection, or nothing to say (an empty `what`): an end that was asked for and
// came cleanly is no news.
Notice noticeOf(const ConnectionFacts &facts, bool endWasAsked);
Notice noticeOf(const Error &error);

// The line under the address: one bold sentence, its evidence, a guess worded as one, at most three
// buttons. Hidden while there is nothing to say.
class MessageBar final : public QFrame {
    Q_OBJECT
public:
    static constexpr int MaxActions = 3;

    // What its buttons do; must outlive it.
    explicit MessageBar(const MessageActions &actions, QWidget *parent = nullptr);

    // An empty notice hides the bar.
    void setNotice(const Notice &notice);
    const Notice &notice() const { return m_notice; }
    QString text() const; // as shown, without markup
    QList<QPushButton *> buttons() const { return m_buttons; }

Q_SIGNALS:
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void rebuildButtons();
    void colorText();

    const MessageActions &m_actions;
    Notice m_notice;
    QLabel *m_label = nullptr;
    QBoxLayout *m_row = nullptr;
    QList<QPushButton *> m_buttons;
};

} // namespace framescope
