// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/connectiondraft.h"
#include "ui/setting.h"

namespace framescope {

// The user's own defaults of a new connection, from the settings: what its options are if nobody changes
// them. A value.
struct UsualOptions {
    QString userAgent;
    int connectMs, tlsMs, handshakeMs, closeMs; // 0: no limit
    int deliverMiB;
    int pingEveryMs; // 0: none
    int rules, policy;
    bool operator==(const UsualOptions &) const = default;

    static constexpr int LongestMs = 3'600'000;
    static constexpr int LargestMiB = 1024;

    struct Settings {
        Setting<QString> userAgent;
        Setting<int> connectMs, tlsMs, handshakeMs, closeMs, deliverMiB, pingEveryMs, rules, policy;
    };
    static const Settings &settings();
    static UsualOptions remembered();

    ConnectionDraft draft() const;
    // What in `draft` is still as it was `before` becomes as it is now.
    void replace(const UsualOptions &before, ConnectionDraft &draft) const;

private:
    static UsualOptions of(const ConnectionDraft &draft);
    void put(ConnectionDraft &draft) const;
};

} // namespace framescope
