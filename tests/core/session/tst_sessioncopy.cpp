// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/sessioncopy.h"
#include "storefixture.h"

using namespace framescope;
using namespace framescope::test;

// A copy is a whole session at once, or nothing. Live sessions: tst_sessionstore.
class SessionCopyTest : public QObject {
    Q_OBJECT

    StandingClock m_clock;
    SessionFolder m_folder;

    QString copyPath() const { return m_folder.path(QStringLiteral("copy.framescope")); }
    void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
    }

private Q_SLOTS:
    void init()
    {
        m_folder = {};
        auto store = valueOf(SessionStore::create(m_folder.path(), m_clock));
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller server(recorder, Direction::ServerToClient);
        server.message(Opcode::Text, "kept");
        server.message(Opcode::Binary, QByteArray(700'000, 'b'));
        store->journal().annotate({1, 2, QStringLiteral("kept too")});
        check(store->finish());
    }

    void holdsWhatTheSourceHolds()
    {
        check(copySession(m_folder.path(), copyPath()));
        const auto reader = valueOf(SessionReader::open(copyPath()));
        compareLines(linesOf(valueOf(reader->rows(1, 9))),
            linesOf(valueOf(valueOf(SessionReader::open(m_folder.path()))->rows(1, 9))));
        QCOMPARE(valueOf(reader->payload(2, 0, 1'000'000)), QByteArray(700'000, 'b'));
        QCOMPARE(valueOf(reader->annotations()), (std::vector{Annotation{1, 2, QStringLiteral("kept too")}}));
        QCOMPARE(int(QFile::permissions(copyPath()) & 0x0077), 0);
        QCOMPARE(m_folder.files(),
            QStringList({QStringLiteral("copy.framescope"), QStringLiteral("s.framescope")}));
        check(copySession(m_folder.path(), copyPath())); // over itself
    }

    // 64 MiB, so that there is something between begin and end.
    void tellsHowFarItIs()
    {
        const QString large = m_folder.path(QStringLiteral("large.framescope"));
        auto store = valueOf(SessionStore::create(large, m_clock));
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller server(recorder, Direction::ServerToClient);
        for (int i = 0; i < 16; ++i) {
            server.message(Opcode::Binary, QByteArray(4 << 20, 'b'));
            store->flush();
        }
        QList<double> told;
        // Recorded meanwhile: not in the copy, and the copy does not begin anew.
        check(copySession(large, copyPath(), [&](double done) {
            told.append(done);
            server.message(Opcode::Text, "later");
            store->flush();
            return true;
        }));
        QVERIFY2(told.size() >= 3 && told.size() < 12, qPrintable(QString::number(told.size())));
        QVERIFY(std::is_sorted(told.begin(), told.end()));
        QCOMPARE(told.first(), 0.0);
        QVERIFY(told.at(1) > 0 && told.at(1) < 0.5);
        QCOMPARE(valueOf(valueOf(SessionReader::open(copyPath()))->info()).lastId, 16);
        check(store->finish());
    }

    void leavesNothingWhenCancelled()
    {
        write(copyPath(), "what was there");
        const auto cancelled = copySession(m_folder.path(), copyPath(), [](double) { return false; });
        QVERIFY(!cancelled);
        QCOMPARE(cancelled.error().what, QStringLiteral("The copy was cancelled."));
        QCOMPARE(contents(copyPath()), QByteArray("what was there"));
        QCOMPARE(m_folder.files(),
            QStringList({QStringLiteral("copy.framescope"), QStringLiteral("s.framescope")}));
    }

    void isRefused_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("beside"); // a file that is there
        QTest::addColumn<QString>("sentence");
        const QString session = QStringLiteral("s.framescope"), copy = QStringLiteral("copy.framescope");
        const auto row = [](const char *name, const QString &source, const QString &target,
                             const QString &beside, const char *sentence) {
            QTest::newRow(name) << source << target << beside << QString::fromLatin1(sentence);
        };
        row("itself", session, session, {}, "s.framescope is this session itself.");
        row("itself by another name", session, QStringLiteral("./s.framescope"), {},
            "is this session itself.");
        row("no source", QStringLiteral("none"), copy, {},
            "none cannot be used: unable to open database file.");
        row("no session", QStringLiteral("text"), copy, QStringLiteral("text"), "file is not a database.");
        row("no folder", session, QStringLiteral("no/such/copy"), {},
            "cannot be made: No such file or directory.");
        row("recorded", session, copy, QStringLiteral("copy.framescope-ring"), "cannot be replaced: ");
        row("not finished", session, copy, QStringLiteral("copy.framescope-wal"), "cannot be replaced: ");
        row("interrupted", session, copy, QStringLiteral("copy.framescope-journal"), "cannot be replaced: ");
    }
    void isRefused()
    {
        QFETCH(const QString, source);
        QFETCH(const QString, target);
        QFETCH(const QString, beside);
        QFETCH(const QString, sentence);
        const QByteArray old = "what stood there before; no session";
        if (target == QStringLiteral("copy.framescope"))
            write(m_folder.path(target), old);
        if (!beside.isEmpty())
            write(m_folder.path(beside), old);
        const QStringList before = m_folder.files();
        const QByteArray session = contents(m_folder.path());
        const auto copied = copySession(m_folder.path(source), m_folder.path(target));
        QVERIFY(!copied);
        QVERIFY2(copied.error().what.contains(sentence), qPrintable(copied.error().what));
        QCOMPARE(m_folder.files(), before);
        QCOMPARE(contents(m_folder.path()), session);
        if (target == QStringLiteral("copy.framescope"))
            QCOMPARE(contents(m_folder.path(target)), old);
    }

    void leavesNothingWhenTheDiskIsFull()
    {
        const FullDisk full(64'000);
        const auto copied = copySession(m_folder.path(), copyPath());
        QVERIFY(!copied);
        QVERIFY2(copied.error().what.contains(copyPath()), qPrintable(copied.error().what));
        QCOMPARE(m_folder.files(), QStringList({QStringLiteral("s.framescope")}));
    }

    void doesNotReplaceAFolder()
    {
        QVERIFY(QDir(m_folder.path(QStringLiteral("."))).mkdir(QStringLiteral("copy.framescope")));
        const auto copied = copySession(m_folder.path(), copyPath());
        QVERIFY(!copied);
        QVERIFY2(copied.error().what.contains(u"cannot be replaced: "), qPrintable(copied.error().what));
        QCOMPARE(m_folder.files(), QStringList({QStringLiteral("s.framescope")}));
    }
};

QTEST_GUILESS_MAIN(SessionCopyTest)
#include "tst_sessioncopy.moc"
