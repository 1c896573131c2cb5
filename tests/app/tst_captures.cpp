// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/captures.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace framescope;

class TestCaptures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreFreeAndTellTheTime()
    {
        const QTemporaryDir parent;
        const QString folder = parent.filePath(QStringLiteral("a/captures"));
        const QDateTime now(QDate(2026, 11, 23), QTime(19, 24, 36));
        const QStringList expected{QStringLiteral("/2026-11-23 19-24-36.framescope"),
            QStringLiteral("/2026-11-23 19-24-36 2.framescope"),
            QStringLiteral("/2026-11-23 19-24-36 3.framescope")};
        for (const QString &name : expected) {
            const auto path = newCapturePath(folder, now);
            QVERIFY(path);
            QCOMPARE(*path, folder + name);
            QFile file(*path);
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QCOMPARE(QFileInfo(folder).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther),
            QFile::Permissions());
    }

    void noFolderNoCapture()
    {
        const QTemporaryDir parent;
        QFile file(parent.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto path =
            newCapturePath(file.fileName() + QStringLiteral("/captures"), QDateTime::currentDateTime());
        QVERIFY(!path);
        QVERIFY(path.error().what.contains(file.fileName()));
    }
};

QTEST_GUILESS_MAIN(TestCaptures)
#include "tst_captures.moc"
