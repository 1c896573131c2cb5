// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "sessionfixture.h"

#include "session/spill.h"
#include "support/fulldisk.h"

#include <array>

using namespace framescope;
using namespace framescope::test;

// What outlives the process of that which the ring could not take.
class SpillFileTest : public QObject {
    Q_OBJECT

    SessionFolder m_folder;

    QString path() const { return m_folder.path(QStringLiteral("s-spill")); }
    QByteArrayList readFrom(quint64 position, quint64 identity = 7) const
    {
        QByteArrayList records;
        SpillFile::read(path(), identity, position, [&](QByteArrayView record, quint64) {
            records += record.toByteArray();
            return true;
        });
        return records;
    }
    static void push(Spill &spill, QByteArrayView record) { spill.push(std::array{record}); }

private Q_SLOTS:
    void init() { m_folder = {}; }

    void isMadeWhenItIsNeeded()
    {
        SpillFile file(path(), 7);
        QVERIFY(!QFile::exists(path()));
        file.clear();
        QVERIFY(!QFile::exists(path()));
        QVERIFY(file.append("one"));
        QCOMPARE(int(QFile::permissions(path()) & 0x0077), 0);
        file.remove();
        QVERIFY(!QFile::exists(path()));
    }

    // Read while it is still open: nothing waits in this process.
    void givesBackWhatWasAppended()
    {
        SpillFile file(path(), 7);
        const QByteArray large(300'000, 'l');
        QVERIFY(file.append("one"));
        const quint64 behindOne = file.position();
        QVERIFY(file.append(large));
        QVERIFY(file.append("three"));
        QCOMPARE(readFrom(0), QByteArrayList({"one", large, "three"}));
        QCOMPARE(readFrom(behindOne), QByteArrayList({large, "three"}));
        QCOMPARE(readFrom(file.position()), QByteArrayList());
        QCOMPARE(readFrom(0, 8), QByteArrayList());
    }

    void positionsGoOnWhereItWasCleared()
    {
        SpillFile file(path(), 7);
        QVERIFY(file.append("stored"));
        const quint64 stored = file.position();
        file.clear();
        QCOMPARE(file.position(), stored);
        QCOMPARE(readFrom(0), QByteArrayList());
        QVERIFY(file.append("new"));
        QCOMPARE(readFrom(stored), QByteArrayList({"new"}));
        QCOMPARE(readFrom(file.position()), QByteArrayList());
    }

    void readsNoFurtherThanItIsWhole_data()
    {
        QTest::addColumn<int>("from"); // of the bytes of the last record, and its slot
        QTest::newRow("no byte of it") << 0;
        QTest::newRow("half a slot") << 4;
        QTest::newRow("its slot") << 8;
        QTest::newRow("half of it") << 10;
    }
    void readsNoFurtherThanItIsWhole()
    {
        QFETCH(const int, from);
        qint64 whole = 0;
        {
            SpillFile file(path(), 7);
            QVERIFY(file.append("one"));
            whole = QFile(path()).size();
            QVERIFY(file.append("torn"));
        }
        QVERIFY(QFile::resize(path(), whole + from));
        QCOMPARE(readFrom(0), QByteArrayList({"one"}));
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(whole + from));
        file.write(QByteArray(100, '\xff'));
        file.close();
        QCOMPARE(readFrom(0), QByteArrayList({"one"}));
    }

    void stopsWhereTheDiskIsFull()
    {
        SpillFile file(path(), 7);
        QVERIFY(file.append("one"));
        {
            const FullDisk full(1000);
            QVERIFY(!file.append(QByteArray(5000, 'x')));
            QVERIFY(!file.append("two"));
        }
        QVERIFY(!file.append("three")); // it would stand behind a gap
        QCOMPARE(readFrom(0), QByteArrayList({"one"}));
        file.clear();
        QVERIFY(file.append("four"));
        QCOMPARE(readFrom(0), QByteArrayList({"four"}));
    }

    void spillKeepsWhatWaitsInBothPlaces()
    {
        Spill spill(path(), 7);
        push(spill, "one");
        push(spill, "two");
        const Spill::Taken taken = spill.takeAll();
        QCOMPARE(taken.records.size(), 2u);
        push(spill, "three");
        spill.closeIfEmpty();
        QVERIFY(spill.isOpen());
        QCOMPARE(readFrom(0), QByteArrayList({"one", "two", "three"}));
        QCOMPARE(readFrom(taken.end), QByteArrayList({"three"}));
        QCOMPARE(spill.takeAll().records.size(), 1u);
        spill.closeIfEmpty();
        QVERIFY(!spill.isOpen());
        QCOMPARE(readFrom(0), QByteArrayList());
        spill.removeFile();
        QVERIFY(!QFile::exists(path()));
    }
};

QTEST_GUILESS_MAIN(SpillFileTest)
#include "tst_spillfile.moc"
