// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelinepointer.h"

#include "support/patience.h"
#include "support/rows.h"
#include "ui/timelineview.h"

#include <QHelpEvent>
#include <QTest>
#include <QToolTip>

using namespace framescope;
using namespace framescope::test;

namespace {

struct Shown {
    TimelineModel model{[](qint64) {}};
    TimelineView view;

    explicit Shown(std::vector<Row> rows)
    {
        view.setModel(&model);
        model.append(appended(numbered(std::move(rows))));
        view.resize(900, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
    }
    QPoint middle(int row, TimelineColumn column) const
    {
        return view.timelineGeometry().cell(row, column).center();
    }
    QString tip(int row, TimelineColumn column)
    {
        const QPoint at = middle(row, column);
        QHelpEvent event(QEvent::ToolTip, at, view.viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(view.viewport(), &event);
        return QToolTip::isVisible() ? QToolTip::text() : QString();
    }
    bool isLit(int row)
    {
        const QRect cell = view.timelineGeometry().rowRect(row);
        return view.viewport()->grab().toImage().pixelColor(cell.right() - 2, cell.center().y())
            == view.painter().theme().hover;
    }
};

} // namespace

class TestTimelinePointer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void lightsTheRowUnderIt();
    void staysWhereThePointerIsWhenRowsMove();
    void explainsTheLetters();
    void showsWhatHasNoRoom();
    void timesSayTheWholeDate();
    void payloadIsNeverMarkup();
};

void TestTimelinePointer::init()
{
    QToolTip::hideText();
    QTRY_VERIFY(!QToolTip::isVisible());
}

void TestTimelinePointer::lightsTheRowUnderIt()
{
    Shown s({text(">", "a"), text("<", "b"), text("<", "c")});
    QVERIFY(!s.isLit(1));
    QTest::mouseMove(s.view.viewport(), s.middle(1, TimelineColumn::Preview));
    QTRY_VERIFY(s.isLit(1));
    QVERIFY(!s.isLit(2));
    QTest::mouseMove(s.view.viewport(), QPoint(300, s.view.viewport()->height() - 3)); // below the last row
    QTRY_VERIFY(!s.isLit(1));
}

void TestTimelinePointer::staysWhereThePointerIsWhenRowsMove()
{
    Shown s(std::vector<Row>(100, text("<", "x")));
    const int top = s.view.timelineGeometry().top;
    QTest::mouseMove(s.view.viewport(), s.middle(top + 4, TimelineColumn::Preview));
    QTRY_VERIFY(s.isLit(top + 4));
    s.model.append(appended(numbered({text("<", "y"), text("<", "z")}, 101)));
    QVERIFY(s.isLit(top + 6));
    QVERIFY(!s.isLit(top + 4));
}

void TestTimelinePointer::explainsTheLetters()
{
    Shown s({text(">", "a", RowFlag::Injected), text(">", "b")});
    QCOMPARE(s.tip(1, TimelineColumn::Direction), QString());
    QVERIFY2(s.tip(0, TimelineColumn::Direction).contains(u"Injected"),
        qPrintable(s.tip(0, TimelineColumn::Direction)));
}

void TestTimelinePointer::showsWhatHasNoRoom()
{
    Shown s({text("<", QByteArray(200, 'x')), text("<", "short")});
    QCOMPARE(s.tip(1, TimelineColumn::Preview), QString());
    QVERIFY(s.tip(0, TimelineColumn::Preview).contains(QString(200, u'x')));
}

void TestTimelinePointer::timesSayTheWholeDate()
{
    Shown s({text("<", "a")});
    const QString tip = s.tip(0, TimelineColumn::Time).replace(QChar::Nbsp, u' ');
    QVERIFY2(tip.contains(u"1 Jan 1970 00:00:00.137000 (00:00:00 UTC)"), qPrintable(tip));
}

void TestTimelinePointer::payloadIsNeverMarkup()
{
    Shown s({text("<", "<b>" + QByteArray(200, 'x') + "</b>")});
    QVERIFY2(s.tip(0, TimelineColumn::Preview).contains(u"&lt;b&gt;"),
        qPrintable(s.tip(0, TimelineColumn::Preview)));
}

QTEST_MAIN(TestTimelinePointer)
#include "tst_timelinepointer.moc"
