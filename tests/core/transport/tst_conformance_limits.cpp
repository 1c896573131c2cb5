// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/conformance.h"
#include "support/patience.h"

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

constexpr int KiB = 1 << 10;
constexpr int MiB = 1 << 20;

// No two places of it alike, so that a lost or doubled piece shows; ASCII.
QByteArray bigPayload(int size)
{
    QByteArray payload(size, '\0');
    quint32 state = 1;
    for (char &byte : payload) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<char>('!' + (state >> 24) % 90);
    }
    return payload;
}

// What is on disk of a session: the frames of one direction, and the payload of their last message.
struct Stored {
    int frames = 0;
    int violations = 0;
    QByteArray payload;
};

Stored stored(const SessionReader &log, Direction direction, RowId first)
{
    Stored result;
    RowId last = 0;
    const auto rows = log.rows(first, 1'000'000);
    for (const Row &row : *rows) {
        result.violations += row.kind == RowKind::Violation ? 1 : 0;
        if (row.kind != RowKind::Frame || isControl(row.header.opcode) || row.direction != direction)
            continue;
        ++result.frames;
        last = row.id;
    }
    result.payload = *log.payload(last, 0, 16 * MiB);
    return result;
}

} // namespace

// Autobahn's groups 9 (limits and performance) and 10 (fragments of the sender's choice), through the whole
// chain. Sizes end at 4 MiB, fragmented messages at 1 MiB and chopped ones at 256 KiB, where the suite has
// 16, 4 and 1 MiB: what it looks for lies in the number of pieces.
class TestConformanceLimits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void message_data();
    void message();
    void roundTrips_data();
    void roundTrips();

private:
    static void messageRow(const QString &id, Opcode opcode, int size, int fragment, int chop);

    SessionProbe m_session;
    RowId m_nextRow = 1;
};

void TestConformanceLimits::messageRow(const QString &id, Opcode opcode, int size, int fragment, int chop)
{
    QTest::newRow(qPrintable(id)) << opcode << size << fragment << chop;
}

void TestConformanceLimits::message_data()
{
    QTest::addColumn<Opcode>("opcode");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("fragment"); // bytes of each frame; 0: one frame
    QTest::addColumn<int>("chop");     // bytes of each write; 0: all at once
    for (const Opcode opcode : {Opcode::Text, Opcode::Binary}) {
        const bool text = opcode == Opcode::Text;
        int number = 0;
        for (const int size : {64 * KiB, 256 * KiB, 1 * MiB, 4 * MiB})
            messageRow(u"9.%1.%2"_s.arg(text ? 1 : 2).arg(++number), opcode, size, 0, 0);
        number = 0;
        for (int fragment = 64; fragment <= 256 * KiB; fragment *= 4)
            messageRow(u"9.%1.%2"_s.arg(text ? 3 : 4).arg(++number), opcode, 1 * MiB, fragment, 0);
        number = 0;
        for (int chop = 64; chop <= 2048; chop *= 2)
            messageRow(u"9.%1.%2"_s.arg(text ? 5 : 6).arg(++number), opcode, 256 * KiB, 0, chop);
    }
    messageRow(u"10.1.1"_s, Opcode::Text, 65536, 1300, 0);
}

void TestConformanceLimits::message()
{
    QFETCH(Opcode, opcode);
    QFETCH(int, size);
    QFETCH(int, fragment);
    QFETCH(int, chop);
    const QByteArray payload = bigPayload(size);
    Script script;
    script.accept();
    if (chop == 0) {
        Peer::SendOptions options;
        options.fragmentSize = static_cast<quint64>(fragment);
        opcode == Opcode::Text ? script.text(payload, options) : script.binary(payload, options);
    } else {
        const QByteArray bytes = serverFrame(opcode, payload).bytes();
        for (qsizetype at = 0; at < bytes.size(); at += chop)
            script.bytes(bytes.sliced(at, std::min<qsizetype>(chop, bytes.size() - at))).silence(0);
    }
    ScriptedServer server(script.awaitMessages(1).close({1000, {}}));
    BrowserSocket socket(
        m_session, server.url(), [](ConnectionOptions &o) { o.binaryType = BinaryType::ArrayBuffer; });
    echoMessages(socket);
    QVERIFY(socket.waitForClose());
    const QString shown = opcode == Opcode::Text
        ? u"text 1 "_s + BrowserSocket::shown(QString::fromLatin1(payload))
        : u"binary 1 "_s + BrowserSocket::shown(payload);
    QCOMPARE(socket.events(), (QStringList{u"open 1"_s, shown, u"close 3 1000 \"\" clean"_s}));
    QVERIFY(server.connection().messages() == (std::vector{std::pair{opcode, payload}}));
    const SessionReader &log = m_session.log();
    const RowId first = std::exchange(m_nextRow, log.info()->lastId + 1);
    const Stored received = stored(log, Direction::ServerToClient, first);
    QCOMPARE(received.frames, fragment == 0 ? 1 : (size + fragment - 1) / fragment);
    QVERIFY(received.payload == payload);
    QCOMPARE(stored(log, Direction::ClientToServer, first).frames, 1);
    QCOMPARE(received.violations, 0);
}

void TestConformanceLimits::roundTrips_data()
{
    QTest::addColumn<Opcode>("opcode");
    QTest::addColumn<int>("size");
    for (const Opcode opcode : {Opcode::Text, Opcode::Binary}) {
        int number = 0;
        for (const int size : {0, 16, 64, 256, 1024, 4096})
            QTest::addRow("9.%d.%d", opcode == Opcode::Text ? 7 : 8, ++number) << opcode << size;
    }
}

// 100 of them, where the suite has 1000.
void TestConformanceLimits::roundTrips()
{
    QFETCH(Opcode, opcode);
    QFETCH(int, size);
    constexpr int count = 100;
    const QByteArray payload = bigPayload(size);
    Script script;
    script.accept();
    for (int i = 1; i <= count; ++i)
        (opcode == Opcode::Text ? script.text(payload) : script.binary(payload)).awaitMessages(i);
    ScriptedServer server(script.close({1000, {}}));
    BrowserSocket socket(
        m_session, server.url(), [](ConnectionOptions &o) { o.binaryType = BinaryType::ArrayBuffer; });
    echoMessages(socket);
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.messages().size(), count);
    QCOMPARE(socket.events().last(), u"close 3 1000 \"\" clean"_s);
    QVERIFY(server.connection().messages() == std::vector(count, std::pair{opcode, payload}));
    const SessionReader &log = m_session.log();
    const RowId first = std::exchange(m_nextRow, log.info()->lastId + 1);
    QCOMPARE(stored(log, Direction::ServerToClient, first).frames, count);
    QCOMPARE(stored(log, Direction::ClientToServer, first).frames, count);
}

QTEST_GUILESS_MAIN(TestConformanceLimits)
#include "tst_conformance_limits.moc"
