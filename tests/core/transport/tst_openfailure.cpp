// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/endcases.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

CertificateFacts certificate(const QStringList &names)
{
    return {u"CN=api"_s, u"CN=Test CA"_s, names, u"2026-01-01T00:00:00Z"_s, u"2027-01-01T00:00:00Z"_s, {}, {}};
}

EndCase untrusted(const CertificateFacts &leaf, const QStringList &errors)
{
    EndCase c = attempt(EndCause::TlsFailed, u"wss://api.staging.example/"_s);
    c.facts.tls = TlsFacts{{}, {}, {leaf}, errors};
    return c;
}

} // namespace

class TestOpenFailure : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opening_data();
    void opening() { checkEnd(); }
    void certificates_data();
    void certificates() { checkEnd(); }
};

void TestOpenFailure::opening_data()
{
    endColumns();
    EndCase c = attempt(EndCause::NameNotFound, u"wss://api.exmaple.com/"_s);
    c.evidence.detail = u"The name server knows no such host."_s;
    endRow("name", c, u"No address found for api.exmaple.com."_s, u"The name server knows no such host."_s,
        u"Probably the name is misspelt, or known only inside a VPN."_s, u"edit-url reconnect"_s);

    c.evidence.connectTo.host = u"staging.lan"_s;
    c.evidence.detail = u"The name \"staging.lan\" has no address."_s;
    endRow("name of another address", c, u"No address found for staging.lan."_s,
        u"The name \"staging.lan\" has no address."_s,
        u"Probably the name is misspelt, or known only inside a VPN."_s, u"edit-options reconnect"_s);
    c = attempt(EndCause::NoAddressOfFamily);
    c.evidence.family = AddressFamily::IPv6;
    c.evidence.detail = u"\"localhost\" has no IPv6 address, only 127.0.0.1."_s;
    endRow("only the other family", c, u"localhost has no IPv6 address, and the options ask for one."_s,
        u"\"localhost\" has no IPv6 address, only 127.0.0.1."_s, {}, u"edit-options reconnect"_s);
    c = attempt(EndCause::LookupFailed, u"wss://api.example/"_s);
    c.evidence.detail = u"The lookup of \"api.example\" failed after 10.0 s: No answer."_s;
    endRow("lookup", c, u"The address of api.example could not be looked up."_s, c.evidence.detail,
        u"Probably the name server is not working, or this computer is offline."_s, u"reconnect edit-url"_s);

    c = attempt(EndCause::Refused);
    c.facts.addresses = {{u"::1"_s, u"refused"_s, Millisecond}, {u"127.0.0.1"_s, u"refused"_s, 1000}};
    const QString notRunning = u"Probably the server is not running, or it uses another port."_s;
    endRow("refused twice", c, u"Nothing listens on localhost:8080."_s,
        u"Tried ::1 and 127.0.0.1, both refused in 1 ms."_s, notRunning, u"reconnect edit-url"_s);
    c.facts.addresses.removeFirst();
    endRow("refused once", c, u"Nothing listens on localhost:8080."_s,
        u"Tried 127.0.0.1, refused in under 1 ms."_s, notRunning, u"reconnect edit-url"_s);
    c.evidence.alike = 3;
    endRow("refused for the third time", c, u"Nothing listens on localhost:8080."_s,
        u"Tried 127.0.0.1, refused in under 1 ms. The last 3 attempts ended alike."_s, notRunning,
        u"reconnect edit-url"_s);
    c.evidence.alike = 1;
    c.evidence.connectTo = {u"10.0.0.7"_s, 9000};
    endRow("refused at another address", c, u"Nothing listens on 10.0.0.7:9000."_s,
        u"Tried 127.0.0.1, refused in under 1 ms."_s, notRunning, u"reconnect edit-options"_s);
    c = attempt(EndCause::Refused, u"wss://[::1]/"_s);
    c.facts.addresses = {{u"a"_s, u"refused"_s, 1}, {u"b"_s, u"refused"_s, 1}, {u"c"_s, u"refused"_s, 1}};
    endRow("refused at three addresses, IPv6 in the URL", c, u"Nothing listens on [::1]:443."_s,
        u"Tried a, b and c, all refused in under 1 ms."_s, notRunning, u"reconnect edit-url"_s);

    c = attempt(EndCause::Unreachable);
    c.facts.addresses = {{u"::1"_s, u"unreachable"_s, 1}, {u"127.0.0.1"_s, u"refused"_s, 1}};
    const QString offline = u"Probably this computer is offline, or the address is in another network."_s;
    endRow("unreachable", c, u"There is no way to localhost:8080."_s,
        u"Tried ::1 unreachable in under 1 ms and 127.0.0.1 refused in under 1 ms."_s, offline,
        u"reconnect edit-url"_s);
    c.facts.addresses.clear();
    c.evidence.detail = u"Network unreachable."_s;
    endRow("unreachable before any address", c, u"There is no way to localhost:8080."_s,
        u"Network unreachable."_s, offline, u"reconnect edit-url"_s);

    c = attempt(EndCause::ConnectTimeout);
    c.facts.addresses = {{u"10.0.0.1"_s, u"timed out"_s, 10 * Second}};
    endRow("connect timeout", c, u"No TCP connection to localhost:8080 in 10 s."_s,
        u"Tried 10.0.0.1, timed out in 10.0 s."_s,
        u"Probably a firewall drops the packets, or the address is wrong."_s,
        u"reconnect wait-longer edit-url"_s);

    c.facts.addresses.append({u"10.0.0.2"_s, u"timed out"_s, 10 * Second});
    endRow("connect timeout of both", c, u"No TCP connection to localhost:8080, with 10 s for each address."_s,
        u"Tried 10.0.0.1 and 10.0.0.2, both timed out in 10.0 s."_s,
        u"Probably a firewall drops the packets, or the address is wrong."_s,
        u"reconnect wait-longer edit-url"_s);
    c.facts.addresses.clear();
    c.evidence.detail = u"The lookup of \"localhost\" gave no answer within 10.0 s."_s;
    endRow("name lookup without an answer", c, u"No address was found for localhost in time."_s,
        u"The lookup of \"localhost\" gave no answer within 10.0 s."_s,
        u"Probably the name server cannot be reached, or this computer is offline."_s,
        u"reconnect wait-longer edit-url"_s);

    c = attempt(EndCause::ProxyFailed);
    c.evidence.proxy = u"proxy.corp:3128"_s;
    c.evidence.proxyRefusal = 407;
    c.evidence.detail = u"It wants a login (Basic, realm corp)."_s;
    endRow("proxy wants a login", c, u"The proxy proxy.corp:3128 refused the tunnel: 407."_s,
        u"It wants a login (Basic, realm corp). The server was never reached."_s, {},
        u"proxy-login edit-options reconnect"_s);
    c.evidence.proxy.clear();
    c.evidence.proxyRefusal = 403;
    c.evidence.detail = u"It answered 403 Forbidden."_s;
    endRow("the system's proxy refuses", c, u"The proxy of the system refused the tunnel: 403."_s,
        u"It answered 403 Forbidden. The server was never reached."_s, {},
        u"proxy-login edit-options reconnect"_s);
    c.evidence.proxy = u"proxy.corp:3128"_s;
    c.evidence.proxyRefusal = 0;
    c.evidence.detail = u"Nothing listens there."_s;
    endRow("no proxy there", c, u"The proxy proxy.corp:3128 made no tunnel."_s,
        u"Nothing listens there. The server was never reached."_s, {},
        u"proxy-login edit-options reconnect"_s);
    c.evidence.proxy.clear();
    c.evidence.detail = u"The system did not name its proxy within 10.0 s."_s;
    endRow("no proxy named", c, u"The proxy of the system was not reached."_s,
        u"The system did not name its proxy within 10.0 s. The server was never reached."_s, {},
        u"proxy-login edit-options reconnect"_s);

    c = attempt(EndCause::TlsTimeout);
    c.evidence.timeouts.tls = 1500;
    c.facts.phaseNs[size_t(Phase::Tcp)] = 11 * Millisecond;
    endRow("TLS timeout", c, u"No TLS handshake in 1 s."_s, u"TCP 11 ms."_s,
        u"Probably this port does not speak TLS."_s, u"edit-url wait-longer reconnect"_s);

    c = attempt(EndCause::HandshakeTimeout);
    c.facts.phaseNs[size_t(Phase::Tcp)] = 11 * Millisecond;
    c.facts.phaseNs[size_t(Phase::Tls)] = 38 * Millisecond;
    c.evidence.requestEpochNs = endOfCase + 204 * Millisecond;
    c.evidence.utcOffsetSeconds = 3600;
    endRow("handshake timeout", c, u"No answer to the upgrade in 10 s."_s,
        u"TCP 11 ms, TLS 38 ms, request sent 15:14:11.204."_s, {}, u"wait-longer copy-curl reconnect"_s);

    c = attempt(EndCause::HandshakeInvalid);
    const QString exchange = u"show-exchange edit-options reconnect"_s;
    c.evidence.detail = u"The head was longer than 256 KiB."_s;
    endRow("invalid answer", c, u"The answer to the upgrade cannot be accepted."_s,
        u"The head was longer than 256 KiB."_s, {}, exchange);
    c.evidence.violation =
        Violation{ViolationKind::ProtocolNotOffered, Direction::ServerToClient, 0, u"\"chat\""_s};
    c.evidence.offeredProtocols = {u"v1"_s, u"v2"_s};
    const ViolationRule &unoffered = violationRule(ViolationKind::ProtocolNotOffered);
    const QString failed = u"Failed: the server chose \"chat\", which was not offered (%1)."_s;
    endRow(
        "protocol not offered", c, failed.arg(unoffered.section), u"You offered v1 and v2."_s, {}, exchange);
    c.evidence.offeredProtocols.clear();
    endRow("protocol, and none was offered", c, failed.arg(unoffered.section),
        u"You offered no subprotocol."_s, {}, exchange);
    const auto breaks = [](ViolationKind kind) {
        const ViolationRule &rule = violationRule(kind);
        return u"The answer to the upgrade breaks a rule: %1 (%2)."_s.arg(rule.sentence, rule.section);
    };
    c.evidence.violation = Violation{ViolationKind::HeadMalformed, Direction::ServerToClient, 0,
        u"The start line is not one of HTTP/1.1"_s};
    c.facts.responseHead = "SSH-2.0-OpenSSH_9.2\x01\r\nmore";
    endRow("no HTTP", c, breaks(ViolationKind::HeadMalformed),
        u"The start line is not one of HTTP/1.1. The answer begins with \"SSH-2.0-OpenSSH_9.2\\x01\"."_s,
        u"Probably something other than a web server listens there."_s, exchange);
    c.facts.responseHead = QByteArray(100, 'x');
    endRow("no HTTP and no end", c, breaks(ViolationKind::HeadMalformed),
        u"The start line is not one of HTTP/1.1. The answer begins with \"%1...\"."_s.arg(QString(80, u'x')),
        u"Probably something other than a web server listens there."_s, exchange);
    c.evidence.violation = Violation{ViolationKind::AcceptMissing, Direction::ServerToClient, 0, {}};
    endRow("no accept", c, breaks(ViolationKind::AcceptMissing), u"There is none in the answer."_s,
        u"Probably a cache or a proxy answered, or the server does not compute it from the key."_s, exchange);
    c.evidence.violation =
        Violation{ViolationKind::UpgradeMissing, Direction::ServerToClient, 0, u"\"h2c\""_s};
    endRow("another upgrade", c, breaks(ViolationKind::UpgradeMissing), u"The server sent: \"h2c\"."_s,
        u"Probably a proxy on the way took the header away."_s, exchange);

    c = attempt(EndCause::ServerFin);
    c.facts.phaseNs[size_t(Phase::Tcp)] = 11 * Millisecond;
    const QString other = u"Probably it speaks another protocol, or refuses this client."_s;
    endRow("FIN instead of an answer", c, u"The server ended TCP (FIN) instead of answering the upgrade."_s,
        u"Nothing was received. TCP 11 ms."_s, other, u"edit-url copy-curl reconnect"_s);
    c.evidence.cause = EndCause::ServerReset;
    c.facts.responseHead = "HTTP/1.1 101";
    endRow("RST within the answer", c,
        u"The server ended TCP with a reset (RST) instead of answering the upgrade."_s,
        u"It sent 12 bytes. TCP 11 ms."_s, other, u"edit-url copy-curl reconnect"_s);
    c.evidence.cause = EndCause::NetworkError;
    c.evidence.detail = u"Host unreachable."_s;
    endRow("network error", c, u"The network failed before the connection was open."_s,
        u"Host unreachable."_s, {}, u"reconnect"_s);

    endRow("stopped by the user", attempt(EndCause::LocalAbort),
        u"You stopped connecting before the connection was open."_s,
        u"The server never agreed to the upgrade."_s, {}, u"reconnect"_s);

    c = attempt(EndCause::HandshakeInvalid);
    c.evidence.browserRule = u"The server chose no subprotocol, and a browser fails the connection then."_s;
    endRow("a browser's rule", c,
        u"The server chose no subprotocol, and a browser fails the connection then."_s,
        u"The connection follows the rules of browsers; with the rules of an inspector it would have gone on."_s,
        {}, u"edit-options show-exchange"_s);
}

void TestOpenFailure::certificates_data()
{
    endColumns();
    const QString accept = u"show-certificate accept-once accept-host"_s;
    endRow("another host",
        untrusted(certificate({u"*.prod.example"_s, u"prod.example"_s}), {u"host name mismatch"_s}),
        u"The certificate is for another host."_s,
        u"You asked for api.staging.example; it names *.prod.example and prod.example. Nothing was sent."_s,
        {}, accept);
    CertificateFacts leaf = certificate({u"*.Staging.example"_s});
    leaf.validUntil = u"2026-11-20T10:00:00Z"_s;
    endRow("expired", untrusted(leaf, {u"expired"_s}), u"The certificate has expired."_s,
        u"It ended 3 days ago (20 Nov 2026 UTC). This computer's clock says 23 Nov 2026. Nothing was sent."_s,
        {}, accept);
    leaf = certificate({u"api.staging.example"_s});
    leaf.validFrom = u"2026-12-01T00:00:00Z"_s;
    endRow("not yet valid", untrusted(leaf, {u"not yet valid"_s}), u"The certificate is not valid yet."_s,
        u"It begins on 1 Dec 2026 UTC. This computer's clock says 23 Nov 2026. Nothing was sent."_s, {},
        accept);
    EndCase chained = untrusted(certificate({u"api.staging.example"_s}), {u"expired"_s});
    CertificateFacts issuer = certificate({});
    issuer.subject = u"Staging authority"_s;
    issuer.validUntil = u"2026-11-20T10:00:00Z"_s;
    chained.facts.tls->chain.append(issuer);
    endRow("the one that issued it has expired", chained, u"A certificate above the server's has expired."_s,
        u"That of Staging authority ended 3 days ago (20 Nov 2026 UTC). This computer's clock says 23 Nov 2026. Nothing was sent."_s,
        {}, accept);
    leaf = certificate({u"api.staging.example"_s});
    leaf.issuer = leaf.subject;
    endRow("self-signed", untrusted(leaf, {u"self-signed"_s}),
        u"The certificate is signed by nobody but itself."_s,
        u"It names CN=api as its own issuer. Nothing was sent."_s, {}, accept);
    const QString weak = u"The certificate of \"api\" is too weak: its RSA key has 768 bits."_s;
    endRow("trusted, but weak", untrusted(leaf, {weak}), u"The certificate is too weak."_s,
        weak + u" Nothing was sent."_s, {}, accept);
    endRow("unknown authority",
        untrusted(certificate({u"api.staging.example"_s}), {u"No issuer was found."_s, u"There is no root."_s}),
        u"The certificate is not trusted."_s, u"No issuer was found. There is no root. Nothing was sent."_s,
        u"Probably it comes from a private authority that this computer does not know."_s, accept);
    EndCase c = untrusted(certificate({u"api.staging.example"_s}), {u"host name mismatch"_s});
    c.evidence.tlsName = u"other.example"_s;
    endRow("another name was asked for", c, u"The certificate is for another host."_s,
        u"You asked for other.example; it names api.staging.example. Nothing was sent."_s, {}, accept);

    c = attempt(EndCause::TlsFailed, u"wss://localhost:8080/"_s);
    c.evidence.detail = u"wrong version number."_s;
    endRow("a port without TLS", c, u"No secure connection could be made to localhost:8080."_s,
        u"wrong version number. Nothing was sent."_s, u"Probably this port does not speak TLS."_s,
        u"edit-url edit-options reconnect"_s);
    c.evidence.detail = u"The server sent the alert handshake failure."_s;
    endRow("an alert", c, u"No secure connection could be made to localhost:8080."_s,
        u"The server sent the alert handshake failure. Nothing was sent."_s, {},
        u"edit-url edit-options reconnect"_s);
}

QTEST_GUILESS_MAIN(TestOpenFailure)
#include "tst_openfailure.moc"
