// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/payloadview.h"

#include "ui/theme.h"

#include "support/patience.h"
#include "support/worktimer.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMouseEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace framescope;

namespace {

// Colours of the pixels that a place in the picture has, beside the background.
bool hasColour(const QImage &image, const QRect &where, const QColor &colour)
{
    for (int y = where.top(); y <= where.bottom(); ++y) {
        for (int x = where.left(); x <= where.right(); ++x) {
            if (image.pixelColor(x, y) == colour)
                return true;
        }
    }
    return false;
}

} // namespace

class TestPayloadView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void opensFiftyMegabytesInOneLine();
    void opensManyLines();
    void keepsItsPlaceWhenMoreComes();
    void keepsItsPlaceWhenItWraps();
    void wrapsAtItsWidth();
    void selectsBytesAsTheyAre();
    void dragSelects();
    void doubleClickSelectsAWord();
    void keysMove_data();
    void keysMove();
    void showsControlCharacters();
    void explainsWhatIsNoText();
    void coloursJson();
    void marksTheBreak();
    void marksHits();
    void emptyOnesHarmNothing();

private:
    void show(const QByteArray &bytes, bool pretty = false)
    {
        m_view->setText(pretty ? PayloadText::pretty(bytes, false) : PayloadText::raw(bytes));
    }
    std::unique_ptr<PayloadView> m_view;
};

void TestPayloadView::init()
{
    m_view = std::make_unique<PayloadView>();
    m_view->resize(400, 300);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

// A text edit needs seventeen seconds for it. The bounds are wide for slow machines; the figures are printed.
void TestPayloadView::opensFiftyMegabytesInOneLine()
{
    const QByteArray text(50'000'000, 'x');
    const test::WorkTimer opening;
    show(text);
    QVERIFY(!m_view->grab().isNull());
    const double opened = opening.ms();
    QTRY_VERIFY(m_view->isIndexed());
    const test::WorkTimer jumping;
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum() / 2);
    QVERIFY(!m_view->grab().isNull());
    const double jumped = jumping.ms();
    qInfo("50 MB in one line: open %.1f ms, jump to the middle %.1f ms", opened, jumped);
    QVERIFY(m_view->lineCount() > 900'000);
    QVERIFY(opened < 200);
    QVERIFY(jumped < 200);
}

void TestPayloadView::opensManyLines()
{
    const QByteArray json = "[" + QByteArray(R"({"id":12345,"name":"some name"},)").repeated(60'000) + "null]";
    const PayloadText text = PayloadText::pretty(json, false);
    const test::WorkTimer timer;
    m_view->setText(text);
    QVERIFY(!m_view->grab().isNull());
    QVERIFY(timer.ms() < 200);
    QTRY_COMPARE(m_view->lineCount(), 4 * 60'000 + 3);
    QTest::keyClick(m_view.get(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());
    QVERIFY(m_view->visibleText().endsWith(u"  null\n]"));
}

void TestPayloadView::keepsItsPlaceWhenMoreComes()
{
    const QByteArray line = "0123456789abcdef\n";
    const QByteArray whole = line.repeated(200'000);
    show(whole.left(line.size() * 60'000));
    m_view->verticalScrollBar()->setValue(50'000);
    m_view->select({17 * 50'000, 17 * 50'000 + 4});
    m_view->setText(PayloadText::raw(whole), true);
    QTRY_COMPARE(m_view->lineCount(), 200'000);
    QCOMPARE(m_view->verticalScrollBar()->value(), 50'000);
    QCOMPARE(m_view->selectedText(), QByteArray("0123"));
}

void TestPayloadView::keepsItsPlaceWhenItWraps()
{
    show(QByteArray("0123456789").repeated(10'000));
    m_view->verticalScrollBar()->setValue(100);
    const QString top = m_view->visibleText().left(8);
    const quint64 before = m_view->offsetAt(QPoint(0, 10));
    m_view->resize(800, 300);
    QTRY_VERIFY(m_view->lineCount() < 2'000);
    const quint64 after = m_view->offsetAt(QPoint(0, 10));
    QVERIFY(after <= before && before - after < 200);
}

void TestPayloadView::wrapsAtItsWidth()
{
    show(QByteArray(10'000, 'x'));
    const qint64 narrow = m_view->lineCount();
    m_view->resize(1200, 300);
    QTRY_VERIFY(m_view->lineCount() < narrow / 2);
    QVERIFY(m_view->lineCount() > 1);
}

void TestPayloadView::selectsBytesAsTheyAre()
{
    const QByteArray text("a\x01\xff\u00e9\nb", 7);
    show(text);
    QTest::keySequence(m_view.get(), QKeySequence::SelectAll);
    QCOMPARE(m_view->selectedText(), text);
    QVERIFY(!m_view->grab().isNull());
    QTest::keySequence(m_view.get(), QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromUtf8(text));
}

void TestPayloadView::dragSelects()
{
    show("\u00e9\u00e9\u00e9 second\nthird line");
    QSignalSpy changed(m_view.get(), &PayloadView::selectionChanged);
    const QPoint begin = m_view->positionOf(0);
    const QPoint end = m_view->positionOf(6);
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, begin);
    QMouseEvent move(
        QEvent::MouseMove, end, m_view->viewport()->mapToGlobal(end), Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_view->viewport(), &move);
    QCOMPARE(m_view->selectedText(), QByteArray("\u00e9\u00e9\u00e9"));
    QCOMPARE(changed.count(), 2);
    m_view->select({1, 2});
    QCOMPARE(changed.count(), 2); // not by the user
}

void TestPayloadView::doubleClickSelectsAWord()
{
    show("one two_2 three");
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, m_view->positionOf(5));
    QCOMPARE(m_view->selectedText(), QByteArray("two_2"));
}

void TestPayloadView::keysMove_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<quint64>("from");
    QTest::addColumn<quint64>("begin");
    QTest::addColumn<quint64>("end");
    const int none = 0, shift = int(Qt::ShiftModifier), control = int(Qt::ControlModifier);
    // "a\u00e9b\ncdef\n": a 0, \u00e9 1, b 3, line feed 4, c 5
    QTest::newRow("right over two bytes")
        << int(Qt::Key_Right) << none << quint64(1) << quint64(3) << quint64(3);
    QTest::newRow("left over two bytes")
        << int(Qt::Key_Left) << none << quint64(3) << quint64(1) << quint64(1);
    QTest::newRow("left at the begin") << int(Qt::Key_Left) << none << quint64(0) << quint64(0) << quint64(0);
    QTest::newRow("shift") << int(Qt::Key_Right) << shift << quint64(0) << quint64(0) << quint64(1);
    QTest::newRow("down") << int(Qt::Key_Down) << none << quint64(1) << quint64(6) << quint64(6);
    QTest::newRow("up") << int(Qt::Key_Up) << none << quint64(6) << quint64(1) << quint64(1);
    QTest::newRow("up at the top") << int(Qt::Key_Up) << none << quint64(1) << quint64(1) << quint64(1);
    QTest::newRow("home") << int(Qt::Key_Home) << none << quint64(7) << quint64(5) << quint64(5);
    QTest::newRow("end") << int(Qt::Key_End) << none << quint64(1) << quint64(4) << quint64(4);
    QTest::newRow("end of all") << int(Qt::Key_End) << control << quint64(1) << quint64(10) << quint64(10);
    QTest::newRow("home of all") << int(Qt::Key_Home) << (control | shift) << quint64(5) << quint64(0)
                                 << quint64(5);
}

void TestPayloadView::keysMove()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    QFETCH(quint64, from);
    QFETCH(quint64, begin);
    QFETCH(quint64, end);
    show("a\u00e9b\ncdef\n");
    m_view->select({from, from});
    QTest::keyClick(m_view.get(), static_cast<Qt::Key>(key), static_cast<Qt::KeyboardModifiers>(modifiers));
    QCOMPARE(m_view->selection().begin, begin);
    QCOMPARE(m_view->selection().end, end);
}

void TestPayloadView::showsControlCharacters()
{
    show(QByteArray("CONNECT\r\nx\x1b\0", 12));
    const bool pictures = controlGlyphs(m_view->font()) == ControlGlyphs::Pictures;
    QCOMPARE(m_view->visibleText(),
        pictures ? QStringLiteral("CONNECT\nx\u241b\u2400")
                 : QStringLiteral("CONNECT\nx\u2039ESC\u203a\u2039NUL\u203a"));
    const QImage image = m_view->grab().toImage();
    // Line ends are part of what is shown raw.
    const QPoint behind = m_view->positionOf(7);
    QVERIFY(hasColour(
        image, QRect(behind.x(), behind.y() - 6, 20, 12), Theme::of(m_view->palette()).controlGlyph));
}

void TestPayloadView::explainsWhatIsNoText()
{
    show("ab\xff\x1b z");
    const int half = m_view->fontMetrics().horizontalAdvance(u'x') / 2;
    const auto at = [&](quint64 offset) {
        return m_view->explanationAt(m_view->positionOf(offset) + QPoint(half, 0));
    };
    QCOMPARE(at(0), QString());
    QCOMPARE(at(2), QStringLiteral("Byte 2: ff, not UTF-8"));
    QCOMPARE(at(3), QStringLiteral("Byte 3: 1b"));
    QCOMPARE(m_view->explanationAt(QPoint(20, 250)), QString());
}

void TestPayloadView::coloursJson()
{
    const Theme &theme = Theme::of(m_view->palette());
    show(R"({"key":"Hill","n":1111})", true);
    const QImage image = m_view->grab().toImage();
    const auto around = [&](const char *word) {
        const QPoint from = m_view->positionOf(quint64(m_view->text().shown.indexOf(word)));
        return QRect(from.x(), from.y() - 7, 26, 14);
    };
    QVERIFY(hasColour(image, around("key"), theme.received));
    QVERIFY(hasColour(image, around("Hill"), theme.sent));
    QVERIFY(hasColour(image, around("1111"), theme.number));
    QVERIFY(!hasColour(image, around("1111"), theme.sent));
}

void TestPayloadView::marksTheBreak()
{
    const Theme &theme = Theme::of(m_view->palette());
    show("{\"a\":1,x \"b\":2}", true);
    QCOMPARE(m_view->text().shown, QByteArray("{\n  \"a\": 1,\n  x \"b\":2}"));
    const QPoint at = m_view->positionOf(m_view->text().brokenAt);
    QVERIFY(hasColour(m_view->grab().toImage(), QRect(at.x(), at.y() - 7, 6, 14), theme.errorBackground));
}

void TestPayloadView::marksHits()
{
    const Theme &theme = Theme::of(m_view->palette());
    show("one two one");
    m_view->setHits({{0, 3}, {8, 3}});
    m_view->setCurrentHit(1);
    QCOMPARE(m_view->selectedText(), QByteArray("one"));
    QCOMPARE(m_view->selection().begin, quint64(8));
    const QImage image = m_view->grab().toImage();
    const auto at = [&](quint64 offset) {
        const QPoint from = m_view->positionOf(offset);
        return QRect(from.x(), from.y() - 7, 12, 14);
    };
    QVERIFY(hasColour(image, at(0), theme.marks[0]));
    QVERIFY(hasColour(image, at(8), theme.accent));
    QVERIFY(!hasColour(image, at(4), theme.marks[0]));
}

void TestPayloadView::emptyOnesHarmNothing()
{
    show({});
    for (const int key : {Qt::Key_Right, Qt::Key_End, Qt::Key_PageDown, Qt::Key_Up})
        QTest::keyClick(m_view.get(), static_cast<Qt::Key>(key));
    QTest::keySequence(m_view.get(), QKeySequence::SelectAll);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(50, 10));
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(50, 10));
    QCOMPARE(m_view->selectedText(), QByteArray());
    QCOMPARE(m_view->explanationAt(QPoint(50, 10)), QString());
    QVERIFY(!m_view->grab().isNull());
}

QTEST_MAIN(TestPayloadView)
#include "tst_payloadview.moc"
