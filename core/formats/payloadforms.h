// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>

namespace framescope {

// A payload as other tools take it from the clipboard.
QString payloadAsHex(QByteArrayView payload);    // "48 65 6c", 16 a line
QString payloadAsBase64(QByteArrayView payload); // one line (RFC 4648, 4)
QString payloadAsCArray(QByteArrayView payload); // "const unsigned char payload[3] = {...};", 12 a line

} // namespace framescope
