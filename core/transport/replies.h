// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/backpressure.h"
#include "transport/replyrule.h"

#include <map>

namespace framescope {

// Replies of a connection to messages that it hands out, by rules, as rows of automatic origin. A rule is over when it
// made as many replies as it may, or could not be told three times whether a message is meant; it begins and
// ends with a note. While more than a mark waits to be sent, the server is held back.
class Replies : public QObject {
    Q_OBJECT
public:
    // A child of `connection`, which from now on hands out binary messages as ArrayBuffer: rules look into them.
    // `note` writes into its log, `ended` tells of a rule that is over by itself.
    Replies(Connection &connection, std::function<void(const QString &)> note,
        std::function<void(ReplyId)> ended);

    void add(ReplyId id, const ReplyRule &rule);
    void remove(ReplyId id);

private:
    struct Active {
        ReplyRule rule;
        int sent = 0;
        int undecided = 0;
    };
    using Rules = std::map<ReplyId, Active>;

    void take(const MessageEvent &message);
    bool isMeant(Active &active, const MessageEvent &message, const QByteArray &payload) const;
    void reply(Active &active);
    Rules::iterator endIfOver(Rules::iterator at);

    Connection &m_connection;
    std::function<void(const QString &)> m_note;
    std::function<void(ReplyId)> m_ended;
    BackPressure m_pressure;
    Rules m_rules;
};

} // namespace framescope
