// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filledmessage.h"

#include <algorithm>

namespace framescope {

FilledMessages filledMessages(const Draft &draft, const std::vector<ConnectionId> &to,
    const std::function<const Environment *(ConnectionId)> &environmentOf)
{
    FilledMessages filled;
    for (const ConnectionId id : to) {
        Draft mine = draft;
        if (const Environment *environment = draft.isText ? environmentOf(id) : nullptr) {
            const ReplacedText replaced = environment->values().replacedIn(draft.text);
            if (!replaced.missing.isEmpty())
                return {{}, replaced.missing.first(), environment->id};
            mine.text = replaced.text;
        }
        const auto same = std::find_if(filled.all.begin(), filled.all.end(),
            [&](const FilledMessage &message) { return message.draft == mine; });
        if (same == filled.all.end())
            filled.all.push_back({mine, {id}});
        else
            same->to.push_back(id);
    }
    return filled;
}

} // namespace framescope
