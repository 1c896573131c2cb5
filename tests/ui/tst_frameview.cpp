// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/frameview.h"

#include <QSignalSpy>
#include <QTest>

using namespace framescope;

class TestFrameView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void laysOutEightBitsALine();
    void explainsFields();
    void tellsSizes();
    void tellsCloseFrames();
    void listsTheFramesOfAMessage();
    void keysGoThroughTheFramesOfAMessage();
    void tellsViolations();
    void showsNothingWhileNothingIsChosen();

private:
    static Row frame(RowId id, Opcode opcode, quint64 length)
    {
        Row row;
        row.id = row.message = id;
        row.header.opcode = opcode;
        row.header.payloadLength = row.received = row.payloadSize = length;
        row.header.lengthForm = minimalLengthForm(length);
        row.wireSize = length + quint64(row.header.size());
        return row;
    }
    // The second of a message of three.
    static FrameFacts threeFrames()
    {
        FrameFacts facts;
        facts.frames = {frame(14, Opcode::Text, 60), frame(17, Opcode::Continuation, 60),
            frame(19, Opcode::Continuation, 57)};
        for (Row &row : facts.frames) {
            row.message = 14;
            row.header.fin = row.id == 19;
        }
        facts.frames.back().flags = RowFlag::EndsMessage;
        facts.frames.back().payloadSize = 177;
        facts.row = facts.frames[1];
        return facts;
    }
    void show(FrameFacts facts)
    {
        facts.direction = QStringLiteral("received, server to client");
        facts.time = QStringLiteral("12:00:00.000");
        m_view->setFacts(facts);
    }
    QStringList lines() const { return m_view->text().split(u'\n'); }

    std::unique_ptr<FrameView> m_view;
};

void TestFrameView::init()
{
    m_view = std::make_unique<FrameView>();
    m_view->resize(480, 600);
    m_view->show();
}

void TestFrameView::laysOutEightBitsALine()
{
    FrameFacts facts;
    facts.row = frame(1, Opcode::Text, 70'000);
    facts.row.header.maskKey = MaskKey{1, 2, 3, 4};
    show(facts);
    const auto &cells = m_view->headerLayout().cells();
    QStringList places;
    for (const HeaderLayout::Cell &cell : cells)
        places += QStringLiteral("%1@%2+%3").arg(cell.field.name).arg(cell.firstByte).arg(cell.bytes);
    QCOMPARE(places.join(u' '),
        QStringLiteral("FIN@0+1 RSV1@0+1 RSV2@0+1 RSV3@0+1 opcode@0+1 MASK@1+1 payload length@1+1 "
                       "extended payload length@2+8 masking key@10+4"));
    for (std::size_t i = 0; i < cells.size(); ++i) {
        for (std::size_t j = i + 1; j < cells.size(); ++j)
            QVERIFY(!cells[i].rect.intersects(cells[j].rect));
        QVERIFY(m_view->viewport()->rect().contains(cells[i].rect));
    }
    QCOMPARE(cells[0].rect.top(), cells[4].rect.top());
    QVERIFY(cells[5].rect.top() > cells[4].rect.bottom());
    QVERIFY(cells[4].rect.width() > 3 * cells[0].rect.width());
    QVERIFY(!m_view->grab().isNull());
}

void TestFrameView::explainsFields()
{
    FrameFacts facts;
    facts.row = frame(1, Opcode::Ping, 4);
    show(facts);
    const HeaderLayout::Cell &opcode = m_view->headerLayout().cells()[4];
    const QString tip = m_view->tipAt(opcode.rect.center());
    QVERIFY2(tip.contains(u"<b>opcode</b> = 0x9, ping"), qPrintable(tip));
    QVERIFY2(tip.contains(u"RFC 6455, 5.2, bits 4 to 7"), qPrintable(tip));
    QCOMPARE(m_view->tipAt(QPoint(2, 2)), QString());
}

void TestFrameView::tellsSizes()
{
    FrameFacts facts;
    facts.row = frame(1, Opcode::Text, 306);
    facts.row.header.rsv1 = true;
    facts.row.flags = RowFlag::Compressed | RowFlag::EndsMessage;
    facts.row.payloadSize = 1224;
    show(facts);
    QVERIFY2(lines().contains(QStringLiteral("On the wire: 310 bytes: header 4, payload 306")),
        qPrintable(m_view->text()));
    QVERIFY2(lines().contains(QStringLiteral("Payload: 1.2 KiB (1,224 bytes)")), qPrintable(m_view->text()));
    QVERIFY2(lines().contains(QStringLiteral(
                 "Compressed: to 306 bytes, 25.0% of the payload (permessage-deflate, RFC 7692)")),
        qPrintable(m_view->text()));
}

void TestFrameView::tellsCloseFrames()
{
    FrameFacts facts;
    facts.row = frame(1, Opcode::Close, 5);
    facts.closePayload = "\x03\xe9"
                         "bye";
    show(facts);
    QVERIFY2(lines().contains(QStringLiteral("Code: 1001 Going Away")), qPrintable(m_view->text()));
    QVERIFY2(lines().contains(QStringLiteral("Reason: bye")), qPrintable(m_view->text()));
    facts.closePayload.clear();
    show(facts);
    QVERIFY(lines().contains(QStringLiteral("Code: none")));
}

void TestFrameView::listsTheFramesOfAMessage()
{
    FrameFacts facts = threeFrames();
    show(facts);
    QVERIFY2(lines().contains(QStringLiteral("Place: frame 2 of 3")), qPrintable(m_view->text()));
    QVERIFY2(lines().contains(QStringLiteral("#14: text, no FIN, 60 bytes")), qPrintable(m_view->text()));
    QVERIFY2(lines().contains(QStringLiteral("#19: cont., FIN, 57 bytes")), qPrintable(m_view->text()));
    QVERIFY2(lines().contains(QStringLiteral("Payload: 177 bytes")), qPrintable(m_view->text()));

    QSignalSpy chosen(m_view.get(), &FrameView::rowChosen);
    for (int y = 0; y < m_view->viewport()->height(); y += 8)
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(20, y));
    QStringList rows;
    for (const auto &each : chosen) {
        const QString row = QString::number(each.first().toLongLong());
        if (!rows.contains(row))
            rows += row;
    }
    QCOMPARE(rows.join(u' '), QStringLiteral("14 19")); // not the one that is shown

    facts.frames.pop_back();
    show(facts);
    QVERIFY(lines().contains(QStringLiteral("Place: frame 2 of 2 so far")));
}

void TestFrameView::keysGoThroughTheFramesOfAMessage()
{
    show(threeFrames());
    QSignalSpy chosen(m_view.get(), &FrameView::rowChosen);
    const auto choose = [&](std::initializer_list<Qt::Key> keys) {
        chosen.clear();
        for (const Qt::Key key : keys)
            QTest::keyClick(m_view.get(), key);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        return chosen.isEmpty() ? 0 : chosen.last().first().toLongLong();
    };
    QCOMPARE(choose({}), 0); // it is the one that is shown
    QCOMPARE(choose({Qt::Key_Down}), 19);
    QCOMPARE(choose({Qt::Key_Down}), 19); // there is no further
    QCOMPARE(choose({Qt::Key_Up, Qt::Key_Up}), 14);
    QCOMPARE(choose({Qt::Key_Up}), 14);
}

void TestFrameView::tellsViolations()
{
    FrameFacts facts;
    facts.row = frame(1, static_cast<Opcode>(3), 5);
    facts.violations = {QStringLiteral("The opcode is reserved (RFC 6455, 5.2): opcode 3. Byte 0.")};
    show(facts);
    QVERIFY(lines().contains(QStringLiteral("Breaks a rule")));
    QVERIFY(lines().contains(facts.violations.front()));
    facts.unread = QStringLiteral("The file cannot be read.");
    m_view->setFacts(facts);
    QVERIFY(lines().contains(QStringLiteral(
        "Whether it breaks a rule, and its message, are not known: The file cannot be read.")));
    facts.unread.clear();
    facts.violations.push_back(QStringLiteral("The frame is masked (RFC 6455, 5.1). Byte 0."));
    show(facts);
    QVERIFY(lines().contains(QStringLiteral("Breaks 2 rules")));
    m_view->resize(320, 200);
    QVERIFY(!m_view->grab().isNull());
}

void TestFrameView::showsNothingWhileNothingIsChosen()
{
    m_view->clear(QStringLiteral("This row is no frame."));
    QCOMPARE(m_view->text(), QStringLiteral("This row is no frame."));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(50, 50));
    QVERIFY(!m_view->grab().isNull());
}

QTEST_MAIN(TestFrameView)
#include "tst_frameview.moc"
