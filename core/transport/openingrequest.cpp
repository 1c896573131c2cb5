// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/openingrequest.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace framescope {

namespace {

QByteArray freshKey()
{
    std::array<quint32, 4> random{};
    QRandomGenerator::system()->fillRange(random.data(), static_cast<qsizetype>(random.size()));
    std::array<char, 16> nonce{};
    std::copy_n(reinterpret_cast<const char *>(random.data()), nonce.size(), nonce.data());
    return encodeKey(nonce);
}

} // namespace

HandshakeRequest openingRequest(const WebSocketUrl &url, const ConnectionOptions &options)
{
    HttpHeaders extra = options.headers;
    const auto addUnlessGiven = [&extra](const QByteArray &name, const QByteArray &value) {
        const bool given = std::any_of(
            extra.cbegin(), extra.cend(), [&name](const HttpHeader &header) { return header.isNamed(name); });
        if (!given && !value.isEmpty())
            extra.prepend({name, value});
    };
    addUnlessGiven(
        "Authorization", url.userInfo.isEmpty() ? QByteArray() : "Basic " + url.userInfo.toBase64());
    addUnlessGiven("Origin", options.origin);
    QByteArrayList protocols;
    for (const QString &protocol : options.protocols)
        protocols.append(protocol.toUtf8());
    return {url.target, standardHeaders(url.authority, freshKey(), protocols, options.deflate, extra)};
}

} // namespace framescope
