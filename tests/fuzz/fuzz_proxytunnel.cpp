// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Whatever a proxy says, the talk is the same however it is cut, ends once and is told.
#include "transport/proxytunnel.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

using State = ProxyTunnel::State;

struct Outcome {
    QByteArray said;
    State state = State::Talking;
    QString failure;
    int refusal = 0;
    bool operator==(const Outcome &) const = default;
};

// To the end of the talk: what comes behind it is the server's.
Outcome talk(const ProxyOptions &proxy, const QByteArrayList &pieces)
{
    ProxyTunnel tunnel(proxy, QStringLiteral("server.test"), 443);
    Outcome outcome;
    for (const QByteArray &piece : pieces) {
        tunnel.receive(piece);
        outcome.said += tunnel.takeOutput();
        outcome.state = tunnel.state();
        outcome.failure = tunnel.failure();
        outcome.refusal = tunnel.refusal();
        require((outcome.state == State::Failed) == !outcome.failure.isEmpty(), "a failure has words");
        require(outcome.refusal == 0 || outcome.state == State::Failed, "a refusal is a failure");
    }
    return outcome;
}

QByteArrayList singly(const QByteArray &bytes)
{
    QByteArrayList pieces;
    for (const char byte : bytes)
        pieces.append(QByteArray(1, byte));
    return pieces;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    FuzzedDataProvider input(data, size);
    ProxyOptions proxy;
    proxy.kind = input.ConsumeBool() ? ProxyOptions::Kind::Socks5 : ProxyOptions::Kind::Http;
    if (input.ConsumeBool()) {
        proxy.user = QStringLiteral("me");
        proxy.password = QStringLiteral("secret");
    }
    const QByteArrayList pieces = takePieces(input);
    const QByteArray bytes = pieces.join();

    const Outcome whole = talk(proxy, {bytes});
    const Outcome cut = talk(proxy, pieces);
    const Outcome single = talk(proxy, singly(bytes));
    require(!whole.failure.contains(QStringLiteral("secret")), "a failure does not tell the password");
    // Bytes of its own behind the answer are seen if they come with it.
    const bool hasMore = whole.failure.contains(QStringLiteral("of its own"));
    require(hasMore || bytes.isEmpty() || (cut == whole && single == whole), "cuts make no difference");
    require(!hasMore || single.state == State::Open, "up to its answer all was well");
    return 0;
}
