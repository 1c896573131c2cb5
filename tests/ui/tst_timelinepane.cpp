// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/livelyrows.h"
#include "ui/newrowspill.h"
#include "ui/theme.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

using namespace framescope;
using namespace framescope::test;

namespace {

constexpr qint64 Epoch = 1'795'453'228'000'000'000;

void ignorePages(qint64) { }

// For a look by eye: pictures are kept if FRAMESCOPE_PICTURES names a folder.
void keepPicture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("FRAMESCOPE_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(widget.grab().save(folder + u'/' + name + QStringLiteral(".png")));
}

} // namespace

class TestTimelinePane : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void picture_data();
    void picture();
};

void TestTimelinePane::picture_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("rightToLeft");
    QTest::newRow("light") << false << false;
    QTest::newRow("dark") << true << false;
    QTest::newRow("light-rtl") << false << true;
}

void TestTimelinePane::picture()
{
    QFETCH(bool, dark);
    QFETCH(bool, rightToLeft);
    const Theme &theme = dark ? Theme::darkTheme() : Theme::light();
    TimelinePane pane(ignorePages);
    pane.setPalette(theme.palette());
    pane.setFont(QFont(QStringLiteral("DejaVu Sans"), 10));
    pane.setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    pane.setEpochOffsetNs(Epoch);
    pane.resize(960, 700);
    pane.show();
    QVERIFY(QTest::qWaitForWindowActive(&pane));
    pane.append(appended(livelyRows()));
    pane.view()->setFocus();
    pane.setCurrentRow(6);
    QTest::keyClick(pane.view(), Qt::Key_Down, Qt::ShiftModifier);
    pane.append(appended(numbered({text("<", "new")}, 32)));
    const QImage image = pane.grab().toImage();
    QCOMPARE(image.pixelColor(480, 697), theme.base);
    keepPicture(pane, QStringLiteral("timeline-") + QString::fromLatin1(QTest::currentDataTag()));
}

QTEST_MAIN(TestTimelinePane)
#include "tst_timelinepane.moc"
