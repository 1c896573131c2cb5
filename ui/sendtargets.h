// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connectionfacts.h"

#include <map>
#include <set>
#include <vector>

namespace framescope {

// To whom a message goes: to the connection that is spoken to, or to several that were ticked, never to
// more than the words say. A connection that reconnects stays the same one here. A value.
class SendTargets {
public:
    struct Target {
        ConnectionId id = 0;
        QString name; // "1 localhost:9001"
    };
    using Chain = ConnectionId; // the first attempt of those that follow each other

    // The one that is spoken to; `open` false: sending connects first; an empty name: nobody.
    void setCurrent(const QString &name, bool open);
    const QString &current() const { return m_current; }
    // Of any connection; those that are open can be ticked.
    void take(const ConnectionFacts &facts);
    const std::map<Chain, Target> &open() const { return m_open; }

    // Empty: the one that is spoken to.
    void tick(const std::set<Chain> &several);
    const std::set<Chain> &ticked() const { return m_ticked; }
    // Those of the ticked that are open; empty if none is ticked too.
    std::vector<ConnectionId> several() const;
    bool isNobody() const;
    // Sending does not connect first.
    bool isOpen() const { return m_ticked.empty() ? m_isCurrentOpen : !several().empty(); }

    // "Send to 1 localhost:9001", "Send to 3", "Connect and send", "Send invalid JSON to 3".
    QString sendWords(bool invalidJson) const;
    // "to: 1 localhost:9001", "to: 3 connections"
    QString chooserWords() const;

private:
    QString m_current;
    bool m_isCurrentOpen = false;
    std::map<Chain, Target> m_open;
    std::set<Chain> m_ticked;
};

} // namespace framescope
