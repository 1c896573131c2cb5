// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "session/connectionfacts.h"
#include "transport/replyrule.h"
#include "ui/draft.h"

#include <QObject>

#include <functional>
#include <vector>

namespace framescope {

// Messages that are to be replied to, as a person names them.
struct ReplyWish {
    enum class How : quint8 { Contains, Equals, Matches };

    ReplyRule::To to = ReplyRule::To::AnyMessage;
    How how = How::Contains;
    QString text; // of Matches a regular expression (Regex, which bounds its time)
    int most = 100;
};
// The error is about a regular expression, with its place.
Result<ReplyRule> replyRule(const ReplyWish &wish, const Draft &reply);

// Rules by which connections reply, until they are stopped, over, or nobody is left to reply.
class ReplyRules final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void start(const ReplyRule &rule, const std::vector<ConnectionId> &to);
    void stopAll();
    // Of any connection: one that ends does not reply any more, even if it reconnects.
    void takeFacts(const ConnectionFacts &facts);
    // It is over at its connection.
    void takeEnded(ReplyId id);
    int count() const { return static_cast<int>(m_rules.size()); }

Q_SIGNALS:
    void added(framescope::ConnectionId at, framescope::ReplyId id, const framescope::ReplyRule &rule);
    void removed(framescope::ConnectionId at, framescope::ReplyId id);
    void changed();

private:
    struct Part {
        ConnectionId at = 0;
        ReplyId id = 0;
    };
    void erase(const std::function<bool(const Part &part)> &which);

    std::vector<std::vector<Part>> m_rules; // each at its connections
    ReplyId m_last = 0;
};

} // namespace framescope
