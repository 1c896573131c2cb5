// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/composer.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
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

private:
    QPlainTextEdit *editor() const { return m_composer->findChild<QPlainTextEdit *>(); }
    QPushButton *button() const { return m_composer->findChild<QPushButton *>(); }

    std::unique_ptr<Composer> m_composer;
};

void TestComposer::init()
{
    m_composer = std::make_unique<Composer>();
    m_composer->setTarget(QStringLiteral("1 localhost:9001"), true);
    m_composer->show();
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

QTEST_MAIN(TestComposer)
#include "tst_composer.moc"
