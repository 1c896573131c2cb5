// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>
#include <variant>

namespace framescope {

using ReplyId = int; // chosen by who sets the rule

// To which messages a connection replies by itself, and with what.
struct ReplyRule {
    enum class To : quint8 { AnyMessage, TextMessages, BinaryMessages };

    To to = To::AnyMessage;
    // Called in the network thread, with text as UTF-8. What it takes is taken from the connection, so it comes from
    // somebody who bounds it: nothing means that it could not be told in time.
    std::function<std::optional<bool>(QByteArrayView payload)> matches;
    QString words; // which they are, for the log: "each message that contains "ping""
    std::variant<QString, QByteArray> reply; // text or binary
    int most = 100;                          // replies, then it is over; 0: any number
};

} // namespace framescope
