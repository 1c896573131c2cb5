// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/openingrequest.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;

namespace {

// The head with KEY in the place of its key.
QString headFor(const QString &url, const ConnectionOptions &options)
{
    QString head = QString::fromLatin1(openingRequest(*parseWebSocketUrl(url), options).head());
    return head.replace(QRegularExpression(u"Key: [A-Za-z0-9+/]{22}==\r"_s), u"Key: KEY\r"_s);
}

} // namespace

class TestOpeningRequest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plain()
    {
        ConnectionOptions options;
        options.deflate.reset();
        QCOMPARE(headFor(u"ws://example.test:80/a?b"_s, options),
            u"GET /a?b HTTP/1.1\r\nHost: example.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: KEY\r\n\r\n"_s);
    }

    void allThereIs()
    {
        ConnectionOptions options;
        options.deflate = DeflateParameters::browserOffer();
        options.protocols = {u"chat"_s, u"soap"_s};
        options.origin = "https://a.test";
        options.headers = {{"Cookie", "a=1"}, {"X", ""}};
        QCOMPARE(headFor(u"wss://me:p%40ss@example.test:444/"_s, options),
            u"GET / HTTP/1.1\r\nHost: example.test:444\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: KEY\r\n"
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
            "Sec-WebSocket-Protocol: chat, soap\r\nOrigin: https://a.test\r\n"
            "Authorization: Basic bWU6cEBzcw==\r\nCookie: a=1\r\nX: \r\n\r\n"_s);
    }

    // In whatever case they are written: two Authorization headers would be refused.
    void theUsersHeadersHaveTheLastWord()
    {
        ConnectionOptions options;
        options.deflate.reset();
        options.origin = "https://a.test";
        options.headers = {{"authorization", "Bearer t"}, {"ORIGIN", "null"}, {"host", "other.test"}};
        const QString head = headFor(u"ws://me:pass@example.test/"_s, options);
        QVERIFY2(head.startsWith(u"GET / HTTP/1.1\r\nhost: other.test\r\n"), qPrintable(head));
        QVERIFY2(head.endsWith(u"\r\nauthorization: Bearer t\r\nORIGIN: null\r\n\r\n"), qPrintable(head));
        QCOMPARE(head.count(u"authorization"_s, Qt::CaseInsensitive), 1);
        QCOMPARE(head.count(u"origin"_s, Qt::CaseInsensitive), 1);
    }

    void eachKeyIsFresh()
    {
        const WebSocketUrl url = *parseWebSocketUrl(u"ws://example.test/"_s);
        const HttpHeaders first = openingRequest(url, {}).headers;
        const HttpHeaders second = openingRequest(url, {}).headers;
        QCOMPARE(first.size(), second.size());
        QVERIFY(first != second);
    }
};

QTEST_GUILESS_MAIN(TestOpeningRequest)
#include "tst_openingrequest.moc"
