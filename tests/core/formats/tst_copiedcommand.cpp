// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/copiedcommand.h"
#include "formats/pastedcommand.h"
#include "formats/shellwords.h"

#include <QProcess>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

namespace {

HttpHead request(const HttpHeaders &headers)
{
    return {"GET /feed?a=1 HTTP/1.1", headers, {}};
}

const HttpHeaders handshake{{"Host", "api.example"}, {"Connection", "Upgrade"}, {"Upgrade", "websocket"},
    {"Sec-WebSocket-Version", "13"}, {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="},
    {"Origin", "https://app.example"}, {"X-Empty", ""}, {"Cookie", "a=1; b=2"}};

} // namespace

class TestCopiedCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsTheSameHandshake();
    void isReadBackAsItWas();
    void theShellReadsWhatWasMeant_data();
    void theShellReadsWhatWasMeant();
};

void TestCopiedCommand::sendsTheSameHandshake()
{
    QCOMPARE(curlCommand(u"wss://api.example/feed?a=1"_s, request(handshake)),
        u"curl --include --no-buffer --http1.1 'https://api.example/feed?a=1' \\\n"
        "  --header 'Host: api.example' \\\n"
        "  --header 'Connection: Upgrade' \\\n"
        "  --header 'Upgrade: websocket' \\\n"
        "  --header 'Sec-WebSocket-Version: 13' \\\n"
        "  --header 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' \\\n"
        "  --header 'Origin: https://app.example' \\\n"
        "  --header 'X-Empty;' \\\n"
        "  --header 'Cookie: a=1; b=2'"_s);
}

void TestCopiedCommand::isReadBackAsItWas()
{
    const auto command = parsePastedCommand(curlCommand(u"wss://api.example/feed?a=1"_s, request(handshake)));
    QVERIFY(command);
    QCOMPARE(command->url, u"wss://api.example/feed?a=1"_s);
    QCOMPARE(command->origin, QByteArray("https://app.example"));
    QCOMPARE(command->cookieCount(), 2);
    QCOMPARE(command->notTaken, QStringList());
}

void TestCopiedCommand::theShellReadsWhatWasMeant_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("spaces") << u"a  b"_s;
    QTest::newRow("quotes") << u"it's \"so\""_s;
    QTest::newRow("what the shell would expand") << u"$HOME `id` * \\ !x"_s;
    QTest::newRow("a control character") << u"a\x01'\\b\tc"_s;
    QTest::newRow("beyond ASCII") << u"Zo\u00eb"_s;
}

void TestCopiedCommand::theShellReadsWhatWasMeant()
{
    QFETCH(const QString, value);
    const QString command = curlCommand(u"ws://h/"_s, request({{"X", value.toUtf8()}}));
    const QString told = QString(command).replace(u"curl"_s, u"printf '%s\\0'"_s);
    QProcess shell;
    shell.start(u"bash"_s, {u"-c"_s, told});
    QVERIFY(shell.waitForFinished());
    const QStringList words =
        QString::fromUtf8(shell.readAllStandardOutput()).split(u'\0', Qt::SkipEmptyParts);
    QCOMPARE(words.last(), u"X: "_s + value);
    QCOMPARE(splitCommand(command, ShellKind::Posix)->words.last(), u"X: "_s + value);
}

QTEST_GUILESS_MAIN(TestCopiedCommand)
#include "tst_copiedcommand.moc"
