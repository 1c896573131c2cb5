// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/messageview.h"
#include "ui/payloadview.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QMouseEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace framescope;

namespace {

Row frame(Opcode opcode, quint64 size)
{
    Row row;
    row.id = 7;
    row.header.opcode = opcode;
    row.payloadSize = size;
    return row;
}

PageReader::Payload payload(const QByteArray &bytes, quint64 size)
{
    PageReader::Payload answer;
    answer.row = 7;
    answer.begin = bytes;
    answer.size = size;
    return answer;
}

} // namespace

// The lazy viewer, and the view that decides when it is needed.
class TestPayloadView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensFiftyMegabytesInOneLine();
    void wrapsAtItsWidth();
    void selectsBytesAsTheyAre();
    void dragSelects();
    void choosesTheViewer_data();
    void choosesTheViewer();
    void prettyOrRaw();
    void saysWhatIsNotShown();
    void tellsCloseFrames();
};

// A text edit needs seventeen seconds for it. The bound is wide for slow machines; the figure is printed.
void TestPayloadView::opensFiftyMegabytesInOneLine()
{
    PayloadView view;
    view.resize(800, 600);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const QByteArray text(50'000'000, 'x');
    QElapsedTimer timer;
    timer.start();
    view.setText(text);
    QVERIFY(!view.grab().isNull());
    const qint64 opened = timer.restart();
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 2);
    QVERIFY(!view.grab().isNull());
    const qint64 jumped = timer.elapsed();
    qInfo("50 MB in one line: open %lld ms, jump to the middle %lld ms", opened, jumped);
    QVERIFY(opened < 1'000);
    QVERIFY(jumped < 200);
}

void TestPayloadView::wrapsAtItsWidth()
{
    PayloadView view;
    view.resize(400, 300);
    view.show();
    view.setText(QByteArray(10'000, 'x'));
    const qint64 narrow = view.lineCount();
    view.resize(1200, 300);
    QTRY_VERIFY(view.lineCount() < narrow / 2);
    QVERIFY(view.lineCount() > 1);
}

void TestPayloadView::selectsBytesAsTheyAre()
{
    PayloadView view;
    view.resize(400, 300);
    view.show();
    const QByteArray text("a\x01\xff\u00e9\nb", 7);
    view.setText(text);
    QTest::keySequence(&view, QKeySequence::SelectAll);
    QCOMPARE(view.selectedText(), text);
    QVERIFY(!view.grab().isNull());
    QTest::keySequence(&view, QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromUtf8(text));
}

void TestPayloadView::dragSelects()
{
    PayloadView view;
    view.resize(400, 300);
    view.show();
    view.setText("\u00e9\u00e9\u00e9 second\nthird line");
    const QPoint begin(12, 8 + view.fontMetrics().height() / 2);
    const QPoint end = begin + QPoint(3 * view.fontMetrics().horizontalAdvance(u'x'), 0);
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, begin);
    QMouseEvent move(
        QEvent::MouseMove, end, view.viewport()->mapToGlobal(end), Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(view.viewport(), &move);
    QCOMPARE(view.selectedText(), QByteArray("\u00e9\u00e9\u00e9"));
}

void TestPayloadView::choosesTheViewer_data()
{
    QTest::addColumn<int>("opcode");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("lazy");
    QTest::addColumn<QByteArray>("shown");
    const int text = int(Opcode::Text), binary = int(Opcode::Binary);
    QTest::newRow("text") << text << QByteArray("hello") << false << QByteArray("hello");
    QTest::newRow("JSON") << text << QByteArray("{\"a\":1}") << false << QByteArray("{\n  \"a\": 1\n}");
    QTest::newRow("JSON in a binary message")
        << binary << QByteArray("[1]") << false << QByteArray("[\n  1\n]");
    QTest::newRow("bytes") << binary << QByteArray("\x00\x01", 2) << false << QByteArray("\x00\x01", 2);
    QTest::newRow("one long line") << text << QByteArray(10'001, 'x') << true << QByteArray(10'001, 'x');
    const QByteArray lines = QByteArray("0123456789abcde\n").repeated(4096);
    QTest::newRow("64 KiB") << text << lines << false << lines;
    QTest::newRow("above 64 KiB") << text << lines + "x" << true << lines + "x";
    QTest::newRow("nothing") << text << QByteArray() << false << QByteArray("The payload is empty.");
}

void TestPayloadView::choosesTheViewer()
{
    QFETCH(int, opcode);
    QFETCH(QByteArray, bytes);
    MessageView view;
    view.setPretty(true);
    const auto size = static_cast<quint64>(bytes.size());
    view.setRow(frame(static_cast<Opcode>(opcode), size), QStringLiteral("#7"));
    view.setPayload(payload(bytes, size));
    QTEST(view.isLazy(), "lazy");
    QTEST(view.shownText(), "shown");
}

void TestPayloadView::prettyOrRaw()
{
    MessageView view;
    view.setPretty(true);
    const QByteArray json = R"({"b":12345678901234567890123,"a":1.10,"a":2})";
    view.setRow(frame(Opcode::Text, 44), QStringLiteral("#7"));
    view.setPayload(payload(json, 44));
    QCOMPARE(
        view.shownText(), QByteArray("{\n  \"b\": 12345678901234567890123,\n  \"a\": 1.10,\n  \"a\": 2\n}"));
    view.setPretty(false);
    QCOMPARE(view.shownText(), json);
    view.copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromUtf8(json));
    view.setPretty(true);
}

void TestPayloadView::saysWhatIsNotShown()
{
    MessageView view;
    view.resize(500, 300);
    view.show();
    QSignalSpy whole(&view, &MessageView::wholeRequested);
    const quint64 size = 54'945'382;
    view.setRow(frame(Opcode::Text, size), QStringLiteral("#7"));
    view.setPayload(payload(QByteArray(1 << 20, 'x'), size));
    QCOMPARE(view.cutText(), QStringLiteral("52.4 MiB, showing the first 1.0 MiB."));
    view.requestWhole();
    QCOMPARE(whole.count(), 1);
    QCOMPARE(whole.first().first().toULongLong(), size);
    view.setPayload(payload(QByteArray("all of it"), 9));
    QCOMPARE(view.cutText(), QString());
}

void TestPayloadView::tellsCloseFrames()
{
    MessageView view;
    view.setRow(frame(Opcode::Close, 15), QStringLiteral("#7"));
    view.setPayload(payload(QByteArray("\x11\x31Token expired", 15), 15));
    QVERIFY(view.shownText().startsWith("4401 "));
    QVERIFY(view.shownText().endsWith("\n\nToken expired"));
    view.setPayload(payload({}, 0));
    QCOMPARE(view.shownText(), QByteArray("No code and no reason."));
}

QTEST_MAIN(TestPayloadView)
#include "tst_payloadview.moc"
