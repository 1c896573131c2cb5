// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/newrowspill.h"

#include "ui/theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace framescope;

namespace {

// Pixels of nearly that colour from x1 to x2, at the height of the words: above and below are corners.
int pixelsOf(const QImage &image, const QColor &color, int x1, int x2)
{
    int count = 0;
    for (int x = x1; x < x2; ++x) {
        for (int y = 8; y < image.height() - 8; ++y) {
            const QColor pixel = image.pixelColor(x, y);
            count += std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green())
                    + std::abs(pixel.blue() - color.blue())
                < 60;
        }
    }
    return count;
}

} // namespace

class TestNewRowsPill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isHiddenAtZero();
    void saysTheCount();
    void growsWithTheCount();
    void leavesTheKeyboardWhereItIs();
    void arrowIsAtTheEndOfTheWords_data();
    void arrowIsAtTheEndOfTheWords();
};

void TestNewRowsPill::isHiddenAtZero()
{
    NewRowsPill pill;
    QVERIFY(pill.isHidden());
    pill.setCount(1);
    QVERIFY(!pill.isHidden());
    pill.setCount(0);
    QVERIFY(pill.isHidden());
}

void TestNewRowsPill::saysTheCount()
{
    NewRowsPill pill;
    pill.setCount(12'331);
    QCOMPARE(pill.text(), QStringLiteral("12,331 new"));
    QVERIFY(pill.toolTip().contains(u"End"));
    pill.setCount(128, 1'200);
    QCOMPARE(pill.text(), QStringLiteral("128 new, 1,200 hidden by the filter"));
}

void TestNewRowsPill::growsWithTheCount()
{
    NewRowsPill pill;
    pill.setCount(8);
    const QSize small = pill.size();
    pill.setCount(8'000'000);
    QCOMPARE(pill.height(), small.height());
    QCOMPARE(pill.width() - small.width(),
        pill.fontMetrics().horizontalAdvance(QStringLiteral("8,000,000 new"))
            - pill.fontMetrics().horizontalAdvance(QStringLiteral("8 new")));
}

void TestNewRowsPill::leavesTheKeyboardWhereItIs()
{
    QWidget window;
    auto *rows = new QWidget(&window);
    rows->setFocusPolicy(Qt::StrongFocus);
    auto *pill = new NewRowsPill(&window);
    pill->setCount(3);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    rows->setFocus();
    QSignalSpy clicked(pill, &NewRowsPill::clicked);
    QTest::mouseClick(pill, Qt::LeftButton);
    QCOMPARE(clicked.count(), 1);
    QVERIFY(rows->hasFocus());
}

void TestNewRowsPill::arrowIsAtTheEndOfTheWords_data()
{
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::addColumn<bool>("dark");
    QTest::newRow("left to right, light") << Qt::LeftToRight << false;
    QTest::newRow("left to right, dark") << Qt::LeftToRight << true;
    QTest::newRow("right to left, light") << Qt::RightToLeft << false;
}

void TestNewRowsPill::arrowIsAtTheEndOfTheWords()
{
    QFETCH(Qt::LayoutDirection, direction);
    QFETCH(bool, dark);
    const Theme &theme = dark ? Theme::darkTheme() : Theme::light();
    NewRowsPill pill;
    pill.setPalette(theme.palette());
    pill.setLayoutDirection(direction);
    pill.setCount(128);
    const QImage image = pill.grab().toImage();
    QCOMPARE(image.pixelColor(image.width() / 2, 2), theme.accent);
    // The gap before the arrow is empty, and the arrow stands beyond it.
    const int end = image.width() - 14;
    const auto at = [&](int x1, int x2) {
        return direction == Qt::LeftToRight
            ? pixelsOf(image, theme.accentText, x1, x2)
            : pixelsOf(image, theme.accentText, image.width() - x2, image.width() - x1);
    };
    QVERIFY(at(end - 8, end) >= 8);
    QCOMPARE(at(end - 14, end - 8), 0);
    QVERIFY(at(14, end - 16) > 40);
    QCOMPARE(at(3, 12), 0);
    QCOMPARE(at(end + 1, image.width() - 3), 0);
}

QTEST_MAIN(TestNewRowsPill)
#include "tst_newrowspill.moc"
