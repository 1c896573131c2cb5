// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/httphead.h"
#include "transport/connectionoptions.h"

#include <QByteArray>
#include <QString>

namespace framescope {

// The client's talk with a proxy until it is a way to the server: HTTP CONNECT (RFC 9110, 9.3.6) or
// SOCKS5 (RFC 1928, RFC 1929). Bytes in, bytes out. Spoken here and not by QNetworkProxy, which
// keeps the proxy's own words and its share of the time to itself.
class ProxyTunnel {
public:
    enum class State : quint8 { Talking, Open, Failed };

    // `host` goes to the proxy as it stands: the proxy looks it up.
    ProxyTunnel(const ProxyOptions &proxy, const QString &host, quint16 port);

    void receive(QByteArrayView bytes);
    // Bytes for the proxy since the last call; the first are there from the start.
    QByteArray takeOutput();
    State state() const { return m_state; }
    // What the proxy said, as a sentence; after Failed.
    const QString &failure() const { return m_failure; }
    // Its answer to CONNECT, if that was a refusal: 407, 403; else 0.
    int refusal() const { return m_refusal; }

private:
    enum class Socks : quint8 { Method, Login, Reply };

    void askHttp();
    void receiveHttp(QByteArrayView bytes);
    QString refusalSentence(const HttpHead &answer, const StatusLine &status) const;
    void receiveSocks(QByteArrayView bytes);
    bool takeMethod();
    bool takeLogin();
    bool takeReply();
    bool takeBoundAddress(quint8 type, quint8 first);
    void askSocksConnect();
    void fail(const QString &sentence);

    ProxyOptions m_proxy;
    QByteArray m_host;
    quint16 m_port;
    State m_state = State::Talking;
    Socks m_socks = Socks::Method;
    HttpHeadParser m_head;
    QByteArray m_in; // SOCKS5 bytes that are not yet a whole answer
    QByteArray m_out;
    QString m_failure;
    int m_refusal = 0;
};

} // namespace framescope
