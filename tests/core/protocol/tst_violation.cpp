// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/violation.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

class TestViolation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKindHasARule()
    {
        const QRegularExpression section(u"^RFC (6455|7692), [0-9]+(\\.[0-9]+)*$"_s);
        QSet<QString> sentences;
        for (std::size_t i = 0; i < violationKindCount; ++i) {
            const auto kind = static_cast<ViolationKind>(i);
            const ViolationRule &rule = violationRule(kind);
            QCOMPARE(rule.kind, kind);
            QVERIFY2(section.match(rule.section).hasMatch(), rule.section.data());
            QVERIFY2(!rule.sentence.endsWith(u'.'), rule.sentence.data());
            // it is the reason of the Close frame that answers it
            QVERIFY2(rule.sentence.size() <= 123, rule.sentence.data());
            sentences += rule.sentence;
        }
        QCOMPARE(static_cast<std::size_t>(sentences.size()), violationKindCount);
    }

    void closeCodes_data()
    {
        QTest::addColumn<ViolationKind>("kind");
        QTest::addColumn<int>("code");
        QTest::addRow("frame") << ViolationKind::ReservedOpcode << 1002;
        QTest::addRow("text") << ViolationKind::InvalidUtf8 << 1007;
        QTest::addRow("reason") << ViolationKind::CloseReasonInvalidUtf8 << 1007;
        QTest::addRow("size") << ViolationKind::MessageTooBig << 1009;
        QTest::addRow("head") << ViolationKind::AcceptWrong << 0;
    }
    void closeCodes()
    {
        QFETCH(ViolationKind, kind);
        QTEST(static_cast<int>(violationRule(kind).closeCode), "code");
    }

    void readsAsASentence()
    {
        const Violation opcode{ViolationKind::ReservedOpcode, Direction::ServerToClient, 7, u"opcode 3"_s};
        QCOMPARE(opcode.toString(), u"The opcode is reserved (RFC 6455, 5.2): opcode 3. Byte 7."_s);
        const Violation mask{ViolationKind::MaskMissing, Direction::ClientToServer, 0, {}};
        QCOMPARE(mask.toString(), u"A client's frame is not masked (RFC 6455, 5.1). Byte 0."_s);
        const Violation rsv1{ViolationKind::ReservedBitSet, Direction::ServerToClient, 160, u"RSV1"_s};
        QCOMPARE(rsv1.toString(u"Byte 0 of frame #88"_s),
            u"RSV1 is set, but no extension was agreed (RFC 6455, 5.2). A strict peer closes with 1002. "
            "Byte 0 of frame #88."_s);
        const Violation upgrade{ViolationKind::UpgradeMissing, Direction::ServerToClient, 0, {}};
        QCOMPARE(upgrade.toString(u"Byte 0 of head #2"_s),
            u"Upgrade: websocket is missing (RFC 6455, 4.1). Byte 0 of head #2."_s);
    }
};

QTEST_GUILESS_MAIN(TestViolation)
#include "tst_violation.moc"
