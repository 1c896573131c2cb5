// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/setting.h"

#include <QStringList>

namespace framescope {

// The addresses that connections were opened to, newest first, in a plain file that outlives the program:
// therefore without what logs somebody in, and only as long as the user wants it. GUI thread.
class AddressHistory {
public:
    static constexpr qsizetype Most = 50;

    AddressHistory(); // what an older version kept of secrets is taken away

    // Whether addresses are remembered from now on; those that are stay.
    static const Setting<bool> &keepsSetting();

    QStringList addresses() const;
    void remember(const QString &url) const;
    void set(const QStringList &addresses) const { m_addresses.set(addresses); }

private:
    Setting<QStringList> m_addresses{"connection/history", {}};
};

} // namespace framescope
