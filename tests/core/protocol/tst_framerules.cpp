// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/framerules.h"
#include "support/hex.h"

#include <QStringList>
#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

namespace {

using Kind = ViolationKind;

QStringList lines(const QList<Violation> &found)
{
    QStringList lines;
    for (const Violation &violation : found)
        lines += violation.toString();
    return lines;
}

QList<Kind> kindsOf(const FrameHeader &header, const FramePlace &place)
{
    QList<Violation> found;
    judgeFrameHeader(header, place, found);
    QList<Kind> kinds;
    for (const Violation &violation : found)
        kinds += violation.kind;
    return kinds;
}

} // namespace

class TestFrameRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Each header is judged in every place it can stand in, so that rules neither hide nor double.
    void rsv1MeansCompressionOnTheFirstFrameOnly()
    {
        FrameHeader header;
        header.rsv1 = true;
        FramePlace place;
        QCOMPARE(kindsOf(header, place), QList<Kind>({Kind::ReservedBitSet}));
        place.deflate = true;
        QCOMPARE(kindsOf(header, place), QList<Kind>());
        header.opcode = Opcode::Ping;
        QCOMPARE(kindsOf(header, place), QList<Kind>({Kind::Rsv1OnControl}));
        header.opcode = Opcode::Continuation;
        place.insideMessage = true;
        QCOMPARE(kindsOf(header, place), QList<Kind>({Kind::Rsv1OnContinuation}));
        header.rsv3 = true;
        QCOMPARE(kindsOf(header, place), QList<Kind>({Kind::Rsv1OnContinuation, Kind::ReservedBitSet}));
    }

    void masksBelongToClients()
    {
        FrameHeader plain;
        FrameHeader masked;
        masked.maskKey = MaskKey{}; // four zeros are a key
        FramePlace place;
        QCOMPARE(kindsOf(plain, place), QList<Kind>());
        QCOMPARE(kindsOf(masked, place), QList<Kind>({Kind::MaskUnexpected}));
        place.direction = Direction::ClientToServer;
        QCOMPARE(kindsOf(plain, place), QList<Kind>({Kind::MaskMissing}));
        QCOMPARE(kindsOf(masked, place), QList<Kind>());
    }

    void messagesBeginContinueAndEnd()
    {
        FramePlace outside;
        FramePlace inside;
        inside.insideMessage = true;
        for (const Opcode opcode : {Opcode::Text, Opcode::Binary}) {
            FrameHeader header;
            header.opcode = opcode;
            QCOMPARE(kindsOf(header, outside), QList<Kind>());
            QCOMPARE(kindsOf(header, inside), QList<Kind>({Kind::MessageInterrupted}));
        }
        FrameHeader continuation;
        continuation.opcode = Opcode::Continuation;
        QCOMPARE(kindsOf(continuation, outside), QList<Kind>({Kind::ContinuationWithoutStart}));
        QCOMPARE(kindsOf(continuation, inside), QList<Kind>());
        FrameHeader ping;
        ping.opcode = Opcode::Ping;
        QCOMPARE(kindsOf(ping, inside), QList<Kind>());
    }

    void onlyControlFramesMayFollowAClose()
    {
        FramePlace closed;
        closed.closed = true;
        for (int opcode = 0; opcode < 16; ++opcode) {
            FrameHeader header;
            header.opcode = static_cast<Opcode>(opcode);
            QCOMPARE(kindsOf(header, closed).contains(Kind::DataAfterClose), opcode < 8);
            QCOMPARE(kindsOf(header, closed).contains(Kind::ReservedOpcode),
                (opcode > 2 && opcode < 8) || opcode > 10);
        }
    }

    void lengths()
    {
        const auto judged = [](quint64 length, LengthForm form, Opcode opcode) {
            FrameHeader header;
            header.payloadLength = length;
            header.lengthForm = form;
            header.opcode = opcode;
            return kindsOf(header, {});
        };
        QCOMPARE(judged(125, LengthForm::Seven, Opcode::Ping), QList<Kind>());
        QCOMPARE(judged(125, LengthForm::Sixteen, Opcode::Ping), QList<Kind>({Kind::LengthNotMinimal}));
        QCOMPARE(judged(126, LengthForm::Sixteen, Opcode::Ping), QList<Kind>({Kind::ControlTooLong}));
        QCOMPARE(judged(126, LengthForm::Sixteen, Opcode::Text), QList<Kind>());
        QCOMPARE(judged(65535, LengthForm::SixtyFour, Opcode::Text), QList<Kind>({Kind::LengthNotMinimal}));
        QCOMPARE(judged(65536, LengthForm::SixtyFour, Opcode::Text), QList<Kind>());
    }

    void offsetsPointAtTheByte()
    {
        QList<Violation> found;
        FrameHeader header;
        header.opcode = static_cast<Opcode>(3);
        judgeFrameHeader(header, {Direction::ClientToServer, 100}, found);
        QCOMPARE(lines(found),
            QStringList({u"The opcode is reserved (RFC 6455, 5.2): opcode 3. Byte 100."_s,
                u"A client's frame is not masked (RFC 6455, 5.1). Byte 101."_s}));
    }

    void closeBodies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QStringList>("violations");
        QTest::addRow("empty") << ""_hex << QStringList();
        QTest::addRow("1000") << "03 e8"_hex << QStringList();
        QTest::addRow("1012, which old peers refuse") << "03 f4"_hex << QStringList();
        QTest::addRow("one byte")
            << "03"_hex
            << QStringList({u"The Close frame has a body of one byte (RFC 6455, 5.5.1). Byte 10."_s});
        QTest::addRow("1004")
            << "03 ec"_hex
            << QStringList({u"The close code may not be sent (RFC 6455, 7.4): code 1004. Byte 10."_s});
        QTest::addRow("cut character")
            << "03 e8 61 e2 82"_hex
            << QStringList(
                   {u"The close reason is not UTF-8 (RFC 6455, 5.5.1): byte 3 of the reason. Byte 15."_s});
    }
    void closeBodies()
    {
        QFETCH(QByteArray, body);
        QList<Violation> found;
        judgeCloseBody(body, Direction::ServerToClient, 10, found);
        QTEST(lines(found), "violations");
    }
};

QTEST_GUILESS_MAIN(TestFrameRules)
#include "tst_framerules.moc"
