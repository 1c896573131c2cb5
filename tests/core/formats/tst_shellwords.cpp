// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/shellwords.h"

#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

class TestShellWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void posix_data();
    void posix();
    void windows_data();
    void windows();
    void shell_data();
    void shell();
    void placesOfWords();
    void theRestBelongsToTheShell_data();
    void theRestBelongsToTheShell();
    void unclosedQuotation_data();
    void unclosedQuotation();
};

void TestShellWords::posix_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words"); // each in brackets
    const auto row = [](const char *name, const QString &text, const QString &words) {
        QTest::newRow(name) << text << words;
    };
    row("nothing", u" \t\n"_s, u""_s);
    row("plain", u"curl  a\tb"_s, u"[curl][a][b]"_s);
    row("single quotes keep all", u"'a \\ \" $x'"_s, u"[a \\ \" $x]"_s);
    row("an empty word", u"a '' \"\""_s, u"[a][][]"_s);
    row("pieces join", u"'a'\"b\"c\\ d"_s, u"[abc d]"_s);
    row("double quotes escape four", u"\"\\$ \\` \\\" \\\\ \\n\""_s, u"[$ ` \" \\ \\n]"_s);
    row("lines go on", u"a \\\n  b\\\nc \\\r\n d"_s, u"[a][bc][d]"_s);
    row("a line end inside double quotes", u"\"a\\\nb\""_s, u"[ab]"_s);
    row("a backslash at the end", u"a\\"_s, u"[a\\]"_s);
    row("nothing is expanded", u"$HOME ~ *"_s, u"[$HOME][~][*]"_s);
    row("ANSI-C", u"$'a\\tb\\'c\\\\\\n'"_s, u"[a\tb'c\\\n]"_s);
    row("ANSI-C: Chrome's exclamation mark", u"$'Hi\\u0021'"_s, u"[Hi!]"_s);
    row("ANSI-C: a pair of surrogates", u"$'\\ud83d\\ude00'"_s, u"[\U0001F600]"_s);
    row("ANSI-C: a whole code point", u"$'\\U0001F600'"_s, u"[\U0001F600]"_s);
    row("ANSI-C: bytes of UTF-8", u"$'\\xc3\\xa9'"_s, u"[\u00e9]"_s);
    row("ANSI-C: Firefox's Latin-1", u"$'caf\\xe9'"_s, u"[caf\u00e9]"_s);
    row("ANSI-C: Firefox's octal", u"$'a\\041b'"_s, u"[a!b]"_s);
    row("ANSI-C: an astral character as it is", u"$'\U0001F600\\n'"_s, u"[\U0001F600\n]"_s);
    row("a dollar alone", u"$ a$'b'"_s, u"[$][ab]"_s);
}

static QString bracketed(const QStringList &words)
{
    QString all;
    for (const QString &word : words)
        all += u'[' + word + u']';
    return all;
}

void TestShellWords::posix()
{
    QFETCH(QString, text);
    const auto found = splitCommand(text, ShellKind::Posix);
    QVERIFY(found);
    QTEST(bracketed(found->words), "words");
    QCOMPARE(found->restAt, -1);
}

void TestShellWords::windows_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QString &text, const QString &words) {
        QTest::newRow(name) << text << words;
    };
    row("quotes", u"curl \"a b\" c"_s, u"[curl][a b][c]"_s);
    row("carets join lines", u"curl ^\r\n  \"a\" ^\n -k"_s, u"[curl][a][-k]"_s);
    row("Chrome's quotes", u"curl ^\"a b^\" -H ^\"X: 1^\""_s, u"[curl][a b][-H][X: 1]"_s);
    row("Chrome's quote inside quotes", u"^\"say \\^\"hi\\^\"^\""_s, u"[say \"hi\"]"_s);
    row("Chrome's percent sign", u"^\"100^%^\""_s, u"[100%]"_s);
    row("a caret inside quotes is text", u"\"a^b\""_s, u"[a^b]"_s);
    row("a caret for a caret", u"a^^b"_s, u"[a^b]"_s);
    row("two quotes inside quotes", u"\"a\"\"b\""_s, u"[a\"b]"_s);
    row("backslashes are text", u"\"c:\\dir\\x\""_s, u"[c:\\dir\\x]"_s);
    row("two backslashes and a quote", u"\"c:\\\\\" d"_s, u"[c:\\][d]"_s);
    row("a line end that is text", u"^\"a^\n\nb^\""_s, u"[a\nb]"_s);
    row("an empty word", u"\"\" a"_s, u"[][a]"_s);
}

void TestShellWords::windows()
{
    QFETCH(QString, text);
    const auto found = splitCommand(text, ShellKind::Windows);
    QVERIFY(found);
    QTEST(bracketed(found->words), "words");
    QCOMPARE(found->restAt, -1);
}

void TestShellWords::shell_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<ShellKind>("kind");
    QTest::newRow("plain") << u"curl a"_s << ShellKind::Posix;
    QTest::newRow("single quotes, a caret inside") << u"curl 'a^\"'"_s << ShellKind::Posix;
    QTest::newRow("ANSI-C quotes") << u"curl $'a^^'"_s << ShellKind::Posix;
    QTest::newRow("double quotes") << u"curl \"a\" \\\n b"_s << ShellKind::Posix;
    QTest::newRow("caret and quote") << u"curl ^\"a^\""_s << ShellKind::Windows;
    QTest::newRow("caret and line end") << u"curl \"a\" ^\n -k"_s << ShellKind::Windows;
    QTest::newRow("caret and CRLF") << u"curl \"a\" ^\r\n -k"_s << ShellKind::Windows;
}

void TestShellWords::shell()
{
    QFETCH(QString, text);
    QTEST(shellOf(text), "kind");
}

void TestShellWords::placesOfWords()
{
    QCOMPARE(splitCommand(u" curl  'a b' -H x"_s)->positions, QList<qsizetype>({1, 7, 13, 16}));
    QCOMPARE(splitCommand(u"curl ^\"a^\" ^\n -k"_s)->positions, QList<qsizetype>({0, 6, 14}));
}

void TestShellWords::theRestBelongsToTheShell_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("restAt");
    QTest::newRow("a pipe") << u"curl a | jq ."_s << qsizetype(7);
    QTest::newRow("a pipe in quotes") << u"curl 'a|b' > f"_s << qsizetype(11);
    QTest::newRow("the next command") << u"curl a; ls"_s << qsizetype(6);
    QTest::newRow("cmd's next command") << u"curl ^\"a^\" & dir"_s << qsizetype(11);
    QTest::newRow("cmd's text") << u"curl ^\"a^&b^\""_s << qsizetype(-1);
}

void TestShellWords::theRestBelongsToTheShell()
{
    QFETCH(QString, text);
    QTEST(splitCommand(text)->restAt, "restAt");
}

void TestShellWords::unclosedQuotation_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    const QString form = u"The command ends inside a quotation. (character %1) A closing %2 is missing."_s;
    QTest::newRow("single") << u"curl 'a"_s << form.arg(u"6"_s, u"'"_s);
    QTest::newRow("double") << u"curl b \"a\\\""_s << form.arg(u"8"_s, u"\""_s);
    QTest::newRow("ANSI-C") << u"curl $'a\\'"_s << form.arg(u"6"_s, u"'"_s);
    QTest::newRow("cmd") << u"curl ^\"a ^\n -k"_s << form.arg(u"7"_s, u"\""_s);
}

void TestShellWords::unclosedQuotation()
{
    QFETCH(QString, text);
    const auto found = splitCommand(text);
    QVERIFY(!found);
    QTEST(found.error().toString(), "sentence");
}

QTEST_GUILESS_MAIN(TestShellWords)
#include "tst_shellwords.moc"
