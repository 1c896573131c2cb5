// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/variables.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;

class TestVariables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void replaces_data();
    void replaces();
    void tellsWhatHasNoValue();
    void leavesWhatComesLater();
    void escapes();
    void knowsNames_data();
    void knowsNames();
};

namespace {

const Variables values{{u"host"_s, u"api.example"_s}, {u"token"_s, u"a${host}$${host}"_s}, {u"no"_s, {}}};

} // namespace

void TestVariables::replaces_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("made");

    QTest::newRow("nothing") << u""_s << u""_s;
    QTest::newRow("none") << u"wss://a/?x=$1&y={z}"_s << u"wss://a/?x=$1&y={z}"_s;
    QTest::newRow("alone") << u"${host}"_s << u"api.example"_s;
    QTest::newRow("within") << u"wss://${host}/${host}/x"_s << u"wss://api.example/api.example/x"_s;
    QTest::newRow("an empty value") << u"a${no}b"_s << u"ab"_s;
    QTest::newRow("a value is taken as it is") << u"${token}"_s << u"a${host}$${host}"_s;
    QTest::newRow("meant so") << u"$${host}${host}"_s << u"${host}api.example"_s;
    QTest::newRow("a dollar before the one meant so") << u"$$${host}"_s << u"$${host}"_s;
    QTest::newRow("behind another") << u"${host}$${host}"_s << u"api.example${host}"_s;
    QTest::newRow("no end") << u"${host"_s << u"${host"_s;
    QTest::newRow("no name") << u"${} ${a b} ${1+1} ${host}"_s << u"${} ${a b} ${1+1} api.example"_s;
    QTest::newRow("begins within another") << u"${${host}}"_s << u"${api.example}"_s;
    QTest::newRow("case matters") << u"${HOST}"_s << u"${HOST}"_s;
}

void TestVariables::replaces()
{
    QFETCH(QString, text);
    QFETCH(QString, made);
    QCOMPARE(values.replacedIn(text).text, made);
}

void TestVariables::tellsWhatHasNoValue()
{
    const ReplacedText replaced = values.replacedIn(u"${b}${a}${host}${b}$${c}"_s);
    QCOMPARE(replaced.missing, QStringList({u"b"_s, u"a"_s}));
    QCOMPARE(replaced.text, u"${b}${a}api.example${b}${c}"_s);
    QCOMPARE(Variables::namesIn(u"${host} $${x} ${y}"_s), QStringList({u"host"_s, u"y"_s}));
}

void TestVariables::leavesWhatComesLater()
{
    const ReplacedText first = values.replacedIn(u"${host} ${late} $${late} $${host}"_s, {u"late"_s});
    QCOMPARE(first.missing, QStringList());
    QCOMPARE(first.text, u"api.example ${late} $${late} ${host}"_s);
    QCOMPARE(Variables({{u"late"_s, u"7"_s}}).laterReplacedIn(first.text), u"api.example 7 ${late} ${host}"_s);
}

void TestVariables::escapes()
{
    for (const QString &text : {u"${host}"_s, u"$${host}"_s, u"$$${host}x${no}"_s, u"${ $${"_s, u"plain"_s})
        QCOMPARE(values.replacedIn(Variables::escaped(text)).text, text);
    const QString many = u"${"_s.repeated(500'000); // in linear time
    QCOMPARE(Variables::escaped(many).size(), many.size());
    QCOMPARE(Variables::escaped(u"a ${1+1} ${x}"_s), u"a ${1+1} $${x}"_s);
    QCOMPARE(values.replacedIn(u"$${b} ${b}"_s).missingAt, 6);
}

void TestVariables::knowsNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("is");

    QTest::newRow("plain") << u"token_2.a-B"_s << true;
    QTest::newRow("longest") << QString(64, u'x') << true;
    QTest::newRow("too long") << QString(65, u'x') << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("a space") << u"a b"_s << false;
    QTest::newRow("another alphabet") << u"n\u00e4me"_s << false;
}

void TestVariables::knowsNames()
{
    QFETCH(QString, name);
    QFETCH(bool, is);
    QCOMPARE(Variables::isName(name), is);
    QCOMPARE(Variables::namesIn(u"${%1}"_s.arg(name)), is ? QStringList(name) : QStringList());
}

QTEST_GUILESS_MAIN(TestVariables)

#include "tst_variables.moc"
