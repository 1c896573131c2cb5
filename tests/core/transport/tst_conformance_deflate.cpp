// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/conformance.h"
#include "support/hex.h"
#include "support/patience.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

constexpr int LongestData = 131072;

// As long as the longest message and different all along, in each of the suite's kinds.
QByteArray json()
{
    QByteArray data = "[";
    for (int i = 0; data.size() < LongestData; ++i) {
        const QByteArray number = QByteArray::number(i * 7919 % 10007);
        data += R"({"id":)" + number + R"(,"name":"user )" + number + R"(","tags":["a","b"],"balance":)"
            + number + ".25},";
    }
    return data;
}

QByteArray picture()
{
    QByteArray data;
    quint32 state = 7;
    for (int i = 0; data.size() < LongestData; ++i) {
        state = state * 1664525 + 1013904223;
        data += static_cast<char>(i / 64 % 256 + int(state >> 30)); // slow change with noise
    }
    return data;
}

QByteArray prose()
{
    const QByteArray words[] = {"Habe ", "nun, ", "ach! ", "Philosophie, ", "Juristerei ", "und ", "Medizin ",
        "durchaus ", "studiert, ", "mit ", "heissem ", "Bemühn.\n"};
    QByteArray data;
    for (int i = 0; data.size() < LongestData; ++i)
        data += words[(i * i + i / 12) % 12];
    return data;
}

QByteArray noise()
{
    QByteArray data;
    quint32 state = 3;
    while (data.size() < LongestData) {
        state = state * 1664525 + 1013904223;
        data += static_cast<char>(state >> 24);
    }
    return data;
}

QByteArray markup()
{
    QByteArray data = "<!DOCTYPE html>\n<table>\n";
    for (int i = 0; data.size() < LongestData; ++i)
        data += "<tr class=\"row" + QByteArray::number(i % 2) + "\"><td>" + QByteArray::number(i)
            + "</td><td>&euro;</td></tr>\n";
    return data;
}

// `size` bytes of `data` that end between characters, from a place of their own for each message.
QByteArray piece(const QByteArray &data, int size, int number)
{
    const auto isInside = [](char byte) { return (byte & 0xC0) == 0x80; };
    const qsizetype room = data.size() - size;
    qsizetype begin = room > 0 ? number * 4099 % room : 0;
    while (begin > 0 && isInside(data.at(begin)))
        --begin;
    qsizetype end = std::min<qsizetype>(begin + size, data.size());
    while (end < data.size() && isInside(data.at(end)))
        --end;
    return data.sliced(begin, end - begin);
}

struct MessageShape {
    int size;
    int fragment; // of the compressed payload; 0: one frame
};
// The eighteen of groups 12 and 13.
constexpr MessageShape shapes[] = {{16, 0}, {64, 0}, {256, 0}, {1024, 0}, {4096, 0}, {8192, 0}, {16384, 0},
    {32768, 0}, {65536, 0}, {131072, 0}, {8192, 256}, {16384, 256}, {32768, 256}, {65536, 256}, {131072, 256},
    {131072, 1024}, {131072, 4096}, {131072, 32768}};

// 50 of the short ones, and two of the longest, where the suite has 1000 of each.
int countOf(int size)
{
    return std::clamp(64 * 1024 / size, 2, 50);
}

} // namespace

// Autobahn's groups 12 and 13, permessage-deflate (RFC 7692), through the whole chain: what the server compresses
// arrives, and what goes back is compressed as was agreed.
class TestConformanceDeflate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void kinds_data();
    void kinds() { checkEcho(); }
    void parameters_data();
    void parameters() { checkEcho(); }
    void agreements_data();
    void agreements() { checkEcho(); }
    void breaches_data();
    void breaches();

private:
    static void columns();
    static void shapeRows(
        const QString &group, Opcode opcode, const QByteArray &data, const DeflateParameters &p);
    void checkEcho();

    SessionProbe m_session;
    RowId m_nextRow = 1;
};

void TestConformanceDeflate::columns()
{
    QTest::addColumn<Opcode>("opcode");
    QTest::addColumn<QByteArrayList>("messages");
    QTest::addColumn<int>("fragment");
    QTest::addColumn<QString>("agreed"); // Sec-WebSocket-Extensions of the answer
}

void TestConformanceDeflate::shapeRows(
    const QString &group, Opcode opcode, const QByteArray &data, const DeflateParameters &p)
{
    int number = 0;
    for (const auto &[size, fragment] : shapes) {
        QByteArrayList messages;
        for (int i = 0; i < countOf(size); ++i)
            messages.append(piece(data, size, i));
        QTest::newRow(qPrintable(u"%1.%2"_s.arg(group).arg(++number)))
            << opcode << messages << fragment << QString::fromLatin1(p.toHeaderValue());
    }
}

void TestConformanceDeflate::kinds_data()
{
    columns();
    shapeRows(u"12.1"_s, Opcode::Text, json(), {});
    shapeRows(u"12.2"_s, Opcode::Binary, picture(), {});
    shapeRows(u"12.3"_s, Opcode::Text, prose(), {});
    shapeRows(u"12.4"_s, Opcode::Binary, noise(), {});
    shapeRows(u"12.5"_s, Opcode::Text, markup(), {});
}

void TestConformanceDeflate::parameters_data()
{
    columns();
    const auto agreed = [](bool noContextTakeover, std::optional<int> bits) {
        return DeflateParameters{noContextTakeover, noContextTakeover, bits, bits, false};
    };
    shapeRows(u"13.1"_s, Opcode::Text, json(), agreed(false, {}));
    shapeRows(u"13.2"_s, Opcode::Text, json(), agreed(true, {}));
    shapeRows(u"13.3"_s, Opcode::Text, json(), agreed(false, 9));
    shapeRows(u"13.4"_s, Opcode::Text, json(), agreed(false, 15));
    shapeRows(u"13.5"_s, Opcode::Text, json(), agreed(true, 9));
    shapeRows(u"13.6"_s, Opcode::Text, json(), agreed(true, 15));
    // The suite's server takes the first that fits of three, which is 13.5 again; here each direction has rules
    // of its own.
    shapeRows(u"13.7"_s, Opcode::Text, json(), {true, false, {}, 9, false});
}

// Every combination of the four parameters.
void TestConformanceDeflate::agreements_data()
{
    columns();
    const QByteArray data = json();
    const QByteArrayList messages{
        piece(data, 3000, 0), {}, piece(data, 3000, 0), piece(data, 300, 5), piece(data, 3000, 0)};
    const std::optional<int> bits[] = {{}, 8, 9, 15};
    for (const auto &server : bits) {
        for (const auto &client : bits) {
            for (const bool serverForgets : {false, true}) {
                for (const bool clientForgets : {false, true}) {
                    const QByteArray agreed =
                        DeflateParameters{serverForgets, clientForgets, server, client, false}.toHeaderValue();
                    QTest::newRow(agreed.constData())
                        << Opcode::Text << messages << 0 << QString::fromLatin1(agreed);
                }
            }
        }
    }
}

void TestConformanceDeflate::checkEcho()
{
    QFETCH(Opcode, opcode);
    QFETCH(QByteArrayList, messages);
    QFETCH(int, fragment);
    QFETCH(QString, agreed);
    const auto parameters = parseDeflateParameters(agreed.toLatin1().replace("permessage-deflate", ""), false);
    Script script;
    script.accept({{}, *parameters, {}});
    Peer::SendOptions options;
    options.fragmentSize = static_cast<quint64>(fragment);
    for (const QByteArray &message : messages)
        opcode == Opcode::Text ? script.text(message, options) : script.binary(message, options);
    ScriptedServer server(script.awaitMessages(static_cast<int>(messages.size())).close({1000, {}}));
    BrowserSocket socket(
        m_session, server.url(), [](ConnectionOptions &o) { o.binaryType = BinaryType::ArrayBuffer; });
    echoMessages(socket);
    QVERIFY2(socket.waitForClose(), qPrintable(socket.events().last()));
    QCOMPARE(socket.events().last(), u"close 3 1000 \"\" clean"_s);
    QCOMPARE(socket->extensions(), agreed);
    QCOMPARE(socket.messages().size(), messages.size());
    QCOMPARE(server.connection().messages().size(), size_t(messages.size()));
    for (qsizetype i = 0; i < messages.size(); ++i)
        QVERIFY(
            (server.connection().messages().at(static_cast<size_t>(i)) == std::pair{opcode, messages.at(i)}));
    QCOMPARE(server.connection().transcript().lines().filter(QRegularExpression(u"^! "_s)), QStringList());

    const SessionReader &log = m_session.log();
    const auto rows = log.rows(std::exchange(m_nextRow, log.info()->lastId + 1), 1'000'000);
    QByteArrayList received;
    for (const Row &row : *rows) {
        QVERIFY(row.kind != RowKind::Violation);
        if (row.kind != RowKind::Frame || isControl(row.header.opcode))
            continue;
        QVERIFY(row.flags.testFlag(RowFlag::Compressed));
        QCOMPARE(row.header.rsv1, row.header.opcode != Opcode::Continuation);
        if (row.direction == Direction::ServerToClient && row.flags.testFlag(RowFlag::EndsMessage))
            received.append(*log.payload(row.id, 0, LongestData));
    }
    QVERIFY(received == messages);
}

void TestConformanceDeflate::breaches_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("rule");
    QTest::addColumn<int>("code");
    const QByteArray hello = "f2 48 cd c9 c9 07 00"_hex; // RFC 7692, 7.2.3.1
    QTest::newRow("RSV1 on a continuation frame")
        << "41 03"_hex + hello.first(3) + "c0 04"_hex + hello.sliced(3)
        << u"RSV1 is set on a continuation frame (RFC 7692, 6.1)"_s << 1002;
    QTest::newRow("RSV1 on a ping") << "c9 00"_hex << u"RSV1 is set on a control frame (RFC 7692, 6.1)"_s
                                    << 1002;
    QTest::newRow("RSV2 with RSV1") << "e1 07"_hex
            + hello << u"RSV2 is set, but no extension that was agreed gives it a meaning (RFC 6455, 5.2)"_s
                                    << 1002;
    QTest::newRow("no DEFLATE") << "c1 04 ff ff ff ff"_hex
                                << u"The compressed message does not inflate (RFC 7692, 6.2.2)"_s << 1007;
    QTest::newRow("ends inside a block")
        << "c1 03"_hex + hello.first(3) << u"The compressed message does not inflate (RFC 7692, 6.2.2)"_s
        << 1007;
    Deflater deflater(15, false);
    const QByteArray notUtf8 = deflater.compress("\xed\xa0\x80"_ba);
    QTest::newRow("inflates to what is not UTF-8")
        << serverFrame(Opcode::Text, notUtf8).bytes().replace(0, 1, "\xc1")
        << u"A text message is not UTF-8 (RFC 6455, 8.1)"_s << 1007;
}

void TestConformanceDeflate::breaches()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, rule);
    QFETCH(int, code);
    ScriptedServer server(Script()
                              .acceptDeflate()
                              .withSettings([](Peer::Settings &s) { s.answerClose = false; })
                              .bytes(bytes)
                              .awaitClose()
                              .end());
    BrowserSocket socket(server.url());
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events(), (QStringList{u"open 1"_s, u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    QCOMPARE(server.connection().close()->code, std::optional(static_cast<quint16>(code)));
    QCOMPARE(logLines(socket.log(), Direction::ServerToClient).filter(u"! "_s), QStringList{u"! "_s + rule});
    QCOMPARE(socket.storedFacts().outcome.what, u"Framescope failed the connection: %1."_s.arg(rule));
}

QTEST_GUILESS_MAIN(TestConformanceDeflate)
#include "tst_conformance_deflate.moc"
