// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/framecontext.h"

#include "core/session/sessionfixture.h"

#include <QFile>

using namespace framescope;
using namespace framescope::test;

namespace {

const std::atomic<bool> Goes = false;

} // namespace

class TestFrameContext : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void violationsStandBehindTheirFrame();
    void violationsAreFoundHoweverFar();
    void framesOfAMessage_data();
    void framesOfAMessage();
    void framesThatNeverEnd();
    void savesPayloads_data();
    void savesPayloads();
    void saysWhyItWasNotSaved();

private:
    Row row(RowId id) const
    {
        return valueOf(valueOf(SessionReader::open(m_folder->path()))->rows(id, 1)).front();
    }
    FrameContext contextOf(RowId id) const
    {
        return valueOf(readFrameContext(m_folder->path(), row(id), Goes));
    }
    static QString idsOf(const std::vector<Row> &rows)
    {
        QStringList ids;
        for (const Row &each : rows)
            ids += QString::number(each.id);
        return ids.join(u' ');
    }

    std::unique_ptr<SessionFolder> m_folder;
    StandingClock m_clock;
};

// Two connections and both directions, mixed: rows 1 to 10.
void TestFrameContext::init()
{
    m_folder = std::make_unique<SessionFolder>();
    auto store = valueOf(SessionStore::create(m_folder->path(), m_clock));
    Recorder one(store->journal(), store->newConnectionId());
    Recorder two(store->journal(), store->newConnectionId());
    FrameTeller server(one, Direction::ServerToClient), client(one, Direction::ClientToServer);
    FrameTeller other(two, Direction::ServerToClient);
    const auto breaks = [](Recorder &recorder, ViolationKind kind, Direction direction) {
        recorder.violation({kind, direction, 7, QStringLiteral("here")}, 9);
    };
    server.control(static_cast<Opcode>(3), "?");                           // 1
    breaks(two, ViolationKind::MaskUnexpected, Direction::ServerToClient); // 2: another connection
    breaks(one, ViolationKind::ReservedOpcode, Direction::ServerToClient); // 3
    client.control(Opcode::Ping, "p");                                     // 4
    breaks(one, ViolationKind::ReservedBitSet, Direction::ServerToClient); // 5: of row 1, late
    breaks(one, ViolationKind::MaskMissing, Direction::ClientToServer);    // 6: of row 4
    server.fragments(Opcode::Text, {"frag", "men", "ted"}, [&] { other.message(Opcode::Text, "x"); }); // 7 9 11
    server.message(Opcode::Binary, QByteArray(300'000, 'b'));                                          // 12
    server.message(Opcode::Text, "last");                                                              // 13
    FrameEvent open = server.begin(Opcode::Text, 3, false);                                            // 14
    server.piece(open, "abc");
    server.end(open);
    store->flush();
    check(store->finish());
}

void TestFrameContext::violationsStandBehindTheirFrame()
{
    const FrameContext reserved = contextOf(1);
    QCOMPARE(reserved.violations.size(), std::size_t(2));
    QVERIFY2(reserved.violations[0].contains(u"RFC 6455, 5.2"), qPrintable(reserved.violations[0]));
    QCOMPARE(reserved.violations[1],
        QStringLiteral("here is set, but no extension that was agreed gives it a meaning (RFC 6455, 5.2). "
                       "A strict peer closes with 1002. Byte 7 of frame #1."));
    QVERIFY(reserved.frames.empty());
    QCOMPARE(contextOf(4).violations.size(), std::size_t(1));
    QVERIFY(contextOf(13).violations.empty());
}

// While a large frame arrives any number of rows of others can come before it turns out to be wrong.
void TestFrameContext::violationsAreFoundHoweverFar()
{
    auto store = valueOf(SessionStore::open(m_folder->path(), m_clock, {}));
    const RowId first = store->journal().nextId();
    Recorder one(store->journal(), store->newConnectionId());
    Recorder two(store->journal(), store->newConnectionId());
    FrameTeller server(one, Direction::ServerToClient), other(two, Direction::ServerToClient);
    FrameEvent open = server.begin(Opcode::Text, 3);
    for (int i = 0; i < 12'000; ++i)
        other.message(Opcode::Text, "x");
    one.violation({ViolationKind::InvalidUtf8, Direction::ServerToClient, 4, {}}, 9);
    server.piece(open, "abc");
    server.end(open);
    check(store->finish());
    QCOMPARE(contextOf(first).violations,
        std::vector{QStringLiteral("A text message is not UTF-8 (RFC 6455, 8.1). A strict peer closes with "
                                   "1007. Byte 4 of frame #%1.")
                        .arg(first)});
    QVERIFY(contextOf(first + 1).violations.empty());
}

void TestFrameContext::framesOfAMessage_data()
{
    QTest::addColumn<RowId>("id");
    QTest::addColumn<QString>("frames");
    QTest::newRow("first") << RowId(7) << QStringLiteral("7 9 11");
    QTest::newRow("middle") << RowId(9) << QStringLiteral("7 9 11");
    QTest::newRow("last") << RowId(11) << QStringLiteral("7 9 11");
    QTest::newRow("between") << RowId(8) << QString();
    QTest::newRow("whole") << RowId(13) << QString();
    QTest::newRow("control") << RowId(4) << QString();
}

void TestFrameContext::framesOfAMessage()
{
    QFETCH(RowId, id);
    QTEST(idsOf(contextOf(id).frames), "frames");
}

void TestFrameContext::framesThatNeverEnd()
{
    QCOMPARE(idsOf(contextOf(14).frames), QStringLiteral("14"));
}

void TestFrameContext::savesPayloads_data()
{
    QTest::addColumn<RowId>("id");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("small") << RowId(13) << QByteArray("last");
    QTest::newRow("of a whole message") << RowId(9) << QByteArray("fragmented");
    QTest::newRow("in parts") << RowId(12) << QByteArray(300'000, 'b');
}

void TestFrameContext::savesPayloads()
{
    QFETCH(RowId, id);
    QFETCH(QByteArray, bytes);
    const QString target = m_folder->path(QStringLiteral("payload"));
    QCOMPARE(valueOf(savePayload(m_folder->path(), id, target, Goes)), quint64(bytes.size()));
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), bytes);
}

void TestFrameContext::saysWhyItWasNotSaved()
{
    const QString nowhere = m_folder->path(QStringLiteral("no/such/folder"));
    const auto saved = savePayload(m_folder->path(), 13, nowhere, Goes);
    QVERIFY(!saved);
    QVERIFY2(saved.error().toString().startsWith(u"The payload was not saved: "),
        qPrintable(saved.error().toString()));
    const std::atomic<bool> cancelled = true;
    const QString target = m_folder->path(QStringLiteral("payload"));
    QVERIFY(!savePayload(m_folder->path(), 13, target, cancelled));
    QVERIFY(!QFile::exists(target)); // nothing half-written
    QVERIFY(!readFrameContext(m_folder->path(QStringLiteral("none")), Row(), Goes));
}

QTEST_GUILESS_MAIN(TestFrameContext)
#include "tst_framecontext.moc"
