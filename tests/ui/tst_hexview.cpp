// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "ui/hexview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace framescope;

namespace {

QByteArray counted(int size)
{
    QByteArray bytes;
    for (int i = 0; i < size; ++i)
        bytes.append(static_cast<char>(i));
    return bytes;
}

} // namespace

class TestHexView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void wrapsAtItsWidth();
    void clickSelectsInBothColumns();
    void dragAndShiftExtend();
    void keysMove_data();
    void keysMove();
    void copiesWhatWasChosenWhereItWasChosen();
    void cursorStaysInSight();
    void keepsItsPlaceWhenItWraps();
    void emptyOnesHarmNothing();
    void secretsAreDots();

private:
    void press(quint64 offset, HexLayout::Area area, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(
            m_view->viewport(), Qt::LeftButton, modifiers, m_view->cellRect(offset, area).center());
    }

    std::unique_ptr<HexView> m_view;
};

void TestHexView::init()
{
    m_view = std::make_unique<HexView>();
    m_view->setBytes(counted(4096));
    m_view->resize(m_view->hexLayout().width() * 8, 300);
    m_view->show();
    m_view->resize(HexLayout(4096, 16, m_view->fontMetrics().horizontalAdvance(u'0'), 1).width() + 20, 300);
    QTRY_COMPARE(m_view->hexLayout().bytesPerLine(), 16);
}

void TestHexView::cleanup()
{
    m_view.reset();
}

void TestHexView::wrapsAtItsWidth()
{
    m_view->resize(200, 300);
    QTRY_COMPARE(m_view->hexLayout().bytesPerLine(), 8);
    QVERIFY(m_view->horizontalScrollBar()->maximum() > 0); // never fewer than eight: it scrolls then
    m_view->resize(3000, 300);
    QTRY_COMPARE(m_view->hexLayout().bytesPerLine(), 64);
}

void TestHexView::clickSelectsInBothColumns()
{
    press(0x23, HexLayout::Area::Hex);
    QCOMPARE(m_view->selectionBegin(), quint64(0x23));
    QCOMPARE(m_view->selectionEnd(), quint64(0x23));
    press(0x34, HexLayout::Area::Text);
    QCOMPARE(m_view->selectionBegin(), quint64(0x34));
}

void TestHexView::dragAndShiftExtend()
{
    QSignalSpy changed(m_view.get(), &HexView::selectionChanged);
    press(0x30, HexLayout::Area::Hex);
    press(0x12, HexLayout::Area::Hex, Qt::ShiftModifier);
    QCOMPARE(m_view->selectionBegin(), quint64(0x12));
    QCOMPARE(m_view->selectionEnd(), quint64(0x30));
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(m_view->selectionBegin(), quint64(0x13));
    QCOMPARE(changed.count(), 3);
}

void TestHexView::keysMove_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<quint64>("from");
    QTest::addColumn<quint64>("to");
    const int none = 0, control = int(Qt::ControlModifier);
    QTest::newRow("right") << int(Qt::Key_Right) << none << quint64(15) << quint64(16);
    QTest::newRow("left") << int(Qt::Key_Left) << none << quint64(16) << quint64(15);
    QTest::newRow("left at the begin") << int(Qt::Key_Left) << none << quint64(0) << quint64(0);
    QTest::newRow("down") << int(Qt::Key_Down) << none << quint64(5) << quint64(21);
    QTest::newRow("down at the end") << int(Qt::Key_Down) << none << quint64(4090) << quint64(4090);
    QTest::newRow("up") << int(Qt::Key_Up) << none << quint64(21) << quint64(5);
    QTest::newRow("home") << int(Qt::Key_Home) << none << quint64(21) << quint64(16);
    QTest::newRow("end") << int(Qt::Key_End) << none << quint64(21) << quint64(31);
    QTest::newRow("home of all") << int(Qt::Key_Home) << control << quint64(21) << quint64(0);
    QTest::newRow("end of all") << int(Qt::Key_End) << control << quint64(21) << quint64(4095);
}

void TestHexView::keysMove()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    QFETCH(quint64, from);
    m_view->select(from, from);
    QTest::keyClick(m_view.get(), static_cast<Qt::Key>(key), static_cast<Qt::KeyboardModifiers>(modifiers));
    QTEST(m_view->selectionEnd(), "to");
}

void TestHexView::copiesWhatWasChosenWhereItWasChosen()
{
    press(0x41, HexLayout::Area::Hex);
    m_view->select(0x41, 0x43);
    QTest::keySequence(m_view.get(), QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("41 42 43"));
    press(0x41, HexLayout::Area::Text);
    m_view->select(0x41, 0x43);
    QTest::keySequence(m_view.get(), QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("ABC"));
}

void TestHexView::cursorStaysInSight()
{
    QTest::keyClick(m_view.get(), Qt::Key_End, Qt::ControlModifier);
    QVERIFY(m_view->viewport()->rect().contains(m_view->cellRect(4095, HexLayout::Area::Hex)));
    QTest::keyClick(m_view.get(), Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
}

void TestHexView::keepsItsPlaceWhenItWraps()
{
    m_view->verticalScrollBar()->setValue(64); // byte 1024 on top
    m_view->resize(200, 300);
    QTRY_COMPARE(m_view->hexLayout().bytesPerLine(), 8);
    QCOMPARE(m_view->verticalScrollBar()->value(), 128);
}

void TestHexView::emptyOnesHarmNothing()
{
    m_view->setBytes({});
    m_view->setEmptyText(QStringLiteral("The payload is empty."));
    for (const int key : {Qt::Key_Right, Qt::Key_End, Qt::Key_PageDown})
        QTest::keyClick(m_view.get(), static_cast<Qt::Key>(key));
    QTest::keySequence(m_view.get(), QKeySequence::SelectAll);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(50, 10));
    QCOMPARE(m_view->selectionEnd(), quint64(0));
    QVERIFY(!m_view->grab().isNull());
}

void TestHexView::secretsAreDots()
{
    const auto picture = [this] { return m_view->viewport()->grab().toImage(); };
    m_view->setBytes("Cookie: a=b\r\n");
    m_view->setSecrets({{8, 11}});
    const QImage hidden = picture();
    m_view->setBytes("Cookie: xyz\r\n");
    QVERIFY(!m_view->isSecret(8)); // other bytes hide nothing
    m_view->setSecrets({{8, 11}});
    QCOMPARE(picture(), hidden);
    m_view->setSecrets({});
    QVERIFY(picture() != hidden);

    m_view->setSecrets({{8, 11}});
    press(7, HexLayout::Area::Hex);
    press(9, HexLayout::Area::Hex, Qt::ShiftModifier);
    m_view->copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("20 \u2022\u2022 \u2022\u2022"));
    press(9, HexLayout::Area::Text);
    press(11, HexLayout::Area::Text, Qt::ShiftModifier);
    m_view->copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("\u2022\u2022\r"));
}

QTEST_MAIN(TestHexView)
#include "tst_hexview.moc"
