// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/sessionreader.h"
#include "session/sessionstore.h"
#include "support/hostile.h"
#include "support/processuse.h"
#include "support/serverthread.h"
#include "transport/network.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <set>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

// Connect, flood, disconnect, save and open, again and again in one process: what it holds at the end is what it
// held once it was warm. FRAMESCOPE_SOAK_SECONDS says how long; by hand an hour.
class TestSoak : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void staysFlat();

private:
    void round();
    // What it makes of the session is whole: three connections that end in three ways, and one that has no time to.
    void record(const QString &path, const QString &url);
    void read(const QString &path);

    QTemporaryDir m_folder;
    SystemClock m_clock;
    quint64 m_frames = 0;
};

namespace {

constexpr std::size_t Connections = 3;
constexpr int Texts = 200;
constexpr int Blocks = 6;                               // of 64 KiB
constexpr int Sent = 50;                                // which come back
constexpr quint64 FramesIn = Texts + Blocks + 1 + Sent; // without the close that answers ours
constexpr int PatienceMs = 30'000;
constexpr int WarmRounds = 4;

// Each round frees what it made: what differs is when threads gave their last blocks back. A round moves 10 MiB,
// so that one buffer or one session a round would be seen in an hour, and in seconds what is worth it.
constexpr qint64 MostHeap = 512 << 10;
// Pages that the allocator keeps depend on which thread came first.
constexpr qint64 MostResident = 24 * MiB + KeptBySanitizer;

Script flood()
{
    Script script;
    script.acceptDeflate().echo();
    for (int i = 0; i < Texts; ++i)
        script.text(QByteArray(100, char('a' + i % 26)), {i % 2 == 0, 0, {}});
    for (int i = 0; i < Blocks; ++i)
        script.binary(QByteArray(64 << 10, char(i)));
    return script.binary(QByteArray(1 << 20, 'm'));
}

qint64 wantedMs()
{
    return qEnvironmentVariable("FRAMESCOPE_SOAK_SECONDS", u"6"_s).toLongLong() * 1000;
}

} // namespace

void TestSoak::record(const QString &path, const QString &url)
{
    QSemaphore opened, flooded, closed;
    std::set<ConnectionId> isOpen, isFlooded; // of the store thread
    auto made = SessionStore::create(path, m_clock, {.ringCapacity = 16 << 20});
    QVERIFY(made);
    const auto store = *std::move(made);
    store->setPublisher([&](const AppendBatch &batch) {
        for (const ConnectionFacts &of : batch.facts) {
            if (of.readyState == ReadyState::Open && isOpen.insert(of.id).second)
                opened.release();
        }
        for (const ConnectionCounters &of : batch.counters) {
            if (of.framesIn == FramesIn && isFlooded.insert(of.id).second)
                flooded.release();
        }
    });
    Network network(*store, m_clock);
    network.setClosedCallback([&](const ConnectionFacts &) { closed.release(); });
    ConnectionOptions options;
    options.url = url;
    std::array<ConnectionId, Connections> ids{};
    for (ConnectionId &id : ids)
        id = network.open(options).value();
    QVERIFY2(opened.tryAcquire(Connections, PatienceMs), "one does not open");
    for (int i = 0; i < Sent; ++i) {
        for (const ConnectionId id : ids)
            network.sendText(id, QString(1000, u'x'));
    }
    QVERIFY2(flooded.tryAcquire(Connections, PatienceMs), "one is not flooded");
    network.close(ids[0], closecode::Normal, u"enough"_s);
    network.abort(ids[1], Network::Abort::Reset);
    network.abort(ids[2], Network::Abort::Fin);
    QVERIFY2(closed.tryAcquire(Connections, PatienceMs), "one does not close");
    network.open(options).value(); // is still opening when the session ends
}

void TestSoak::read(const QString &path)
{
    const auto log = SessionReader::open(path);
    QVERIFY(log);
    const auto counters = (*log)->counters();
    QVERIFY(counters);
    for (std::size_t i = 0; i < Connections; ++i)
        QCOMPARE(counters->at(i).framesIn, FramesIn + (i == 0 ? 1 : 0));
    quint64 bytes = 0;
    const auto rows = (*log)->rows(1, 1'000'000);
    for (const Row &row : *rows) {
        const auto payload = (*log)->payload(row.id, 0, 1 << 20);
        QVERIFY2(payload, payload ? "" : qPrintable(payload.error().toString()));
        bytes += quint64(payload->size());
    }
    QVERIFY(bytes > Connections * (Blocks << 16));
    m_frames += Connections * FramesIn;
}

void TestSoak::round()
{
    const QString path = m_folder.filePath(u"session.framescope"_s);
    {
        const ServerThread server(flood());
        record(path, server.url());
    }
    read(path);
    if (QTest::currentTestFailed())
        return;
    auto goesOn = SessionStore::open(path, m_clock, {.ringCapacity = 16 << 20});
    QVERIFY(goesOn && (*goesOn)->finish());
    goesOn->reset();
    QVERIFY(QFile::remove(path));
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files), QStringList()); // neither ring nor -wal
}

void TestSoak::staysFlat()
{
    const qint64 ms = wantedMs();
    QElapsedTimer elapsed;
    elapsed.start();
    int rounds = 0;
    // Warm: what Qt, OpenSSL and SQLite make once is made, and the heap is as broken up as it gets.
    for (; rounds < WarmRounds || elapsed.elapsed() < ms / 10; ++rounds) {
        round();
        if (QTest::currentTestFailed())
            return;
    }
    const ProcessUse warm = ProcessUse::now();
    qInfo("warm after %d rounds: %s", rounds, qPrintable(warm.toString()));
    for (; elapsed.elapsed() < ms; ++rounds) {
        round();
        if (QTest::currentTestFailed())
            return;
        const ProcessUse use = ProcessUse::now();
        QVERIFY2(use.handles == warm.handles && use.threads == warm.threads, qPrintable(use.toString()));
    }
    const ProcessUse end = ProcessUse::now();
    qInfo("at the end of %d rounds and %llu frames: %s", rounds, m_frames, qPrintable(end.toString()));
    QVERIFY2(end.heap - warm.heap < MostHeap, qPrintable(end.toString()));
    QVERIFY2(end.resident - warm.resident < MostResident, qPrintable(end.toString()));
}

int main(int argc, char **argv)
{
    // As the program does. GLib's loop keeps a little for each thread that there was.
    qputenv("QT_NO_GLIB", "1");
    qputenv("QTEST_FUNCTION_TIMEOUT", QByteArray::number(wantedMs() + 300'000)); // else five minutes
    QCoreApplication application(argc, argv);
    TestSoak test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_soak.moc"
