// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/conformancetable.h"

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

// Autobahn's group 2, pings and pongs, through the whole chain.
class TestConformancePings : public ConformanceTable {
    Q_OBJECT
private Q_SLOTS:
    void pings_data();
    void pings() { checkRow(); }
};

void TestConformancePings::pings_data()
{
    caseColumn();
    const auto ping = [](const QByteArray &payload) { return serverFrame(Opcode::Ping, payload); };
    const auto pong = [](const QByteArray &payload) { return serverFrame(Opcode::Pong, payload); };
    const QByteArray full(125, '\xfe'); // RFC 6455, 5.5: no control frame holds more
    QList<ServerFrame> ten;
    for (int i = 0; i < 10; ++i)
        ten.append(ping("payload-" + QByteArray::number(i)));

    caseRow(u"2.1"_s, {.frames = {ping({})}});
    caseRow(u"2.2"_s, {.frames = {ping("Hello, world!")}});
    caseRow(u"2.3"_s, {.frames = {ping("\x00\xff\xfe\xfd\xfc\xfb\x00\xff"_ba)}});
    caseRow(u"2.4"_s, {.frames = {ping(full)}});
    caseRow(u"2.5"_s,
        {.frames = {ping(full + '\xfe')},
            .breaches = {{0, u"A control frame has more than 125 bytes (RFC 6455, 5.5)"_s}}});
    caseRow(u"2.6"_s, {.frames = {ping(full)}, .chop = Chop::Octets});
    caseRow(u"2.7"_s, {.frames = {pong({})}});
    caseRow(u"2.8"_s, {.frames = {pong("unsolicited pong payload")}});
    caseRow(u"2.9"_s, {.frames = {pong("unsolicited pong payload"), ping("ping payload")}});
    caseRow(u"2.10"_s, {.frames = ten});
    caseRow(u"2.11"_s, {.frames = ten, .chop = Chop::Octets});
}

QTEST_GUILESS_MAIN(TestConformancePings)
#include "tst_conformance_pings.moc"
