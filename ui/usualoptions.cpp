// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/usualoptions.h"

namespace framescope {

namespace {

bool isTime(const int &milliseconds)
{
    return milliseconds >= 0 && milliseconds <= UsualOptions::LongestMs;
}

bool isLimit(const int &mebibytes)
{
    return mebibytes >= 1 && mebibytes <= UsualOptions::LargestMiB;
}

bool isOneOfTwo(const int &choice)
{
    return choice == 0 || choice == 1;
}

bool isHeaderValue(const QString &text)
{
    return static_cast<bool>(checkHeader({"User-Agent", text.toUtf8()}));
}

} // namespace

const UsualOptions::Settings &UsualOptions::settings()
{
    static const UsualOptions ours = of({});
    static const Settings all{
        {"connection/user-agent", ours.userAgent, isHeaderValue},
        {"connection/connect-ms", ours.connectMs, isTime},
        {"connection/tls-ms", ours.tlsMs, isTime},
        {"connection/handshake-ms", ours.handshakeMs, isTime},
        {"connection/close-ms", ours.closeMs, isTime},
        {"connection/deliver-mib", ours.deliverMiB, isLimit},
        {"connection/ping-every-ms", ours.pingEveryMs, isTime},
        {"connection/rules", ours.rules, isOneOfTwo},
        {"connection/violations", ours.policy, isOneOfTwo},
    };
    return all;
}

UsualOptions UsualOptions::remembered()
{
    const Settings &all = settings();
    return {all.userAgent.value(), all.connectMs.value(), all.tlsMs.value(), all.handshakeMs.value(),
        all.closeMs.value(), all.deliverMiB.value(), all.pingEveryMs.value(), all.rules.value(),
        all.policy.value()};
}

UsualOptions UsualOptions::of(const ConnectionDraft &draft)
{
    const ConnectionOptions &plain = draft.plain;
    const Timeouts &times = plain.timeouts;
    return {draft.userAgent, times.connect, times.tls, times.handshake, times.close,
        static_cast<int>(plain.deliveryLimit >> 20), plain.keepalive.interval, static_cast<int>(plain.rules),
        static_cast<int>(plain.policy)};
}

void UsualOptions::put(ConnectionDraft &draft) const
{
    draft.userAgent = userAgent;
    draft.plain.timeouts = {connectMs, tlsMs, handshakeMs, closeMs};
    draft.plain.deliveryLimit = static_cast<quint64>(deliverMiB) << 20;
    draft.plain.keepalive.interval = pingEveryMs;
    draft.plain.rules = static_cast<Rules>(rules);
    draft.plain.policy = static_cast<Policy>(policy);
}

ConnectionDraft UsualOptions::draft() const
{
    ConnectionDraft draft;
    put(draft);
    return draft;
}

void UsualOptions::replace(const UsualOptions &before, ConnectionDraft &draft) const
{
    UsualOptions there = of(draft);
    const auto follow = [&](auto UsualOptions::*field) {
        if (there.*field == before.*field)
            there.*field = this->*field;
    };
    follow(&UsualOptions::userAgent);
    for (const auto field : {&UsualOptions::connectMs, &UsualOptions::tlsMs, &UsualOptions::handshakeMs,
             &UsualOptions::closeMs, &UsualOptions::deliverMiB, &UsualOptions::pingEveryMs,
             &UsualOptions::rules, &UsualOptions::policy})
        follow(field);
    there.put(draft);
}

} // namespace framescope
