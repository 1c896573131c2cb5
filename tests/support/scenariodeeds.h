// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <vector>

namespace framescope::test {

// What somebody in the window did with the messages of a connection, to compare its log with.
struct ScenarioDeeds {
    struct Sent {
        bool isText = true;
        QByteArray payload;
        bool operator==(const Sent &) const = default;
    };
    std::vector<Sent> sends; // that were given to send() while it was open, in order
    quint64 given = 0;       // payload bytes of all that send() took, whenever
    bool builtFrames = false;
    bool closed = false; // close() was called while it was open
};

} // namespace framescope::test
