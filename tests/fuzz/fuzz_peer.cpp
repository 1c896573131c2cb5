// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// A Peer outlives whatever comes: its state only moves forward, what it writes of its own accord
// breaks no rule, and it writes nothing more once it is Closed.
#include "protocol/peer.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

const QByteArray key = "MDEyMzQ1Njc4OWFiY2RlZg==";

// Counts what is wrong with the frames that went out.
class OutgoingViolations final : public WireEventSink {
public:
    explicit OutgoingViolations(Direction out)
        : m_out(out)
    {
    }
    void head(const HeadEvent &) override { }
    void frame(const FrameEvent &) override { }
    void frameBegan(const FrameEvent &) override { }
    void framePayload(Direction, QByteArrayView, QByteArrayView) override { }
    void frameEnded(const FrameEvent &) override { }
    void violation(const Violation &violation, qint64) override
    {
        require(violation.direction != m_out, "a Peer breaks no rule of its own accord");
    }

private:
    Direction m_out;
};

// Accepts every request, with the first compression it offers, and hears nothing after a failure.
class Owner final : public PeerEvents {
public:
    Peer *peer = nullptr;
    bool deflate = false;

    void requestReceived(const HttpHead &, const RequestVerdict &verdict) override
    {
        hear();
        Agreement agreement;
        if (deflate && !verdict.deflateOffers.isEmpty())
            agreement.deflate = verdict.deflateOffers.first();
        if (verdict.violations.isEmpty())
            peer->accept(agreement, {}, 0);
        else
            peer->refuse(400, "Bad Request", {}, {}, 0);
    }
    void responseReceived(const HttpHead &, const ResponseVerdict &) override { hear(); }
    void opened(const Agreement &) override { hear(); }
    void messageReceived(Opcode opcode, QByteArrayView payload) override
    {
        hear();
        if (opcode == Opcode::Binary)
            peer->send(Opcode::Binary, payload, 0); // an echo from within
    }
    void messageSkipped(Opcode, quint64) override { hear(); }
    void pingReceived(QByteArrayView) override { hear(); }
    void pongReceived(QByteArrayView) override { hear(); }
    void closeReceived(const CloseBody &) override { hear(); }
    void failed(const Violation &) override
    {
        hear();
        m_failed = true;
    }

private:
    void hear() { require(!m_failed, "nothing is told after a failure"); }
    bool m_failed = false;
};

void act(Peer &peer, int action)
{
    switch (action) {
    case 0: peer.send(Opcode::Text, "Hello", 0); break;
    case 1: peer.send(Opcode::Binary, QByteArray(300, 'b'), 0, {true, 100, {}}); break;
    case 2: peer.ping("p", 0); break;
    case 3: peer.close({closecode::Normal, "done"}, 0); break;
    case 4: peer.receiveEnd(0); break;
    case 5: peer.sendEnd(0); break;
    default: break;
    }
}

void open(Peer &peer, Role role, bool deflate)
{
    const std::optional<DeflateParameters> offer =
        deflate ? std::optional(DeflateParameters()) : std::optional<DeflateParameters>();
    const HandshakeRequest request{"/", standardHeaders("test", key, {}, offer, {})};
    Agreement agreement;
    agreement.deflate = offer;
    if (role == Role::Client) {
        peer.connect(request, 0);
        peer.receive(acceptingResponse(key, agreement), 0);
    } else {
        peer.receive(request.head(), 0);
    }
    require(peer.state() == Peer::State::Open, "a good handshake opens");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    FuzzedDataProvider input(data, size);
    Peer::Settings settings;
    settings.role = input.ConsumeBool() ? Role::Client : Role::Server;
    settings.policy = input.ConsumeBool() ? Policy::Strict : Policy::Lenient;
    settings.answerPings = input.ConsumeBool();
    settings.answerClose = input.ConsumeBool();
    settings.limits = {1000, 5000, 400};
    settings.maskKey = [] { return MaskKey{1, 2, 3, 4}; };
    const bool deflate = input.ConsumeBool();
    const bool fromHeads = input.ConsumeBool();
    std::vector<int> actions(9);
    std::generate(actions.begin(), actions.end(), [&input] { return input.ConsumeIntegralInRange(0, 12); });
    const QByteArrayList pieces = takePieces(input);

    OutgoingViolations log(outgoing(settings.role));
    Owner owner;
    Peer peer(settings, log, owner);
    owner.peer = &peer;
    owner.deflate = deflate;
    if (!fromHeads)
        open(peer, settings.role, deflate);
    else if (settings.role == Role::Client)
        peer.connect({"/", standardHeaders("test", key, {}, {}, {})}, 0);

    Peer::State state = peer.state();
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        peer.takeOutput();
        const bool wasClosed = state == Peer::State::Closed;
        peer.receive(pieces[i], 0);
        act(peer, actions[static_cast<std::size_t>(i)]);
        require(peer.state() >= state, "the state moves forward");
        require(!wasClosed || !peer.hasOutput(), "nothing is written after the end");
        state = peer.state();
    }
    return 0;
}
