// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Tokens and secrets in foreign bytes: what is found lies inside, in order, and is gone once it is hidden.
#include "analysis/headsecrets.h"
#include "analysis/jwt.h"
#include "analysis/secrets.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

void findTokens(const QByteArray &bytes)
{
    constexpr auto url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    qsizetype before = 0;
    for (const Jwt &token : Jwt::findIn(bytes)) {
        require(token.begin >= before && token.end > token.begin && token.end <= bytes.size(),
            "tokens lie inside, one behind the other");
        require(token.end - token.begin <= Jwt::LongestToken, "a token has an end");
        before = token.end;
        const QByteArrayList parts = bytes.sliced(token.begin, token.end - token.begin).split('.');
        require(parts.size() == 3, "a token has three parts");
        require(QByteArray::fromBase64(parts[0], url) == token.header
                && QByteArray::fromBase64(parts[1], url) == token.claims,
            "what is decoded is what stands there");
        const auto alone = Jwt::findIn(bytes.sliced(token.begin, token.end - token.begin));
        require(alone.size() == 1 && alone.front().claims == token.claims, "a token is one by itself");
    }
}

void findInHead(const QByteArray &head)
{
    qsizetype before = 0;
    qsizetype hidden = 0;
    for (const HeadSecret &secret : secretsIn(head)) {
        require(secret.begin >= before && secret.end >= secret.begin && secret.end <= head.size(),
            "secrets lie inside, one behind the other");
        before = secret.end;
        hidden += secret.end - secret.begin;
    }
    const QByteArray without = withoutSecrets(head);
    require(hidden > 0 || without == head, "without secrets a head is what it was");
    require(withoutSecrets(without) == without, "what is hidden has no secrets");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    findTokens(bytes);
    findInHead(bytes);
    const QString url = QString::fromUtf8(bytes);
    const QString hidden = secrets::hidden(url, secrets::Dots);
    require(secrets::hidden(hidden, secrets::Dots) == hidden, "a hidden address hides no more");
    return 0;
}
