// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "ui/addresscompletion.h"
#include "ui/connectionbar.h"
#include "ui/copiespopover.h"
#include "ui/urlfield.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace framescope;

namespace {

ConnectionFacts factsIn(ReadyState state, bool opened = true)
{
    ConnectionFacts facts;
    facts.id = 1;
    facts.url = QStringLiteral("ws://localhost:9001/");
    facts.readyState = state;
    if (opened && state != ReadyState::Connecting)
        facts.openedNs = 5;
    return facts;
}

} // namespace

class TestConnectionBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void offersWhatTheStateAllows_data();
    void offersWhatTheStateAllows();
    void enterConnectsToTheCompletedAddress();
    void arrowConnectsCopies();
    void buttonEndsWithCode1000();
    void marksTheWrongCharacter();
    void errorGoesWithTheNextCharacter();
    void completionsAreAModel();
    void keepsItsWidth();
    void judgesEnds_data();
    void judgesEnds();
    void endsByTcp();

private:
    QPushButton *button() const
    {
        return m_bar->findChild<QPushButton *>(QString(), Qt::FindDirectChildrenOnly);
    }
    UrlField *field() const { return m_bar->findChild<UrlField *>(); }

    std::unique_ptr<ConnectionBar> m_bar;
};

void TestConnectionBar::init()
{
    m_bar = std::make_unique<ConnectionBar>();
    m_bar->resize(900, 44);
    m_bar->show();
}

void TestConnectionBar::cleanup()
{
    m_bar.reset();
}

void TestConnectionBar::offersWhatTheStateAllows_data()
{
    QTest::addColumn<ConnectionFacts>("facts");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("button");
    QTest::addColumn<bool>("enabled");
    QTest::addColumn<bool>("arrow");
    ConnectionFacts waiting = factsIn(ReadyState::Closed, false);
    waiting.nextAttemptNs = 7;
    QTest::newRow("none yet") << ConnectionFacts() << "CLOSED"
                              << "Connect" << true << true;
    QTest::newRow("connecting") << factsIn(ReadyState::Connecting) << "CONNECTING"
                                << "Cancel" << true << false;
    QTest::newRow("waiting for the next attempt") << waiting << "FAILED"
                                                  << "Cancel" << true << true;
    QTest::newRow("open") << factsIn(ReadyState::Open) << "OPEN"
                          << "Disconnect" << true << true;
    QTest::newRow("closing") << factsIn(ReadyState::Closing) << "CLOSING"
                             << "Abort" << true << true;
    QTest::newRow("closed") << factsIn(ReadyState::Closed) << "CLOSED"
                            << "Connect" << true << true;
    QTest::newRow("never opened") << factsIn(ReadyState::Closed, false) << "FAILED"
                                  << "Connect" << true << true;
}

void TestConnectionBar::offersWhatTheStateAllows()
{
    QFETCH(ConnectionFacts, facts);
    m_bar->setUrl(QStringLiteral("localhost"));
    m_bar->setFacts(facts);
    QTEST(m_bar->findChild<StateBadge *>()->word(), "word");
    QTEST(button()->text(), "button");
    QTEST(button()->isEnabled(), "enabled");
    QTEST(m_bar->findChild<QToolButton *>(QStringLiteral("more"))->isEnabled(), "arrow");
}

void TestConnectionBar::enterConnectsToTheCompletedAddress()
{
    QSignalSpy connects(m_bar.get(), &ConnectionBar::connectRequested);
    QVERIFY(!button()->isEnabled()); // nothing to connect to
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(connects.count(), 0);
    QTest::keyClicks(field(), QStringLiteral("localhost:9001/a"));
    QCOMPARE(field()->prefix(), QStringLiteral("ws://"));
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(connects.count(), 1);
    QCOMPARE(connects.first().first().toString(), QStringLiteral("ws://localhost:9001/a"));
}

void TestConnectionBar::arrowConnectsCopies()
{
    auto *arrow = m_bar->findChild<QToolButton *>(QStringLiteral("more"));
    QVERIFY(!arrow->isEnabled()); // to nowhere
    m_bar->setUrl(QStringLiteral("localhost:9001"));
    QSignalSpy copies(m_bar.get(), &ConnectionBar::copiesRequested);
    QTest::mouseClick(arrow, Qt::LeftButton);
    auto *popover = m_bar->findChild<CopiesPopover *>();
    QVERIFY(popover->isVisible());
    auto *number = popover->findChild<QSpinBox *>();
    number->selectAll();
    QTest::keyClicks(number, QStringLiteral("25"));
    auto *connectAll = popover->findChild<QPushButton *>();
    QCOMPARE(connectAll->text(), QStringLiteral("Connect 25 copies"));
    QTest::mouseClick(connectAll, Qt::LeftButton);
    QVERIFY(!popover->isVisible());
    QCOMPARE(copies.count(), 1);
    QCOMPARE(copies.first().at(0).toString(), QStringLiteral("ws://localhost:9001"));
    QCOMPARE(copies.first().at(1).toInt(), 25);
    number->setValue(1000);
    QCOMPARE(popover->copies(), CopiesPopover::Most);
}

void TestConnectionBar::buttonEndsWithCode1000()
{
    m_bar->setFacts(factsIn(ReadyState::Open));
    QSignalSpy ends(m_bar.get(), &ConnectionBar::endRequested);
    QTest::mouseClick(button(), Qt::LeftButton);
    QCOMPARE(ends.count(), 1);
    QCOMPARE(
        ends.first().first().value<EndRequest>(), (EndRequest{EndRequest::Way::CloseHandshake, 1000, {}}));
}

void TestConnectionBar::marksTheWrongCharacter()
{
    m_bar->setUrl(QStringLiteral("example.com/a b"));
    const Error error{
        QStringLiteral("A WebSocket address cannot contain a space."), QStringLiteral("character 20"), {}};
    m_bar->showError(error);
    QVERIFY(field()->hasError());
    QCOMPARE(field()->errorPosition(), 13); // of "example.com/a b", without "wss://"
    QCOMPARE(m_bar->inTypedText(error).where, QStringLiteral("character 14"));

    m_bar->setUrl(QStringLiteral("ws://example.com/a b"));
    m_bar->showError({error.what, QStringLiteral("character 19"), {}});
    QCOMPARE(field()->errorPosition(), 18);
    QCOMPARE(m_bar->inTypedText({error.what, QStringLiteral("character 19"), {}}).where,
        QStringLiteral("character 19"));
}

void TestConnectionBar::errorGoesWithTheNextCharacter()
{
    m_bar->setUrl(QStringLiteral("ws://host/#x"));
    m_bar->showError({QStringLiteral("No."), QStringLiteral("character 11"), {}});
    QTest::keyClick(field(), Qt::Key_End);
    QVERIFY(field()->hasError());
    QTest::keyClick(field(), Qt::Key_Backspace);
    QVERIFY(!field()->hasError());
}

// Nothing may move under the pointer when a state changes.
void TestConnectionBar::completionsAreAModel()
{
    AddressCompletion completion;
    const QAbstractItemModelTester tester(
        completion.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto rows = [&completion] { return completion.model()->rowCount(); };
    completion.setHistory({QStringLiteral("ws://a/"), QStringLiteral("ws://b/")});
    QCOMPARE(rows(), 2);
    completion.setLibrary({{QStringLiteral("1"), QStringLiteral("Prices"), QStringLiteral("ws://c/"), {}}});
    QCOMPARE(rows(), 3);
    completion.setCompletionPrefix(QStringLiteral("pric")); // by its name
    QCOMPARE(completion.currentCompletion(), QStringLiteral("ws://c/"));
    completion.setHistory({});
    QCOMPARE(rows(), 1);
    completion.setLibrary({});
    QCOMPARE(rows(), 0);
}

void TestConnectionBar::keepsItsWidth()
{
    m_bar->setUrl(QStringLiteral("localhost"));
    QTRY_VERIFY(field()->width() > 0);
    const QRect before = field()->geometry();
    for (const ReadyState state :
        {ReadyState::Connecting, ReadyState::Open, ReadyState::Closing, ReadyState::Closed}) {
        m_bar->setFacts(factsIn(state));
        m_bar->layout()->activate();
        QCOMPARE(field()->geometry(), before);
    }
}

void TestConnectionBar::judgesEnds_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<bool>("possible");
    QTest::addColumn<QString>("remark");
    const QString x123(123, u'x');
    QTest::newRow("normal") << "1000 Normal Closure"
                            << "" << true << "";
    QTest::newRow("application's own") << "4401"
                                       << "Token expired" << true << "";
    QTest::newRow("no code") << "none"
                             << "" << true << "";
    QTest::newRow("browsers may not")
        << "1001 Going Away"
        << "" << true << "Browsers may not send 1001, only 1000 and 3000 to 4999.";
    QTest::newRow("never on the wire")
        << "1006"
        << "" << true << "1006 must not be sent (RFC 6455, 7.4). A correct server answers with 1002.";
    QTest::newRow("longest reason") << "3000" << x123 << true << "";
    QTest::newRow("reason too long") << "3000"
                                     << x123
            + u'x' << false << "The reason has 124 bytes; a Close frame carries at most 123 (RFC 6455, 5.5).";
    QTest::newRow("counts bytes, not characters")
        << "3000" << QString(62, u'\u00e9') << false
        << "The reason has 124 bytes; a Close frame carries at most 123 (RFC 6455, 5.5).";
    QTest::newRow("reason without code")
        << "none"
        << "why" << false << "A reason needs a code in front of it (RFC 6455, 5.5.1).";
    QTest::newRow("no number") << "bye"
                               << "" << false << "A close code is a number from 0 to 65535.";
    QTest::newRow("too large") << "65536"
                               << "" << false << "A close code is a number from 0 to 65535.";
}

void TestConnectionBar::judgesEnds()
{
    QFETCH(QString, code);
    QFETCH(QString, reason);
    EndPopover popover;
    popover.findChild<QComboBox *>()->setEditText(code);
    popover.findChild<QLineEdit *>(QString(), Qt::FindDirectChildrenOnly)->setText(reason);
    QTEST(popover.request().has_value(), "possible");
    QTEST(popover.remark(), "remark");
}

void TestConnectionBar::endsByTcp()
{
    EndPopover popover;
    QSignalSpy ends(&popover, &EndPopover::endRequested);
    const auto ways = popover.findChildren<QRadioButton *>();
    QCOMPARE(ways.size(), 4);
    ways.at(2)->setChecked(true);
    QVERIFY(!popover.findChild<QComboBox *>()->isEnabled());
    popover.findChild<QPushButton *>()->click();
    QCOMPARE(ends.count(), 1);
    QCOMPARE(ends.first().first().value<EndRequest>(), (EndRequest{EndRequest::Way::Reset, {}, {}}));
}

QTEST_MAIN(TestConnectionBar)
#include "tst_connectionbar.moc"
