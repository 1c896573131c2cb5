// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/pythonscript.h"

#include "interop/realprocess.h"
#include "support/scriptedserver.h"

#include <QProcess>
#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

// What is copied for another language, run by it: the message arrives as it was.
class TestRealCopies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void python_data();
    void python();
};

void TestRealCopies::python_data()
{
    QTest::addColumn<bool>("isText");
    QTest::addColumn<QByteArray>("payload");
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    QTest::newRow("all bytes") << false << all;
    QTest::newRow("all of ASCII") << true << all.left(128);
    QTest::newRow("beyond it") << true << QByteArray("Zo\u00eb \U0001f600 \u202e \u2028 \"'\\");
    QTest::newRow("nothing") << true << QByteArray();
}

void TestRealCopies::python()
{
    QFETCH(const bool, isText);
    QFETCH(const QByteArray, payload);
    ScriptedServer server(
        Script().accept({"v2", {}, {}}).awaitMessages(1).close({1000, {}}).awaitClose().end());
    CopiedMessage message{{}, payload, isText};
    message.connection.url = server.url();
    message.connection.headers = {{"X-Two", "it's \"2\""}, {"User-Agent", "Me/1"}};
    message.connection.origin = "https://app.example";
    message.connection.protocols = {u"chat"_s, u"v2"_s};
    message.connection.ipVersion = 4;
    message.connection.connectTimeout = 20;
    QProcess process; // the system's, to which the package belongs
    process.start(u"/usr/bin/python3"_s, {u"-c"_s, pythonScript(message).text});
    QVERIFY2(process.waitForStarted(LongestStartMs), qPrintable(process.errorString()));
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 30'000);
    QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0,
        process.readAllStandardError().constData());
    QCOMPARE(server.connectionCount(), 1);
    const ScriptedConnection &came = server.connection();
    QCOMPARE(came.messages().size(), std::size_t(1));
    QCOMPARE(came.messages().front().first, isText ? Opcode::Text : Opcode::Binary);
    QCOMPARE(came.messages().front().second.toHex(), payload.toHex());
    const HttpHead &head = came.request();
    QCOMPARE(head.value("X-Two").value(), QByteArray("it's \"2\""));
    QCOMPARE(head.value("User-Agent").value(), QByteArray("Me/1"));
    QCOMPARE(head.value("Origin").value(), QByteArray("https://app.example"));
    QCOMPARE(head.value("Sec-WebSocket-Protocol").value(), QByteArray("chat, v2"));
    QVERIFY(!head.value("Sec-WebSocket-Extensions"));
}

QTEST_GUILESS_MAIN(TestRealCopies)
#include "tst_realcopies.moc"
