// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/environment.h"
#include "ui/repeatedsends.h"
#include "ui/replyrules.h"

namespace framescope {

class Composer;
class ConnectionControl;
class LiveSession;
class NoticeBar;
class ProtectedSends;
struct FilledMessage;

// What is sent without a hand: again and again, and in reply, with the values that variables have when it begins. A
// protected environment asks before. As long as there is any, a bar says so and stops all.
class AutomaticSends final : public QObject {
    Q_OBJECT
public:
    // All must outlive it.
    AutomaticSends(LiveSession &session, ConnectionControl &control, ProtectedSends &guard,
        Composer &composer, NoticeBar &bar, QObject *parent = nullptr);

    // "2 automatic sends."; empty without any.
    static QString words(int count);

Q_SIGNALS:
    // Nothing begins: that variable has no value in that environment.
    void valueLacked(const QString &variable, const QString &environment);

private:
    void connectReplies(Composer &composer);
    // With `draft` as it goes to each of them, once it may; `deed` names it: "Send again and again".
    void begin(const Draft &draft, const std::vector<ConnectionId> &to, const QString &deed,
        const std::function<void(const FilledMessage &)> &go);
    void askFor(QList<Environment> guarded, const QString &deed, const QString &question,
        const std::function<void()> &go);
    QList<Environment> protectedOf(const std::vector<ConnectionId> &ids) const;
    QString hostsOf(const std::vector<ConnectionId> &ids) const;
    std::vector<ConnectionId> openOf(std::vector<ConnectionId> ids) const;
    std::vector<ConnectionId> orCurrent(const std::vector<ConnectionId> &to) const;
    void showWords();

    LiveSession &m_session;
    ConnectionControl &m_control;
    ProtectedSends &m_guard;
    NoticeBar &m_bar;
    RepeatedSends m_repeated;
    ReplyRules m_replies;
};

} // namespace framescope
