// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/lookups.h"

#include "transport/systemproxy.h"

#include <QHostInfo>

namespace framescope {

Lookups Lookups::ofTheSystem()
{
    const auto addresses = [](const QString &name, QObject *receiver, Found found) -> GiveUp {
        const int id = QHostInfo::lookupHost(name, receiver, std::move(found));
        return [id] { QHostInfo::abortHostLookup(id); };
    };
    return {addresses, systemProxy};
}

} // namespace framescope
