// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/composer.h"

#include "support/patience.h"
#include "ui/heldpayload.h"
#include "ui/look.h"
#include "ui/targetchooser.h"

#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace framescope;

class TestComposer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void sendsTextWithControlEnter();
    void sendsHexAsBinary();
    void saysWhatIsWrongWithHex();
    void buttonNamesTheTarget_data();
    void buttonNamesTheTarget();
    void carriesTextOverToHexAndBack();
    void keepsHexThatIsNoText();
    void recallsWhatWasSent();
    void folds();
    void sendsAnEmptyMessage();
    void choosesModesByTheirTabs();
    void warnsOfInvalidJsonAndSendsIt();
    void formatsJsonAsOneChange();
    void sendsBase64AsBinary();
    void sendsAFile();
    void sendsWithControlEnterFromAnywhere();
    void sendsAndClears();
    void sendsToThoseThatAreTicked();
    void whatWasNotSentIsRecalledToo();
    void takesADraftToBeEdited();
    void holdsADraftThatIsTooLong();

private:
    void clickTab(const QString &words)
    {
        for (QAbstractButton *button : m_composer->findChildren<QAbstractButton *>()) {
            if (button->text() == words && button->isVisible())
                return QTest::mouseClick(button, Qt::LeftButton);
        }
        QFAIL(qPrintable(words));
    }
    void open(ConnectionId id)
    {
        ConnectionFacts facts;
        facts.id = id;
        facts.url = QStringLiteral("ws://localhost:9001/");
        facts.readyState = ReadyState::Open;
        m_composer->takeFacts(facts);
    }
    QPlainTextEdit *editor() const { return m_composer->findChild<QPlainTextEdit *>(); }
    QPushButton *button() const { return m_composer->findChild<QPushButton *>(QStringLiteral("send")); }

    std::unique_ptr<Composer> m_composer;
};

void TestComposer::init()
{
    m_composer = std::make_unique<Composer>();
    applyLook(ThemeChoice::Light); // with its heights
    m_composer->setTarget(QStringLiteral("1 localhost:9001"), true);
    m_composer->show();
    QVERIFY(QTest::qWaitForWindowActive(m_composer.get()));
}

void TestComposer::cleanup()
{
    m_composer.reset();
}

void TestComposer::sendsTextWithControlEnter()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    QTest::keyClicks(editor(), QStringLiteral("hi"));
    QTest::keyClick(editor(), Qt::Key_Return); // a line feed is part of the message
    QTest::keyClicks(editor(), QStringLiteral("you"));
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(sent.count(), 1);
    QCOMPARE(sent.first().first().value<Draft>(), (Draft{true, QStringLiteral("hi\nyou"), {}}));
    QCOMPARE(editor()->toPlainText(), QStringLiteral("hi\nyou")); // stays, to be changed and sent again
}

void TestComposer::sendsHexAsBinary()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    m_composer->setMode(Composer::Mode::Hex);
    editor()->setPlainText(QStringLiteral("00 ff 0x10"));
    button()->click();
    QCOMPARE(sent.count(), 1);
    QCOMPARE(sent.first().first().value<Draft>(), (Draft{false, {}, QByteArray("\x00\xff\x10", 3)}));
}

void TestComposer::saysWhatIsWrongWithHex()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    m_composer->setMode(Composer::Mode::Hex);
    editor()->setPlainText(QStringLiteral("00 f"));
    QCOMPARE(m_composer->mistake(),
        QStringLiteral(
            "The second digit of a byte is missing. (character 5) A byte is two digits, 0 to 9 and a to f."));
    QVERIFY(!button()->isEnabled());
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(sent.count(), 0);

    editor()->setPlainText(QStringLiteral("00 fx"));
    QCOMPARE(editor()->extraSelections().size(), 1);
    QCOMPARE(editor()->extraSelections().first().cursor.selectedText(), QStringLiteral("x"));
    editor()->setPlainText(QStringLiteral("00 ff"));
    QVERIFY(m_composer->mistake().isEmpty());
    QVERIFY(editor()->extraSelections().isEmpty());
}

void TestComposer::buttonNamesTheTarget_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("open");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("enabled");
    QTest::newRow("nobody") << "" << false << "Send" << false;
    QTest::newRow("open") << "1 localhost:9001" << true << "Send to 1 localhost:9001" << true;
    QTest::newRow("not open") << "ws://localhost/" << false << "Connect and send" << true;
}

void TestComposer::buttonNamesTheTarget()
{
    QFETCH(QString, target);
    QFETCH(bool, open);
    m_composer->setTarget(target, open);
    QTEST(button()->accessibleName(), "words");
    QTEST(button()->isEnabled(), "enabled");
}

void TestComposer::carriesTextOverToHexAndBack()
{
    editor()->setPlainText(QStringLiteral("h\u00e9"));
    m_composer->setMode(Composer::Mode::Hex);
    QCOMPARE(editor()->toPlainText(), QStringLiteral("68 c3 a9"));
    m_composer->setMode(Composer::Mode::Text);
    QCOMPARE(editor()->toPlainText(), QStringLiteral("h\u00e9"));
}

void TestComposer::keepsHexThatIsNoText()
{
    m_composer->setMode(Composer::Mode::Hex);
    editor()->setPlainText(QStringLiteral("ff fe"));
    m_composer->setMode(Composer::Mode::Text);
    QCOMPARE(editor()->toPlainText(), QStringLiteral("ff fe"));
}

void TestComposer::recallsWhatWasSent()
{
    for (const QString &text : {QStringLiteral("one"), QStringLiteral("two")}) {
        editor()->setPlainText(text);
        m_composer->send();
    }
    QTest::keyClick(editor(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(editor()->toPlainText(), QStringLiteral("two"));
    QTest::keyClick(editor(), Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(editor(), Qt::Key_Up, Qt::AltModifier); // there is no older one
    QCOMPARE(editor()->toPlainText(), QStringLiteral("one"));
    QTest::keyClick(editor(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(editor()->toPlainText(), QStringLiteral("two"));
}

void TestComposer::folds()
{
    QVERIFY(m_composer->height() >= 128);
    m_composer->setFolded(true);
    m_composer->adjustSize();
    QCOMPARE(m_composer->height(), 40);
    QTRY_COMPARE(button()->height(), 28); // not squeezed
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    QTest::keyClicks(editor(), QStringLiteral("hi"));
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(sent.count(), 1);
    m_composer->setFolded(false);
    QVERIFY(m_composer->minimumHeight() >= 128);
}

void TestComposer::sendsAnEmptyMessage()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    button()->click();
    QCOMPARE(sent.count(), 1);
    QCOMPARE(sent.first().first().value<Draft>(), Draft{});
}

void TestComposer::choosesModesByTheirTabs()
{
    editor()->setPlainText(QStringLiteral("hi"));
    clickTab(QStringLiteral("JSON"));
    QCOMPARE(m_composer->mode(), Composer::Mode::Json);
    QCOMPARE(editor()->toPlainText(), QStringLiteral("hi"));
    clickTab(QStringLiteral("Binary"));
    QCOMPARE(m_composer->mode(), Composer::Mode::Hex);
    QCOMPARE(editor()->toPlainText(), QStringLiteral("68 69"));
    clickTab(QStringLiteral("Base64"));
    QCOMPARE(editor()->toPlainText(), QStringLiteral("aGk="));
    clickTab(QStringLiteral("File"));
    QVERIFY(m_composer->held()->isVisible());
    QVERIFY(!button()->isEnabled());
    clickTab(QStringLiteral("Text"));
    QCOMPARE(editor()->toPlainText(), QStringLiteral("hi"));
    clickTab(QStringLiteral("Binary")); // as it was written last
    QCOMPARE(m_composer->mode(), Composer::Mode::File);
}

void TestComposer::warnsOfInvalidJsonAndSendsIt()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    m_composer->setMode(Composer::Mode::Json);
    editor()->setPlainText(QStringLiteral("{\"a\": 1,}"));
    QCOMPARE(button()->accessibleName(), QStringLiteral("Send invalid JSON to 1 localhost:9001"));
    QCOMPARE(m_composer->mistake(),
        QStringLiteral("Not JSON from byte 8 on (line 1): found \"}\" where a key in double quotes was "
                       "expected."));
    QCOMPARE(editor()->extraSelections().size(), 1);
    QCOMPARE(editor()->extraSelections().first().cursor.selectedText(), QStringLiteral("}"));
    button()->click();
    QCOMPARE(sent.count(), 1);
    QCOMPARE(sent.first().first().value<Draft>(), (Draft{true, QStringLiteral("{\"a\": 1,}"), {}}));

    editor()->setPlainText(QStringLiteral("{\"a\": 1}"));
    QCOMPARE(button()->accessibleName(), QStringLiteral("Send to 1 localhost:9001"));
    QVERIFY(editor()->extraSelections().isEmpty());
}

void TestComposer::formatsJsonAsOneChange()
{
    m_composer->setMode(Composer::Mode::Json);
    editor()->setPlainText(QStringLiteral("{\"a\":[1]}"));
    clickTab(QStringLiteral("Format"));
    QCOMPARE(editor()->toPlainText(), QStringLiteral("{\n  \"a\": [\n    1\n  ]\n}"));
    editor()->undo();
    QCOMPARE(editor()->toPlainText(), QStringLiteral("{\"a\":[1]}"));
}

void TestComposer::sendsBase64AsBinary()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    m_composer->setMode(Composer::Mode::Base64);
    editor()->setPlainText(QStringLiteral("AP8"));
    button()->click();
    QCOMPARE(sent.count(), 1);
    QCOMPARE(sent.first().first().value<Draft>(), (Draft{false, {}, QByteArray("\x00\xff", 2)}));
    editor()->setPlainText(QStringLiteral("AP8*"));
    QVERIFY(!button()->isEnabled());
    QVERIFY2(m_composer->mistake().startsWith(u"\"*\" is not a Base64 character. (character 4)"),
        qPrintable(m_composer->mistake()));
}

void TestComposer::sendsAFile()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("file.bin")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("abc");
    file.close();
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    m_composer->setMode(Composer::Mode::File);
    m_composer->held()->choose(file.fileName());
    QTRY_VERIFY(button()->isEnabled());
    QCOMPARE(m_composer->held()->words(), QStringLiteral("file.bin, 3 bytes"));
    button()->click();
    QCOMPARE(sent.count(), 1);
    QCOMPARE(sent.first().first().value<Draft>(), (Draft{false, {}, "abc"}));

    m_composer->held()->choose(folder.filePath(QStringLiteral("none")));
    QTRY_COMPARE(m_composer->mistake(), QStringLiteral("none cannot be read: No such file or directory."));
    QVERIFY(!button()->isEnabled());
}

void TestComposer::sendsWithControlEnterFromAnywhere()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    editor()->setPlainText(QStringLiteral("hi"));
    m_composer->targets()->setFocus();
    QVERIFY(!editor()->hasFocus());
    QTest::keyClick(m_composer->targets(), Qt::Key_Return, Qt::ControlModifier);
    QTest::keyClick(m_composer->targets(), Qt::Key_Enter, Qt::ControlModifier | Qt::KeypadModifier);
    QCOMPARE(sent.count(), 2);
}

void TestComposer::sendsAndClears()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    editor()->setPlainText(QStringLiteral("hi"));
    m_composer->sendAndClear();
    QCOMPARE(sent.count(), 1);
    QVERIFY(editor()->toPlainText().isEmpty());
    QTest::keyClick(editor(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(editor()->toPlainText(), QStringLiteral("hi"));
}

void TestComposer::sendsToThoseThatAreTicked()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    for (const ConnectionId id : {1, 2, 3})
        open(id);
    m_composer->send();
    QCOMPARE(sent.takeFirst().at(1).value<std::vector<ConnectionId>>(), std::vector<ConnectionId>());

    m_composer->targets()->chooseSeveral(*button());
    auto *list = m_composer->findChild<QListWidget *>();
    list->item(0)->setCheckState(Qt::Checked);
    list->item(2)->setCheckState(Qt::Checked);
    list->window()->hide();
    QCOMPARE(button()->accessibleName(), QStringLiteral("Send to 2"));
    m_composer->send();
    QCOMPARE(sent.takeFirst().at(1).value<std::vector<ConnectionId>>(), (std::vector<ConnectionId>{1, 3}));
}

void TestComposer::whatWasNotSentIsRecalledToo()
{
    editor()->setPlainText(QStringLiteral("sent"));
    m_composer->send();
    editor()->setPlainText(QStringLiteral("half wri"));
    QTest::keyClick(editor(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(editor()->toPlainText(), QStringLiteral("sent"));
    QTest::keyClick(editor(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(editor()->toPlainText(), QStringLiteral("half wri"));
}

void TestComposer::takesADraftToBeEdited()
{
    m_composer->setMode(Composer::Mode::File);
    const std::pair<Draft, Composer::Mode> drafts[] = {
        {Draft{true, QStringLiteral("{\"id\":7}"), {}}, Composer::Mode::Json},
        {Draft{false, {}, QByteArray("\x00\x01", 2)}, Composer::Mode::Hex},
        {Draft{true, QStringLiteral("hello"), {}}, Composer::Mode::Text},
    };
    for (const auto &[draft, mode] : drafts) {
        m_composer->setDraft(draft);
        QCOMPARE(m_composer->mode(), mode);
        QCOMPARE(m_composer->draft(), std::optional(draft));
        QVERIFY(editor()->isVisible());
    }
}

void TestComposer::holdsADraftThatIsTooLong()
{
    const Draft draft{true, QString(2 << 20, u'x'), {}};
    m_composer->setDraft(draft);
    QCOMPARE(m_composer->draft(), std::optional(draft));
    QCOMPARE(m_composer->held()->words(), QStringLiteral("2.0 MiB of text, too long to edit: sent as it is"));
    QVERIFY(m_composer->held()->isVisible());
}

QTEST_MAIN(TestComposer)
#include "tst_composer.moc"
