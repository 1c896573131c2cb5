// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "laststep.h"
#include "session/packedrow.h"
#include "session/rowcolumns.h"
#include "storefixture.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryFile>

#include <atomic>
#include <functional>

using namespace framescope;
using namespace framescope::test;

// A process that records is killed at any moment, and the session is opened again: every row that it had
// handed over is there, once, in order and whole.
class KillTest : public QObject {
    Q_OBJECT

    // What became of rows behind `counted` nobody can say; the next process began behind them.
    struct Killed {
        RowId first;
        RowId counted;
    };

    StandingClock m_clock;
    SessionFolder m_folder;
    QTemporaryFile m_counterFile;
    const std::atomic<qint64> *m_counter = nullptr; // what recordingchild says, mapped
    std::vector<Killed> m_kills;

private Q_SLOTS:
    void init()
    {
        m_folder = {};
        m_kills.clear();
        QVERIFY(m_counterFile.open() && m_counterFile.resize(0) && m_counterFile.resize(8));
        m_counter = reinterpret_cast<const std::atomic<qint64> *>(m_counterFile.map(0, 8));
        QVERIFY(m_counter);
    }

    void losesNothing_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<int>("atMost"); // rows until the kill
        QTest::addColumn<int>("kills");  // of as many processes, one after another
        const QString plain = QStringLiteral("plain"), spill = QStringLiteral("spill");
        for (int run = 1; run <= 4; ++run)
            QTest::addRow("kill %d", run) << plain << 150'000 << 1;
        for (int run = 1; run <= 3; ++run)
            QTest::addRow("while it spills %d", run) << spill << 10'000 << 1;
        for (int run = 1; run <= 2; ++run)
            QTest::addRow("again and again %d", run) << plain << 30'000 << 4;
        QTest::addRow("again and again while it spills") << spill << 5'000 << 4;
    }
    void losesNothing()
    {
        QFETCH(const QString, mode);
        QFETCH(const int, atMost);
        QFETCH(const int, kills);
        for (int kill = 0; kill < kills; ++kill) {
            const RowId until = m_counter->load() + 1000 + QRandomGenerator::global()->bounded(atMost);
            killOnce(mode, [&](QProcess &) {
                return QTest::qWaitFor([&] { return m_counter->load() >= until; }, 60'000);
            });
        }
        verifySession();
    }

    // Before it read anything, and amid the first COMMITs of the replay.
    void losesNothingWhileItOpens()
    {
        killOnce(QStringLiteral("plain"),
            [&](QProcess &) { return QTest::qWaitFor([&] { return m_counter->load() >= 20'000; }, 60'000); });
        const QString log = m_folder.path() + QStringLiteral("-wal");
        for (int kill = 0; kill < 10; ++kill) {
            const QDateTime before = QFileInfo(log).lastModified();
            killOnce(QStringLiteral("plain"), [&](QProcess &child) {
                if (!child.waitForReadyRead(60'000))
                    return false;
                const QDeadlineTimer patience(60'000);
                while (kill % 2 == 1 && QFileInfo(log).lastModified() == before) {
                    if (patience.hasExpired())
                        return false;
                }
                return true;
            });
        }
        verifySession();
    }

    // Behind each step of its last words: the last COMMITs, the checkpoint, the -wal cut off and removed. Behind
    // the last of these steps ring and spill are still there.
    void losesNothingWhileItFinishes_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<int>("every"); // of the steps, from the first on
        QTest::newRow("plain") << QStringLiteral("plain") << 1;
        QTest::newRow("after it spilled") << QStringLiteral("spill") << 13;
    }
    void losesNothingWhileItFinishes()
    {
        QFETCH(const QString, mode);
        QFETCH(const int, every);
        QStringList left; // what the last process that did not come to its end left
        int step = 1;
        while (finishUpTo(step, mode)) {
            left = m_folder.files();
            verifyFinished();
            init();
            step += every;
        }
        QCOMPARE(m_folder.files(), QStringList({QStringLiteral("s.framescope")}));
        verifyFinished();
        QVERIFY2(step > 20, qPrintable(QStringLiteral("only %1 steps").arg(step)));
        if (every == 1)
            QCOMPARE(left, QStringList({QStringLiteral("s.framescope"), QStringLiteral("s.framescope-ring")}));
    }

    // Behind each renaming and removing of a move while it is recorded, and behind other steps: the session is whole
    // where it was, or where it goes, and at the moment itself in both places. What else is left is no session.
    void losesNothingWhileItMoves_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<int>("every");
        QTest::newRow("names") << QStringLiteral("plain") << -1;
        QTest::newRow("plain") << QStringLiteral("plain") << 61;
        QTest::newRow("while it spills") << QStringLiteral("spill") << 83;
    }
    void losesNothingWhileItMoves()
    {
        QFETCH(const QString, mode);
        QFETCH(const int, every);
        int before = 0, amid = 0, behind = 0;
        bool isKilled = true;
        for (int step = every; isKilled; step += every) {
            init();
            const QTemporaryDir elsewhere;
            const QString target = elsewhere.filePath(QStringLiteral("moved.framescope"));
            isKilled = finishUpTo(step, mode, {target});
            const bool isHere = QFile::exists(m_folder.path()), isThere = QFile::exists(target);
            ++(!isThere ? before : isHere ? amid : behind);
            QVERIFY(isHere || isThere);
            if (isHere)
                verifySession();
            if (isThere)
                verifySession(target);
        }
        QCOMPARE(m_folder.files(), QStringList());
        if (every == -1)
            QVERIFY2(before > 0 && amid > 0 && behind > 1,
                qPrintable(QStringLiteral("%1, %2, %3").arg(before).arg(amid).arg(behind)));
    }

    // Between the ring's end and that of the spill, which was used.
    void losesNothingIfOnlyTheSpillIsLeft()
    {
        QVERIFY(finishUpTo(1, QStringLiteral("spill")));
        check(valueOf(SessionStore::open(m_folder.path(), m_clock, {}))->finish());
        QFile spill(m_folder.path() + QStringLiteral("-spill"));
        QVERIFY(spill.open(QIODevice::WriteOnly) && spill.write("left over") > 0);
        spill.close();
        verifyFinished();
    }

private:
    // False if it came to its end.
    bool finishUpTo(int step, const QString &mode, const QStringList &target = {})
    {
        QProcess child;
        child.start(QStringLiteral(RECORDING_CHILD),
            QStringList{m_folder.path(), m_counterFile.fileName(), mode, QString::number(step)} + target);
        if (!child.waitForFinished(60'000) || child.exitStatus() != QProcess::NormalExit)
            qFatal("it crashed");
        m_kills = {{1, m_counter->load()}};
        return child.exitCode() == LastStep::Killed;
    }
    void verifyFinished()
    {
        verifySession();
        QCOMPARE(sqlText(m_folder.path(), "PRAGMA integrity_check"), QStringLiteral("ok"));
        const auto file = valueOf(SessionReader::open(m_folder.path()));
        const RowId last = m_kills.back().counted + 1;
        QCOMPARE(valueOf(file->info()).lastId, last);
        QVERIFY(valueOf(file->rows(last, 1)).front().flags.testFlag(RowFlag::Cut));
    }

    void killOnce(const QString &mode, const std::function<bool(QProcess &)> &isFar)
    {
        QProcess child;
        child.start(QStringLiteral(RECORDING_CHILD), {m_folder.path(), m_counterFile.fileName(), mode});
        QVERIFY(isFar(child));
        child.kill();
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);
        const QByteArrayList said = child.readAllStandardOutput().split('\n');
        QCOMPARE(said.value(0), "opening");
        if (said.value(1).isEmpty())
            return; // it came no further
        const RowId first = said[1].toLongLong();
        QVERIFY(first > (m_kills.empty() ? 0 : m_kills.back().counted));
        m_kills.push_back({first, m_counter->load()});
    }

    void verifySession() { verifySession(m_folder.path()); }
    void verifySession(const QString &path)
    {
        check(valueOf(SessionStore::open(path, m_clock, {.ringCapacity = Ring::MinCapacity}))->finish());
        if (path == m_folder.path())
            QCOMPARE(m_folder.files(), QStringList({QStringLiteral("s.framescope")}));
        QCOMPARE(sqlText(path, "PRAGMA quick_check"), QStringLiteral("ok"));
        const auto file = valueOf(SessionReader::open(path));
        const RowId last = valueOf(file->info()).lastId;
        QVERIFY2(last >= m_kills.back().counted,
            qPrintable(QStringLiteral("%1 of %2 rows").arg(last).arg(m_kills.back().counted)));
        for (RowId first = 1; first <= last; first += 4096) {
            const auto rows = valueOf(file->rows(first, 4096));
            QCOMPARE(qint64(rows.size()), std::min<qint64>(4096, last - first + 1));
            for (size_t i = 0; i < rows.size(); ++i)
                verifyRow(*file, rows[i], first + RowId(i));
        }
        quint64 indexed = 0;
        for (const ConnectionRows &of : valueOf(file->connectionRows()))
            indexed += of.rows.size();
        QCOMPARE(indexed, quint64(last));
        verifyChunks(path, last);
        verifyWire(path);
    }

    // The packed columns are those of the rows, each once. Seen to fail with endRow() that does not pack, and with
    // a chunk that load() leaves empty.
    void verifyChunks(const QString &path, RowId last) const
    {
        const auto file = openAsPeopleDo(path);
        sqlite::Statement rows(file, "SELECT " FRAMESCOPE_ROW_COLUMNS " FROM row ORDER BY id");
        sqlite::Statement chunks(file, "SELECT first, rows, columns FROM chunk ORDER BY first");
        constexpr qsizetype size = sizeof(PackedRow);
        RowId next = 1;
        while (chunks.next()) {
            QCOMPARE(chunks.integer(0), next);
            const QByteArrayView columns = chunks.bytes(2);
            QCOMPARE(columns.size(), chunks.integer(1) * size);
            for (qsizetype at = 0; at < columns.size(); at += size, ++next) {
                QVERIFY(rows.next());
                const PackedRow packed = PackedRow::of(rowcolumns::read(rows));
                QVERIFY2(std::memcmp(columns.data() + at, &packed, sizeof packed) == 0,
                    qPrintable(QStringLiteral("row %1").arg(next)));
            }
        }
        QCOMPARE(next - 1, last);
    }

    // Exactly the rows that say so have bytes of their own there, all of them, and in parts without a gap. Seen to
    // fail with appendWhole() that stores no wire, and with loadOpen() that forgets it.
    void verifyWire(const QString &path) const
    {
        const auto file = openAsPeopleDo(path);
        static_assert(static_cast<int>(RowFlag::HasWire) == 128);
        QCOMPARE(
            file.text(
                "SELECT group_concat(id) FROM row WHERE flags & 128 AND coalesce(received, length, size) "
                "<> coalesce((SELECT sum(length(data)) FROM wire WHERE wire.id BETWEEN row.id << 24 "
                "AND (row.id << 24) + 16777215), 0)"),
            QString());
        QCOMPARE(file.text("SELECT group_concat(wire.row) FROM wire LEFT JOIN row ON row.id = wire.row "
                           "WHERE row.id IS NULL OR NOT row.flags & 128"),
            QString());
        QCOMPARE(file.text("SELECT group_concat(row) FROM (SELECT row, max(seq) + 1 - count(*) AS missing "
                           "FROM wire GROUP BY row) WHERE missing <> 0"),
            QString());
        QVERIFY(file.integer("SELECT count(*) FROM wire") > 0);
    }

    bool mayBeCut(RowId id) const
    {
        return std::none_of(m_kills.begin(), m_kills.end(),
            [id](const Killed &process) { return process.first <= id && id <= process.counted; });
    }

    // As recordingchild told it.
    void verifyRow(const SessionReader &file, const Row &row, RowId id) const
    {
        QCOMPARE(row.id, id);
        QVERIFY(!row.flags.testFlag(RowFlag::Arriving));
        if (mayBeCut(id))
            return;
        QVERIFY(!row.flags.testFlag(RowFlag::Cut));
        const QByteArray begin =
            "row " + QByteArray::number(row.message) + " of " + QByteArray::number(row.connection) + ' ';
        if (row.header.opcode != Opcode::Continuation || row.flags.testFlag(RowFlag::EndsMessage))
            QVERIFY2(row.preview.startsWith(begin), row.preview.constData());
        if (row.flags.testFlag(RowFlag::InParts))
            QCOMPARE(valueOf(file.payload(id, 0, row.payloadSize)),
                begin + QByteArray(row.header.rsv1 ? 3 << 20 : 280'000, 'x'));
        else if (row.frames == 3)
            QCOMPARE(valueOf(file.payload(id, 0, 1000)), begin + "second third");
        verifyWireOf(file, row, begin);
    }
    void verifyWireOf(const SessionReader &file, const Row &row, const QByteArray &begin) const
    {
        const bool isFragment = !row.header.fin || row.header.opcode == Opcode::Continuation;
        QCOMPARE(row.flags.testFlag(RowFlag::HasWire), isFragment || row.header.rsv1);
        if (!row.flags.testFlag(RowFlag::HasWire))
            return;
        const QByteArray wire = valueOf(file.wirePayload(row.id, 0, 1000));
        if (row.header.rsv1)
            QCOMPARE(wire, "small");
        else if (row.header.opcode != Opcode::Continuation)
            QCOMPARE(wire, begin);
        else
            QCOMPARE(wire, row.header.fin ? "third" : "second ");
    }
};

QTEST_GUILESS_MAIN(KillTest)
#include "tst_kill.moc"
