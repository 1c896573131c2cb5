// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/captures.h"
#include "app/interruptedcaptures.h"
#include "core/session/killedsession.h"

using namespace framescope;
using namespace framescope::test;

// Captures of killed processes, found and taken in.
class TestInterruptedCaptures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = {}; }

    void onlyThoseThatNobodyRecordsInto()
    {
        QVERIFY(interruptedCaptures(m_folder.path(QString())).isEmpty());
        const KilledSession killed(capture(1), 3, 4);
        check(valueOf(SessionStore::create(capture(2), m_clock))->finish());
        const auto live = valueOf(SessionStore::create(capture(3), m_clock));
        const auto found = interruptedCaptures(m_folder.path(QString()));
        QCOMPARE(found.size(), 1);
        QCOMPARE(QFileInfo(found[0]), QFileInfo(capture(1)));
    }

    // A session that was moved may lie anywhere, or be gone.
    void ofThoseThatAreNamed()
    {
        const KilledSession killed(m_folder.path(QStringLiteral("mine.framescope")), 3, 4);
        check(valueOf(SessionStore::create(capture(2), m_clock))->finish());
        const QString mine = m_folder.path(QStringLiteral("mine.framescope"));
        QCOMPARE(interruptedAmong({capture(1), capture(2), mine}), QStringList(mine));
    }

    void areTakenIn()
    {
        const KilledSession one(capture(1), 3, 4), two(capture(2), 1, 0);
        const KilledSession empty(capture(3), 0, 0),
            named(m_folder.path(QStringLiteral("mine.framescope")), 0, 0);
        const RecoveredCaptures recovered = recoverAll();
        QCOMPARE(recovered.words(),
            QStringLiteral("3 interrupted captures were recovered, with 4 rows that were not yet written."));
        QCOMPARE(recovered.captures.size(), 3U);
        for (const RecoveredCapture &each : recovered.captures)
            QCOMPARE(each.rows, valueOf(valueOf(SessionReader::open(each.path))->info()).lastId);
        QVERIFY(interruptedCaptures(m_folder.path(QString())).isEmpty());
        QCOMPARE(m_folder.files(),
            QStringList({QFileInfo(capture(1)).fileName(), QFileInfo(capture(2)).fileName(),
                QStringLiteral("mine.framescope")}));
        QCOMPARE(valueOf(valueOf(SessionReader::open(capture(1)))->info()).lastId, 7);
        QCOMPARE(recoverAll().words(), QString());
    }

    void oneThatCannotBeIsLeft()
    {
        const KilledSession good(capture(1), 1, 1), bad(capture(2), 1, 1);
        QFile ring(capture(2) + QStringLiteral("-ring"));
        QVERIFY(ring.open(QIODevice::WriteOnly) && ring.write("no ring") > 0);
        ring.close();
        const QString words = recoverAll().words();
        QVERIFY2(words.startsWith(QStringLiteral(
                     "1 interrupted capture was recovered, with 1 row that was not yet written. "
                     "1 interrupted capture could not be recovered: "))
                && words.contains(QStringLiteral("is not the ring of a recording")),
            qPrintable(words));
        QVERIFY(ring.exists());
    }

    void nothingIsBegunOnceItIsCancelled()
    {
        const KilledSession killed(capture(1), 1, 1);
        QVERIFY(recoverCaptures(interruptedCaptures(m_folder.path(QString())), true).captures.empty());
        QCOMPARE(interruptedCaptures(m_folder.path(QString())).size(), 1);
    }

private:
    QString capture(int second) const
    {
        return m_folder.path(QStringLiteral("2026-11-23 19-24-0%1.framescope").arg(second));
    }
    RecoveredCaptures recoverAll() const
    {
        return recoverCaptures(interruptedCaptures(m_folder.path(QString())), false);
    }

    SessionFolder m_folder;
    StandingClock m_clock;
};

QTEST_GUILESS_MAIN(TestInterruptedCaptures)
#include "tst_interruptedcaptures.moc"
