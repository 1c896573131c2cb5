// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>

namespace framescope {

// The host of a ws, wss, http or https address as browsers read it (WHATWG URL, "host parsing"):
// percent-decoded, internationalised names as ASCII, IPv4 in every notation, IPv6 in brackets.
struct UrlHost {
    QString text;         // serialised; empty if there is an error
    Error error;          // without its place
    qsizetype offset = 0; // of what is wrong, in the text that was parsed
};
UrlHost parseUrlHost(const QString &text);

// WHATWG URL, "percent-decode": a "%" without two hex digits stays, where QByteArray makes up
// bytes.
QByteArray percentDecoded(const QByteArray &text);

} // namespace framescope
