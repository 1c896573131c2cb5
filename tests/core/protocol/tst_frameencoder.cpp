// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/framedecoder.h"
#include "protocol/frameencoder.h"

#include "support/hex.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;

Q_DECLARE_METATYPE(framescope::FrameHeader)

namespace {

constexpr MaskKey RfcKey{0x37, 0xfa, 0x21, 0x3d};

QByteArray masked(QByteArray bytes, MaskKey key, quint64 offset)
{
    applyMask(std::span(bytes.data(), static_cast<std::size_t>(bytes.size())), key, offset);
    return bytes;
}

} // namespace

class tst_FrameEncoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void encodes_data();
    void encodes();
    void tellsTheTruthInTheMinimalForm_data();
    void tellsTheTruthInTheMinimalForm();
    void masksEachLengthFromEachOffset();
    void appendsBehindWhatIsThere();
    void liesAboutTheLengthIfAsked();
};

void tst_FrameEncoder::encodes_data()
{
    QTest::addColumn<FrameHeader>("header");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const FrameHeader &header, const QByteArray &payload,
                         const QByteArray &bytes) { QTest::newRow(name) << header << payload << bytes; };

    FrameHeader hello;
    hello.payloadLength = 5;
    row("text, RFC 6455 5.7", hello, "Hello", "81 05 48 65 6c 6c 6f"_hex);
    FrameHeader header = hello;
    header.maskKey = RfcKey;
    row("masked text, RFC 6455 5.7", header, "Hello", "81 85 37 fa 21 3d 7f 9f 4d 51 58"_hex);
    header = hello;
    header.fin = false;
    row("no FIN", header, "Hello", "01 05 48 65 6c 6c 6f"_hex);
    header = hello;
    header.rsv1 = true;
    row("RSV1", header, "Hello", "c1 05 48 65 6c 6c 6f"_hex);
    header.rsv1 = false;
    header.rsv2 = true;
    row("RSV2", header, "Hello", "a1 05 48 65 6c 6c 6f"_hex);
    header.rsv2 = false;
    header.rsv3 = true;
    row("RSV3", header, "Hello", "91 05 48 65 6c 6c 6f"_hex);
    header = hello;
    header.opcode = static_cast<Opcode>(15);
    row("reserved opcode", header, "Hello", "8f 05 48 65 6c 6c 6f"_hex);
    header = hello;
    header.lengthForm = LengthForm::Sixteen;
    row("16 bits where 7 would do", header, "Hello", "81 7e 00 05 48 65 6c 6c 6f"_hex);
    header.lengthForm = LengthForm::SixtyFour;
    row("64 bits where 7 would do", header, "Hello", "81 7f 00 00 00 00 00 00 00 05 48 65 6c 6c 6f"_hex);
    header.maskKey = MaskKey{0, 0, 0, 0};
    row("a key of zeros is written", header, "Hello",
        "81 ff 00 00 00 00 00 00 00 05 00 00 00 00 48 65 6c 6c 6f"_hex);
    header.maskKey.reset();
    header.payloadLength = quint64(1) << 63;
    row("length 2^63", header, {}, "81 7f 80 00 00 00 00 00 00 00"_hex);
    header = {};
    header.opcode = Opcode::Ping;
    header.maskKey = RfcKey;
    row("empty and masked", header, {}, "89 80 37 fa 21 3d"_hex);
    header = {};
    header.fin = false;
    header.opcode = Opcode::Ping;
    header.lengthForm = LengthForm::Sixteen;
    header.payloadLength = 126;
    row("a fragment of a ping too long", header, QByteArray(126, 'x'),
        "09 7e 00 7e"_hex + QByteArray(126, 'x'));
}

void tst_FrameEncoder::encodes()
{
    QFETCH(const FrameHeader, header);
    QFETCH(const QByteArray, payload);
    QFETCH(const QByteArray, bytes);
    QByteArray out;
    appendFrame(out, header, payload);
    QCOMPARE(out.toHex(' '), bytes.toHex(' '));
    QCOMPARE(out.size(), header.size() + payload.size());

    FrameDecoder decoder;
    QByteArrayView rest = out;
    decoder.next(rest);
    QCOMPARE(decoder.header(), header);
}

void tst_FrameEncoder::tellsTheTruthInTheMinimalForm_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("0") << 0 << "82 00"_hex;
    QTest::newRow("125") << 125 << "82 7d"_hex;
    QTest::newRow("126") << 126 << "82 7e 00 7e"_hex;
    QTest::newRow("65535") << 65535 << "82 7e ff ff"_hex;
    QTest::newRow("65536") << 65536 << "82 7f 00 00 00 00 00 01 00 00"_hex;
}

void tst_FrameEncoder::tellsTheTruthInTheMinimalForm()
{
    QFETCH(const int, size);
    QFETCH(const QByteArray, head);
    const QByteArray payload(size, 'x');
    QByteArray out;
    appendFrame(out, frameFor(Opcode::Binary, payload), payload);
    QCOMPARE(out.first(head.size()).toHex(' '), head.toHex(' '));
    QVERIFY(out.sliced(head.size()) == payload);
}

void tst_FrameEncoder::masksEachLengthFromEachOffset()
{
    QByteArray plain;
    for (int i = 0; i < 70; ++i)
        plain.append(static_cast<char>(i * 37));
    for (quint64 offset = 0; offset < 9; ++offset) {
        QByteArray expected;
        for (qsizetype size = 0; size <= plain.size(); ++size) {
            const QByteArray part = plain.first(size);
            QCOMPARE(masked(part, RfcKey, offset).toHex(), expected.toHex());
            QCOMPARE(masked(masked(part, RfcKey, offset), RfcKey, offset), part);
            QByteArray copied(size + 1, '.');
            copyMasked(copied.data(), part, RfcKey, offset);
            QCOMPARE(copied.toHex(), QByteArray(expected + '.').toHex());
            if (size < plain.size()) {
                const auto at = (offset + static_cast<quint64>(size)) % 4;
                expected.append(static_cast<char>(plain[size] ^ RfcKey[at]));
            }
        }
    }
}

void tst_FrameEncoder::appendsBehindWhatIsThere()
{
    QByteArray out;
    appendFrame(out, frameFor(Opcode::Text, "Hel", {}, false), "Hel");
    appendFrame(out, frameFor(Opcode::Continuation, "lo", RfcKey), "lo");
    QCOMPARE(out.toHex(' '), "01 03 48 65 6c 80 82 37 fa 21 3d 5b 95");
}

void tst_FrameEncoder::liesAboutTheLengthIfAsked()
{
    FrameHeader header = frameFor(Opcode::Text, "Hello");
    header.payloadLength = 3;
    QByteArray out;
    appendFrame(out, header, "Hello");
    QCOMPARE(out.toHex(' '), "81 03 48 65 6c 6c 6f");
}

QTEST_GUILESS_MAIN(tst_FrameEncoder)
#include "tst_frameencoder.moc"
