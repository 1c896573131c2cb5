// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/connectiondraft.h"
#include "ui/environment.h"

namespace framescope {

// A draft and its address with their variables replaced: what goes, but for what a sign-in brings.
struct FilledDraft {
    QString url; // completed by completeAddress()
    ConnectionDraft draft;
    QList<ConnectionDraft::Problem> missing; // variables without a value, of the fields, or where none can come later
    std::optional<Error> missingInUrl; // its place is a character of the address as it was
    QStringList missingNames;          // of the address and of the fields, each once
    QStringList secrets;               // values that no sentence may have in it

    // Those that are missing, before whatever is wrong with the rest.
    QList<ConnectionDraft::Problem> problems() const;
};

// In `environment`; null: none is chosen, and no variable has a value.
FilledDraft filledDraft(const QString &url, const ConnectionDraft &draft, const Environment *environment);

// The draft that means what `draft` says as it stands: of a command from elsewhere, in which nothing is a variable.
ConnectionDraft withoutVariables(ConnectionDraft draft);

// "${token} has no value in Staging."
Error missingValue(const QString &name, const Environment *environment);

} // namespace framescope
