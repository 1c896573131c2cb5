// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/payloadforms.h"

#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

class TestPayloadForms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hex();
    void base64();
    void cArray();
};

void TestPayloadForms::hex()
{
    QCOMPARE(payloadAsHex({}), QString());
    QCOMPARE(payloadAsHex("Hi\xff"), u"48 69 ff"_s);
    QCOMPARE(payloadAsHex("0123456789abcdef!"), u"30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66\n21"_s);
}

void TestPayloadForms::base64()
{
    QCOMPARE(payloadAsBase64({}), QString());
    QCOMPARE(payloadAsBase64("foob"), u"Zm9vYg=="_s); // RFC 4648, 10
}

void TestPayloadForms::cArray()
{
    QCOMPARE(payloadAsCArray(QByteArrayView("\0\x7f\xff", 3)),
        u"const unsigned char payload[3] = {\n    0x00, 0x7f, 0xff\n};\n"_s);
    QCOMPARE(payloadAsCArray("0123456789abc"),
        u"const unsigned char payload[13] = {\n"
        "    0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x61, 0x62,\n    0x63\n};\n"_s);
    QVERIFY(payloadAsCArray({}).contains(u"payload[1]"_s)); // payload[0] is no C
}

QTEST_GUILESS_MAIN(TestPayloadForms)
#include "tst_payloadforms.moc"
