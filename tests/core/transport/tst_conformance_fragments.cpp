// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/conformancetable.h"

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

// Autobahn's group 5, fragmentation, through the whole chain.
class TestConformanceFragments : public ConformanceTable {
    Q_OBJECT
private Q_SLOTS:
    void fragments_data();
    void fragments() { checkRow(); }

private:
    static void nothingToContinue();
};

namespace {

constexpr Chop chops[] = {Chop::Whole, Chop::Frames, Chop::Octets};

ServerFrame first(const QByteArray &payload)
{
    return serverFrame(Opcode::Text, payload, Fin::No);
}

ServerFrame next(const QByteArray &payload, Fin fin = Fin::No)
{
    return serverFrame(Opcode::Continuation, payload, fin);
}

ServerFrame last(const QByteArray &payload)
{
    return next(payload, Fin::Yes);
}

const QString nothing = u"A continuation frame has no message to continue (RFC 6455, 5.4)"_s;

} // namespace

void TestConformanceFragments::fragments_data()
{
    caseColumn();
    const QString fragmented = u"A control frame is fragmented (RFC 6455, 5.5)"_s;
    // What the second half of a control frame would continue is not there either.
    const QList<Breach> both{{0, fragmented}, {1, nothing}};
    caseRow(u"5.1"_s,
        {.frames = {serverFrame(Opcode::Ping, "fragment1", Fin::No), last("fragment2")}, .breaches = both});
    caseRow(u"5.2"_s,
        {.frames = {serverFrame(Opcode::Pong, "fragment1", Fin::No), last("fragment2")}, .breaches = both});
    int number = 2;
    for (const Chop chop : chops)
        caseRow(u"5.%1"_s.arg(++number), {.frames = {first("fragment1"), last("fragment2")}, .chop = chop});
    const ServerFrame ping = serverFrame(Opcode::Ping, "ping payload");
    for (const Chop chop : chops)
        caseRow(
            u"5.%1"_s.arg(++number), {.frames = {first("fragment1"), ping, last("fragment2")}, .chop = chop});
    nothingToContinue();
    caseRow(u"5.18"_s,
        {.frames = {first("fragment1"), serverFrame(Opcode::Text, "fragment2")},
            .breaches = {
                {1, u"A new message begins while a fragmented one is not finished (RFC 6455, 5.4)"_s}}});
    const QList<ServerFrame> five{first("fragment1"), next("fragment2"),
        serverFrame(Opcode::Ping, "pongme 1!"), next("fragment3"), next("fragment4"),
        serverFrame(Opcode::Ping, "pongme 2!"), last("fragment5")};
    caseRow(u"5.19"_s, {.frames = five});
    caseRow(u"5.20"_s, {.frames = five, .chop = Chop::Frames});
}

// 5.9 to 5.17.
void TestConformanceFragments::nothingToContinue()
{
    const ServerFrame text = serverFrame(Opcode::Text, "Hello, world!");
    int number = 8;
    for (const Fin fin : {Fin::Yes, Fin::No}) {
        for (const Chop chop : chops)
            caseRow(u"5.%1"_s.arg(++number),
                {.frames = {next("non-continuation payload", fin), text},
                    .chop = chop,
                    .breaches = {{0, nothing}}});
    }
    caseRow(u"5.15"_s,
        {.frames = {first("fragment1"), last("fragment2"), next("fragment3"),
             serverFrame(Opcode::Text, "fragment4")},
            .breaches = {{2, nothing}}});
    for (const Fin fin : {Fin::No, Fin::Yes}) {
        const QList<ServerFrame> once{next("fragment1", fin), first("fragment2"), last("fragment3")};
        caseRow(fin == Fin::No ? u"5.16"_s : u"5.17"_s,
            {.frames = once + once, .breaches = {{0, nothing}, {3, nothing}}});
    }
}

QTEST_GUILESS_MAIN(TestConformanceFragments)
#include "tst_conformance_fragments.moc"
