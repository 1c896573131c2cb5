// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"
#include "ui/draft.h"
#include "ui/environment.h"

#include <functional>
#include <vector>

namespace framescope {

// A message as it goes, and to whom: with the values that its variables have there.
struct FilledMessage {
    Draft draft;
    std::vector<ConnectionId> to;
};

// One message to several connections: those that get the same together. Text only; bytes go as they are.
struct FilledMessages {
    std::vector<FilledMessage> all;
    QString lacking; // a variable without a value, in ...
    QString where;   // the environment of that id; nothing is to be sent then
};

// `environmentOf` answers in which each was opened; null: none, and the text goes as it is.
FilledMessages filledMessages(const Draft &draft, const std::vector<ConnectionId> &to,
    const std::function<const Environment *(ConnectionId)> &environmentOf);

} // namespace framescope
