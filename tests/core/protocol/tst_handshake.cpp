// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/handshake.h"
#include "support/transcript.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray key = "MDEyMzQ1Njc4OWFiY2RlZg==";
const QByteArray accept = "BACScCJPNqyz+UBoqMH89VmURoA=";

HttpHead parsed(const QByteArray &bytes)
{
    HttpHeadParser parser;
    QByteArrayView view(bytes);
    Result<std::optional<HttpHead>> head = parser.feed(view);
    return head && *head ? **head : HttpHead();
}

HttpHead requestWith(const QByteArrayList &protocols, const QByteArray &extensions)
{
    HttpHeaders extra;
    if (!extensions.isEmpty())
        extra.append({"Sec-WebSocket-Extensions", extensions});
    const HandshakeRequest request{"/", standardHeaders("test", key, protocols, {}, extra)};
    return parsed(request.head());
}

QStringList lines(const QList<Violation> &violations)
{
    QStringList lines;
    for (const Violation &violation : violations)
        lines += violation.toString();
    return lines;
}

// The lines of a 101 in which `name` is replaced, or taken out where `value` is null.
QByteArray responseWith(const QByteArray &name, const QByteArray &value)
{
    QByteArray head = "HTTP/1.1 101 Switching Protocols\r\n";
    const HttpHeaders standard{
        {"Upgrade", "websocket"}, {"Connection", "Upgrade"}, {"Sec-WebSocket-Accept", accept}};
    bool placed = value.isNull();
    for (const HttpHeader &header : standard) {
        const bool same = header.name == name;
        if (!same || !value.isNull())
            head += header.name + ": " + (same ? value : header.value) + "\r\n";
        placed = placed || same;
    }
    if (!placed)
        head += name + ": " + value + "\r\n";
    return head + "\r\n";
}

} // namespace

class TestHandshake : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void accepts()
    {
        QCOMPARE(acceptFor(key), accept);
        QCOMPARE(acceptFor("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="_ba); // RFC 6455, 1.3
        const std::array<char, 16> nonce{
            '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
        QCOMPARE(encodeKey(nonce), key);
    }

    void standardHeadersStandInOrder()
    {
        const HandshakeRequest request{
            "/a?b", standardHeaders("host:81", key, {"x", "y"}, DeflateParameters::browserOffer(), {})};
        QCOMPARE(request.head(),
            "GET /a?b HTTP/1.1\r\n"
            "Host: host:81\r\n"
            "Connection: Upgrade\r\n"
            "Upgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: "
                + key
                + "\r\n"
                  "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
                  "Sec-WebSocket-Protocol: x, y\r\n\r\n");
    }

    void extraHeadersReplaceInPlaceAndKeepRepeats()
    {
        const HttpHeaders extra{
            {"Cookie", "a"}, {"UPGRADE", "other"}, {"Cookie", "b"}, {"Host", "1"}, {"Host", "2"}};
        const HttpHeaders headers = standardHeaders("host", key, {}, {}, extra);
        const HttpHeaders expected{{"Host", "1"}, {"Host", "2"}, {"Connection", "Upgrade"},
            {"UPGRADE", "other"}, {"Sec-WebSocket-Version", "13"}, {"Sec-WebSocket-Key", key},
            {"Cookie", "a"}, {"Cookie", "b"}};
        QCOMPARE(headers, expected);
    }

    void responses_data()
    {
        QTest::addColumn<QByteArray>("response");
        QTest::addColumn<QStringList>("violations");
        const auto row = [](const char *name, const QByteArray &response, const QStringList &violations) {
            QTest::newRow(name) << response << violations;
        };
        row("good", responseWith("Date", "now"), {});
        row("connection is a list", responseWith("Connection", "keep-alive, upgrade"), {});
        row("upgrade in capitals", responseWith("Upgrade", "WebSocket"), {});
        row("protocol offered", responseWith("Sec-WebSocket-Protocol", "chat"), {});
        row("unauthorized", "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\n\r\n", {});
        row("status alone", "HTTP/1.1 302\r\n\r\n", {});
        row("a request", "GET / HTTP/1.1\r\n\r\n",
            {u"This is not the HTTP/1.1 head of a WebSocket handshake (RFC 6455, 4): \"GET / HTTP/1.1\". Byte 0."_s});
        row("HTTP/1.0", responseWith("Date", "now").replace("HTTP/1.1", "HTTP/1.0"),
            {u"This is not the HTTP/1.1 head of a WebSocket handshake (RFC 6455, 4): "
             u"\"HTTP/1.0 101 Switching Protocols\". Byte 0."_s});
        row("no upgrade", responseWith("Upgrade", {}),
            {u"Upgrade: websocket is missing (RFC 6455, 4.1). Byte 0."_s});
        row("other upgrade", responseWith("Upgrade", "h2c"),
            {u"Upgrade: websocket is missing (RFC 6455, 4.1): \"h2c\". Byte 0."_s});
        row("no connection", responseWith("Connection", {}),
            {u"Connection: Upgrade is missing (RFC 6455, 4.1). Byte 0."_s});
        row("other connection", responseWith("Connection", "close"),
            {u"Connection: Upgrade is missing (RFC 6455, 4.1): \"close\". Byte 0."_s});
        row("no accept", responseWith("Sec-WebSocket-Accept", {}),
            {u"Sec-WebSocket-Accept is missing (RFC 6455, 4.1). Byte 0."_s});
        row("wrong accept", responseWith("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
            {u"Sec-WebSocket-Accept does not fit the key (RFC 6455, 4.1): \"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\" "
             u"instead "
             u"of \"BACScCJPNqyz+UBoqMH89VmURoA=\". Byte 0."_s});
        row("protocol not offered", responseWith("Sec-WebSocket-Protocol", "Chat"),
            {u"The server chose a subprotocol that was not offered (RFC 6455, 4.1): \"Chat\". Byte 0."_s});
        row("two protocols", responseWith("Sec-WebSocket-Protocol", "chat\r\nSec-WebSocket-Protocol: chat"),
            {u"Sec-WebSocket-Protocol says the same thing twice (RFC 6455, 11.3.4): \"chat, chat\". Byte 0."_s});
        row("everything missing", "HTTP/1.1 101 Switching Protocols\r\n\r\n",
            {u"Upgrade: websocket is missing (RFC 6455, 4.1). Byte 0."_s,
                u"Connection: Upgrade is missing (RFC 6455, 4.1). Byte 0."_s,
                u"Sec-WebSocket-Accept is missing (RFC 6455, 4.1). Byte 0."_s});
    }
    void responses()
    {
        QFETCH(QByteArray, response);
        const ResponseVerdict verdict =
            judgeResponse(requestWith({"chat", "superchat"}, {}), parsed(response));
        QTEST(lines(verdict.violations), "violations");
    }

    void extensions_data()
    {
        QTest::addColumn<QByteArray>("offer");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("agreed"); // header value of what is agreed; empty: none
        QTest::addColumn<bool>("fails");
        const auto row = [](const char *name, const char *offer, const char *answer, const char *agreed,
                             bool fails) {
            QTest::newRow(name) << QByteArray(offer) << QByteArray(answer) << QByteArray(agreed) << fails;
        };
        const char *browser = "permessage-deflate; client_max_window_bits";
        row("plain", browser, "permessage-deflate", "permessage-deflate", false);
        row("all four", browser,
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
            "server_max_window_bits=10; client_max_window_bits=9",
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
            "server_max_window_bits=10; client_max_window_bits=9",
            false);
        row("quoted value", browser, "permessage-deflate; client_max_window_bits=\"10\"",
            "permessage-deflate; client_max_window_bits=10", false);
        row("second of two offers", "permessage-deflate; server_max_window_bits=10, permessage-deflate",
            "permessage-deflate", "permessage-deflate", false);
        row("declined", browser, "", "", false);
        row("nothing offered", "", "permessage-deflate", "", true);
        row("another extension", browser, "x-webkit-deflate-frame", "", true);
        row("another besides", browser, "permessage-deflate, bbf-usp-protocol", "permessage-deflate", true);
        row("chosen twice", browser, "permessage-deflate, permessage-deflate", "permessage-deflate", true);
        row("unknown parameter", browser, "permessage-deflate; level=9", "", true);
        row("repeated parameter", browser,
            "permessage-deflate; client_max_window_bits=9; client_max_window_bits=9", "", true);
        row("window of 7", browser, "permessage-deflate; server_max_window_bits=7", "", true);
        row("window of 16", browser, "permessage-deflate; server_max_window_bits=16", "", true);
        row("client window without a value", browser, "permessage-deflate; client_max_window_bits", "", true);
        row("client window not offered", "permessage-deflate",
            "permessage-deflate; client_max_window_bits=10", "", true);
        row("server window larger than asked", "permessage-deflate; server_max_window_bits=10",
            "permessage-deflate; server_max_window_bits=12", "", true);
        row("server window asked and not confirmed", "permessage-deflate; server_max_window_bits=10",
            "permessage-deflate", "", true);
        row("no takeover asked and not confirmed", "permessage-deflate; server_no_context_takeover",
            "permessage-deflate", "", true);
    }
    void extensions()
    {
        QFETCH(QByteArray, offer);
        QFETCH(QByteArray, answer);
        QFETCH(bool, fails);
        const QByteArray response =
            answer.isEmpty() ? responseWith("Date", "now") : responseWith("Sec-WebSocket-Extensions", answer);
        const ResponseVerdict verdict = judgeResponse(requestWith({}, offer), parsed(response));
        QCOMPARE(!verdict.violations.isEmpty(), fails);
        QCOMPARE(verdict.agreement.extensions, answer);
        const std::optional<DeflateParameters> &deflate = verdict.agreement.deflate;
        QTEST(deflate ? deflate->toHeaderValue() : QByteArray(), "agreed");
        for (const Violation &violation : verdict.violations) {
            QVERIFY(violation.kind == ViolationKind::ExtensionNotOffered
                || violation.kind == ViolationKind::ExtensionParameterInvalid);
            QVERIFY(!violation.detail.isEmpty());
        }
    }

    void requests_data()
    {
        QTest::addColumn<QByteArray>("from"); // replaced in a good request ...
        QTest::addColumn<QByteArray>("to");   // ... by this
        QTest::addColumn<QStringList>("violations");
        const auto row = [](const char *name, const QByteArray &from, const QByteArray &to,
                             const QStringList &violations) {
            QTest::newRow(name) << from << to << violations;
        };
        row("good", "", "", {});
        row("list in Connection", "Connection: Upgrade", "Connection: keep-alive, upgrade", {});
        row("POST", "GET /", "POST /",
            {u"This is not the HTTP/1.1 head of a WebSocket handshake (RFC 6455, 4): \"POST / HTTP/1.1\". Byte 0."_s});
        row("HTTP/1.0", "HTTP/1.1", "HTTP/1.0",
            {u"This is not the HTTP/1.1 head of a WebSocket handshake (RFC 6455, 4): \"GET / HTTP/1.0\". Byte 0."_s});
        row("no Host", "Host: test\r\n", "",
            {u"This is not the HTTP/1.1 head of a WebSocket handshake (RFC 6455, 4): 0 Host headers. Byte 0."_s});
        row("no Upgrade", "Upgrade: websocket\r\n", "",
            {u"Upgrade: websocket is missing (RFC 6455, 4.1). Byte 0."_s});
        row("no Connection", "Connection: Upgrade\r\n", "",
            {u"Connection: Upgrade is missing (RFC 6455, 4.1). Byte 0."_s});
        row("no key", "Sec-WebSocket-Key: " + key + "\r\n", "",
            {u"Sec-WebSocket-Key is not 16 bytes in base64 (RFC 6455, 4.2.1). Byte 0."_s});
        row("short key", key, "MDEy",
            {u"Sec-WebSocket-Key is not 16 bytes in base64 (RFC 6455, 4.2.1): \"MDEy\". Byte 0."_s});
        row("key that is not base64", key, "MDEyMzQ1Njc4OWFiY2RlZ!==",
            {u"Sec-WebSocket-Key is not 16 bytes in base64 (RFC 6455, 4.2.1): \"MDEyMzQ1Njc4OWFiY2RlZ!==\". Byte 0."_s});
        row("version 8", "Version: 13", "Version: 8",
            {u"Sec-WebSocket-Version is not 13 (RFC 6455, 4.2.1): \"8\". Byte 0."_s});
        row("no version", "Sec-WebSocket-Version: 13\r\n", "",
            {u"Sec-WebSocket-Version is not 13 (RFC 6455, 4.2.1). Byte 0."_s});
        row("protocol twice", "chat, superchat", "chat, chat",
            {u"Sec-WebSocket-Protocol says the same thing twice (RFC 6455, 11.3.4): \"chat\". Byte 0."_s});
        row("protocol with a space", "chat, superchat", "chat room",
            {u"This is not the HTTP/1.1 head of a WebSocket handshake (RFC 6455, 4): subprotocol \"chat room\". Byte 0."_s});
    }
    void requests()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QByteArray head =
            HandshakeRequest{"/", standardHeaders("test", key, {"chat", "superchat"}, {}, {})}.head();
        if (!from.isEmpty()) {
            QVERIFY(head.contains(from));
            head.replace(from, to);
        }
        QTEST(lines(judgeRequest(parsed(head)).violations), "violations");
    }

    void requestsAreTakenApart()
    {
        const QByteArray offers = "permessage-deflate; level=9, x-other, permessage-deflate; "
                                  "server_max_window_bits=10, permessage-deflate";
        const RequestVerdict verdict = judgeRequest(requestWith({"chat", "superchat"}, offers));
        QCOMPARE(verdict.violations.size(), 0);
        QCOMPARE(verdict.target, "/"_ba);
        QCOMPARE(verdict.key, key);
        QCOMPARE(verdict.protocols, QByteArrayList({"chat", "superchat"}));
        QCOMPARE(verdict.deflateOffers.size(), 2);
        QCOMPARE(verdict.deflateOffers[0].serverMaxWindowBits, std::optional(10));
        QCOMPARE(verdict.deflateOffers[1], DeflateParameters());
    }

    void answers()
    {
        Agreement agreement;
        agreement.protocol = "chat";
        agreement.deflate = DeflateParameters();
        QCOMPARE(acceptingResponse(key, agreement, {{"Server", "x"}, {"upgrade", "spoiled"}}),
            "HTTP/1.1 101 Switching Protocols\r\nupgrade: spoiled\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: "
                + accept
                + "\r\nSec-WebSocket-Protocol: chat\r\n"
                  "Sec-WebSocket-Extensions: permessage-deflate\r\nServer: x\r\n\r\n");
        agreement.extensions = "as given";
        QVERIFY(acceptingResponse(key, agreement).contains("\r\nSec-WebSocket-Extensions: as given\r\n"));
        QCOMPARE(refusingResponse(401, "Unauthorized", "no", {{"WWW-Authenticate", "Basic"}}),
            "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\nConnection: close\r\nWWW-Authenticate: Basic\r\n\r\nno"_ba);
    }

    // A head of 256 KiB has room for a hundred thousand of them.
    void veryManyBreachesAreCounted()
    {
        const QByteArray names = QByteArray("x,").repeated(100'000).chopped(1);
        const QList<Violation> capped =
            judgeResponse(requestWith({}, {}), parsed(responseWith("Sec-WebSocket-Extensions", names))).violations;
        QCOMPARE(capped.size(), 16);
        QCOMPARE(capped.first().detail, u"\"x\""_s);
        QCOMPARE(capped.last().detail, u"\"x\", and 99984 more"_s);
    }

    // Neither takes time that grows with the square of the head.
    void veryManyOffersAndWishes()
    {
        QByteArrayList wishes;
        for (int i = 0; i < 20'000; ++i)
            wishes += 'p' + QByteArray::number(i);
        const QByteArray offers = QByteArray("permessage-deflate,").repeated(5'000).chopped(1);
        const RequestVerdict verdict = judgeRequest(requestWith(wishes + QByteArrayList{"p7"}, offers));
        QCOMPARE(verdict.protocols, wishes);
        QCOMPARE(verdict.deflateOffers.size(), 1);
        QCOMPARE(verdict.violations.size(), 1);
    }

    void anAnswerOfOursIsJudgedGood()
    {
        Agreement agreement;
        agreement.protocol = "chat";
        agreement.deflate = DeflateParameters();
        const ResponseVerdict verdict = judgeResponse(
            requestWith({"chat"}, "permessage-deflate"), parsed(acceptingResponse(key, agreement)));
        QCOMPARE(lines(verdict.violations), QStringList());
        QCOMPARE(verdict.status, 101);
        QCOMPARE(verdict.agreement.protocol, "chat"_ba);
        QCOMPARE(verdict.agreement.deflate, agreement.deflate);
    }
};

QTEST_GUILESS_MAIN(TestHandshake)
#include "tst_handshake.moc"
