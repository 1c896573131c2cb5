// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar.h"

#include "analysis/rowmatcher.h"
#include "ui/style.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace framescope;
using namespace Qt::StringLiterals;

class TestFilterBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everythingIsWantedAtFirst();
    void wants_data();
    void wants();
    void typingIsWaitedFor();
    void enterAndEscapeLeave();
    void isCleared();
    void tellsHowMany();
    void tellsWhatIsWrong();

private:
    QToolButton *toggle(const QString &words) const
    {
        for (auto *button : m_bar->findChildren<QToolButton *>()) {
            if (button->text() == words)
                return button;
        }
        qFatal("no such button");
        return nullptr;
    }
    QLineEdit *text() const { return m_bar->findChild<QLineEdit *>(); }
    // In, out, ping, pong, "Apple", "pear": a letter for each that is wanted.
    QString wanted() const
    {
        const auto filter = m_bar->filter();
        if (!filter)
            return u"all"_s;
        auto matcher = RowMatcher::of(*filter);
        if (!matcher)
            return matcher.error().toString();
        struct Case {
            QChar letter;
            Opcode opcode;
            Direction direction;
            QByteArray payload;
        };
        const Case cases[] = {{u'a', Opcode::Text, Direction::ServerToClient, "Apple"},
            {u'p', Opcode::Text, Direction::ClientToServer, "pear"},
            {u'i', Opcode::Ping, Direction::ServerToClient, "apple"},
            {u'o', Opcode::Pong, Direction::ClientToServer, "apple"}};
        QString letters;
        for (const Case &each : cases) {
            Row row;
            row.id = row.message = 1;
            row.direction = each.direction;
            row.header.opcode = each.opcode;
            row.payloadSize = static_cast<quint64>(each.payload.size());
            if (matcher->decide(PackedRow::of(row), row.payloadSize, each.payload) == Truth::Yes)
                letters += each.letter;
        }
        return letters;
    }

    std::unique_ptr<FilterBar> m_bar;
};

void TestFilterBar::init()
{
    m_bar = std::make_unique<FilterBar>();
    m_bar->show();
}

void TestFilterBar::everythingIsWantedAtFirst()
{
    QVERIFY(!m_bar->filter());
    QVERIFY(m_bar->countText().isEmpty());
}

void TestFilterBar::wants_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("pressed");
    QTest::addColumn<QString>("rows");
    QTest::newRow("text") << u"apple"_s << QStringList() << u"aio"_s;
    QTest::newRow("text, case minded") << u"apple"_s << QStringList{u"Aa"_s} << u"io"_s;
    QTest::newRow("text, turned round") << u"apple"_s << QStringList{u"Not"_s} << u"p"_s;
    QTest::newRow("a point is a point") << u"a.p"_s << QStringList() << u""_s;
    QTest::newRow("pattern") << u"^ap+le$|ear"_s << QStringList{u".*"_s} << u"apio"_s;
    QTest::newRow("pattern, case minded") << u"^ap"_s << QStringList{u".*"_s, u"Aa"_s} << u"io"_s;
    QTest::newRow("nothing from the server") << u""_s << QStringList{u"In"_s} << u"po"_s;
    QTest::newRow("nothing to the server") << u""_s << QStringList{u"Out"_s} << u"ai"_s;
    QTest::newRow("no control frames") << u""_s << QStringList{u"Control"_s} << u"ap"_s;
    QTest::newRow("all of it") << u"apple"_s << QStringList{u"Control"_s, u"Out"_s} << u"a"_s;
}

void TestFilterBar::wants()
{
    QFETCH(const QString, typed);
    QFETCH(const QStringList, pressed);
    QTest::keyClicks(text(), typed);
    for (const QString &words : pressed)
        QTest::mouseClick(toggle(words), Qt::LeftButton);
    QTEST(wanted(), "rows");
}

void TestFilterBar::typingIsWaitedFor()
{
    QSignalSpy changed(m_bar.get(), &FilterBar::filterChanged);
    QTest::keyClicks(text(), u"apple"_s);
    QTRY_VERIFY(!changed.isEmpty());
    QVERIFY(changed.size() < 5); // not for each letter
    changed.clear();
    text()->clear(); // at once
    QCOMPARE(changed.size(), 1);
}

void TestFilterBar::enterAndEscapeLeave()
{
    QSignalSpy changed(m_bar.get(), &FilterBar::filterChanged);
    QSignalSpy left(m_bar.get(), &FilterBar::left);
    QTest::keyClicks(text(), u"apple"_s);
    QTest::keyClick(text(), Qt::Key_Return);
    QVERIFY(!changed.isEmpty());
    QCOMPARE(left.size(), 1);
    QTest::keyClick(text(), Qt::Key_Escape);
    QVERIFY(text()->text().isEmpty());
    QCOMPARE(left.size(), 1);
    QTest::keyClick(text(), Qt::Key_Escape);
    QCOMPARE(left.size(), 2);
}

void TestFilterBar::isCleared()
{
    QTest::keyClicks(text(), u"apple"_s);
    toggle(u"In"_s)->click();
    QSignalSpy changed(m_bar.get(), &FilterBar::filterChanged);
    m_bar->clear();
    QCOMPARE(changed.size(), 1);
    QVERIFY(!m_bar->filter());
}

void TestFilterBar::tellsHowMany()
{
    m_bar->setCount(311, 12'331, 12'331, {});
    QVERIFY(m_bar->countText().isEmpty()); // all of them
    toggle(u"In"_s)->click();
    m_bar->setCount(311, 12'331, 12'331, {});
    QCOMPARE(m_bar->countText(), u"311 of 12,331"_s);
    m_bar->setCount(5, 12'331, 6'166, {});
    QCOMPARE(m_bar->countText(), u"5 of 12,331, 50 %"_s);
}

void TestFilterBar::tellsWhatIsWrong()
{
    m_bar->setError(u"A parenthesis is missing."_s);
    QCOMPARE(text()->property(Style::Wrong).toString(), u"A parenthesis is missing."_s);
    QTest::keyClicks(text(), u"x"_s);
    QTRY_VERIFY(text()->property(Style::Wrong).toString().isEmpty());
}

QTEST_MAIN(TestFilterBar)
#include "tst_filterbar.moc"
