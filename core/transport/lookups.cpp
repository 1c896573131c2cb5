// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/lookups.h"

#include "transport/systemproxy.h"

#include <QHostInfo>

#include <memory>

namespace framescope {

Lookups Lookups::ofTheSystem()
{
    const auto addresses = [](const QString &name, QObject *receiver, const Found &found) -> GiveUp {
        // What QHostInfo remembers it tells even if it was given up.
        const auto wanted = std::make_shared<bool>(true);
        const int id = QHostInfo::lookupHost(name, receiver, [wanted, found](const QHostInfo &info) {
            if (*wanted)
                found(info);
        });
        return [id, wanted] {
            *wanted = false;
            QHostInfo::abortHostLookup(id);
        };
    };
    return {addresses, systemProxy};
}

} // namespace framescope
