// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "storefixture.h"

#include <QProcess>
#include <QRandomGenerator>

#include <atomic>

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
    std::vector<Killed> m_kills;

private Q_SLOTS:
    void init()
    {
        m_folder = {};
        m_kills.clear();
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
        const QString counterPath = m_folder.path(QStringLiteral("counter"));
        QFile counterFile(counterPath);
        QVERIFY(counterFile.open(QIODevice::ReadWrite) && counterFile.resize(8));
        const auto *counter = reinterpret_cast<const std::atomic<qint64> *>(counterFile.map(0, 8));
        QVERIFY(counter);
        for (int kill = 0; kill < kills; ++kill) {
            const RowId until = counter->load() + 1000 + QRandomGenerator::global()->bounded(atMost);
            QProcess child;
            child.start(QStringLiteral(RECORDING_CHILD), {m_folder.path(), counterPath, mode});
            QVERIFY(QTest::qWaitFor([&] { return counter->load() >= until; }, 60'000));
            child.kill();
            QVERIFY(child.waitForFinished());
            QCOMPARE(child.exitStatus(), QProcess::CrashExit);
            const RowId first = child.readAllStandardOutput().toLongLong();
            QVERIFY(first > (m_kills.empty() ? 0 : m_kills.back().counted));
            m_kills.push_back({first, counter->load()});
        }
        counterFile.remove();
        verifySession();
    }

private:
    void verifySession()
    {
        check(valueOf(SessionStore::open(m_folder.path(), m_clock, {}))->finish());
        QCOMPARE(m_folder.files(), QStringList({QStringLiteral("s.framescope")}));
        QCOMPARE(sqlText(m_folder.path(), "PRAGMA quick_check"), QStringLiteral("ok"));
        const auto file = valueOf(SessionReader::open(m_folder.path()));
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
    }
};

QTEST_GUILESS_MAIN(KillTest)
#include "tst_kill.moc"
