// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/browsersocket.h"
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "transport/echo.h"

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

// The whole program that echoes: tst_recordecho.
class TestEcho : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void messagesGoBackAsTheyCame()
    {
        ScriptedServer server(Script()
                                  .accept()
                                  .text("gr\xc3\xbc\xc3\x9f")
                                  .binary("\x00\xff"_ba)
                                  .text({})
                                  .awaitMessages(3)
                                  .close({1000, {}}));
        BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.echo = true; });
        QCOMPARE(socket->binaryType(), BinaryType::ArrayBuffer); // under browser rules too
        new Echo(socket.connection());
        QTRY_VERIFY(socket.isClosed());
        QVERIFY(server.connection().messages()
            == (std::vector<std::pair<Opcode, QByteArray>>{
                {Opcode::Text, "gr\xc3\xbc\xc3\x9f"}, {Opcode::Binary, "\x00\xff"_ba}, {Opcode::Text, {}}}));
        QCOMPARE(socket.events().last(), u"close 3 1000 \"\" clean"_s);
    }

    // All of it would have to be kept: the server is held back instead, and nothing is lost.
    void aServerThatDoesNotReadIsHeldBack()
    {
        constexpr int count = 32; // MiB; half of them are above what may wait
        Script script;
        script.accept().stopReading();
        for (int i = 0; i < count; ++i)
            script.binary(QByteArray(1 << 20, static_cast<char>(i)));
        ScriptedServer server(script);
        BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.echo = true; });
        new Echo(socket.connection());
        QTRY_VERIFY(socket->bufferedAmount() > 16u << 20);
        QVERIFY(server.connection().socket().unwritten() > 0);
        QVERIFY2(socket->bufferedAmount() < 24u << 20, qPrintable(QString::number(socket->bufferedAmount())));
        QVERIFY(!socket.rows().contains(
            u"note Receiving is paused; the server is held back."_s)); // nobody wished it
        socket->pauseReceiving(true); // somebody does, and has it until he wishes otherwise
        server.connection().socket().setReading(true);
        QTRY_COMPARE(socket->bufferedAmount(), 0u);
        QVERIFY(server.connection().messages().size() < size_t(count));
        socket->pauseReceiving(false);
        QTRY_COMPARE(server.connection().messages().size(), size_t(count));
        for (int i = 0; i < count; ++i)
            QCOMPARE(server.connection().messages().at(size_t(i)).second.at(0), static_cast<char>(i));
        QTRY_COMPARE(socket->bufferedAmount(), 0u);
    }
};

QTEST_GUILESS_MAIN(TestEcho)
#include "tst_echo.moc"
