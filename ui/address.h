// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace framescope {

// What a person types into the URL field, completed to what a connection takes: an address without a
// scheme gets ws if its host is loopback or private, else wss. Text with a scheme stays as it is.
struct CompletedAddress {
    QString prefix; // "ws://" or "wss://" if it was added, else empty
    QString url;    // prefix and text without white space around it
};
CompletedAddress completeAddress(const QString &text);

} // namespace framescope
