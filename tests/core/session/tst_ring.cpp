// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/ring.h"
#include "sessionfixture.h"

#include <QFileInfo>
#include <QRandomGenerator>

#include <atomic>
#include <deque>
#include <thread>

using namespace framescope;
using namespace framescope::test;

namespace {

void write(Ring &ring, QByteArrayView record)
{
    ring.write(std::array{record});
}

QByteArray filled(qsizetype size, char with)
{
    return QByteArray(size, with);
}

// Overwrites bytes of a file that nobody has open.
void patch(const QString &path, qint64 at, QByteArrayView bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(at));
    QCOMPARE(file.write(bytes.data(), bytes.size()), bytes.size());
}

constexpr qint64 DataBegins = 4096;

} // namespace

class RingTest : public QObject {
    Q_OBJECT

    SessionFolder m_folder;
    QString path() const { return m_folder.path(QStringLiteral("r-ring")); }
    std::unique_ptr<Ring> make() { return valueOf(Ring::create(path(), Ring::MinCapacity)); }

private Q_SLOTS:
    void init() { m_folder = {}; }

    void givesBackWhatWasWritten()
    {
        const auto ring = make();
        quint64 position = ring->freed();
        QVERIFY(ring->read(position).isNull());
        ring->write(
            std::array{QByteArrayView("one"), QByteArrayView(), QByteArrayView("-"), QByteArrayView("two")});
        write(*ring, "3");
        QCOMPARE(ring->read(position), "one-two");
        QCOMPARE(ring->read(position), "3");
        QVERIFY(ring->read(position).isNull());
        QCOMPARE(position, ring->written());
        QCOMPARE(ring->used(), 16u + 16u);
        ring->freeUpTo(position);
        QCOMPARE(ring->used(), 0u);
    }

    // As in a move: the first records are stored, most are copied while the producer writes, and the rest after it.
    // Seen to fail with a copy that ends at the end of the file.
    void goesOnInAnotherFile()
    {
        const auto ring = make();
        const QByteArray large = filled(400'000, 'x');
        for (int i = 0; i < 4; ++i)
            write(*ring, large);
        quint64 stored = ring->freed();
        for (int i = 0; i < 3; ++i)
            ring->read(stored);
        ring->freeUpTo(stored);
        write(*ring, large);
        write(*ring, filled(100'000, 'y')); // at the begin of the file again
        const QString elsewhere = m_folder.path(QStringLiteral("other-ring"));
        {
            const auto next = valueOf(Ring::create(elsewhere, Ring::MinCapacity));
            const quint64 copied = ring->copyTo(*next, stored, stored);
            write(*ring, "late");
            QCOMPARE(ring->copyTo(*next, stored, copied), ring->written());
            check(next->sync());
            ring->exchangeFile(*next);
            next->remove();
        }
        QCOMPARE(m_folder.files(), QStringList({QStringLiteral("other-ring")}));
        write(*ring, "there");
        QCOMPARE(ring->freed(), stored);
        for (const QByteArray &record :
            {large, large, filled(100'000, 'y'), QByteArray("late"), QByteArray("there")})
            QCOMPARE(ring->read(stored), record);
        QVERIFY(ring->read(stored).isNull());
    }

    void isFullToTheByte()
    {
        const auto ring = make();
        const QByteArray record = filled(65'528, 'x'); // 65,536 with its slot
        const quint64 places = Ring::MinCapacity / 65'536;
        for (quint64 i = 0; i < places - 2; ++i)
            write(*ring, record);
        // Left are two places; the reserve is one of them, and eight bytes are the end.
        QVERIFY(ring->fits(65'520));
        QVERIFY(!ring->fits(65'521));
        QVERIFY(ring->fits(65'521, true));
        write(*ring, record);
        QVERIFY(!ring->fits(1));
        QVERIFY(ring->fits(65'520, true));
        QVERIFY(!ring->fits(65'521, true));
        write(*ring, filled(65'520, 'u'));
        QCOMPARE(ring->used(), ring->capacity() - 8);
        QVERIFY(!ring->fits(1, true));

        quint64 position = 0;
        QCOMPARE(ring->read(position), record);
        QVERIFY(!ring->fits(1, true)); // read, but not yet safe elsewhere
        ring->freeUpTo(position);
        QVERIFY(ring->fits(65'520, true));
    }

    void wrapsAround()
    {
        const auto ring = make();
        QRandomGenerator random(4);
        std::deque<QByteArray> expected;
        quint64 position = 0;
        quint64 read = 0;
        for (int i = 0; ring->written() < 40 * ring->capacity(); ++i) {
            const auto size = qsizetype(random.bounded(i % 50 == 0 ? quint32(Ring::MaxRecord) : 3000u) + 1);
            while (!ring->fits(quint64(size), true)) {
                QCOMPARE(ring->read(position), expected.front());
                expected.pop_front();
                ++read;
                if (read % 3 == 0)
                    ring->freeUpTo(position);
                if (expected.empty())
                    ring->freeUpTo(position);
            }
            expected.push_back(filled(size, static_cast<char>(i)));
            write(*ring, expected.back());
        }
        for (const QByteArray &record : expected)
            QCOMPARE(ring->read(position), record);
        QVERIFY(ring->read(position).isNull());
        QCOMPARE(position, ring->written());
    }

    void isReadWhileItIsWritten()
    {
        const auto ring = make();
        constexpr quint64 Count = 300'000;
        std::thread producer([&] {
            for (quint64 i = 0; i < Count;) {
                const QByteArray tail(qsizetype(i % 200), static_cast<char>(i));
                if (!ring->fits(sizeof i + quint64(tail.size()))) {
                    std::this_thread::yield();
                    continue;
                }
                ring->write(std::array{
                    QByteArrayView(reinterpret_cast<const char *>(&i), sizeof i), QByteArrayView(tail)});
                ++i;
            }
        });
        quint64 position = 0;
        quint64 wrong = 0;
        for (quint64 expected = 0; expected < Count;) {
            const QByteArrayView record = ring->read(position);
            if (record.isNull())
                continue;
            quint64 number = 0;
            std::memcpy(&number, record.data(), sizeof number);
            const bool same = number == expected && record.size() == qsizetype(sizeof number + expected % 200)
                && (expected % 200 == 0 || record.back() == static_cast<char>(expected));
            wrong += same ? 0 : 1;
            ++expected;
            if (expected % 64 == 0)
                ring->freeUpTo(position);
        }
        producer.join();
        QCOMPARE(wrong, 0u);
    }

    void outlivesItsMaker()
    {
        auto ring = make();
        const quint64 identity = ring->identity();
        write(*ring, "first");
        write(*ring, "second");
        quint64 position = 0;
        ring->read(position);
        ring->freeUpTo(position);
        ring.reset();

        ring = valueOf(Ring::recover(path()));
        QCOMPARE(ring->identity(), identity);
        position = ring->freed();
        QCOMPARE(ring->read(position), "second");
        QVERIFY(ring->read(position).isNull());
        ring->remove();
        QVERIFY(!QFile::exists(path()));
    }

    void belongsToOneProcess()
    {
        auto ring = make();
        const auto second = Ring::recover(path());
        QVERIFY(!second);
        QVERIFY(second.error().what.contains(u"is being recorded by another program right now"));
        QVERIFY(!Ring::create(path(), Ring::MinCapacity));
        write(*ring, "still there");
        quint64 position = 0;
        QCOMPARE(ring->read(position), "still there");
        QCOMPARE(int(QFileInfo(path()).permissions() & 0x0077), 0);
    }

    void endsAtARecordThatWasTorn_data()
    {
        QTest::addColumn<qint64>("at");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("left");
        // Each record takes 16 bytes: a slot of length and checksum, then "record-N".
        QTest::newRow("whole") << qint64(0) << QByteArray() << 3;
        QTest::newRow("payload of the second") << qint64(24) << QByteArray("R") << 1;
        QTest::newRow("length of the third, zero") << qint64(32) << QByteArray(4, 0) << 2;
        QTest::newRow("length of the third, shorter") << qint64(32) << QByteArray("\x07") << 2;
        QTest::newRow("length of the third, huge") << qint64(32) << QByteArray("\xF0\xFF\xFF\x7F") << 2;
        QTest::newRow("checksum of the first") << qint64(4) << QByteArray("\0\0\0\0", 4) << 0;
        QTest::newRow("a filler at the begin, forever") << qint64(0) << QByteArray("\xFF\xFF\xFF\xFF") << 0;
    }
    void endsAtARecordThatWasTorn()
    {
        QFETCH(qint64, at);
        QFETCH(QByteArray, bytes);
        QFETCH(int, left);
        auto ring = make();
        for (const char *record : {"record-1", "record-2", "record-3"})
            write(*ring, record);
        ring.reset();
        patch(path(), DataBegins + at, bytes);
        ring = valueOf(Ring::recover(path()));
        quint64 position = ring->freed();
        int count = 0;
        while (!ring->read(position).isNull())
            ++count;
        QCOMPARE(count, left);
    }

    // A record of an earlier lap, at the right place and whole, is not one of this lap.
    void forgetsEarlierLaps()
    {
        auto ring = make();
        const QByteArray record = filled(65'528, 'x');
        quint64 position = 0;
        for (int i = 0; i < 40; ++i) {
            write(*ring, record);
            ring->read(position);
            ring->freeUpTo(position);
        }
        const qint64 end = DataBegins + qint64(ring->written() % ring->capacity());
        ring.reset();
        // What a power cut leaves: the zero that ended the log never reached the disk, and what stood
        // there one lap before is still there.
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadOnly) && file.seek(DataBegins));
        const QByteArray oldSlot = file.read(8);
        file.close();
        patch(path(), end, oldSlot);
        ring = valueOf(Ring::recover(path()));
        QVERIFY(ring->read(position).isNull());
    }

    void refusesWhatIsNoRing_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("hello");
        QTest::newRow("zeros") << QByteArray(8192, 0);
        QTest::newRow("header only") << QByteArray("\0FSRING1", 8) + QByteArray(4088, 0);
        QTest::newRow("too short for what it says")
            << QByteArray("\0FSRING1\0\0\0\1\0\0\0\0", 16) + QByteArray(8192, 0);
    }
    void refusesWhatIsNoRing()
    {
        QFETCH(QByteArray, content);
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const auto ring = Ring::recover(path());
        QVERIFY(!ring);
        QVERIFY2(
            ring.error().what.endsWith(u"is not the ring of a recording."), qPrintable(ring.error().what));
    }

    void saysWhereItCannotBeMade()
    {
        const auto ring = Ring::create(m_folder.path(QStringLiteral("no/such/folder")), Ring::MinCapacity);
        QVERIFY(!ring);
        QVERIFY(ring.error().what.contains(u"no/such/folder could not be made: "));
    }
};

QTEST_GUILESS_MAIN(RingTest)
#include "tst_ring.moc"
