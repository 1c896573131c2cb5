// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "sessionfixture.h"

#include "session/schema.h"

using namespace framescope;
using namespace framescope::test;

namespace {

QByteArray bytesOf(const RowRecord &row, const QByteArray &behind)
{
    return QByteArray(reinterpret_cast<const char *>(&row), sizeof row) + behind;
}

} // namespace

// What stands in the ring, taken for what it is and for nothing more.
class RecordTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsItsType_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("type"); // 0: none
        QTest::newRow("nothing") << QByteArray() << 0;
        QTest::newRow("zero") << QByteArray(1, '\0') << 0;
        for (int type = 1; type <= 7; ++type)
            QTest::addRow("%d", type) << QByteArray(80, char(type)) << type;
        QTest::newRow("one more") << QByteArray("\x08") << 0;
        QTest::newRow("the highest") << QByteArray("\xFF") << 0;
    }
    void knowsItsType()
    {
        QFETCH(const QByteArray, bytes);
        const auto type = recordType(bytes);
        QTEST(type ? static_cast<int>(*type) : 0, "type");
    }

    void partsItsBytes_data()
    {
        QTest::addColumn<int>("does");
        QTest::addColumn<quint32>("wireBytes");
        QTest::addColumn<QByteArray>("behind");
        QTest::addColumn<QByteArray>("parted"); // application|wire
        QTest::newRow("nothing") << 0 << 0u << QByteArray() << QByteArray("|");
        QTest::newRow("application") << 0 << 0u << QByteArray("abc") << QByteArray("abc|");
        QTest::newRow("both") << 0 << 2u << QByteArray("abcXY") << QByteArray("abc|XY");
        QTest::newRow("wire") << 0 << 2u << QByteArray("XY") << QByteArray("|XY");
        QTest::newRow("the same") << int(RowRecord::WireIsPayload) << 0u << QByteArray("abc")
                                  << QByteArray("abc|abc");
        QTest::newRow("more wire than bytes") << 0 << 3u << QByteArray("XY") << QByteArray("no record");
        QTest::newRow("most wire") << 0 << 0xFFFF'FFFFu << QByteArray("XY") << QByteArray("no record");
    }
    void partsItsBytes()
    {
        QFETCH(const int, does);
        QFETCH(const quint32, wireBytes);
        QFETCH(const QByteArray, behind);
        RowRecord row;
        row.does = static_cast<quint8>(does);
        row.wireBytes = wireBytes;
        const QByteArray bytes = bytesOf(row, behind);
        const auto view = RowRecordView::of(bytes);
        QTEST(view ? view->application.toByteArray() + '|' + view->wire.toByteArray()
                   : QByteArrayLiteral("no record"),
            "parted");
        QVERIFY(!RowRecordView::of(QByteArrayView(bytes).first(sizeof row - 1)));
    }

    void takesNoKindThatIsNone()
    {
        const QByteArray bytes = bytesOf({}, "payload");
        QVERIFY(RowRecordView::of(bytes));
        for (const size_t at : {offsetof(RowRecord, kind), offsetof(RowRecord, direction)}) {
            QByteArray wrong = bytes;
            wrong[qsizetype(at)] = 7;
            QVERIFY(!RowRecordView::of(wrong));
        }
    }

    void takesNoAnnotationThatIsNone_data()
    {
        QTest::addColumn<int>("colour");
        QTest::addColumn<RowId>("row");
        QTest::addColumn<bool>("isOne");
        QTest::newRow("no colour") << 0 << RowId(1) << true;
        QTest::newRow("the last colour") << 6 << RowId(1) << true;
        QTest::newRow("one more") << 7 << RowId(1) << false;
        QTest::newRow("no row") << 1 << RowId(0) << false;
        QTest::newRow("a negative row") << 1 << RowId(-1) << false;
    }
    void takesNoAnnotationThatIsNone()
    {
        QFETCH(const int, colour);
        QFETCH(const RowId, row);
        QFETCH(const bool, isOne);
        const AnnotationRecord record{RecordType::Annotated, static_cast<quint8>(colour), row};
        const QByteArray bytes =
            QByteArray(reinterpret_cast<const char *>(&record), sizeof record) + "caf\xC3\xA9";
        const auto annotation = AnnotationRecord::read(bytes);
        QCOMPARE(annotation.has_value(), isOne);
        if (isOne)
            QCOMPARE(*annotation, (Annotation{row, static_cast<quint8>(colour), QStringLiteral("caf\u00e9")}));
        QVERIFY(!AnnotationRecord::read(QByteArrayView(bytes).first(sizeof record - 1)));
    }

    void keepsTheHeader()
    {
        RowRecord record;
        record.bits = RowRecord::Fin | RowRecord::Rsv2 | RowRecord::Masked
            | (static_cast<int>(LengthForm::Sixteen) << RowRecord::FormShift);
        record.opcode = 0xFA; // only four bits of it are an opcode
        record.maskKey = std::bit_cast<quint32>(std::array<quint8, 4>{0x37, 0xFA, 0x21, 0x3D});
        record.payloadLength = 1u << 20;
        Row row = record.toRow();
        QVERIFY(row.header.fin && !row.header.rsv1 && row.header.rsv2 && !row.header.rsv3);
        QCOMPARE(row.header.opcode, Opcode::Pong);
        QCOMPARE(row.header.lengthForm, LengthForm::Sixteen);
        QCOMPARE(row.header.payloadLength, 1u << 20);
        QVERIFY(row.header.maskKey);
        QCOMPARE(
            QByteArray(reinterpret_cast<const char *>(row.header.maskKey->data()), 4).toHex(), "37fa213d");
        record.bits = 0;
        row = record.toRow();
        QVERIFY(!row.header.fin && !row.header.rsv2 && !row.header.maskKey);
    }

    void cutsPreviewsBetweenCharacters_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<bool>("isText");
        QTest::addColumn<int>("size");
        const auto ending = [](int size, const char *character) -> QByteArray {
            return QByteArray(size, 'a') + QByteArray(character).repeated(3);
        };
        QTest::newRow("all that fits") << QByteArray(256, 'a') << true << 256;
        QTest::newRow("one more") << QByteArray(257, 'a') << true << 256;
        QTest::newRow("a character ends there") << ending(254, "\u00FC") << true << 256;
        QTest::newRow("two bytes") << ending(255, "\u00FC") << true << 255;
        QTest::newRow("three, one over") << ending(254, "\u20AC") << true << 254;
        QTest::newRow("three, two over") << ending(255, "\u20AC") << true << 255;
        QTest::newRow("four, three inside") << ending(253, "\U0001F600") << true << 253;
        QTest::newRow("as bytes") << ending(253, "\U0001F600") << false << 256;
        QTest::newRow("no character at all") << QByteArray(300, '\x80') << true << 252;
    }
    void cutsPreviewsBetweenCharacters()
    {
        QFETCH(const QByteArray, payload);
        QFETCH(const bool, isText);
        const QByteArray preview = previewOf(payload, isText);
        QTEST(int(preview.size()), "size");
        QVERIFY(payload.startsWith(preview));
    }

    void showsWhatTheFileWillHave_data()
    {
        constexpr auto Wire = static_cast<quint16>(RowFlag::HasWire);
        constexpr auto Compressed = static_cast<quint16>(RowFlag::Compressed);
        QTest::addColumn<int>("does");
        QTest::addColumn<quint16>("flags");
        QTest::addColumn<qsizetype>("application");
        QTest::addColumn<QByteArray>("line");
        const int closes = RowRecord::ClosesPayload;
        QTest::newRow("whole") << closes << quint16(0) << qsizetype(5) << QByteArray("of 5 'aaaaa'");
        QTest::newRow("compressed") << closes << quint16(Wire | Compressed) << qsizetype(5)
                                    << QByteArray("of 5 wire compressed 'aaaaa'");
        QTest::newRow("as large as a row may be") << closes << quint16(0) << qsizetype(schema::InlineSize)
                                                  << QByteArray("of 65536 'aaaaaaaaaaaaaaaaaaaaaaaa...'");
        QTest::newRow("larger") << closes << quint16(0) << qsizetype(schema::InlineSize + 1)
                                << QByteArray("of 65537 parts 'aaaaaaaaaaaaaaaaaaaaaaaa...'");
        QTest::newRow("fragment") << 0 << Wire << qsizetype(5) << QByteArray("of 9 wire 'own'");
        QTest::newRow("compressed fragment")
            << 0 << quint16(Wire | Compressed) << qsizetype(5) << QByteArray("of 9 wire compressed ''");
    }
    void showsWhatTheFileWillHave()
    {
        QFETCH(const int, does);
        QFETCH(const quint16, flags);
        QFETCH(const qsizetype, application);
        RowRecord record;
        record.id = record.message = 1;
        record.bits = RowRecord::Fin;
        record.opcode = static_cast<quint8>(Opcode::Text);
        record.does = static_cast<quint8>(does);
        record.flags = flags;
        record.payloadSize = 9;
        record.wireBytes = flags & static_cast<quint16>(RowFlag::HasWire) ? 3 : 0;
        const QByteArray bytes =
            bytesOf(record, QByteArray(application, 'a') + QByteArray("own").first(record.wireBytes));
        const QByteArray line = lineOf(shownRow(*RowRecordView::of(bytes)));
        QTEST(line.mid(line.indexOf("of ")), "line");
    }
};

QTEST_GUILESS_MAIN(RecordTest)
#include "tst_record.moc"
