// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/captureretention.h"

#include "app/captures.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

class TestCaptureRetention : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void oldOnesGo()
    {
        capture(20);
        capture(15);
        const QString young = capture(13);
        const KeptCaptures kept = removeOldCaptures(m_folder->path(), m_now);
        QCOMPARE(names(), QStringList{young});
        QCOMPARE(kept.words(),
            u"Captures without a name are kept for 14 days, 5.0 GiB at most: 1 now, 100 bytes. "
            u"2 older ones were removed."_s);
    }

    void theOldestGoWhileAllAreTooLarge()
    {
        capture(3, 400);
        const QString second = capture(2, 300);
        const QString third = capture(1, 200);
        const KeptCaptures kept = removeOldCaptures(m_folder->path(), m_now, {14, 500});
        QCOMPARE(names(), QStringList({second, third}));
        QCOMPARE(kept.count, 2);
        QCOMPARE(kept.bytes, quint64(500));
        QCOMPARE(kept.removed, 1);
    }

    void theNewestStaysHoweverLargeAndOld()
    {
        const QString only = capture(100, 1000);
        removeOldCaptures(m_folder->path(), m_now, {14, 500});
        QCOMPARE(names(), QStringList{only});
    }

    // Beside it stands the session that has just begun, which is newer and tells nothing.
    void theLastRecordingStaysHoweverLarge()
    {
        const QString old = capture(3, 100);
        const QString last = capture(1, 1000);
        const QString running = capture(0, 10);
        QVERIFY(make(running + u"-ring"_s, 0, 10));
        const KeptCaptures kept = removeOldCaptures(m_folder->path(), m_now, {14, 500});
        QVERIFY(!names().contains(old));
        QVERIFY(names().contains(last));
        QCOMPARE(kept.count, 2);
        QCOMPARE(kept.removed, 1);
    }

    void othersAreNotTouched_data()
    {
        QTest::addColumn<QString>("suffix");
        QTest::newRow("recorded into, or killed before its ring was read") << u"-ring"_s;
        QTest::newRow("killed with records in memory") << u"-spill"_s;
        QTest::newRow("not put together") << u"-wal"_s;
    }
    void othersAreNotTouched()
    {
        QFETCH(QString, suffix);
        const QString unfinished = capture(30);
        QVERIFY(make(unfinished + suffix, 30, 10));
        capture(2);
        capture(1);
        QVERIFY(make(u"login fails.framescope"_s, 30, 10));
        QVERIFY(make(u"2026-01-01 12-00-00.txt"_s, 30, 10));
        const QStringList before = names();
        QCOMPARE(removeOldCaptures(m_folder->path(), m_now).removed, 0);
        QCOMPARE(names(), before);
    }

    void saysHowManyThereAre()
    {
        QCOMPARE(KeptCaptures().words(),
            u"Captures without a name are kept for 14 days, 5.0 GiB at most: 0 now, 0 bytes."_s);
        QCOMPARE((KeptCaptures{1, 2048, 1}.words({7, 1 << 20})),
            u"Captures without a name are kept for 7 days, 1.0 MiB at most: 1 now, 2.0 KiB. "
            u"An older one was removed."_s);
        QCOMPARE(removeOldCaptures(m_folder->filePath(u"missing"_s), m_now).count, 0);
    }

private:
    // With the name the program gives it, and so many days old.
    QString capture(int days, qsizetype size = 100)
    {
        const auto path = newCapturePath(m_folder->path(), m_now.addDays(-days));
        if (!path)
            qFatal("%s", qPrintable(path.error().toString()));
        const QString name = path->section(u'/', -1);
        if (!make(name, days, size))
            qFatal("%s cannot be made", qPrintable(name));
        return name;
    }
    bool make(const QString &name, int days, qsizetype size)
    {
        QFile file(m_folder->filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(QByteArray(size, 'x')) == size && file.flush()
            && file.setFileTime(m_now.addDays(-days), QFileDevice::FileModificationTime);
    }
    QStringList names() const { return QDir(m_folder->path()).entryList(QDir::Files, QDir::Name); }

    const QDateTime m_now{QDate(2026, 11, 29), QTime(12, 0)};
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestCaptureRetention)
#include "tst_captureretention.moc"
