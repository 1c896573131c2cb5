// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/conformancetable.h"
#include "support/hex.h"

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

// Autobahn's group 7, the closing handshake, through the whole chain.
class TestConformanceClose : public ConformanceTable {
    Q_OBJECT
private Q_SLOTS:
    void closing_data();
    void closing() { checkRow(); }
    void bodies_data();
    void bodies() { checkRow(); }
    void codes_data();
    void codes() { checkRow(); }
    void aMessageAndItsCloseTogether();
};

namespace {

const QString dataAfterClose = u"A data frame follows the Close frame (RFC 6455, 5.5.1)"_s;

ServerFrame closeWith(const QByteArray &body)
{
    return serverFrame(Opcode::Close, body);
}

} // namespace

void TestConformanceClose::closing_data()
{
    caseColumn();
    const ServerFrame text = serverFrame(Opcode::Text, "Hello World!");
    const ServerFrame close = serverClose({1000, {}});
    const ServerFrame ping = serverFrame(Opcode::Ping, {});
    caseRow(u"7.1.1"_s, {.frames = {text, close}, .chop = Chop::Frames});
    // What follows a Close is on record, and has no effect.
    caseRow(u"7.1.2"_s, {.frames = {close, close}});
    caseRow(u"7.1.3"_s, {.frames = {close, ping}});
    caseRow(u"7.1.4"_s, {.frames = {close, text}, .breaches = {{1, dataAfterClose}}});
    caseRow(u"7.1.5"_s,
        {.frames = {serverFrame(Opcode::Text, "fragment1", Fin::No), close,
             serverFrame(Opcode::Continuation, "fragment2")},
            .breaches = {{2, dataAfterClose}}});
    // The suite sends all of them at once; here the message is answered first, and below it is not.
    caseRow(u"7.1.6"_s,
        {.frames = {serverFrame(Opcode::Text, QByteArray(256 * 1024, '*')), close, ping},
            .chop = Chop::Frames});
}

// 7.1.6 as the suite has it: how much of the answer is sent is left open (RFC 6455, 5.5.1), but the message was
// there before the close, so the page sees it.
void TestConformanceClose::aMessageAndItsCloseTogether()
{
    const ServerFrame big = serverFrame(Opcode::Text, QByteArray(256 * 1024, '*'));
    ScriptedServer server(
        Script()
            .accept()
            .withSettings([](Peer::Settings &s) { s.answerClose = false; })
            .bytes(big.bytes() + serverClose({1000, {}}).bytes() + serverFrame(Opcode::Ping, {}).bytes())
            .awaitClose()
            .end());
    BrowserSocket socket(server.url());
    echoMessages(socket);
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events(),
        (QStringList{u"open 1"_s, u"text 1 "_s + BrowserSocket::shown(QString::fromUtf8(big.payload)),
            u"close 3 1000 \"\" clean"_s}));
    const QStringList arrived = server.connection().transcript().lines();
    QCOMPARE(arrived.last(), u"> close masked 1000"_s);
    QCOMPARE(arrived.filter(u"pong"_s), QStringList());
}

void TestConformanceClose::bodies_data()
{
    caseColumn();
    caseRow(u"7.3.1"_s, {.frames = {closeWith({})}});
    caseRow(u"7.3.2"_s,
        {.frames = {closeWith("a")},
            .breaches = {{0, u"The Close frame has a body of one byte (RFC 6455, 5.5.1)"_s}}});
    caseRow(u"7.3.3"_s, {.frames = {serverClose({1000, {}})}});
    caseRow(u"7.3.4"_s, {.frames = {serverClose({1000, "Hello World!"})}});
    caseRow(u"7.3.5"_s, {.frames = {serverClose({1000, QByteArray(123, '*')})}});
    caseRow(u"7.3.6"_s,
        {.frames = {closeWith("03e8"_hex + QByteArray(124, '*'))},
            .breaches = {{0, u"A control frame has more than 125 bytes (RFC 6455, 5.5)"_s}}});
    caseRow(u"7.5.1"_s,
        {.frames = {closeWith("03e8 ceba e1bdb9 cf83 cebc ceb5 eda080 656469746564"_hex)},
            .breaches = {{0, u"The close reason is not UTF-8 (RFC 6455, 5.5.1)"_s}},
            .failCode = 1007});
}

void TestConformanceClose::codes_data()
{
    caseColumn();
    const auto closeBy = [](int code) {
        return closeWith(encodeCloseBody({static_cast<quint16>(code), "Hello World!"}));
    };
    int number = 0;
    for (const int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999})
        caseRow(u"7.7.%1: %2"_s.arg(++number).arg(code), {.frames = {closeBy(code)}});
    // Registered since RFC 6455; the suite held them for invalid once.
    for (const int code : {1012, 1013, 1014})
        caseRow(QString::number(code), {.frames = {closeBy(code)}});
    const auto refused = [&](int code) {
        return ConformanceCase{.frames = {closeBy(code)},
            .breaches = {{0, u"The close code may not be sent (RFC 6455, 7.4)"_s}}};
    };
    number = 0;
    for (const int code : {0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999})
        caseRow(u"7.9.%1: %2"_s.arg(++number).arg(code), refused(code));
    caseRow(u"1015"_s, refused(1015));
    caseRow(u"7.13.1: 5000"_s, refused(5000));
    caseRow(u"7.13.2: 65535"_s, refused(65535));
}

QTEST_GUILESS_MAIN(TestConformanceClose)
#include "tst_conformance_close.moc"
