// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/httphead.h"
#include "support/transcript.h"

#include <QElapsedTimer>
#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

namespace {

using Expect = HttpHeadParser::Expect;

// A head as lines, or the error, or "not yet"; then what was left over.
QStringList parse(const QByteArray &bytes, qsizetype cut, Expect expect, qsizetype limit)
{
    HttpHeadParser parser(limit, expect);
    for (qsizetype i = 0; i < bytes.size(); i += cut) {
        QByteArrayView piece = QByteArrayView(bytes).sliced(i, std::min(cut, bytes.size() - i));
        const Result<std::optional<HttpHead>> head = parser.feed(piece);
        if (!head)
            return {u"error at %1"_s.arg(parser.errorOffset())
                + (parser.tooLong() ? u": too long"_s : QString())};
        if (!*head)
            continue;
        QStringList lines{quotedBytes((*head)->startLine)};
        for (const HttpHeader &header : (*head)->headers)
            lines += quotedBytes(header.name) + u" = "_s + quotedBytes(header.value);
        const qsizetype consumed = std::min(i + cut, bytes.size()) - piece.size();
        if ((*head)->raw != bytes.first(consumed) || parser.raw() != (*head)->raw)
            lines += u"raw differs"_s;
        lines += u"rest %1"_s.arg(bytes.size() - consumed);
        return lines;
    }
    return {u"not yet"_s};
}

} // namespace

class TestHttpHead : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void heads_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Expect>("expect");
        QTest::addColumn<QStringList>("lines");
        const auto row = [](const char *name, const QByteArray &bytes, Expect expect,
                             const QStringList &lines) { QTest::newRow(name) << bytes << expect << lines; };
        row("response", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n", Expect::Response,
            {u"\"HTTP/1.1 101 Switching Protocols\""_s, u"\"Upgrade\" = \"websocket\""_s, u"rest 0"_s});
        row("data glued to it", "HTTP/1.1 101 X\r\n\r\n\x81\x02hi", Expect::Response,
            {u"\"HTTP/1.1 101 X\""_s, u"rest 4"_s});
        row("request", "GET /chat?a=b HTTP/1.1\r\nHost: a\r\nhOST:b\r\n\r\n", Expect::Request,
            {u"\"GET /chat?a=b HTTP/1.1\""_s, u"\"Host\" = \"a\""_s, u"\"hOST\" = \"b\""_s, u"rest 0"_s});
        row("either, request", "GET / HTTP/1.1\r\n\r\n", Expect::Either,
            {u"\"GET / HTTP/1.1\""_s, u"rest 0"_s});
        row("either, response", "HTTP/1.0 200\r\n\r\n", Expect::Either, {u"\"HTTP/1.0 200\""_s, u"rest 0"_s});
        row("lone LF", "HTTP/1.1 101 X\nA: b\n\n", Expect::Response,
            {u"\"HTTP/1.1 101 X\""_s, u"\"A\" = \"b\""_s, u"rest 0"_s});
        row("white space around a value", "HTTP/1.1 101 X\r\nA: \t b c \t\r\nD:\r\n\r\n", Expect::Response,
            {u"\"HTTP/1.1 101 X\""_s, u"\"A\" = \"b c\""_s, u"\"D\" = \"\""_s, u"rest 0"_s});
        row("folded value", "HTTP/1.1 101 X\r\nA: b\r\n  c\r\n\r\n", Expect::Response,
            {u"\"HTTP/1.1 101 X\""_s, u"\"A\" = \"b c\""_s, u"rest 0"_s});
        row("folded into an empty value", "HTTP/1.1 101 X\r\nA:\r\n b\r\n \r\n\t c\r\n\r\n", Expect::Response,
            {u"\"HTTP/1.1 101 X\""_s, u"\"A\" = \"b c\""_s, u"rest 0"_s});
        row("no end yet", "HTTP/1.1 101 X\r\nA: b\r\n", Expect::Response, {u"not yet"_s});
        row("SSH", "SSH-2.0-OpenSSH_9.2\r\n", Expect::Response, {u"error at 0"_s});
        row("SMTP", "220 mail ESMTP\r\n", Expect::Response, {u"error at 0"_s});
        row("HTTP/2", "HTTP/2 200\r\n\r\n", Expect::Response, {u"error at 5"_s});
        row("status of two digits", "HTTP/1.1 10 X\r\n\r\n", Expect::Response, {u"error at 11"_s});
        row("TLS hello", "\x16\x03\x01\x02", Expect::Request, {u"error at 0"_s});
        row("HTTP/0.9", "GET /\r\n", Expect::Request, {u"error at 5"_s});
        row("space before the method", " GET / HTTP/1.1\r\n", Expect::Request, {u"error at 0"_s});
        row("something after the version", "GET / HTTP/1.1 x\r\n", Expect::Request, {u"error at 14"_s});
        row("a frame instead of a request", "\x81\x02hi", Expect::Either, {u"error at 0"_s});
        row("SSH, either", "SSH-2.0-x\r\n", Expect::Either, {u"error at 9"_s});
        row("CR inside the start line", "HTTP/1.1 101 a\rb\r\n", Expect::Response, {u"error at 15"_s});
        row("no colon", "HTTP/1.1 101 X\r\nUpgrade\r\n\r\n", Expect::Response, {u"error at 16"_s});
        row("space in a name", "HTTP/1.1 101 X\r\nA: b\r\nUp grade: x\r\n\r\n", Expect::Response,
            {u"error at 22"_s});
        row("empty name", "HTTP/1.1 101 X\r\n: x\r\n\r\n", Expect::Response, {u"error at 16"_s});
        row("NUL in a value", QByteArray("HTTP/1.1 101 X\r\nA: b\0c\r\n\r\n", 26), Expect::Response,
            {u"error at 16"_s});
        row("NUL in a folded value", QByteArray("HTTP/1.1 101 X\r\nA: b\r\n c\0d\r\n\r\n", 30),
            Expect::Response, {u"error at 22"_s});
        row("folded without a header", "HTTP/1.1 101 X\r\n  c: d\r\n\r\n", Expect::Response,
            {u"error at 16"_s});
        const QByteArray long100 = "HTTP/1.1 101 X\r\nA: " + QByteArray(77, 'b') + "\r\n\r\n";
        QCOMPARE(long100.size(), 100);
        row("as long as the limit", long100, Expect::Response,
            {u"\"HTTP/1.1 101 X\""_s, u"\"A\" = "_s + quotedBytes(QByteArray(77, 'b')), u"rest 0"_s});
        row("longer than the limit", QByteArray(long100).insert(20, 'b'), Expect::Response,
            {u"error at 100: too long"_s});
        row("endless start line", "HTTP/1.1 101 " + QByteArray(200, 'x'), Expect::Response,
            {u"error at 100: too long"_s});
    }
    void heads()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Expect, expect);
        QFETCH(QStringList, lines);
        constexpr qsizetype limit = 100;
        QCOMPARE(parse(bytes, bytes.size(), expect, limit), lines);
        for (qsizetype cut = 1; cut < bytes.size(); ++cut)
            QCOMPARE(parse(bytes, cut, expect, limit), lines);
    }

    void garbageIsKeptAsEvidence()
    {
        HttpHeadParser parser(HttpHeadParser::DefaultLimit, Expect::Response);
        QByteArrayView bytes("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7\r\n");
        const Result<std::optional<HttpHead>> head = parser.feed(bytes);
        QVERIFY(!head);
        QCOMPARE(head.error().toString(),
            u"The start line is not one of HTTP/1.1. (byte 0) "
            u"A WebSocket begins with an HTTP/1.1 head."_s);
        QCOMPARE(parser.raw(), "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7\r\n"_ba);
        QVERIFY(bytes.isEmpty());
    }

    // Measured against as many header lines of the same size, which are linear.
    void foldedLinesCostNoMoreThanOthers()
    {
        const auto nanoseconds = [](const QByteArray &line) {
            const QByteArray head = "HTTP/1.1 101 X\r\nA: b\r\n" + line.repeated(80'000) + "\r\n";
            HttpHeadParser parser(HttpHeadParser::DefaultLimit, Expect::Response);
            QByteArrayView bytes(head);
            QElapsedTimer timer;
            timer.start();
            const Result<std::optional<HttpHead>> parsed = parser.feed(bytes);
            const qint64 elapsed = timer.nsecsElapsed();
            return parsed && *parsed ? elapsed : -1;
        };
        const qint64 others = nanoseconds("a:\n");
        const qint64 folded = nanoseconds(" a\n");
        QVERIFY(others > 0 && folded > 0);
        QVERIFY2(folded < 10 * others, qPrintable(u"%1 ns against %2 ns"_s.arg(folded).arg(others)));
    }

    void looksHeadersUpWithoutCase()
    {
        const HttpHead head{
            {}, {{"Connection", "keep-alive"}, {"X", "1"}, {"connection", "a, Upgrade ,"}}, {}};
        QCOMPARE(head.value("CONNECTION"), std::optional("keep-alive, a, Upgrade ,"_ba));
        QCOMPARE(head.value("Host"), std::nullopt);
        QCOMPARE(head.count("connection"), 2);
        QVERIFY(head.hasToken("Connection", "upgrade"));
        QVERIFY(!head.hasToken("Connection", "keep"));
        QVERIFY(!head.hasToken("Host", "upgrade"));
    }

    void listsAreSplitOutsideQuotes()
    {
        QCOMPARE(splitList("a, b;c=\"x,\\\"y\" ,,\td"), QList<QByteArrayView>({"a", "b;c=\"x,\\\"y\"", "d"}));
        QCOMPARE(splitList("a; b=\"1;2\"", ';'), QList<QByteArrayView>({"a", "b=\"1;2\""}));
        QCOMPARE(splitList(""), QList<QByteArrayView>());
        QCOMPARE(splitList("\"open, a"), QList<QByteArrayView>({"\"open, a"}));
    }

    void tokens()
    {
        QVERIFY(isHttpToken("Sec-WebSocket-Key"));
        QVERIFY(isHttpToken("!#$%&'*+-.^_`|~09azAZ"));
        for (const char *bad : {"", "a b", "a,b", "a:b", "a/b", "a\"b", "a(b", "a@b", "\xc3\xa9", "a\x7f"})
            QVERIFY2(!isHttpToken(bad), bad);
        QVERIFY(!isHttpToken(QByteArrayView("a\0b", 3)));
    }

    void oneHeaderStaysOne_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("error");
        QTest::addRow("good") << "X-Y"_ba
                              << "any: \xc3\xa9 value\t"_ba << QString();
        QTest::addRow("CR LF") << "X"_ba
                               << "1\r\nX-Injected: yes"_ba
                               << u"The value of X has a line break or a NUL. (byte 1) One header is one line."_s;
        QTest::addRow("LF") << "X"_ba
                            << "\n"_ba
                            << u"The value of X has a line break or a NUL. (byte 0) One header is one line."_s;
        QTest::addRow("name with a line break")
            << "X\r\nY"_ba
            << "1"_ba
            << u"\"X\\x0d\\x0aY\" cannot be the name of a header. A name has "
               u"letters, digits and !#$%&'*+-.^_`|~ only."_s;
    }
    void oneHeaderStaysOne()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        const Result<void> checked = checkHeader({name, value});
        QTEST(checked ? QString() : checked.error().toString(), "error");
    }

    void encodes()
    {
        QCOMPARE(encodeHead("GET / HTTP/1.1", {{"Host", "a"}, {"host", ""}}),
            "GET / HTTP/1.1\r\nHost: a\r\nhost: \r\n\r\n"_ba);
    }

    void statusLines()
    {
        const Result<StatusLine> full = parseStatusLine("HTTP/1.1 503 Service Unavailable");
        QVERIFY(full);
        QCOMPARE(full->version, "HTTP/1.1"_ba);
        QCOMPARE(full->status, 503);
        QCOMPARE(full->reason, "Service Unavailable"_ba);
        QVERIFY(parseStatusLine("HTTP/1.0 200"));
        QVERIFY(parseStatusLine("HTTP/1.1 101 "));
        for (const char *bad :
            {"", "HTTP/1.1", "HTTP/1.1 1O1", "HTTP/2 200", "http/1.1 101 x", "HTTP/1.1 1010", "ICY 200 OK"})
            QVERIFY2(!parseStatusLine(bad), bad);
        QCOMPARE(parseStatusLine("ICY 200 OK").error().toString(),
            u"\"ICY 200 OK\" is not the status line of an HTTP/1.1 response. "
            u"It reads like \"HTTP/1.1 101 Switching Protocols\"."_s);
    }
};

QTEST_GUILESS_MAIN(TestHttpHead)
#include "tst_httphead.moc"
