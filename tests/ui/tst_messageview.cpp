// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "ui/findbar.h"
#include "ui/jsontreeview.h"
#include "ui/messageview.h"
#include "ui/payloadview.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace framescope;

class TestMessageView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void saysNothingWhileThePayloadIsOnItsWay();
    void choosesTheForm_data();
    void choosesTheForm();
    void remembersTheFormOfAType();
    void saysWhatIsNotShown();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void goesToWhatIsWrong();
    void largeJsonIsIndentedElsewhere();
    void keepsItsPlaceWhenAllComes();
    void theTreeAsksForAll();
    void tellsCloseFrames();
    void hidesSecretsOfHeads();
    void selectionIsOfThePayload();
    void finds();
    void findsInTheTree();
    void copiesTheSelectionOrAll();
    void saysWhatACopyLacks();

private:
    void show(const QByteArray &bytes, Opcode opcode = Opcode::Text, quint64 size = 0)
    {
        Row row;
        row.id = ++m_id;
        row.header.opcode = opcode;
        row.payloadSize = size > 0 ? size : quint64(bytes.size());
        m_view->setRow(row);
        give(bytes, size);
    }
    void give(const QByteArray &bytes, quint64 size = 0)
    {
        PageReader::Payload payload;
        payload.row = m_id;
        payload.begin = bytes;
        payload.size = size > 0 ? size : quint64(bytes.size());
        m_view->setPayload(payload);
    }
    void click(const QString &words) const
    {
        for (QAbstractButton *button : m_view->findChildren<QAbstractButton *>()) {
            if (button->isVisible() && button->text() == words)
                return button->click();
        }
        QFAIL(qPrintable(words));
    }
    QString formNames() const
    {
        QString names;
        for (const MessageView::Form form : m_view->forms())
            names += QLatin1Char("PTRH"[int(form)]);
        return names;
    }

    std::unique_ptr<MessageView> m_view;
    RowId m_id = 0;
};

void TestMessageView::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("framescope-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_messageview"));
}

void TestMessageView::init()
{
    QSettings().clear();
    m_view = std::make_unique<MessageView>();
    m_view->resize(480, 400);
    m_view->show();
}

void TestMessageView::saysNothingWhileThePayloadIsOnItsWay()
{
    QCOMPARE(m_view->shownText(), "Choose a row to see its payload.");
    Row row;
    row.id = 1;
    m_view->setRow(row);
    QCOMPARE(m_view->shownText(), "");
    PageReader::Payload payload;
    payload.row = row.id;
    m_view->setPayload(payload);
    QCOMPARE(m_view->shownText(), "The payload is empty.");
    m_view->clear();
    QCOMPARE(m_view->shownText(), "Choose a row to see its payload.");
}

void TestMessageView::choosesTheForm_data()
{
    QTest::addColumn<int>("opcode");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("forms"); // the first is the one shown
    QTest::addColumn<QByteArray>("shown");
    const int text = int(Opcode::Text), binary = int(Opcode::Binary);
    const auto row = [](const char *name, int opcode, const QByteArray &bytes, const char *forms,
                         const QByteArray &shown) {
        QTest::newRow(name) << opcode << bytes << QString::fromLatin1(forms) << shown;
    };
    row("text", text, "hello", "R", "hello");
    row("JSON", text, "{\"a\":1}", "PTR", "{\n  \"a\": 1\n}");
    row("broken JSON", text, "{\"a\":1", "PTR", "{\n  \"a\": 1");
    row("JSON in a binary message", binary, "[1]", "PTR", "[\n  1\n]");
    row("XML", text, "<a><b/></a>", "R", "<a><b/></a>");
    row("bytes", binary, QByteArray("\x00\x01", 2), "HR", QByteArray("\x00\x01", 2));
    row("text that is no UTF-8", text, "\xff", "R", "\xff");
    row("ping with text", int(Opcode::Ping), "demo 1", "R", "demo 1");
    row("nothing", text, {}, "R", "The payload is empty.");
}

void TestMessageView::choosesTheForm()
{
    QFETCH(int, opcode);
    QFETCH(QByteArray, bytes);
    show(bytes, static_cast<Opcode>(opcode));
    QTEST(formNames(), "forms");
    QCOMPARE(int(m_view->form()), int(m_view->forms().front()));
    QTEST(m_view->shownText(), "shown");
}

void TestMessageView::remembersTheFormOfAType()
{
    show("{\"a\":1}");
    m_view->setForm(MessageView::Form::Raw);
    QCOMPARE(m_view->shownText(), QByteArray("{\"a\":1}"));
    show(QByteArray("\0\1", 2), Opcode::Binary);
    QCOMPARE(int(m_view->form()), int(MessageView::Form::Hex));
    show("[2]");
    QCOMPARE(int(m_view->form()), int(MessageView::Form::Raw));
    init();
    QSettings().setValue(QStringLiteral("detail/form-json"), QStringLiteral("Tree"));
    show("[2]");
    QCOMPARE(int(m_view->form()), int(MessageView::Form::Tree));
    QCOMPARE(m_view->tree()->json()->rowCount(), 1);
}

void TestMessageView::saysWhatIsNotShown()
{
    QSignalSpy whole(m_view.get(), &MessageView::wholeRequested);
    const quint64 size = 54'945'382;
    show(QByteArray(1 << 20, 'x'), Opcode::Text, size);
    QCOMPARE(m_view->cutText(), QStringLiteral("52.4 MiB, showing the first 1.0 MiB."));
    m_view->requestWhole();
    QCOMPARE(whole.count(), 1);
    QCOMPARE(whole.first().first().toULongLong(), size);
    give("all of it");
    QCOMPARE(m_view->cutText(), QString());
}

void TestMessageView::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<quint64>("size");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *name, const QByteArray &bytes, quint64 size, const char *fault) {
        QTest::newRow(name) << bytes << size << QString::fromLatin1(fault);
    };
    row("right", "{\"a\":1}", 0, "");
    row("broken JSON", "{\"a\":1,}", 0,
        "Not JSON from byte 7 on (line 1): found \"}\" where a key in double quotes was expected.");
    row("JSON that is cut by us", "{\"a\":1,", 1000, "");
    row("text", "plain", 0, "");
    row("not UTF-8",
        "ab\xff"
        "cd",
        0, "Not UTF-8 at byte 2.");
    row("both", "{\"k\":\"\xff\",}", 0,
        "Not UTF-8 at byte 6. Not JSON from byte 9 on (line 1): found \"}\" where a key in double quotes was "
        "expected.");
    row("ends inside of a character", "ab\xe2\x82", 0, "The text ends inside of a UTF-8 character.");
    row("character that is cut by us", "ab\xe2\x82", 1000, "");
}

void TestMessageView::saysWhatIsWrong()
{
    QFETCH(QByteArray, bytes);
    QFETCH(quint64, size);
    show(bytes, Opcode::Text, size);
    QTEST(m_view->faultText(), "fault");
    show("right again");
    QCOMPARE(m_view->faultText(), QString());
}

void TestMessageView::goesToWhatIsWrong()
{
    QSignalSpy selected(m_view.get(), &MessageView::selectionChanged);
    show("{\"a\":1,  x}");
    m_view->setForm(MessageView::Form::Tree);
    click(QStringLiteral("Go there"));
    QCOMPARE(int(m_view->form()), int(MessageView::Form::Pretty));
    QCOMPARE(m_view->text()->selectedText(), QByteArray("x"));
    QCOMPARE(selected.last().first().toULongLong(), 9ull);
}

void TestMessageView::largeJsonIsIndentedElsewhere()
{
    const QByteArray json = "[" + QByteArray(R"({"id":12345,"name":"some name"},)").repeated(40'000) + "nul]";
    show(json);
    QVERIFY(m_view->isBusy());
    QVERIFY(m_view->shownText().startsWith("[\n  {\n    \"id\": 12345,")); // at once
    QTRY_VERIFY(!m_view->isBusy());
    QVERIFY(m_view->shownText().endsWith("\n  nul]"));
    QVERIFY2(m_view->faultText().contains(u"null was expected"), qPrintable(m_view->faultText()));
}

void TestMessageView::keepsItsPlaceWhenAllComes()
{
    const QByteArray json =
        "[" + QByteArray(R"({"id":12345,"name":"some name"},)").repeated(100'000) + "null]";
    show(json.left(1 << 20), Opcode::Text, quint64(json.size()));
    QTRY_VERIFY(!m_view->isBusy());
    m_view->text()->verticalScrollBar()->setValue(100'000);
    const QString before = m_view->text()->visibleText();
    give(json);
    QTRY_VERIFY(!m_view->isBusy());
    QVERIFY(m_view->shownText().endsWith("  null\n]"));
    QVERIFY(m_view->text()->visibleText().startsWith(before)); // the line about the cut is gone
}

void TestMessageView::theTreeAsksForAll()
{
    const QByteArray json = "[" + QByteArray("1,").repeated(1'000'000) + "2]";
    QSignalSpy whole(m_view.get(), &MessageView::wholeRequested);
    show("[1]");
    m_view->setForm(MessageView::Form::Tree);
    show(json.left(1 << 20), Opcode::Text, quint64(json.size()));
    QCOMPARE(whole.count(), 1);
    QCOMPARE(m_view->shownText(), QByteArray("The tree needs the whole payload, 1.9 MiB."));
    give(json);
    QTRY_COMPARE(m_view->tree()->json()->rowCount(), 2); // 0 to 999,999 and the last
    show(json.left(1 << 20), Opcode::Text, 100 << 20);
    QCOMPARE(whole.count(), 1); // not unasked
}

void TestMessageView::tellsCloseFrames()
{
    show(QByteArray("\x11\x31Token expired", 15), Opcode::Close);
    QVERIFY(m_view->shownText().startsWith("4401 "));
    QVERIFY(m_view->shownText().endsWith(": Token expired"));
}

void TestMessageView::hidesSecretsOfHeads()
{
    Row row;
    row.id = ++m_id;
    row.kind = RowKind::Handshake;
    m_view->setRow(row);
    const QByteArray head = "GET / HTTP/1.1\r\nAuthorization: Bearer xyz\r\n\r\n";
    give(head);
    QVERIFY(!m_view->shownText().contains("xyz"));
    click(QStringLiteral("Show"));
    QCOMPARE(m_view->shownText(), head);
}

void TestMessageView::selectionIsOfThePayload()
{
    QSignalSpy selected(m_view.get(), &MessageView::selectionChanged);
    show("{\"a\":1,\"b\":\"text\"}");
    m_view->select(12, 16);
    QCOMPARE(m_view->text()->selectedText(), QByteArray("text"));
    QCOMPARE(selected.count(), 0);
    QTest::keyClick(m_view->text(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(selected.last().at(0).toULongLong(), 12ull);
    QCOMPARE(selected.last().at(1).toULongLong(), 17ull);
    m_view->setForm(MessageView::Form::Tree);
    m_view->select(12, 16);
    QCOMPARE(m_view->tree()->path(m_view->tree()->currentIndex()), QStringLiteral("$.b"));
    const auto before = selected.count();
    m_view->tree()->setCurrentIndex(m_view->tree()->json()->index(0, 0));
    QCOMPARE(selected.count(), before + 1);
    QCOMPARE(selected.last().at(0).toULongLong(), 1ull);
    QCOMPARE(selected.last().at(1).toULongLong(), 6ull);
}

void TestMessageView::finds()
{
    show("{\"one\":1,\"two\":\"ONE\",\"x\":\"one\"}");
    m_view->find();
    m_view->findBar()->setNeedle(QStringLiteral("one"));
    QTRY_COMPARE(m_view->findBar()->countText(), QStringLiteral("1 of 3"));
    QCOMPARE(m_view->text()->selectedText(), QByteArray("one"));
    QTest::keyClick(m_view->findBar(), Qt::Key_Return);
    QCOMPARE(m_view->findBar()->countText(), QStringLiteral("2 of 3"));
    QCOMPARE(m_view->text()->selectedText(), QByteArray("ONE"));
    QTest::keyClick(m_view->findBar(), Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClick(m_view->findBar(), Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(m_view->findBar()->countText(), QStringLiteral("3 of 3"));
    m_view->findBar()->setNeedle(QStringLiteral("nowhere"));
    QTRY_COMPARE(m_view->findBar()->countText(), QStringLiteral("None"));
    show("{\"nowhere\":\"nowhere\"}"); // another row, the same question
    QTRY_COMPARE(m_view->findBar()->countText(), QStringLiteral("1 of 2"));
    QTest::keyClick(m_view->findBar(), Qt::Key_Escape);
    QVERIFY(m_view->findBar()->isHidden());
    QVERIFY(m_view->text()->hits().empty());
}

void TestMessageView::findsInTheTree()
{
    show("{\"a\":[{\"b\":\"x\"},{\"b\":\"needle\"}]}");
    m_view->setForm(MessageView::Form::Tree);
    m_view->find();
    m_view->findBar()->setNeedle(QStringLiteral("needle"));
    QTRY_COMPARE(m_view->tree()->path(m_view->tree()->currentIndex()), QStringLiteral("$.a[1].b"));
}

void TestMessageView::copiesTheSelectionOrAll()
{
    show("{\"a\":12}");
    m_view->copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("{\n  \"a\": 12\n}"));
    m_view->select(5, 7);
    m_view->copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("12"));
}

void TestMessageView::saysWhatACopyLacks()
{
    QSignalSpy noticed(m_view.get(), &MessageView::noticed);
    const auto copied = [&] {
        noticed.clear();
        m_view->copy();
        return noticed.value(0).value(0).toString();
    };
    show("hello");
    QCOMPARE(copied(), QStringLiteral("Copied 5 bytes."));
    show("hello", Opcode::Text, 2048);
    QCOMPARE(copied(), QStringLiteral("Copied the first 5 bytes of 2.0 KiB."));
    show("hell\xFF");
    QCOMPARE(copied(), QStringLiteral("Copied 5 bytes. What is no UTF-8 became \uFFFD."));
    // Still being indented: only its beginning is in sight.
    const QByteArray json = "[" + QByteArray(R"({"id":12345,"name":"some name"},)").repeated(60'000) + "null]";
    show(json);
    QVERIFY(m_view->isBusy());
    QCOMPARE(copied(), QStringLiteral("Copied 1.8 MiB."));
    QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), json);
    QTRY_VERIFY(!m_view->isBusy());
    m_view->copy();
    QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), m_view->shownText());
    QVERIFY(m_view->shownText().size() > json.size());
}

QTEST_MAIN(TestMessageView)
#include "tst_messageview.moc"
