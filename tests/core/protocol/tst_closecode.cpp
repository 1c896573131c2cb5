// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/closecode.h"
#include "support/hex.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

class TestCloseCode : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Those of the IANA registry, and what the ranges are for.
    void names_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("name");
        QTest::addRow("0") << 0 << u"not used"_s;
        QTest::addRow("999") << 999 << u"not used"_s;
        QTest::addRow("1000") << 1000 << u"Normal Closure"_s;
        QTest::addRow("1001") << 1001 << u"Going Away"_s;
        QTest::addRow("1002") << 1002 << u"Protocol error"_s;
        QTest::addRow("1003") << 1003 << u"Unsupported Data"_s;
        QTest::addRow("1004") << 1004 << u"Reserved"_s;
        QTest::addRow("1005") << 1005 << u"No Status Rcvd"_s;
        QTest::addRow("1006") << 1006 << u"Abnormal Closure"_s;
        QTest::addRow("1007") << 1007 << u"Invalid frame payload data"_s;
        QTest::addRow("1008") << 1008 << u"Policy Violation"_s;
        QTest::addRow("1009") << 1009 << u"Message Too Big"_s;
        QTest::addRow("1010") << 1010 << u"Mandatory Ext."_s;
        QTest::addRow("1011") << 1011 << u"Internal Error"_s;
        QTest::addRow("1012") << 1012 << u"Service Restart"_s;
        QTest::addRow("1013") << 1013 << u"Try Again Later"_s;
        QTest::addRow("1014") << 1014 << u"Bad Gateway"_s;
        QTest::addRow("1015") << 1015 << u"TLS handshake"_s;
        QTest::addRow("1016") << 1016 << u"reserved for the protocol"_s;
        QTest::addRow("2999") << 2999 << u"reserved for the protocol"_s;
        QTest::addRow("3000") << 3000 << u"Unauthorized"_s;
        QTest::addRow("3001") << 3001 << u"for libraries and frameworks"_s;
        QTest::addRow("3003") << 3003 << u"Forbidden"_s;
        QTest::addRow("3008") << 3008 << u"Timeout"_s;
        QTest::addRow("4000") << 4000 << u"private use"_s;
        QTest::addRow("4999") << 4999 << u"private use"_s;
        QTest::addRow("5000") << 5000 << u"outside every range"_s;
        QTest::addRow("65535") << 65535 << u"outside every range"_s;
    }
    void names()
    {
        QFETCH(int, code);
        QTEST(QString(closecode::name(static_cast<quint16>(code))), "name");
    }

    void onlySomeCodesMayBeOnTheWire()
    {
        QList<int> allowed;
        for (int code = 0; code <= 0xFFFF; ++code) {
            if (closecode::mayBeOnWire(static_cast<quint16>(code)))
                allowed += code;
        }
        QList<int> expected{1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014};
        for (int code = 3000; code <= 4999; ++code)
            expected += code;
        QCOMPARE(allowed, expected);
    }

    void browsersSend1000And3000To4999()
    {
        for (int code = 0; code <= 0xFFFF; ++code) {
            const bool allowed = code == 1000 || (code >= 3000 && code <= 4999);
            QCOMPARE(closecode::mayBeSentByBrowser(static_cast<quint16>(code)), allowed);
        }
    }

    void bodies_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<int>("code"); // -1: none
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<QByteArray>("encoded");
        QTest::addRow("empty") << ""_hex << -1 << ""_hex
                               << ""_hex;
        QTest::addRow("one byte") << "03"_hex << -1 << ""_hex
                                  << ""_hex;
        QTest::addRow("code alone") << "03 e8"_hex << 1000 << ""_hex
                                    << "03 e8"_hex;
        QTest::addRow("code and reason") << "0b b9 6f 6b"_hex << 3001 << "ok"_ba
                                         << "0b b9 6f 6b"_hex;
        QTest::addRow("reason that is not UTF-8") << "03 e8 ff"_hex << 1000 << "ff"_hex
                                                  << "03 e8 ff"_hex;
        QTest::addRow("highest code") << "ff ff"_hex << 65535 << ""_hex
                                      << "ff ff"_hex;
    }
    void bodies()
    {
        QFETCH(QByteArray, payload);
        QFETCH(int, code);
        const CloseBody body = parseCloseBody(payload);
        QCOMPARE(body.code ? *body.code : -1, code);
        QTEST(body.reason, "reason");
        QTEST(encodeCloseBody(body), "encoded");
    }

    void checks_data()
    {
        QTest::addColumn<int>("code"); // -1: none
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<QString>("error");
        QTest::addRow("nothing") << -1 << ""_ba << QString();
        QTest::addRow("123 bytes") << 1000 << QByteArray(123, 'x') << QString();
        QTest::addRow("124 bytes")
            << 1000 << QByteArray(124, 'x')
            << u"The close reason is 124 bytes of UTF-8. A Close frame has room for 123."_s;
        // 41 characters of three bytes fit, 42 do not
        QTest::addRow("41 euro signs") << 1000 << "\xe2\x82\xac"_ba.repeated(41) << QString();
        QTest::addRow("42 euro signs")
            << 1000 << "\xe2\x82\xac"_ba.repeated(42)
            << u"The close reason is 126 bytes of UTF-8. A Close frame has room for 123."_s;
        QTest::addRow("reason alone")
            << -1 << "bye"_ba
            << u"A close reason needs a close code. Give a code, for example 1000, or "
               u"leave the reason empty."_s;
        QTest::addRow("not UTF-8") << 1000 << "\xff"_ba
                                   << u"The close reason is not UTF-8. A reason is text."_s;
    }
    void checks()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, reason);
        CloseBody body{{}, reason};
        if (code >= 0)
            body.code = static_cast<quint16>(code);
        const Result<void> checked = checkCloseBody(body);
        QTEST(checked ? QString() : checked.error().toString(), "error");
    }
};

QTEST_GUILESS_MAIN(TestCloseCode)
#include "tst_closecode.moc"
