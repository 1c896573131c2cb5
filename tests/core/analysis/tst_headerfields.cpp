// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/headerfields.h"

#include <QTest>

using namespace framescope;

class TestHeaderFields : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatTheBitsSay_data();
    void saysWhatTheBitsSay();
    void coversTheHeaderWithoutGaps_data();
    void coversTheHeaderWithoutGaps();
    void namesSections();
    void marksWhatIsOdd();

private:
    static FrameHeader header(const char *kind);
};

FrameHeader TestHeaderFields::header(const char *kind)
{
    FrameHeader h;
    const QByteArrayView name(kind);
    h.payloadLength = 5;
    if (name == "masked")
        h.maskKey = MaskKey{0x37, 0xfa, 0x21, 0x3d};
    if (name == "fragment") {
        h.fin = false;
        h.opcode = Opcode::Binary;
        h.rsv1 = true;
    }
    if (name == "sixteen") {
        h.lengthForm = LengthForm::Sixteen;
        h.payloadLength = 256;
    }
    if (name == "sixtyfour") {
        h.lengthForm = LengthForm::SixtyFour;
        h.payloadLength = 70'000;
        h.maskKey = MaskKey{};
    }
    if (name == "too long a form") {
        h.lengthForm = LengthForm::Sixteen;
        h.opcode = static_cast<Opcode>(3);
        h.rsv2 = true;
    }
    return h;
}

void TestHeaderFields::saysWhatTheBitsSay_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("fields");
    const auto row = [](const char *kind, const char *fields) {
        QTest::newRow(kind) << QString::fromLatin1(kind) << QString::fromLatin1(fields);
    };
    row("plain",
        "FIN 1 last frame of its message|RSV1 0 not used|RSV2 0 not used|RSV3 0 not used|opcode 0x1 text|"
        "MASK 0 not masked|payload length 5 5 bytes");
    row("masked",
        "FIN 1 last frame of its message|RSV1 0 not used|RSV2 0 not used|RSV3 0 not used|opcode 0x1 text|"
        "MASK 1 masked|payload length 5 5 bytes|masking key 37 fa 21 3d XORed over the payload");
    row("fragment",
        "FIN 0 more frames follow|RSV1 1 compressed|RSV2 0 not used|RSV3 0 not used|opcode 0x2 binary|"
        "MASK 0 not masked|payload length 5 5 bytes");
    row("sixteen",
        "FIN 1 last frame of its message|RSV1 0 not used|RSV2 0 not used|RSV3 0 not used|opcode 0x1 text|"
        "MASK 0 not masked|payload length 126 16 bits follow|extended payload length 256 256 bytes");
    row("sixtyfour",
        "FIN 1 last frame of its message|RSV1 0 not used|RSV2 0 not used|RSV3 0 not used|opcode 0x1 text|"
        "MASK 1 masked|payload length 127 64 bits follow|extended payload length 70000 70,000 bytes|"
        "masking key 00 00 00 00 changes nothing");
    row("too long a form",
        "FIN 1 last frame of its message|RSV1 0 not used|RSV2 1 set without an agreed meaning|RSV3 0 not "
        "used|"
        "opcode 0x3 reserved data|MASK 0 not masked|payload length 126 16 bits follow|"
        "extended payload length 5 5 bytes, not the shortest form");
}

void TestHeaderFields::saysWhatTheBitsSay()
{
    QFETCH(QString, kind);
    QStringList fields;
    for (const HeaderField &field : headerFields(header(kind.toLatin1().constData()), kind == u"fragment"))
        fields += QStringList{field.name, field.spelled, field.meaning}.join(u' ');
    QTEST(fields.join(u'|'), "fields");
}

void TestHeaderFields::coversTheHeaderWithoutGaps_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"plain", "masked", "fragment", "sixteen", "sixtyfour", "too long a form"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

// The fields, put together from their values, are the bytes of the encoder.
void TestHeaderFields::coversTheHeaderWithoutGaps()
{
    QFETCH(QString, kind);
    const FrameHeader h = header(kind.toLatin1().constData());
    QByteArray bits;
    for (const HeaderField &field : headerFields(h, false)) {
        QCOMPARE(field.firstBit, int(bits.size()));
        for (int bit = field.bits - 1; bit >= 0; --bit)
            bits += (field.value >> bit) & 1 ? '1' : '0';
    }
    QCOMPARE(bits.size(), qsizetype(h.size() * 8));
    QByteArray bytes;
    for (qsizetype i = 0; i < bits.size(); i += 8)
        bytes += static_cast<char>(bits.mid(i, 8).toUInt(nullptr, 2));
    QCOMPARE(bytes.toHex(' '), headerBytes(h).toHex(' '));
}

void TestHeaderFields::namesSections()
{
    const auto fields = headerFields(header("masked"), false);
    for (const HeaderField &field : fields) {
        QVERIFY2(field.section.startsWith(u"RFC 6455, 5."), qPrintable(field.name));
        QVERIFY2(field.note.endsWith(u'.'), qPrintable(field.name));
    }
    QCOMPARE(fields.back().section, QStringLiteral("RFC 6455, 5.3"));
    QCOMPARE(headerFields(header("fragment"), true)[1].section, QStringLiteral("RFC 7692, 6"));
}

void TestHeaderFields::marksWhatIsOdd()
{
    QStringList odd;
    for (const HeaderField &field : headerFields(header("too long a form"), false)) {
        if (field.isOdd)
            odd += field.name;
    }
    QCOMPARE(odd.join(u' '), QStringLiteral("RSV2 opcode extended payload length"));
    for (const HeaderField &field : headerFields(header("fragment"), true))
        QVERIFY2(!field.isOdd, qPrintable(field.name));
}

QTEST_GUILESS_MAIN(TestHeaderFields)
#include "tst_headerfields.moc"
