// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetrics>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace framescope {

namespace {

constexpr double LeastContrast = 4.5; // of text, WCAG 2.1 level AA

QColor rgb(QRgb value)
{
    return QColor(value);
}

Theme makeLight()
{
    Theme t;
    t.window = rgb(0xF3F4F6);
    t.base = rgb(0xFFFFFF);
    t.hover = rgb(0xEEF0F4);
    t.selection = rgb(0xE1DCF8);
    t.selectionInactive = rgb(0xE4E6EB);
    t.text = t.selectedText = rgb(0x1B1F24);
    t.secondary = rgb(0x525A66);
    t.divider = rgb(0xD5D9DF);
    t.controlBorder = rgb(0x79818D);
    t.accent = rgb(0x5138B8);
    t.accentText = rgb(0xFFFFFF);
    t.sent = rgb(0x0A6637);
    t.received = rgb(0x1B55B5);
    t.error = rgb(0xA8201A);
    t.errorBackground = rgb(0xFDE7E5);
    t.warning = rgb(0x7A4A00);
    t.warningBackground = rgb(0xFFF4D9);
    t.goodBackground = rgb(0xE2F4E8);
    t.infoBackground = rgb(0xE4EEFC);
    t.number = rgb(0x8A3B00);
    t.controlGlyph = rgb(0x7B2D8E);
    constexpr QRgb Marks[] = {0xFFE08A, 0xBFE3C8, 0xBBD6FB, 0xF6C7C3, 0xE0CCF5, 0xD5D9DF};
    std::transform(std::begin(Marks), std::end(Marks), t.marks, rgb);
    return t;
}

Theme makeDark()
{
    Theme t;
    t.dark = true;
    t.window = rgb(0x202328);
    t.base = rgb(0x17191D);
    t.hover = rgb(0x262A31);
    t.selection = rgb(0x3A3363);
    t.selectionInactive = rgb(0x30343B);
    t.text = t.selectedText = rgb(0xE6E8EB);
    t.secondary = rgb(0xB0B7C1);
    t.divider = rgb(0x3A3F47);
    t.controlBorder = rgb(0x7A828E);
    t.accent = rgb(0xB7AAFF);
    t.accentText = rgb(0x17191D);
    t.sent = rgb(0x5FD08F);
    t.received = rgb(0x8DBBFF);
    t.error = rgb(0xFF9C94);
    t.errorBackground = rgb(0x43201E);
    t.warning = rgb(0xF2BC66);
    t.warningBackground = rgb(0x3A2E12);
    t.goodBackground = rgb(0x16341F);
    t.infoBackground = rgb(0x1B2E4A);
    t.number = rgb(0xF2A36B);
    t.controlGlyph = rgb(0xE3A0F0);
    constexpr QRgb Marks[] = {0x5A4600, 0x1F4A2B, 0x1F3D66, 0x5E2522, 0x472A66, 0x3F454E};
    std::transform(std::begin(Marks), std::end(Marks), t.marks, rgb);
    return t;
}

// Every ink is the desktop's text and every paper its base.
Theme makeHighContrast(const QPalette &palette)
{
    const auto color = [&palette](QPalette::ColorRole role) { return palette.color(QPalette::Active, role); };
    Theme t;
    t.highContrast = true;
    t.window = color(QPalette::Window);
    t.base = color(QPalette::Base);
    t.text = color(QPalette::WindowText);
    t.accent = t.selection = color(QPalette::Highlight);
    t.selectionInactive = palette.color(QPalette::Inactive, QPalette::Highlight);
    t.accentText = t.selectedText = color(QPalette::HighlightedText);
    t.dark = t.window.lightness() < 128;
    for (QColor *ink : {&t.secondary, &t.divider, &t.controlBorder, &t.sent, &t.received, &t.error,
             &t.warning, &t.number, &t.controlGlyph})
        *ink = t.text;
    for (QColor *paper :
        {&t.hover, &t.errorBackground, &t.warningBackground, &t.goodBackground, &t.infoBackground})
        *paper = t.base;
    std::fill(std::begin(t.marks), std::end(t.marks), t.base);
    return t;
}

// WCAG 2.1, 1.4.3
double luminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

bool isBlackOrWhite(const QColor &color)
{
    return color.rgb() == QColor(Qt::black).rgb() || color.rgb() == QColor(Qt::white).rgb();
}

// Qt can ask a font for it since 6.7.
QFont withTabularFeature(const QFont &font)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    QFont tabular = font;
    tabular.setFeature(QFont::Tag("tnum"), 1);
    return tabular;
#else
    return font;
#endif
}

QString monospaceFamily()
{
    const QStringList installed = QFontDatabase::families();
    for (const QString &family : {QStringLiteral("JetBrains Mono"), QStringLiteral("Cascadia Mono"),
             QStringLiteral("DejaVu Sans Mono")}) {
        if (installed.contains(family))
            return family;
    }
    return QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
}

} // namespace

const Theme &Theme::light()
{
    static const Theme theme = makeLight();
    return theme;
}

const Theme &Theme::darkTheme()
{
    static const Theme theme = makeDark();
    return theme;
}

// A link in the colour of text is the mark of high contrast: no other palette of ours has it.
const Theme &Theme::of(const QPalette &palette)
{
    if (palette.color(QPalette::Active, QPalette::Link) == palette.color(QPalette::Active, QPalette::Text)) {
        static Theme theme;
        theme = makeHighContrast(palette);
        return theme;
    }
    return palette.color(QPalette::Window).lightness() < 128 ? darkTheme() : light();
}

bool Theme::isHighContrast(const QPalette &desktop)
{
    const QColor window = desktop.color(QPalette::Active, QPalette::Window);
    const QColor text = desktop.color(QPalette::Active, QPalette::WindowText);
    return isBlackOrWhite(window) && isBlackOrWhite(text) && window != text
        && desktop.color(QPalette::Active, QPalette::Base) == window;
}

QPalette Theme::highContrastPalette(const QPalette &desktop)
{
    QPalette palette = desktop;
    palette.setColor(QPalette::Link, desktop.color(QPalette::Active, QPalette::Text));
    palette.setColor(QPalette::AlternateBase, desktop.color(QPalette::Active, QPalette::Base));
    palette.setColor(QPalette::PlaceholderText, desktop.color(QPalette::Active, QPalette::Text));
    if (contrast(desktop.color(QPalette::Active, QPalette::Highlight),
            desktop.color(QPalette::Active, QPalette::HighlightedText))
        < LeastContrast) {
        palette.setColor(QPalette::Highlight, desktop.color(QPalette::Active, QPalette::Text));
        palette.setColor(QPalette::HighlightedText, desktop.color(QPalette::Active, QPalette::Base));
    }
    return palette;
}

QPalette Theme::palette() const
{
    QPalette p;
    p.setColor(QPalette::Window, window);
    p.setColor(QPalette::WindowText, text);
    p.setColor(QPalette::Base, base);
    p.setColor(QPalette::AlternateBase, base); // no zebra anywhere
    p.setColor(QPalette::Text, text);
    p.setColor(QPalette::PlaceholderText, secondary);
    p.setColor(QPalette::Button, window);
    p.setColor(QPalette::ButtonText, text);
    p.setColor(QPalette::BrightText, error);
    p.setColor(QPalette::ToolTipBase, base);
    p.setColor(QPalette::ToolTipText, text);
    p.setColor(QPalette::Highlight, selection);
    p.setColor(QPalette::HighlightedText, text);
    p.setColor(QPalette::Inactive, QPalette::Highlight, selectionInactive);
    p.setColor(QPalette::Link, accent);
    p.setColor(QPalette::LinkVisited, accent);
    // The five shades that a style draws frames and grooves with.
    p.setColor(QPalette::Light, dark ? divider : base);
    p.setColor(QPalette::Midlight, hover);
    p.setColor(QPalette::Mid, divider);
    p.setColor(QPalette::Dark, controlBorder);
    p.setColor(QPalette::Shadow, dark ? base : secondary);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, controlBorder);
    return p;
}

QFont monospaceFont(int pointSize)
{
    static const QString family = monospaceFamily(); // the list of families is slow to ask for
    QFont font(family, pointSize);
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    return font;
}

QFont semibold(QFont usual)
{
    usual.setWeight(QFont::DemiBold);
    return usual;
}

QFont tabularDigits(const QFont &usual)
{
    const QFont font = withTabularFeature(usual);
    const QFontMetrics metrics(font);
    const int width = metrics.horizontalAdvance(QLatin1Char('0'));
    for (char digit = '1'; digit <= '9'; ++digit) {
        if (metrics.horizontalAdvance(QLatin1Char(digit)) != width)
            return monospaceFont(QFontInfo(font).pointSize());
    }
    return font;
}

} // namespace framescope
