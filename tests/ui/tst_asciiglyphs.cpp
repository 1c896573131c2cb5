// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/asciiglyphs.h"

#include "ui/theme.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <functional>

using namespace framescope;

namespace {

QImage drawn(const std::function<void(QPainter &)> &draw)
{
    QImage image(400, 40, QImage::Format_Grayscale8);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setPen(Qt::black);
    draw(painter);
    return image;
}

// Columns that are not white, first to last.
std::pair<int, int> inked(const QImage &image)
{
    int first = image.width(), last = -1;
    for (int x = 0; x < image.width(); ++x) {
        for (int y = 0; y < image.height(); ++y) {
            if (image.pixelColor(x, y).lightness() < 128) {
                first = std::min(first, x);
                last = std::max(last, x);
            }
        }
    }
    return {first, last};
}

} // namespace

class TestAsciiGlyphs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void covers_data();
    void covers();
    void measuresAsQtDoes();
    void everyCharacterHasItsOwnGlyph();
    void drawsWhereItIsTold();
    void drawsInThePen();
    void elidesAsLateAsPossible();

private:
    const AsciiGlyphs m_mono{monospaceFont()};
};

void TestAsciiGlyphs::covers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("covered");
    QTest::newRow("nothing") << QString() << true;
    QTest::newRow("JSON") << QStringLiteral(R"({"a":[1.5,"~"]})") << true;
    QTest::newRow("cut JSON") << QStringLiteral("{\"a\":\u2026") << true;
    QTest::newRow("control") << QStringLiteral("a\tb") << false;
    QTest::newRow("DEL, whose place the ellipsis has") << QStringLiteral("a\u007f") << false;
    QTest::newRow("Latin") << QStringLiteral("Grüße") << false;
    QTest::newRow("Arabic") << QStringLiteral("\u062a\u0645") << false;
    QTest::newRow("astral") << QStringLiteral("\U0001F44B") << false;
}

void TestAsciiGlyphs::covers()
{
    QFETCH(QString, text);
    QTEST(m_mono.covers(text), "covered");
}

void TestAsciiGlyphs::measuresAsQtDoes()
{
    const QFontMetricsF metrics(monospaceFont());
    const QString text = QStringLiteral("{\"price\": 182.50, \"side\": \"ask\"}\u2026");
    QCOMPARE(m_mono.width(text), metrics.horizontalAdvance(text));
    QCOMPARE(m_mono.width(QString()), 0.0);
}

void TestAsciiGlyphs::everyCharacterHasItsOwnGlyph()
{
    std::vector<QImage> images;
    for (char16_t c = u' '; c <= u'~'; ++c) {
        const QString text(2, QChar(c));
        images.push_back(drawn([&](QPainter &painter) { m_mono.draw(painter, {10, 25}, text); }));
        for (std::size_t other = 0; other + 1 < images.size(); ++other)
            QVERIFY2(images[other] != images.back(), qPrintable(text));
    }
}

void TestAsciiGlyphs::drawsWhereItIsTold()
{
    const QString text = QStringLiteral("HiIH");
    const QImage image = drawn([&](QPainter &painter) { m_mono.draw(painter, {50, 25}, text); });
    const auto [first, last] = inked(image);
    const double width = m_mono.width(text);
    QVERIFY2(first >= 50 && first <= 53, qPrintable(QString::number(first)));
    QVERIFY2(last >= 50 + width - 4 && last < 50 + width, qPrintable(QString::number(last)));
    // H stands on the baseline.
    bool below = false, on = false;
    for (int x = 0; x < image.width(); ++x) {
        on = on || image.pixelColor(x, 24).lightness() < 128;
        below = below || image.pixelColor(x, 26).lightness() < 128;
    }
    QVERIFY(on && !below);
}

void TestAsciiGlyphs::drawsInThePen()
{
    QImage image(40, 40, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setPen(Qt::red);
    m_mono.draw(painter, {5, 25}, u"||");
    bool red = false;
    for (int x = 0; x < image.width(); ++x)
        red = red || (image.pixelColor(x, 20).green() < 100 && image.pixelColor(x, 20).red() > 200);
    QVERIFY(red);
}

void TestAsciiGlyphs::elidesAsLateAsPossible()
{
    const QString text = QStringLiteral("0123456789");
    const double one = m_mono.width(u"0");
    QCOMPARE(m_mono.elided(text, 5 * one), QStringLiteral("0123\u2026"));
    QCOMPARE(m_mono.elided(text, 6 * one - 1), QStringLiteral("0123\u2026"));
    QCOMPARE(m_mono.elided(text, 0), QStringLiteral("\u2026"));
    const AsciiGlyphs words{QFont()};
    const QString sentence = QStringLiteral("Will it fit? Millions of words.");
    for (int available = 20; available < words.width(sentence); ++available) {
        const QString shown = words.elided(sentence, available);
        QVERIFY(words.width(shown) <= available);
        const QString more = sentence.left(shown.size()) + QStringLiteral("\u2026");
        QVERIFY(words.width(more) > available);
    }
}

QTEST_MAIN(TestAsciiGlyphs)
#include "tst_asciiglyphs.moc"
