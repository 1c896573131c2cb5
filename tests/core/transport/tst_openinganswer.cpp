// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/openinganswer.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;

namespace {

// Feeds `bytes` cut at `cut` as Upstream does, which finds heads as they become whole.
OpeningAnswer answerTo(const QByteArray &bytes, qsizetype cut)
{
    OpeningAnswer answer;
    HttpHeadParser parser;
    for (const QByteArray &piece : {bytes.first(cut), bytes.sliced(cut)}) {
        QByteArrayView rest(piece);
        answer.count(piece);
        while (!rest.isEmpty() && !answer.isRefusal()) {
            const auto head = parser.feed(rest);
            if (!head || !*head)
                break;
            const ResponseVerdict verdict = judgeResponse({}, **head);
            if (verdict.status < 200 && verdict.status != 101) {
                answer.takeInterim(**head);
                parser = HttpHeadParser();
            } else {
                answer.take(**head, verdict);
                rest = {};
            }
        }
        if (answer.isRefusal())
            answer.takeBody(piece);
    }
    return answer;
}

} // namespace

class TestOpeningAnswer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cutAnywhere_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("over");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("with a length")
            << "HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nno!!beyond"_ba
            << "no!!"_ba << true << u"The server answered 403 Forbidden instead of 101 Switching Protocols."_s;
        QTest::newRow("behind an interim answer")
            << "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 503 Busy\r\nContent-Length: 9\r\n\r\nlater"_ba
            << "later"_ba << false << u"The server answered 503 Busy instead of 101 Switching Protocols."_s;
        QTest::newRow("without words")
            << "HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n"_ba << QByteArray() << true
            << u"The server answered 404 instead of 101 Switching Protocols."_s;
    }
    void cutAnywhere()
    {
        QFETCH(QByteArray, bytes);
        for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
            const OpeningAnswer answer = answerTo(bytes, cut);
            QVERIFY(answer.isRefusal());
            QTEST(answer.body(), "body");
            QTEST(answer.isBodyOver(), "over");
            QTEST(answer.refusalSentence(), "sentence");
        }
    }

    void placeWhereItEnded_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QByteArray>("head");
        const QByteArray hints = "HTTP/1.1 103 Early Hints\r\n\r\n";
        QTest::newRow("nothing") << QByteArray() << u"before it answered the request."_s << QByteArray();
        QTest::newRow("interim") << hints << u"after an interim answer (1xx), before the final one."_s
                                 << QByteArray();
        QTest::newRow("half a head") << "HTTP/1.1 10"_ba << u"within the head of its answer, after 11 bytes."_s
                                     << "HTTP/1.1 10"_ba;
        QTest::newRow("interim, half a head")
            << QByteArray(hints + "HTTP/1") << u"within the head of its answer, after 6 bytes."_s
            << "HTTP/1"_ba;
    }
    void placeWhereItEnded()
    {
        QFETCH(QByteArray, bytes);
        const OpeningAnswer answer = answerTo(bytes, 0);
        QTEST(answer.place(), "place");
        QTEST(answer.headSoFar(), "head");
        QCOMPARE(answer.received(), bytes.size());
        QVERIFY(!answer.isRefusal());
    }

    void anAcceptedRefusalHasNoBody()
    {
        OpeningAnswer answer = answerTo("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n", 0);
        QVERIFY(answer.isRefusal());
        answer.accept();
        QVERIFY(!answer.isRefusal());
        QCOMPARE(answer.body(), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestOpeningAnswer)
#include "tst_openinganswer.moc"
