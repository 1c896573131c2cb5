// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/rowscrollbar.h"

#include <QPaintEvent>
#include <QTest>

using namespace framescope;

namespace {

// How often a widget was painted.
class Paints final : public QObject {
public:
    explicit Paints(QWidget &widget) { widget.installEventFilter(this); }
    int take()
    {
        QCoreApplication::processEvents();
        return std::exchange(m_count, 0);
    }
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }

private:
    int m_count = 0;
};

} // namespace

class TestRowScrollBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isPaintedWhenThePictureChanges();
};

void TestRowScrollBar::isPaintedWhenThePictureChanges()
{
    RowScrollBar bar;
    bar.setPageStep(40);
    bar.setRange(0, 10'000'000);
    bar.resize(12, 500);
    bar.show();
    QVERIFY(QTest::qWaitForWindowExposed(&bar));
    bar.setValue(5'003'000);
    Paints paints(bar);
    paints.take();

    bar.setMaximum(10'000'001);
    bar.setValue(5'003'003);
    QCOMPARE(paints.take(), 0);
    bar.setValue(7'000'000);
    QCOMPARE(paints.take(), 1);
    bar.setMaximum(20'000'000);
    QCOMPARE(paints.take(), 1);
    bar.setPageStep(10'000'000);
    bar.setValue(7'000'001);
    QCOMPARE(paints.take(), 1);
    bar.setInvertedAppearance(true);
    QCOMPARE(paints.take(), 1);
}

QTEST_MAIN(TestRowScrollBar)
#include "tst_rowscrollbar.moc"
