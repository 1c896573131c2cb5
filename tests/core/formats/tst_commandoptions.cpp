// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/commandoptions.h"

#include <QSet>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

class TestCommandOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tool_data();
    void tool();
    void oneMeaningForEachName_data();
    void oneMeaningForEachName();
    void theSameLetterMeansAnotherThing();
};

void TestCommandOptions::tool_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tool");
    QTest::newRow("curl") << u"curl 'wss://a'"_s << u"curl"_s;
    QTest::newRow("Windows") << u"curl.exe \"wss://a\""_s << u"curl"_s;
    QTest::newRow("capitals, white space") << u"\n CURL wss://a"_s << u"curl"_s;
    QTest::newRow("a line end behind the name") << u"wscat\\\n"_s << QString();
    QTest::newRow("wscat") << u"wscat -c ws://a"_s << u"wscat"_s;
    QTest::newRow("websocat") << u"websocat ws://a"_s << u"websocat"_s;
    QTest::newRow("a name that begins like it") << u"curlew ws://a"_s << QString();
    QTest::newRow("a host of that name") << u"curl.example:80/x"_s << QString();
    QTest::newRow("the name alone") << u"curl"_s << QString();
}

void TestCommandOptions::tool()
{
    QFETCH(QString, text);
    const CommandOptions *found = commandOptionsOf(text);
    QTEST(found ? found->tool : QString(), "tool");
}

void TestCommandOptions::oneMeaningForEachName_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("curl") << u"curl "_s;
    QTest::newRow("wscat") << u"wscat "_s;
    QTest::newRow("websocat") << u"websocat "_s;
}

void TestCommandOptions::oneMeaningForEachName()
{
    QFETCH(QString, command);
    QSet<QString> seen;
    for (const CommandOption &option : commandOptionsOf(command)->options) {
        QCOMPARE(*option.reason != '\0', option.meaning == CommandMeaning::NoHandshake);
        for (const QString &name : option.names) {
            QVERIFY2(name.startsWith(u"--") ? name.size() > 3 : name.size() == 2, qPrintable(name));
            QVERIFY2(!seen.contains(name), qPrintable(name));
            seen.insert(name);
        }
    }
}

void TestCommandOptions::theSameLetterMeansAnotherThing()
{
    QCOMPARE(commandOptionsOf(u"curl ")->find(u"-u"_s)->meaning, CommandMeaning::Basic);
    QCOMPARE(commandOptionsOf(u"websocat ")->find(u"-u"_s)->meaning, CommandMeaning::Nothing);
    QCOMPARE(commandOptionsOf(u"wscat ")->find(u"-s"_s)->meaning, CommandMeaning::Subprotocol);
    QCOMPARE(commandOptionsOf(u"websocat ")->find(u"-s"_s)->meaning, CommandMeaning::Listens);
    QVERIFY(!commandOptionsOf(u"wscat ")->find(u"-u"_s));
}

QTEST_GUILESS_MAIN(TestCommandOptions)
#include "tst_commandoptions.moc"
