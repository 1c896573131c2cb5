// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/conformancetable.h"

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

// Autobahn's groups 1 (framing), 3 (reserved bits) and 4 (opcodes), through the whole chain.
class TestConformanceFraming : public ConformanceTable {
    Q_OBJECT
private Q_SLOTS:
    void framing_data();
    void framing() { checkRow(); }
    void reservedBits_data();
    void reservedBits() { checkRow(); }
    void opcodes_data();
    void opcodes() { checkRow(); }
};

void TestConformanceFraming::framing_data()
{
    caseColumn();
    struct Payload {
        int size;
        int chopSize;
    };
    // RFC 6455, 5.2: around the borders between the three forms of a length.
    const Payload payloads[] = {
        {0, 0}, {125, 0}, {126, 0}, {127, 0}, {128, 0}, {65535, 0}, {65536, 0}, {65536, 997}};
    int number = 0;
    for (const auto &[size, chopSize] : payloads) {
        ++number;
        caseRow(u"1.1.%1"_s.arg(number),
            {.frames = {serverFrame(Opcode::Text, QByteArray(size, '*'))}, .chopSize = chopSize});
        caseRow(u"1.2.%1"_s.arg(number),
            {.frames = {serverFrame(Opcode::Binary, QByteArray(size, '\xfe'))}, .chopSize = chopSize});
    }
}

void TestConformanceFraming::reservedBits_data()
{
    caseColumn();
    const QString noExtension = u"%1 set, but no extension was agreed (RFC 6455, 5.2)"_s;
    const QString noMeaning = u"%1 set, but no extension that was agreed gives it a meaning (RFC 6455, 5.2)"_s;
    const ServerFrame hello = serverFrame(Opcode::Text, "Hello, world!");
    const ServerFrame ping = serverFrame(Opcode::Ping, {});
    const ServerFrame binary = serverFrame(Opcode::Binary, "\x00\xff\xfe\xfd\xfc\xfb\x00\xff"_ba);
    caseRow(u"3.1"_s, {.frames = {withReserved(1, hello)}, .breaches = {{0, noMeaning.arg(u"RSV3 is"_s)}}});
    caseRow(u"3.2"_s,
        {.frames = {hello, withReserved(2, hello), ping}, .breaches = {{1, noMeaning.arg(u"RSV2 is"_s)}}});
    caseRow(u"3.3"_s,
        {.frames = {hello, withReserved(3, hello), ping},
            .chop = Chop::Frames,
            .breaches = {{1, noMeaning.arg(u"RSV2 and RSV3 are"_s)}}});
    caseRow(u"3.4"_s,
        {.frames = {hello, withReserved(4, hello), ping},
            .chop = Chop::Octets,
            .breaches = {{1, noExtension.arg(u"RSV1 is"_s)}}});
    caseRow(u"3.5"_s,
        {.frames = {withReserved(5, binary)}, .breaches = {{0, noExtension.arg(u"RSV1 and RSV3 are"_s)}}});
    caseRow(u"3.6"_s,
        {.frames = {withReserved(6, serverFrame(Opcode::Ping, "Hello, world!"))},
            .breaches = {{0, noExtension.arg(u"RSV1 and RSV2 are"_s)}}});
    caseRow(u"3.7"_s,
        {.frames = {withReserved(7, serverClose({1000, {}}))},
            .breaches = {{0, noExtension.arg(u"RSV1, RSV2 and RSV3 are"_s)}}});
}

void TestConformanceFraming::opcodes_data()
{
    caseColumn();
    const QString reserved = u"The opcode is reserved (RFC 6455, 5.2)"_s;
    const ServerFrame hello = serverFrame(Opcode::Text, "Hello, world!");
    const ServerFrame ping = serverFrame(Opcode::Ping, {});
    // 4.1 for 3 to 7, those of data frames; 4.2 for 11 to 15, those of control frames.
    for (const int group : {1, 2}) {
        const auto reservedFrame = [&](int number, const QByteArray &payload) {
            return serverFrame(static_cast<Opcode>((group == 1 ? 2 : 10) + number), payload);
        };
        const auto row = [&](int number, const ConformanceCase &c) {
            caseRow(u"4.%1.%2"_s.arg(group).arg(number), c);
        };
        row(1, {.frames = {reservedFrame(1, {})}, .breaches = {{0, reserved}}});
        row(2, {.frames = {reservedFrame(2, "reserved opcode payload")}, .breaches = {{0, reserved}}});
        row(3, {.frames = {hello, reservedFrame(3, {}), ping}, .breaches = {{1, reserved}}});
        row(4,
            {.frames = {hello, reservedFrame(4, "reserved opcode payload"), ping},
                .chop = Chop::Frames,
                .breaches = {{1, reserved}}});
        row(5,
            {.frames = {hello, reservedFrame(5, "reserved opcode payload"), ping},
                .chop = Chop::Octets,
                .breaches = {{1, reserved}}});
    }
}

QTEST_GUILESS_MAIN(TestConformanceFraming)
#include "tst_conformance_framing.moc"
