// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace framescope::test {

// The loopback TCP between a QWebSocket and its tap, seen from the system: for faults there that nothing
// inside the program makes on purpose. Of the only connection that this process has open; Linux.
class RelayHop {
public:
    // `serverPort`: whose sockets are not meant.
    explicit RelayHop(quint16 serverPort);

    void cut() const;                                     // TCP ends, both ways; bytes under way are lost
    void handToQWebSocket(const QByteArray &bytes) const; // as if the tap had written them
    int tapSendBuffer() const;                            // what the kernel may hold on either side, in bytes
    int qWebSocketReceiveBuffer() const;

private:
    int m_tap = -1; // descriptors, not ours
    int m_qWebSocket = -1;
};

} // namespace framescope::test
