// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/detailarea.h"

#include "support/patience.h"
#include "ui/connectionview.h"
#include "ui/elidedlabel.h"
#include "ui/findbar.h"
#include "ui/frameview.h"
#include "ui/hexview.h"
#include "ui/jwtnotice.h"
#include "ui/messageview.h"
#include "ui/noticebar.h"
#include "ui/payloadview.h"

#include <QAbstractButton>
#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QSet>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTextBlock>
#include <QTextFrame>
#include <QTextTable>
#include <QToolButton>

using namespace framescope;

class TestDetailArea : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void offersToolsForARowOnly();
    void textSelectsInHex();
    void hexSelectsInText();
    void saysWhatIsSelected_data();
    void saysWhatIsSelected();
    void wireBytesAreNotLinked();
    void hexSaysThatItIsCut();
    void findOpensInTheMessage();
    void stepsThroughHitsWithF3();
    void asksForPayloads();
    void showsFramesOfItsRowOnly();
    void showsNothingOfTheRowBefore();
    void selectionHasALineOnlyIfThereIsOne();
    void secretsOfAHeadAreDotsInBothPanes();
    void valuesOfTheConnectionStandBelowEachOther();
    void tokensAreDecodedInMessageAndConnection();
    void tellsWhatWasLastSeenBeforeTheEnd();

private:
    void show(const QByteArray &bytes, const QByteArray &wire = {})
    {
        Row row;
        row.id = 7;
        row.header.opcode = Opcode::Text;
        m_area->setRow(row, QStringLiteral("#7"));
        PageReader::Payload payload;
        payload.row = 7;
        payload.begin = bytes;
        payload.wire = wire;
        payload.size = quint64(bytes.size());
        m_area->setPayload(payload);
    }
    std::unique_ptr<DetailArea> m_area;
};

void TestDetailArea::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("framescope-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_detailarea"));
}

void TestDetailArea::init()
{
    QSettings().clear();
    m_area = std::make_unique<DetailArea>();
    m_area->resize(480, 500);
    m_area->show();
    m_area->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_area.get()));
}

void TestDetailArea::offersToolsForARowOnly()
{
    const auto tools = [this] {
        int visible = 0;
        for (const QToolButton *button : m_area->findChildren<QToolButton *>())
            visible += button->isVisible() ? 1 : 0;
        return visible;
    };
    QCOMPARE(tools(), 0);
    show(R"({"a":1})");
    QVERIFY(tools() >= 4); // pin, find, copy, save
    m_area->clear();
    QCOMPARE(tools(), 0);
}

void TestDetailArea::textSelectsInHex()
{
    show(R"({"a":1,"b":"text"})");
    m_area->message()->select(12, 16);
    QTest::keyClick(m_area->message()->text(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(m_area->hex()->selectionBegin(), quint64(12));
    QCOMPARE(m_area->hex()->selectionEnd(), quint64(14));
    QCOMPARE(m_area->message()->text()->selectedText(), QByteArray("tex"));
}

void TestDetailArea::hexSelectsInText()
{
    show(R"({"a":1,"b":"text"})");
    m_area->setTab(DetailArea::Tab::Hex);
    m_area->hex()->select(7, 9); // "b"
    QCOMPARE(m_area->message()->text()->selectedText(), QByteArray("\"b\""));
    QCOMPARE(m_area->hex()->selectionEnd(), quint64(9));
    // In another form the same bytes.
    m_area->message()->setForm(MessageView::Form::Raw);
    m_area->hex()->select(5, 5);
    QCOMPARE(m_area->message()->text()->selectedText(), QByteArray("1"));
}

void TestDetailArea::saysWhatIsSelected_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<quint64>("begin");
    QTest::addColumn<quint64>("last");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QByteArray &bytes, int begin, int last, const char *text) {
        QTest::newRow(name) << bytes << quint64(begin) << quint64(last) << QString::fromUtf8(text);
    };
    row("a letter", "abc", 1, 1, "Byte 1 (0x1) \u00b7 \u201Cb\u201D U+0062");
    row("inside of a character", "a\u00e9", 2, 2,
        "Byte 2 (0x2) \u00b7 \u201C\u00e9\u201D U+00E9, byte 2 of 2");
    row("control character", "a\x1b", 1, 1, "Byte 1 (0x1) \u00b7 ESC U+001B");
    row("no UTF-8", "a\xff", 1, 1, "Byte 1 (0x1) \u00b7 0xff, no UTF-8");
    row("several", QByteArray(2000, 'x'), 16, 1039, "Bytes 16 to 1,039 (1,024)");
    row("JSON", R"({"a":[1,{"b":"text"}]})", 13, 16, "$.a[1].b \u00b7 Bytes 13 to 16 (4)");
}

void TestDetailArea::saysWhatIsSelected()
{
    QFETCH(QByteArray, bytes);
    QFETCH(quint64, begin);
    QFETCH(quint64, last);
    show(bytes);
    m_area->hex()->select(begin, last);
    QTEST(m_area->selectionText(), "text");
}

void TestDetailArea::wireBytesAreNotLinked()
{
    show("{\"a\":1}", "\xaa\xbb\xcc\xdd");
    m_area->setTab(DetailArea::Tab::Hex);
    m_area->hex()->select(1, 2);
    for (QAbstractButton *button : m_area->findChildren<QAbstractButton *>()) {
        if (button->text() == u"On the wire")
            button->click();
    }
    QCOMPARE(m_area->hex()->bytes(), QByteArray("\xaa\xbb\xcc\xdd"));
    const QByteArray before = m_area->message()->text()->selectedText();
    m_area->hex()->select(3, 3);
    QCOMPARE(m_area->message()->text()->selectedText(), before);
    QCOMPARE(m_area->selectionText(), QString());
}

void TestDetailArea::hexSaysThatItIsCut()
{
    Row row;
    row.id = 7;
    row.header.opcode = Opcode::Binary;
    m_area->setRow(row, QStringLiteral("#7"));
    m_area->setTab(DetailArea::Tab::Hex);
    PageReader::Payload payload;
    payload.row = 7;
    payload.begin = QByteArray(1 << 20, '\1');
    payload.size = 3 << 20;
    m_area->setPayload(payload);
    const auto said = [this] {
        QStringList sentences;
        for (const NoticeBar *bar : m_area->findChildren<NoticeBar *>()) {
            if (bar->isVisible())
                sentences += bar->sentence();
        }
        return sentences;
    };
    QCOMPARE(said(), QStringList{QStringLiteral("3.0 MiB, showing the first 1.0 MiB.")});
    QSignalSpy whole(m_area.get(), &DetailArea::payloadRequested);
    for (QAbstractButton *button : m_area->findChildren<QAbstractButton *>()) {
        if (button->isVisible() && button->text() == QStringLiteral("Show all (3.0 MiB)"))
            button->click();
    }
    QCOMPARE(whole.value(0).value(1).toULongLong(), 3ull << 20);
    payload.begin = QByteArray(3 << 20, '\1');
    m_area->setPayload(payload);
    QCOMPARE(said(), QStringList());
}

void TestDetailArea::findOpensInTheMessage()
{
    show("{\"a\":1}");
    m_area->setTab(DetailArea::Tab::Hex);
    m_area->hex()->setFocus();
    QTest::keySequence(m_area->hex(), QKeySequence::Find);
    QCOMPARE(m_area->tab(), DetailArea::Tab::Message);
    QVERIFY(m_area->message()->findBar()->isVisible());
    QTest::keyClick(m_area->message()->text(), Qt::Key_Escape);
    QVERIFY(!m_area->message()->findBar()->isVisible());
}

void TestDetailArea::stepsThroughHitsWithF3()
{
    show("one two one two one");
    MessageView *message = m_area->message();
    QTest::keyClick(message->text(), Qt::Key_F3); // nothing is looked for yet
    QVERIFY(message->findBar()->isVisible());
    message->findBar()->setNeedle(QStringLiteral("one"));
    QTRY_COMPARE(message->findBar()->countText(), QStringLiteral("1 of 3"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F3);
    QCOMPARE(message->findBar()->countText(), QStringLiteral("2 of 3"));
    QTest::keyClick(message->text(), Qt::Key_F3); // wherever in this area the keyboard is
    QCOMPARE(message->findBar()->countText(), QStringLiteral("3 of 3"));
    QTest::keyClick(message->text(), Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(message->findBar()->countText(), QStringLiteral("2 of 3"));
}

void TestDetailArea::asksForPayloads()
{
    QSignalSpy asked(m_area.get(), &DetailArea::payloadRequested);
    show("x");
    QCOMPARE(asked.last().at(1).toULongLong(), MessageView::FirstBytes);
    PageReader::Payload payload;
    payload.row = 7;
    payload.begin = QByteArray(1 << 20, 'x');
    payload.size = 10 << 20;
    m_area->setPayload(payload);
    m_area->message()->requestWhole();
    QCOMPARE(asked.last().at(0).toLongLong(), 7);
    QCOMPARE(asked.last().at(1).toULongLong(), 10ull << 20);
}

void TestDetailArea::showsFramesOfItsRowOnly()
{
    show("x");
    FrameFacts facts;
    facts.row.id = 8;
    m_area->setFrame(facts);
    QCOMPARE(m_area->frame()->text(), QStringLiteral("Choose a row to see its frame."));
    facts.row.id = 7;
    facts.row.kind = RowKind::State;
    m_area->setFrame(facts);
    QCOMPARE(m_area->frame()->text(), QStringLiteral("This row is no frame."));
    facts.row.kind = RowKind::Frame;
    m_area->setFrame(facts);
    QVERIFY(m_area->frame()->text().startsWith(u"FIN: 1, last frame"));
    m_area->clear();
    QCOMPARE(m_area->frame()->text(), QStringLiteral("Choose a row to see its frame."));
}

// What belongs to a row takes a moment: until then nothing is better than another row's bytes under its heading.
void TestDetailArea::showsNothingOfTheRowBefore()
{
    show("before", "wire of before");
    FrameFacts facts;
    facts.row.id = 7;
    m_area->setFrame(facts);
    QVERIFY(!m_area->frame()->text().isEmpty());
    Row next;
    next.id = 8;
    next.payloadSize = 5;
    m_area->setRow(next, QStringLiteral("#8"));
    QTRY_COMPARE(m_area->hex()->bytes(), QByteArray());
    QCOMPARE(m_area->frame()->text(), QString());
    QCOMPARE(m_area->message()->shownText(), QByteArray());
    m_area->setRow(next, QStringLiteral("#8, still arriving")); // the same one anew keeps what is known
    PageReader::Payload payload;
    payload.row = 8;
    payload.begin = "after";
    m_area->setPayload(payload);
    m_area->setRow(next, QStringLiteral("#8"));
    QCOMPARE(m_area->hex()->bytes(), QByteArray("after"));
}

void TestDetailArea::selectionHasALineOnlyIfThereIsOne()
{
    const auto line = [this] {
        const auto labels = m_area->findChildren<ElidedLabel *>();
        return std::any_of(labels.begin(), labels.end(), [this](const ElidedLabel *label) {
            return label->isVisible() && label->text() == m_area->selectionText()
                && label->y() > m_area->height() / 2;
        });
    };
    show("some text");
    QVERIFY(!line());
    m_area->message()->select(0, 3);
    QTest::keyClick(m_area->message()->text(), Qt::Key_Left, Qt::ShiftModifier);
    QTRY_VERIFY(line());
    m_area->setTab(DetailArea::Tab::Frame);
    QVERIFY(!line());
    m_area->setTab(DetailArea::Tab::Hex);
    QTRY_VERIFY(line());
}

void TestDetailArea::secretsOfAHeadAreDotsInBothPanes()
{
    Row row;
    row.id = 7;
    row.kind = RowKind::Handshake;
    PageReader::Payload payload;
    payload.row = 7;
    payload.begin = "GET / HTTP/1.1\r\nCookie: id=7\r\n\r\n";
    payload.size = quint64(payload.begin.size());
    const auto at = quint64(payload.begin.indexOf("id=7"));
    m_area->setRow(row, QStringLiteral("#7"));
    m_area->setPayload(payload);
    m_area->setTab(DetailArea::Tab::Hex);
    QVERIFY(m_area->hex()->isSecret(at));
    QVERIFY(!m_area->hex()->isSecret(at - 1));
    m_area->hex()->select(at, at);
    QVERIFY2(m_area->selectionText().endsWith(u"secret"), qPrintable(m_area->selectionText()));

    for (NoticeBar *notice : m_area->findChildren<NoticeBar *>()) {
        if (notice->isVisible())
            Q_EMIT notice->triggered();
    }
    QVERIFY(!m_area->hex()->isSecret(at));
    QVERIFY(m_area->message()->shownText().contains("id=7"));
    row.id = payload.row = 8; // another one has its own
    m_area->setRow(row, QStringLiteral("#8"));
    m_area->setPayload(payload);
    QVERIFY(m_area->hex()->isSecret(at));
    QVERIFY(!m_area->message()->shownText().contains("id=7"));
}

// Of all sections of the page: else each has a column of its own.
void TestDetailArea::valuesOfTheConnectionStandBelowEachOther()
{
    ConnectionFacts facts;
    facts.id = 1;
    facts.url = QStringLiteral("ws://localhost:8080/");
    facts.phaseNs.fill(1'000'000);
    facts.openedNs = 1;
    facts.addresses = {{QStringLiteral("127.0.0.1:44323"), QStringLiteral("connected"), 1}};
    facts.lastSigns = LastSigns{1, 1, 0, 0};
    m_area->setFacts(facts, 0);
    m_area->setTab(DetailArea::Tab::Connection);
    const QTextDocument *page = m_area->connection()->document();
    page->documentLayout()->documentSize(); // lays it out
    QSet<int> lefts;
    int tables = 0;
    for (const QTextFrame *frame : page->rootFrame()->childFrames()) {
        const auto *table = qobject_cast<const QTextTable *>(frame);
        QVERIFY(table);
        ++tables;
        const QTextBlock value = table->cellAt(0, 1).firstCursorPosition().block();
        lefts += qRound(page->documentLayout()->blockBoundingRect(value).x());
    }
    QVERIFY(tables >= 3);
    QCOMPARE(lefts.size(), 1);
}

void TestDetailArea::tokensAreDecodedInMessageAndConnection()
{
    const QByteArray token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyLTE3IiwiZXhwIjoxNzY0MDAwMDAwfQ.c2ln";
    show("{\"a\":[\"" + token + "\"]}");
    JwtNotice *notice = m_area->message()->tokens();
    QVERIFY(notice->isVisible());
    QVERIFY2(notice->sentence().startsWith(u"JWT at $.a[0]: expired ")
            && notice->sentence().endsWith(u" Subject user-17, HS256."),
        qPrintable(notice->sentence()));
    show("{\"a\":[]}");
    QVERIFY(notice->isHidden());

    ConnectionFacts facts;
    facts.id = 1;
    facts.requestHead = "GET / HTTP/1.1\r\nAuthorization: Bearer " + token + "\r\n\r\n";
    m_area->setTab(DetailArea::Tab::Connection);
    m_area->setFacts(facts, 0);
    const auto page = [this] { return m_area->connection()->toPlainText(); };
    QVERIFY2(page().contains(u"JWT in Authorization: expired "), qPrintable(page()));
    QVERIFY(!page().contains(QString::fromLatin1(token))); // it shows as dots
    QVERIFY(!page().contains(u"\"sub\": \"user-17\""));
    Q_EMIT m_area->connection()->anchorClicked(QUrl(QStringLiteral("show-claims")));
    QVERIFY2(page().contains(u"\"sub\": \"user-17\""), qPrintable(page()));
    QVERIFY(!page().contains(QString::fromLatin1(token)));
    Q_EMIT m_area->connection()->anchorClicked(QUrl(QStringLiteral("show-secrets")));
    QVERIFY(page().contains(QString::fromLatin1(token)));
    QVERIFY(page().contains(u"\"sub\": \"user-17\"")); // stays unfolded
    Q_EMIT m_area->connection()->anchorClicked(QUrl(QStringLiteral("hide-claims")));
    QVERIFY(!page().contains(u"\"sub\": \"user-17\""));
}

void TestDetailArea::tellsWhatWasLastSeenBeforeTheEnd()
{
    ConnectionFacts facts;
    facts.id = 1;
    const auto page = [&] {
        m_area->setFacts(facts, 0);
        return m_area->connection()->toPlainText();
    };
    m_area->setTab(DetailArea::Tab::Connection);
    QVERIFY(!page().contains(u"Silence before"));
    facts.lastSigns = LastSigns{2'100'000'000, 300'000'000, 0, 0};
    QVERIFY2(page().contains(u"2.1 s received, 300 ms sent"), qPrintable(page()));
    QVERIFY(page().contains(u"Pings unanswered"));
    QVERIFY(page().contains(u"none"));
    facts.lastSigns = LastSigns{0, 0, 2, 2'100'000'000};
    QVERIFY2(page().contains(u"2, the first for 2.1 s"), qPrintable(page()));
}

QTEST_MAIN(TestDetailArea)
#include "tst_detailarea.moc"
