// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/lookups.h"

#include "transport/systemproxy.h"

#include <QHostInfo>

namespace framescope {

// Not QHostInfo::lookupHost(): it remembers an address for a minute, in which a server may have moved, lets all who
// ask for a name wait for the first who did, lets nobody ask while some questions wait for an answer, and the end
// of the program waits for all of them.
Lookups Lookups::ofTheSystem()
{
    return {&QHostInfo::fromName, systemProxy};
}

} // namespace framescope
