// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/tapsession.h"

#include <QNetworkRequest>

namespace framescope::test {

using namespace Qt::StringLiterals;

namespace {

QString causeName(EndCause cause)
{
    switch (cause) {
    case EndCause::None: return u"None"_s;
    case EndCause::CloseHandshake: return u"CloseHandshake"_s;
    case EndCause::ServerFin: return u"ServerFin"_s;
    case EndCause::ServerReset: return u"ServerReset"_s;
    case EndCause::LocalAbort: return u"LocalAbort"_s;
    case EndCause::CloseTimeout: return u"CloseTimeout"_s;
    case EndCause::ProtocolFailure: return u"ProtocolFailure"_s;
    case EndCause::HandshakeTimeout: return u"HandshakeTimeout"_s;
    case EndCause::HttpStatus: return u"HttpStatus"_s;
    case EndCause::HandshakeInvalid: return u"HandshakeInvalid"_s;
    default: return QString::number(static_cast<int>(cause));
    }
}

} // namespace

TapSession::TapSession(const QString &url, const std::function<void(ConnectionOptions &)> &change)
    : TapSession(url, WithoutPeer(), change)
{
    openPeer();
}

TapSession::TapSession(const QString &url, WithoutPeer, const std::function<void(ConnectionOptions &)> &change)
{
    m_options.url = url;
    m_options.deflate.reset();
    if (change)
        change(m_options);
    m_tap = std::make_unique<WireTap>(*parseWebSocketUrl(url), m_options, m_transcript, m_clock);
    m_tap->expectPeer([this] { return m_socket.localPort(); });
    m_tap->setRoom([this](quint64) { return !m_room || m_room(); });
    connect(m_tap.get(), &WireTap::phaseEnded, this, [this](Phase phase) { m_phases.append(phase); });
    connect(m_tap.get(), &WireTap::opened, this, [this](const QString &protocol, const QString &extensions) {
        m_open = true;
        m_events.append(u"opened \"%1\" \"%2\""_s.arg(protocol, extensions));
    });
    connect(m_tap.get(), &WireTap::messagePassed, this, [this](const PassedMessage &message) {
        using How = PassedMessage::How;
        ++(message.how == How::Delivered || message.how == How::Replaced ? m_delivered : m_withheld);
    });
    connect(m_tap.get(), &WireTap::payloadSent, this, [this](quint64 bytes) { m_payloadSent += bytes; });
    connect(m_tap.get(), &WireTap::peerLost, this,
        [this](const QString &how) { m_events.append(u"peer lost: "_s + how); });
    connect(m_tap.get(), &WireTap::pongReceived, this,
        [this](const QByteArray &payload) { m_events.append(u"pong "_s + quotedBytes(payload)); });
    connect(m_tap.get(), &WireTap::closeReceived, this, [this](quint16 code, const QByteArray &reason) {
        m_events.append(u"close %1 "_s.arg(code) + quotedBytes(reason));
    });
    connect(m_tap.get(), &WireTap::failing, this,
        [this](const Violation &violation) { m_events.append(u"failing "_s + violation.toString()); });
    connect(m_tap.get(), &WireTap::finished, this, [this](EndCause cause, const QString &detail) {
        m_cause = cause;
        m_detail = detail;
        m_events.append(u"end "_s + causeName(cause));
    });
    connect(&m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        ++m_handedOut;
        m_events.append(u"text "_s + quotedBytes(text.toUtf8()));
    });
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &bytes) {
        ++m_handedOut;
        m_events.append(u"binary "_s + quotedBytes(bytes));
    });
    const Result<void> started = m_tap->start();
    if (!started)
        qFatal("%s", qPrintable(started.error().toString()));
}

TapSession::~TapSession()
{
    m_socket.disconnect(this);
    m_tap->disconnect(this);
}

void TapSession::openPeer()
{
    QNetworkRequest request(m_tap->localUrl());
    request.setRawHeader(m_tap->tokenHeader().name, m_tap->tokenHeader().value);
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.setOutgoingFrameSize(QWebSocket::maxOutgoingFrameSize());
    m_peerIsAwaited = true;
    connect(&m_socket, &QWebSocket::connected, this, [this] { m_peerIsAwaited = false; });
    m_socket.open(request);
}

} // namespace framescope::test
