// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme.h"

#include <QFontInfo>
#include <QFontMetrics>
#include <QTest>

#include <algorithm>
#include <cmath>

using framescope::Theme;

namespace {

struct Named {
    const char *name;
    QColor color;
};

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &c)
{
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

// WCAG 2.1, 1.4.3
double contrast(const QColor &a, const QColor &b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

QList<Named> textColors(const Theme &t)
{
    return {{"text", t.text}, {"secondary", t.secondary}, {"accent", t.accent}, {"sent", t.sent},
        {"received", t.received}, {"error", t.error}, {"warning", t.warning}, {"number", t.number},
        {"control glyph", t.controlGlyph}};
}

QList<Named> backgrounds(const Theme &t)
{
    return {{"window", t.window}, {"base", t.base}, {"hover", t.hover}, {"selection", t.selection},
        {"inactive selection", t.selectionInactive}, {"error background", t.errorBackground},
        {"warning background", t.warningBackground}, {"good background", t.goodBackground},
        {"info background", t.infoBackground}};
}

// As Windows has it: "High contrast black", "High contrast white".
QPalette desktopOf(const QColor &paper, const QColor &ink, const QColor &highlight)
{
    QPalette palette;
    for (const auto role : {QPalette::Window, QPalette::Base, QPalette::Button, QPalette::AlternateBase})
        palette.setColor(role, paper);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(role, ink);
    palette.setColor(QPalette::Highlight, highlight);
    palette.setColor(QPalette::HighlightedText, paper);
    palette.setColor(QPalette::Link, Qt::yellow);
    return palette;
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contrasts_data();
    void contrasts();
    void paletteTellsItsTheme_data();
    void paletteTellsItsTheme();
    void inactiveSelectionIsNotAccented();
    void highContrastIsRecognised_data();
    void highContrastIsRecognised();
    void highContrastHasTheDesktopsColoursAlone_data();
    void highContrastHasTheDesktopsColoursAlone();
    void monospaceFontHasOneWidth();
    void digitsKeepTheirWidth();
};

void TestTheme::contrasts_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("paper");
    QTest::addColumn<double>("least");
    for (const Theme *t : {&Theme::light(), &Theme::darkTheme()}) {
        const char *name = t->dark ? "dark" : "light";
        for (const Named &ink : textColors(*t)) {
            for (const Named &paper : backgrounds(*t))
                QTest::addRow("%s: %s on %s", name, ink.name, paper.name) << ink.color << paper.color << 5.2;
        }
        for (int i = 0; i < 6; ++i)
            QTest::addRow("%s: text on mark %d", name, i + 1) << t->text << t->marks[i] << 7.4;
        QTest::addRow("%s: text on accent", name) << t->accentText << t->accent << 5.2;
        QTest::addRow("%s: control border on window", name) << t->controlBorder << t->window << 3.5;
        QTest::addRow("%s: control border on base", name) << t->controlBorder << t->base << 3.5;
    }
}

void TestTheme::contrasts()
{
    QFETCH(QColor, ink);
    QFETCH(QColor, paper);
    QFETCH(double, least);
    const double found = contrast(ink, paper);
    QVERIFY2(found >= least, qPrintable(QStringLiteral("%1:1").arg(found, 0, 'f', 2)));
}

void TestTheme::paletteTellsItsTheme_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestTheme::paletteTellsItsTheme()
{
    QFETCH(bool, dark);
    const Theme &theme = dark ? Theme::darkTheme() : Theme::light();
    QCOMPARE(theme.dark, dark);
    QCOMPARE(&Theme::of(theme.palette()), &theme);
    QCOMPARE(&Theme::of(QPalette(dark ? Qt::black : Qt::white)), &theme);
}

void TestTheme::inactiveSelectionIsNotAccented()
{
    const Theme &theme = Theme::light();
    const QPalette palette = theme.palette();
    QCOMPARE(palette.color(QPalette::Active, QPalette::Highlight), theme.selection);
    QCOMPARE(palette.color(QPalette::Inactive, QPalette::Highlight), theme.selectionInactive);
    QCOMPARE(palette.color(QPalette::HighlightedText), theme.text);
}

void TestTheme::highContrastIsRecognised_data()
{
    QTest::addColumn<QPalette>("desktop");
    QTest::addColumn<bool>("high");
    QTest::newRow("black") << desktopOf(Qt::black, Qt::white, Qt::cyan) << true;
    QTest::newRow("white") << desktopOf(Qt::white, Qt::black, Qt::blue) << true;
    QTest::newRow("grey window") << desktopOf(QColor(0xEFEFEF), Qt::black, Qt::blue) << false;
    QTest::newRow("nearly white text") << desktopOf(Qt::black, QColor(0xF0F0F0), Qt::cyan) << false;
    QTest::newRow("our light") << Theme::light().palette() << false;
    QTest::newRow("our dark") << Theme::darkTheme().palette() << false;
    QTest::newRow("no desktop") << QPalette() << false;
}

void TestTheme::highContrastIsRecognised()
{
    QFETCH(QPalette, desktop);
    QTEST(Theme::isHighContrast(desktop), "high");
}

void TestTheme::highContrastHasTheDesktopsColoursAlone_data()
{
    QTest::addColumn<QColor>("paper");
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("highlight");
    QTest::addColumn<QColor>("selection");
    const QColor black(Qt::black), white(Qt::white), cyan(Qt::cyan), blue(Qt::blue);
    QTest::newRow("black") << black << white << cyan << cyan;
    QTest::newRow("white") << white << black << blue << blue;
    QTest::newRow("white, and a selection that is hard to read") << white << black << cyan << black;
}

void TestTheme::highContrastHasTheDesktopsColoursAlone()
{
    QFETCH(QColor, paper);
    QFETCH(QColor, ink);
    QFETCH(QColor, highlight);
    const QPalette palette = Theme::highContrastPalette(desktopOf(paper, ink, highlight));
    const Theme theme = Theme::of(palette);
    QVERIFY(theme.highContrast);
    QCOMPARE(theme.dark, paper == Qt::black);
    for (const Named &color : textColors(theme)) {
        if (color.color != theme.accent)
            QVERIFY2(color.color == ink, color.name);
    }
    for (const Named &color : backgrounds(theme)) {
        if (color.color != theme.selection)
            QVERIFY2(color.color == paper, color.name);
    }
    QTEST(theme.selection, "selection");
    QCOMPARE(theme.selectedText, paper);
    QVERIFY(contrast(theme.selectedText, theme.selection) >= 4.5);
    QVERIFY(!Theme::of(Theme::light().palette()).highContrast);
    QVERIFY(!Theme::of(Theme::darkTheme().palette()).highContrast);
}

void TestTheme::monospaceFontHasOneWidth()
{
    const QFont font = framescope::monospaceFont(12);
    QCOMPARE(font.pointSize(), 12);
    QVERIFY(QFontInfo(font).fixedPitch());
    const QFontMetrics metrics(font);
    QCOMPARE(
        metrics.horizontalAdvance(QStringLiteral("111")), metrics.horizontalAdvance(QStringLiteral("8MW")));
}

void TestTheme::digitsKeepTheirWidth()
{
    for (const auto &family : {QStringLiteral("DejaVu Sans"), QStringLiteral("C059")}) {
        const QFontMetrics metrics(framescope::tabularDigits(QFont(family, 10)));
        QCOMPARE(metrics.horizontalAdvance(QStringLiteral("111")),
            metrics.horizontalAdvance(QStringLiteral("888")));
    }
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
