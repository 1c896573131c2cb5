// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// An address is read to what can go on the wire as it is, and read again it is the same.
#include "transport/websocketurl.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

bool isVisibleAscii(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

void check(const WebSocketUrl &url)
{
    require(url.target.startsWith('/') && isVisibleAscii(url.target) && !url.target.contains('#'),
        "the target goes into a request line");
    require(!url.authority.isEmpty() && isVisibleAscii(url.authority) && !url.authority.contains('/')
            && !url.authority.contains('@'),
        "the authority goes into a header");
    require(!url.host.isEmpty() && !url.host.startsWith(u'['), "there is a host to look up");
    require(url.text.startsWith(url.secure ? QStringLiteral("wss://") : QStringLiteral("ws://")),
        "the scheme is one of ours");
    const auto again = parseWebSocketUrl(url.text);
    require(again.hasValue(), "what was read is an address");
    require(again->text == url.text && again->target == url.target && again->authority == url.authority
            && again->host == url.host && again->port == url.port && again->userInfo == url.userInfo,
        "read again it is the same");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QString text = QString::fromUtf8(bytes);
    static const QUrl base(QStringLiteral("wss://base.test:8443/a/b?c"));
    for (const auto &url : {parseWebSocketUrl(text), parseWebSocketUrl(text, base)}) {
        if (url)
            check(*url);
        else
            require(!url.error().what.isEmpty() && !url.error().where.isEmpty(), "an error has a place");
    }
    const QStringList protocols = text.split(u'\n');
    const auto checked = checkSubprotocols(protocols);
    require(checked || !checked.error().what.isEmpty(), "an error has words");
    require(!checked
            || std::all_of(protocols.begin(), protocols.end(),
                [](const QString &protocol) {
                    return isVisibleAscii(protocol.toUtf8()) && !protocol.isEmpty();
                }),
        "a subprotocol goes into a header");
    return 0;
}
