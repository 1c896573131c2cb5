// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/tappair.h"

#include "transport/downstream.h"

#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

namespace framescope {

namespace {

// What the kernel may hold between tap and QWebSocket: without this limit the tap runs up to 40 MiB
// ahead of a slow receiver, and messages would not come out when they came in.
constexpr int innerBufferSize = 256 * 1024;

} // namespace

TapPair::TapPair(
    const WebSocketUrl &url, const ConnectionOptions &options, WireWitness &witness, const Clock &clock)
    : m_witness(witness)
    , m_deliveryLimit(options.deliveryLimit)
    , m_protocols(options.protocols)
    , m_queue(options.sendLimit)
    , m_tap(std::make_unique<WireTap>(url, options, witness, clock))
{
    connect(m_tap.get(), &WireTap::bytesCrossed, this,
        [this](Direction direction, qint64 timeNs) { m_witness.bytesCrossed(direction, timeNs); });
    connect(m_tap.get(), &WireTap::messagePassed, this, &TapPair::takePassed);
    connect(m_tap.get(), &WireTap::messageDropped, this, [this](quint64 bytes, const QString &why) {
        m_queue.drop(bytes);
        Q_EMIT dropped(bytes, why);
        feed();
    });
    connect(m_tap.get(), &WireTap::payloadSent, this, [this](quint64 bytes) {
        m_queue.sent(bytes);
        feed();
        Q_EMIT drained();
    });
}

TapPair::~TapPair() = default;

void TapPair::setTarget(const WebSocketUrl &url, const ConnectionOptions &options)
{
    m_protocols = options.protocols;
    m_tap->setTarget(url, options);
}

Result<void> TapPair::start()
{
    m_socket = std::make_unique<QWebSocket>();
    m_tap->expectPeer([this] { return m_socket->localPort(); });
    auto started = m_tap->start();
    if (started)
        openSocket();
    return started;
}

void TapPair::openSocket()
{
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setMaxAllowedIncomingFrameSize(m_deliveryLimit + Downstream::ByteOrderMarkSize);
    m_socket->setMaxAllowedIncomingMessageSize(m_deliveryLimit + Downstream::ByteOrderMarkSize);
    // QWebSocket's own errors are not connected: it sees only the loopback, causes come from the tap.
    connect(m_socket.get(), &QWebSocket::connected, this, [this] {
        if (auto *inner = m_socket->findChild<QTcpSocket *>())
            inner->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, innerBufferSize);
        m_socketIsOpen = true;
        feed();
    });
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        if (const auto arrival = takeInside())
            Q_EMIT textArrived(*arrival, text);
    });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &bytes) {
        if (const auto arrival = takeInside())
            Q_EMIT binaryArrived(*arrival, bytes);
    });
    QNetworkRequest request(m_tap->localUrl());
    const HttpHeader token = m_tap->tokenHeader();
    request.setRawHeader(token.name, token.value);
    // QWebSocket accepts in the answer only what it offered itself.
    QWebSocketHandshakeOptions handshake;
    handshake.setSubprotocols(m_protocols);
    m_socket->open(request, handshake);
}

void TapPair::takePassed(const PassedMessage &message)
{
    using How = PassedMessage::How;
    auto arrival = m_witness.takeArrival().value_or(WireWitness::Arrival{});
    if (message.how == How::Dropped) {
        Q_EMIT gateDropped(arrival);
    } else if (message.how == How::Withheld) {
        if (arrival.saysDelivered)
            Q_EMIT withheld(arrival);
        else if (arrival.isAboveLimit)
            Q_EMIT skipped(arrival);
    } else {
        if (message.how == How::Replaced) {
            Q_EMIT gateReplaced(arrival, message.size);
            arrival.size = message.size;
            arrival.replaced = true;
        }
        m_inside.push_back(arrival);
    }
}

// TCP keeps the order, so what comes out is the oldest that went in.
std::optional<WireWitness::Arrival> TapPair::takeInside()
{
    if (m_inside.empty()) {
        Q_EMIT unaccounted();
        return {};
    }
    const WireWitness::Arrival arrival = m_inside.front();
    m_inside.pop_front();
    return arrival;
}

void TapPair::send(SendQueue::Message message)
{
    m_queue.push(std::move(message));
    feed();
}

void TapPair::closeWhenDrained(const CloseBody &body)
{
    m_close = body;
    m_tap->prepareClose();
    feed();
}

void TapPair::stopSending()
{
    m_sending = false;
    m_close.reset();
}

void TapPair::resume()
{
    m_tap->hold(WireTap::Hold::LogFull, false);
    feed();
}

bool TapPair::logHasRoomForNext()
{
    const auto size = m_queue.nextSize();
    if (!size)
        return false;
    // Compressed, a message is kept as it is and as it was on the wire.
    const bool twice = !m_tap->facts().extensions.isEmpty();
    return m_tap->askForRoom(twice ? 2 * *size : *size);
}

void TapPair::feed()
{
    if (!m_socketIsOpen || !m_sending)
        return;
    bool gave = false;
    while (logHasRoomForNext()) {
        const auto message = m_queue.take();
        gave = true;
        m_tap->announce(message->origin);
        if (const auto *text = std::get_if<QString>(&message->payload))
            m_socket->sendTextMessage(*text);
        else
            m_socket->sendBinaryMessage(std::get<QByteArray>(message->payload));
    }
    // QWebSocket would write header and payload in two turns of the event loop.
    if (gave)
        m_socket->flush();
    if (m_close && m_queue.isEmpty())
        m_tap->close(*std::exchange(m_close, std::nullopt));
}

} // namespace framescope
