// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "ui/heldpayload.h"

#include <QFile>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace framescope;

class TestHeldPayload : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTheFileThatIsChosen();
    void keepsWhatItHasIfNoneIsChosen();
    void saysWhyAFileCannotBeSent_data();
    void saysWhyAFileCannotBeSent();
    void theNewestChoiceCounts();
    void holdsAMessageAsItIs();

private:
    QString file(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        file.open(QIODevice::WriteOnly);
        file.write(bytes);
        return file.fileName();
    }

    QTemporaryDir m_folder;
};

void TestHeldPayload::readsTheFileThatIsChosen()
{
    HeldPayload held;
    QVERIFY(!held.draft());
    QCOMPARE(held.words(), QStringLiteral("A file up to 64.0 MiB, sent as one binary message."));
    const QByteArray bytes(1'258'291, '\xff');
    const QString path = file(QStringLiteral("file.bin"), bytes);
    held.setFileChooser([path] { return path; });
    held.findChild<QPushButton *>()->click();
    QTRY_COMPARE(held.words(), QStringLiteral("file.bin, 1.2 MiB"));
    QCOMPARE(held.draft(), (Draft{false, {}, bytes}));
}

void TestHeldPayload::keepsWhatItHasIfNoneIsChosen()
{
    HeldPayload held;
    held.choose(file(QStringLiteral("a"), "abc"));
    QTRY_VERIFY(held.draft());
    held.setFileChooser([] { return QString(); });
    held.findChild<QPushButton *>()->click();
    QCOMPARE(held.words(), QStringLiteral("a, 3 bytes"));
}

void TestHeldPayload::saysWhyAFileCannotBeSent_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("words");
    QTest::newRow("not there") << m_folder.filePath(QStringLiteral("none"))
                               << "none cannot be read: No such file or directory.";
    QTest::newRow("a folder") << m_folder.path()
                              << QStringLiteral("%1 is not a file.").arg(QFileInfo(m_folder.path()).fileName());
    QFile large(m_folder.filePath(QStringLiteral("large.bin")));
    QVERIFY(large.open(QIODevice::WriteOnly));
    QVERIFY(large.resize(HeldPayload::LargestFile + 1));
    QTest::newRow("too large")
        << large.fileName()
        << "large.bin has 64.0 MiB, more than the 64.0 MiB that can be sent as one message.";
}

void TestHeldPayload::saysWhyAFileCannotBeSent()
{
    QFETCH(QString, path);
    HeldPayload held;
    held.choose(file(QStringLiteral("before"), "abc"));
    QTRY_VERIFY(held.draft());
    held.choose(path);
    QTRY_VERIFY(held.isWrong());
    QTEST(held.words(), "words");
    QVERIFY(!held.draft()); // what was chosen before is not sent in its place
}

void TestHeldPayload::theNewestChoiceCounts()
{
    HeldPayload held;
    const QString first = file(QStringLiteral("first"), QByteArray(20 << 20, 'x'));
    const QString second = file(QStringLiteral("second"), "abc");
    held.choose(first);
    held.choose(second);
    QTRY_COMPARE(held.words(), QStringLiteral("second, 3 bytes"));
    held.choose(first);
    held.hold(Draft{true, QStringLiteral("text"), {}});
    QCOMPARE(held.words(), QStringLiteral("4 bytes of text, too long to edit: sent as it is"));
}

void TestHeldPayload::holdsAMessageAsItIs()
{
    HeldPayload held;
    const Draft draft{false, {}, QByteArray(300 << 10, '\0')};
    held.hold(draft);
    QCOMPARE(held.draft(), draft);
    QCOMPARE(held.words(), QStringLiteral("300.0 KiB of binary, too long to edit: sent as it is"));
}

QTEST_MAIN(TestHeldPayload)
#include "tst_heldpayload.moc"
