// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/fulldraft.h"
#include "support/worktimer.h"
#include "ui/draftjson.h"
#include "ui/library.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace framescope;
using namespace Qt::StringLiterals;
using framescope::test::fullDraft;

namespace {

constexpr int Patience = 20'000;

LibraryEntry named(const QString &name)
{
    return {name, name, u"ws://h/"_s + name, {}};
}

// "a b c" as entries of those names.
LibraryEntries entries(const QString &names)
{
    LibraryEntries all;
    for (const QString &name : names.split(u' ', Qt::SkipEmptyParts))
        all.append(named(name));
    return all;
}

// The same ids, under those names.
LibraryEntries renamed(LibraryEntries all, const QString &id, const QString &name)
{
    all[indexOf(all, id)].name = name;
    return all;
}

QString namesOf(const LibraryEntries &all)
{
    QStringList names;
    for (const LibraryEntry &entry : all)
        names.append(entry.name);
    return names.join(u' ');
}

} // namespace

class TestLibrary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void anEntryIsNamedByItsAddress();
    void twoChangesAreJoined_data();
    void twoChangesAreJoined();
    void bothOfOneAreKept();
    void noFileIsNoConnections();
    void whatIsKeptReturns();
    void noSecretIsInTheFile();
    void onlyItsOwnerReadsIt();
    void whatCannotBeReadIsSaidAndStays_data();
    void whatCannotBeReadIsSaidAndStays();
    void whatIsMendedIsRead();
    void aFolderThatTakesNoFilesIsSaid();
    void oneWindowShowsWhatAnotherChanged();
    void twoWritersLoseNothing();
    void theLastChangeIsWrittenAtTheEnd();
    void aThousandAreQuick();

private:
    QString path() const { return m_folder->filePath(u"data/library.json"_s); }
    LibraryFile file() const { return LibraryFile(path()); }
    QString namesInFile() const
    {
        const auto all = file().read();
        return all ? namesOf(*all) : all.error().toString();
    }
    QByteArray bytes() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QByteArray &json) const
    {
        QVERIFY(QDir().mkpath(m_folder->filePath(u"data"_s)));
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(json);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLibrary::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestLibrary::anEntryIsNamedByItsAddress()
{
    const LibraryEntry entry = libraryEntry(u"wss://ann:pw@api.example:8443/feed?token=x"_s, {});
    QCOMPARE(entry.name, u"api.example:8443/feed"_s);
    QCOMPARE(entry.url, u"wss://api.example:8443/feed?token="_s);
    QVERIFY(entry.id != libraryEntry(entry.url, {}).id);
    // Of a host that is a variable too.
    const QString name = libraryEntry(u"wss://ann:pw@${host}/ws?token=abc&x=${token}"_s, {}).name;
    QVERIFY2(!name.contains(u"pw") && !name.contains(u"abc"), qPrintable(name));
}

void TestLibrary::twoChangesAreJoined_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("mine");
    QTest::addColumn<QString>("theirs");
    QTest::addColumn<QString>("together");
    const auto row = [](const char *what, const char *base, const char *mine, const char *theirs,
                         const char *all) {
        QTest::newRow(what) << QString::fromLatin1(base) << QString::fromLatin1(mine)
                            << QString::fromLatin1(theirs) << QString::fromLatin1(all);
    };
    row("nothing", "a b", "a b", "a b", "a b");
    row("both add", "a b", "a x b", "a b y", "a x b y");
    row("both add to none", "", "x", "y", "x y");
    row("both delete", "a b c", "b c", "a b", "b");
    row("mine is reordered", "a b c", "c a b", "a b c d", "c d a b");
    row("theirs is reordered", "a b c", "a b c x", "c b a", "c x b a");
    row("mine is deleted, theirs added", "a b", "", "a b c", "c");
}

void TestLibrary::twoChangesAreJoined()
{
    QFETCH(QString, base);
    QFETCH(QString, mine);
    QFETCH(QString, theirs);
    QTEST(namesOf(merged(entries(base), entries(mine), entries(theirs))), "together");
}

void TestLibrary::bothOfOneAreKept()
{
    const LibraryEntries base = entries(u"a b"_s);
    const LibraryEntries mine = renamed(base, u"a"_s, u"mine"_s);
    QCOMPARE(namesOf(merged(base, mine, base)), u"mine b"_s);
    QCOMPARE(namesOf(merged(base, base, mine)), u"mine b"_s);
    const LibraryEntries theirs = renamed(base, u"a"_s, u"theirs"_s);
    QCOMPARE(namesOf(merged(base, mine, theirs)), u"mine theirs (of another window) b"_s);
    QCOMPARE(namesOf(merged(base, mine, mine)), u"mine b"_s);
    // What one deleted and the other changed.
    QCOMPARE(namesOf(merged(base, entries(u"b"_s), theirs)), u"theirs b"_s);
    QCOMPARE(namesOf(merged(base, mine, entries(u"b"_s))), u"mine b"_s);
}

void TestLibrary::noFileIsNoConnections()
{
    QCOMPARE(namesInFile(), QString());
    const Library library(path());
    QCoreApplication::processEvents();
    QVERIFY(library.entries().isEmpty());
    QVERIFY(!library.trouble());
    QVERIFY(!QFile::exists(path()));
}

void TestLibrary::whatIsKeptReturns()
{
    const LibraryEntry kept = libraryEntry(u"ws://h/feed?a=1"_s, fullDraft());
    {
        Library library(path());
        library.insert(0, kept);
        QTRY_COMPARE_WITH_TIMEOUT(namesInFile(), u"h/feed"_s, Patience);
    }
    const Library again(path());
    QTRY_COMPARE_WITH_TIMEOUT(again.entries().size(), 1, Patience);
    QVERIFY(areSame(again.entries().first(), kept));
    QCOMPARE(again.entries().first().draft.plain.timeouts.handshake, 3);
    QVERIFY(again.entries().first().draft.headers[1].isLeftOut);
}

void TestLibrary::noSecretIsInTheFile()
{
    Library library(path());
    library.insert(0, libraryEntry(u"ws://ann:s3cret@h/?token=s3cret-address"_s, fullDraft()));
    QTRY_VERIFY_WITH_TIMEOUT(bytes().contains("\"ws://h/?token=\""), Patience);
    QVERIFY2(!bytes().contains("s3cret"), bytes().constData());
    QVERIFY(!bytes().contains(QByteArray("ann:s3cret").toBase64()));
}

void TestLibrary::onlyItsOwnerReadsIt()
{
    QVERIFY(!file().exchange({}, entries(u"a"_s)).unwritten);
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QCOMPARE(QFile::permissions(path()) & others, QFile::Permissions());
}

void TestLibrary::whatCannotBeReadIsSaidAndStays_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("sentence"); // how it begins
    const auto row = [](const char *what, const char *json, const QString &sentence) {
        QTest::newRow(what) << QByteArray(json) << sentence;
    };
    row("no JSON", "{\"version\": 1, \"conn", u"The library is damaged: it is no JSON. (byte 21)"_s);
    row("empty", "", u"The library is damaged: it is no JSON. (byte 0)"_s);
    row("something else", "[1]", u"The library is damaged: it has no version or no connections."_s);
    row("newer", R"({"version": 2, "connections": {}})",
        u"The library was written by a newer Framescope. (version 2, this one knows 1)"_s);
    row("a nameless one", R"({"version": 1, "connections": [{"id": "1", "url": "ws://h"}]})",
        u"The library is damaged: A connection has an id, a name and a url. (connection 1)"_s);
    row("an option",
        R"({"version": 1, "connections": [{"id":"1","name":"n","url":"ws://h","options":{"origin":1}}]})",
        u"The library is damaged: \"origin\" is not what it should be. (connection 1, origin)"_s);
    row("one twice",
        R"({"version": 1, "connections": [{"id":"1","name":"n","url":"ws://h"},{"id":"1","name":"n","url":"ws://h"}]})",
        u"The library is damaged: an id is there twice. (connection 2)"_s);
}

void TestLibrary::whatCannotBeReadIsSaidAndStays()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, sentence);
    write(json);
    {
        Library library(path());
        QSignalSpy refused(&library, &Library::refused);
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, Patience);
        const QString said = refused[0][0].value<Error>().toString();
        QVERIFY2(said.startsWith(sentence), qPrintable(said));
        QVERIFY2(said.endsWith(path()), qPrintable(said));
        QVERIFY(library.trouble());
        library.insert(0, named(u"a"_s));
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 2, Patience); // once more: it is not kept
    }
    QCOMPARE(bytes(), json);
}

void TestLibrary::whatIsMendedIsRead()
{
    write("{");
    Library library(path());
    QTRY_VERIFY_WITH_TIMEOUT(library.trouble(), Patience);
    write(R"({"version": 1, "connections": [{"id":"1","name":"n","url":"ws://h"}]})");
    QTRY_COMPARE_WITH_TIMEOUT(namesOf(library.entries()), u"n"_s, Patience);
    QVERIFY(!library.trouble());
}

// A file where the folder should be: also root cannot write there.
void TestLibrary::aFolderThatTakesNoFilesIsSaid()
{
    QFile wall(m_folder->filePath(u"data"_s));
    QVERIFY(wall.open(QIODevice::WriteOnly));
    Library library(path());
    QSignalSpy refused(&library, &Library::refused);
    library.insert(0, named(u"a"_s));
    QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, Patience);
    const QString said = refused[0][0].value<Error>().toString();
    QVERIFY2(said.startsWith(u"The library cannot be written: its folder cannot be made."), qPrintable(said));
    QCOMPARE(namesOf(library.entries()), u"a"_s); // it can be used all the same
    QVERIFY(wall.remove());
    library.insert(1, named(u"b"_s)); // the next change takes the first along
    QTRY_COMPARE_WITH_TIMEOUT(namesInFile(), u"a b"_s, Patience);
}

void TestLibrary::oneWindowShowsWhatAnotherChanged()
{
    QVERIFY(!file().exchange({}, entries(u"a b"_s)).unwritten);
    Library mine(path());
    Library theirs(path());
    QTRY_COMPARE_WITH_TIMEOUT(mine.entries().size(), 2, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(theirs.entries().size(), 2, Patience);
    theirs.rename(u"b"_s, u"B"_s);
    QTRY_COMPARE_WITH_TIMEOUT(namesOf(mine.entries()), u"a B"_s, Patience);
    theirs.insert(2, named(u"c"_s));
    QTRY_COMPARE_WITH_TIMEOUT(namesOf(mine.entries()), u"a B c"_s, Patience);
    mine.remove(u"a"_s);
    mine.move(1, 0);
    QTRY_COMPARE_WITH_TIMEOUT(namesOf(theirs.entries()), u"c B"_s, Patience);
}

void TestLibrary::twoWritersLoseNothing()
{
    constexpr int Each = 25;
    Library mine(path());
    Library theirs(path());
    for (int i = 0; i < Each; ++i) {
        mine.insert(i, named(u"mine%1"_s.arg(i)));
        theirs.insert(i, named(u"theirs%1"_s.arg(i)));
        QCoreApplication::processEvents(); // in which the other's change comes between
    }
    QTRY_COMPARE_WITH_TIMEOUT(mine.entries().size(), 2 * Each, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(theirs.entries().size(), 2 * Each, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(namesInFile(), namesOf(mine.entries()), Patience);
}

void TestLibrary::theLastChangeIsWrittenAtTheEnd()
{
    {
        Library library(path());
        library.insert(0, named(u"a"_s));
    }
    QCOMPARE(namesInFile(), u"a"_s);
}

void TestLibrary::aThousandAreQuick()
{
    LibraryEntries all;
    for (int i = 0; i < 1000; ++i)
        all.append(libraryEntry(u"wss://api.example/%1"_s.arg(i), fullDraft()));
    QVERIFY(!file().exchange({}, all).unwritten);
    auto library = std::make_unique<Library>(path());
    QTRY_COMPARE_WITH_TIMEOUT(library->entries().size(), 1000, Patience);
    double longest = 0;
    for (int i = 0; i < 20; ++i) {
        const test::WorkTimer renaming;
        library->rename(all[i].id, u"renamed"_s);
        longest = std::max(longest, renaming.ms());
        const test::WorkTimer hearing;
        QCoreApplication::processEvents();
        longest = std::max(longest, hearing.ms());
    }
    qInfo("Of a thousand, one is renamed in %.1f ms at most.", longest);
    QVERIFY2(longest < 250, qPrintable(QString::number(longest))); // generous: debug build
    library.reset();
    QCOMPARE(namesInFile().count(u"renamed"_s), 20);
}

QTEST_GUILESS_MAIN(TestLibrary)
#include "tst_library.moc"
