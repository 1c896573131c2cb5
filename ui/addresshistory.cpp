// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/addresshistory.h"

#include "analysis/secrets.h"

#include <algorithm>

namespace framescope {

AddressHistory::AddressHistory()
{
    m_addresses.set(addresses());
}

const Setting<bool> &AddressHistory::keepsSetting()
{
    static const Setting<bool> keeps{"connection/keeps-history", true};
    return keeps;
}

QStringList AddressHistory::addresses() const
{
    QStringList addresses;
    for (const QString &url : m_addresses.value())
        addresses.append(secrets::hidden(url, {}));
    addresses.removeDuplicates();
    return addresses;
}

void AddressHistory::remember(const QString &url) const
{
    if (!keepsSetting().value())
        return;
    const QString kept = secrets::hidden(url, {});
    QStringList all = addresses();
    all.removeAll(kept);
    all.prepend(kept);
    m_addresses.set(all.first(std::min(Most, all.size())));
}

} // namespace framescope
