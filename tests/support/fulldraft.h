// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/connectiondraft.h"

namespace framescope::test {

// A draft in which no field is as it is by default; its secrets all contain "s3cret".
inline ConnectionDraft fullDraft()
{
    const auto text = [](const char *words) { return QString::fromUtf8(words); };
    ConnectionDraft draft;
    draft.headers = {{true, text("X-Trace"), text("7 \u00FC"), text("typed"), false},
        {false, text("Authorization"), text("Digest s3cret-header"), text("curl"), false}};
    draft.query = {{true, text("a"), text("1&2"), text("typed"), false}};
    draft.cookies = {{true, text("sid"), text("s3cret-cookie"), text("curl"), false}};
    draft.origin = text("https://app.example");
    draft.userAgent = text("Me/1");
    draft.auth = ConnectionDraft::Auth::Basic;
    draft.user = text("ann");
    draft.password = text("s3cret-password");
    draft.token = text("s3cret-token");
    draft.signIn = {true, text("PUT"), text("https://login.example/?token=s3cret-login"),
        {{true, text("X-Api-Key"), text("s3cret-api"), text("typed"), false}}, text("password=s3cret-body"),
        {{true, text("ticket"), text("$.ticket"), text("typed"), false}}};
    draft.ca.path = text("/tmp/ca.pem");
    draft.certificate.path = text("/tmp/client.pem");
    draft.key.path = text("/tmp/client.key");
    ConnectionOptions &plain = draft.plain;
    plain.protocols = {text("chat"), text("v2.chat")};
    plain.deflate = DeflateParameters{true, true, 10, 11, false};
    plain.rules = Rules::Browser;
    plain.policy = Policy::Lenient;
    plain.binaryType = BinaryType::ArrayBuffer;
    plain.timeouts = {1, 2, 3, 4};
    plain.tls.clientPassword = text("s3cret-key");
    plain.tls.minimum = TlsVersion::Tls13;
    plain.tls.serverName = text("name.example");
    plain.proxy = {ProxyOptions::Kind::Socks5, text("proxy.corp"), 3128, text("bob"), text("s3cret-proxy")};
    plain.connectTo = {text("10.0.0.7"), 8080};
    plain.family = AddressFamily::IPv6;
    plain.keepalive = {25'000, 3};
    plain.pingAnswer = {PingAnswer::Kind::OtherPayload, 5, QByteArray("\0\xFF", 2)};
    plain.reconnect = {true, 6, 1.5, 7, 0.25, 8};
    plain.deliveryLimit = 9;
    plain.inflateLimit = 11;
    plain.sendLimit = 10;
    return draft;
}

} // namespace framescope::test
