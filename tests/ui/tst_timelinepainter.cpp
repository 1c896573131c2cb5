// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelinepainter.h"

#include "protocol/opcode.h"
#include "support/rows.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace framescope;
using namespace framescope::test;
using Line = TimelinePainter::Line;

namespace {

constexpr int Width = 1000;

Row first(Row row)
{
    return numbered({std::move(row)}).front();
}

bool isNear(const QColor &a, const QColor &b)
{
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) < 90;
}

// A painter and three rows of room, the middle one of which is painted.
struct Bench {
    const Theme &theme;
    TimelinePainter painter;
    TimelineGeometry geometry;

    explicit Bench(const Theme &colors = Theme::light(), Qt::LayoutDirection direction = Qt::LeftToRight)
        : theme(colors)
        , painter(colors.palette(), QFont())
    {
        geometry.rowHeight = painter.rowHeight();
        geometry.rowCount = 3;
        geometry.viewport = QSize(Width, 3 * geometry.rowHeight);
        geometry.direction = direction;
        int x = 0;
        for (int i = 0; i < TimelineColumnCount; ++i) {
            const auto column = static_cast<TimelineColumn>(i);
            if (!isUsual(column))
                continue;
            const int width = column == TimelineColumn::Preview ? Width - x : painter.columnWidth(column);
            const int left = direction == Qt::LeftToRight ? x : Width - x - width;
            geometry.columns[std::size_t(i)] = {left, width};
            x += width;
        }
    }
    QImage paint(const Line &line) const
    {
        QImage image(geometry.viewport, QImage::Format_RGB32);
        image.fill(theme.base);
        QPainter painting(&image);
        painter.paint(painting, geometry, 1, line);
        return image;
    }
    QImage paint(const Row &row) const
    {
        Line line;
        line.id = row.id;
        line.row = &row;
        return paint(line);
    }
    QRect cell(TimelineColumn column) const { return geometry.cell(1, column); }
    QColor paper(const QImage &image) const
    {
        return image.pixelColor(Width - 3, 2 * geometry.rowHeight - 3);
    }
};

int countOf(const QImage &image, const QRect &rect, const QColor &color)
{
    int count = 0;
    for (int y = rect.top(); y <= rect.bottom(); ++y) {
        for (int x = rect.left(); x <= rect.right(); ++x)
            count += isNear(image.pixelColor(x, y), color) ? 1 : 0;
    }
    return count;
}

// Where something differs from the paper, in the middle row; empty if nowhere.
QRect inked(const QImage &image, const QRect &rect, const QColor &paper)
{
    QRect all;
    for (int y = rect.top(); y <= rect.bottom(); ++y) {
        for (int x = rect.left(); x <= rect.right(); ++x) {
            if (image.pixelColor(x, y) != paper)
                all |= QRect(x, y, 1, 1);
        }
    }
    return all;
}

} // namespace

class TestTimelinePainter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paperTellsTheKindAndTheState_data();
    void paperTellsTheKindAndTheState();
    void paintsItsOwnRowAlone();
    void inkTellsTheDirection_data();
    void inkTellsTheDirection();
    void wordsStayInTheirCells();
    void numbersStandAtTheRight();
    void mirrored();
    void secondsAreDivided_data();
    void secondsAreDivided();
    void unknownRowsShowTheirNumber();
    void controlCharactersHaveTheirColour();
    void longPayloadsEndBeforeTheEdge();
    void chipsAreBoxed_data();
    void chipsAreBoxed();
    void focusIsARing();
    void columnsFitTheirWords_data();
    void columnsFitTheirWords();
    void knowsWhatIsElided();
    void rowsAreAsHighAsTheFontNeeds();
    void marksStandAtTheEdge();
    void notesStandBeforeThePayload();
    void brokenFramesCarryTheTriangle();
    void bracketsJoinFrames();
    void highContrastKnowsTwoColours_data();
    void highContrastKnowsTwoColours();
};

void TestTimelinePainter::paperTellsTheKindAndTheState_data()
{
    QTest::addColumn<Row>("row");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QColor>("light");
    QTest::addColumn<QColor>("dark");
    const Theme &l = Theme::light(), &d = Theme::darkTheme();
    const Row frame = text("<", "hi");
    QTest::newRow("frame") << frame << "" << l.base << d.base;
    QTest::newRow("hovered") << frame << "hovered" << l.hover << d.hover;
    QTest::newRow("selected") << frame << "selected" << l.selectionInactive << d.selectionInactive;
    QTest::newRow("selected, active") << frame << "selected active" << l.selection << d.selection;
    const auto sentenceOf = [](RowKind kind) { return sentence(kind, "Words."); };
    QTest::newRow("state") << sentenceOf(RowKind::State) << "" << l.window << d.window;
    QTest::newRow("error") << sentenceOf(RowKind::Error) << "" << l.errorBackground << d.errorBackground;
    QTest::newRow("violation") << sentenceOf(RowKind::Violation) << "" << l.warningBackground
                               << d.warningBackground;
    QTest::newRow("mark") << sentenceOf(RowKind::Mark) << "" << l.marks[0] << d.marks[0];
    QTest::newRow("error, selected") << sentenceOf(RowKind::Error) << "selected active" << l.selection
                                     << d.selection;
}

void TestTimelinePainter::paperTellsTheKindAndTheState()
{
    QFETCH(Row, row);
    QFETCH(QString, state);
    row = first(row);
    Line line;
    line.id = 1;
    line.row = &row;
    line.hovered = state.contains(u"hovered");
    line.selected = state.contains(u"selected");
    line.active = state.contains(u" active");
    for (const Theme *theme : {&Theme::light(), &Theme::darkTheme()}) {
        const Bench bench(*theme);
        const QColor paper = bench.paper(bench.paint(line));
        if (theme->dark)
            QTEST(paper, "dark");
        else
            QTEST(paper, "light");
    }
}

void TestTimelinePainter::paintsItsOwnRowAlone()
{
    const Bench bench;
    const Row row = first(text("<", "ÄÖÅ gjpqy \xE2\x97\x8F {}[]|", RowFlag::Injected));
    Line line;
    line.row = &row;
    line.id = 1;
    line.selected = line.focused = true;
    const QImage image = bench.paint(line);
    const int h = bench.geometry.rowHeight;
    QVERIFY(inked(image, QRect(0, 0, Width, h), bench.theme.base).isEmpty());
    QVERIFY(inked(image, QRect(0, 2 * h, Width, h), bench.theme.base).isEmpty());
    QCOMPARE(inked(image, QRect(0, h, Width, h), bench.theme.base), QRect(0, h, Width, h));
}

void TestTimelinePainter::inkTellsTheDirection_data()
{
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<Role>("role");
    QTest::addColumn<bool>("sent");
    QTest::newRow("client, to the server") << Direction::ClientToServer << Role::Client << true;
    QTest::newRow("client, from the server") << Direction::ServerToClient << Role::Client << false;
    QTest::newRow("server, to the client") << Direction::ServerToClient << Role::Server << true;
    QTest::newRow("server, from the client") << Direction::ClientToServer << Role::Server << false;
}

void TestTimelinePainter::inkTellsTheDirection()
{
    QFETCH(Direction, direction);
    QFETCH(Role, role);
    QFETCH(bool, sent);
    const Bench bench;
    Row row = first(text("<", "hi"));
    row.direction = direction;
    Line line;
    line.id = 1;
    line.row = &row;
    line.role = role;
    const QImage image = bench.paint(line);
    const QRect cell = bench.cell(TimelineColumn::Direction);
    const QColor right = sent ? bench.theme.sent : bench.theme.received;
    const QColor wrong = sent ? bench.theme.received : bench.theme.sent;
    QVERIFY(countOf(image, cell, right) > 20);
    QCOMPARE(countOf(image, cell, wrong), 0);
    // Not by colour alone: the arrow's tip is wider than its tail, above or below.
    const QRect arrow(cell.left() + 6, cell.top(), 10, cell.height());
    const QRect ink = inked(image, arrow, bench.theme.base);
    const QRect upper(ink.left(), ink.top(), ink.width(), ink.height() / 2);
    const QRect lower(ink.left(), ink.bottom() - upper.height() + 1, ink.width(), upper.height());
    QCOMPARE(countOf(image, upper, right) > countOf(image, lower, right), sent);
}

// However narrow the columns are made; the header lets none be narrower than 28.
void TestTimelinePainter::wordsStayInTheirCells()
{
    for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        Bench bench(Theme::light(), direction);
        bench.geometry.viewport.setWidth(TimelineColumnCount * 100);
        Row row = first(text("<", QByteArray(300, 'W'), RowFlag::Injected | RowFlag::Compressed));
        row.id = 123'456'789;
        row.connection = 1234;
        row.payloadSize = 1'048'000;
        row.header.maskKey = MaskKey{};
        for (int width = 28; width < 90; width += 7) {
            for (std::size_t i = 0; i < TimelineColumnCount; ++i)
                bench.geometry.columns[i] = {int(i) * 100, width};
            const QImage image = bench.paint(row);
            for (int i = 0; i < TimelineColumnCount; ++i) {
                const int right = (i + 1) * 100;
                const QRect gap(i * 100 + width, 0, right - i * 100 - width, image.height());
                const QRect ink = inked(image, gap, bench.theme.base);
                QVERIFY2(ink.isEmpty(),
                    qPrintable(QStringLiteral("column %1, %2 wide: ink from %3 to %4")
                                   .arg(i)
                                   .arg(width)
                                   .arg(ink.left() - i * 100)
                                   .arg(ink.right() - i * 100)));
            }
        }
    }
}

void TestTimelinePainter::numbersStandAtTheRight()
{
    const Bench bench;
    for (const RowId id : {RowId(1), RowId(71), RowId(1'234'567)}) {
        Row row = first(text("<", "hi"));
        row.id = id;
        const QRect cell = bench.cell(TimelineColumn::Number);
        const QRect ink = inked(bench.paint(row), cell, bench.theme.base);
        QVERIFY2(cell.right() - ink.right() >= 6 && cell.right() - ink.right() <= 8,
            qPrintable(QString::number(ink.right())));
    }
}

void TestTimelinePainter::mirrored()
{
    const Bench bench(Theme::light(), Qt::RightToLeft);
    const QImage image = bench.paint(first(text(">", "hi")));
    const auto ink = [&](TimelineColumn column) { return inked(image, bench.cell(column), bench.theme.base); };
    const QRect number = bench.cell(TimelineColumn::Number);
    QVERIFY(ink(TimelineColumn::Number).left() - number.left() <= 8);
    const QRect time = bench.cell(TimelineColumn::Time);
    QVERIFY(time.right() - ink(TimelineColumn::Time).right() <= 8);
    // A payload reads from the left in every window: it is what was on the wire.
    const QRect preview = bench.cell(TimelineColumn::Preview);
    QVERIFY(ink(TimelineColumn::Preview).left() - preview.left() <= 8);
}

void TestTimelinePainter::secondsAreDivided_data()
{
    QTest::addColumn<qint64>("before");
    QTest::addColumn<qint64>("time");
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<bool>("divided");
    const qint64 ms = 1'000'000;
    QTest::newRow("the same second") << 1100 * ms << 1900 * ms << 0 * ms << false;
    QTest::newRow("the next") << 1900 * ms << 2000 * ms << 0 * ms << true;
    QTest::newRow("the next by the clock") << 1300 * ms << 1600 * ms << 500 * ms << true;
    QTest::newRow("the same by the clock") << 1900 * ms << 2000 * ms << 500 * ms << false;
    QTest::newRow("unknown") << Row::UnknownTime << 2000 * ms << 0 * ms << false;
    QTest::newRow("both unknown") << Row::UnknownTime << Row::UnknownTime << 0 * ms << false;
}

void TestTimelinePainter::secondsAreDivided()
{
    QFETCH(qint64, before);
    QFETCH(qint64, time);
    QFETCH(qint64, offset);
    QFETCH(bool, divided);
    Bench bench;
    bench.painter.setTime({TimeDisplay::Mode::Local, offset});
    std::vector<Row> rows = numbered({text("<", "a"), text("<", "b")});
    rows[0].timeNs = before;
    rows[1].timeNs = time;
    Line line;
    line.id = 2;
    line.row = &rows[1];
    line.previous = &rows[0];
    const QColor top = bench.paint(line).pixelColor(Width - 3, bench.geometry.rowHeight);
    QCOMPARE(top, divided ? bench.theme.divider : bench.theme.base);
}

void TestTimelinePainter::unknownRowsShowTheirNumber()
{
    const Bench bench;
    Line line;
    line.id = 4711;
    const QImage image = bench.paint(line);
    QVERIFY(inked(image, bench.cell(TimelineColumn::Number), bench.theme.base).width() > 20);
    QVERIFY(!inked(image, bench.cell(TimelineColumn::Preview), bench.theme.base).isEmpty());
    for (const auto column :
        {TimelineColumn::Direction, TimelineColumn::Time, TimelineColumn::Type, TimelineColumn::Size})
        QVERIFY(inked(image, bench.cell(column), bench.theme.base).isEmpty());
}

void TestTimelinePainter::controlCharactersHaveTheirColour()
{
    const Bench bench;
    const QRect cell = bench.cell(TimelineColumn::Preview);
    QVERIFY(countOf(bench.paint(first(text("<", "a\r\nb\r\nc"))), cell, bench.theme.controlGlyph) > 5);
    QCOMPARE(countOf(bench.paint(first(text("<", "abc"))), cell, bench.theme.controlGlyph), 0);
}

void TestTimelinePainter::longPayloadsEndBeforeTheEdge()
{
    const Bench bench;
    const QRect cell = bench.cell(TimelineColumn::Preview);
    for (const QByteArray &payload :
        {QByteArray(300, 'x'), QByteArray("\xC3\xA4").repeated(120), QByteArray("a\n").repeated(100)}) {
        const QRect ink = inked(bench.paint(first(text("<", payload))), cell, bench.theme.base);
        QVERIFY2(cell.right() - ink.right() >= 6 && cell.right() - ink.right() <= 6 + 24,
            qPrintable(QString::number(cell.right() - ink.right())));
    }
}

void TestTimelinePainter::chipsAreBoxed_data()
{
    QTest::addColumn<Row>("row");
    QTest::addColumn<QColor>("paper");
    Row message = text("<", "whole");
    message.frames = 4;
    QTest::newRow("frames") << message << Theme::light().window;
    QTest::newRow("cut") << text("<", "beg", RowFlag::Cut) << Theme::light().warningBackground;
    QTest::newRow("not delivered") << text("<", "late", RowFlag::NotDelivered)
                                   << Theme::light().warningBackground;
    QTest::newRow("none") << text("<", "plain") << Theme::light().base;
}

void TestTimelinePainter::chipsAreBoxed()
{
    QFETCH(Row, row);
    const Bench bench;
    const QImage image = bench.paint(first(row));
    const QRect cell = bench.cell(TimelineColumn::Preview);
    QTEST(image.pixelColor(cell.left() + 6 + 3, cell.center().y()), "paper");
}

void TestTimelinePainter::focusIsARing()
{
    const Bench bench;
    const Row row = first(text("<", "hi"));
    Line line;
    line.id = 1;
    line.row = &row;
    line.focused = true;
    const QImage image = bench.paint(line);
    const int top = bench.geometry.rowHeight, bottom = 2 * top - 1;
    for (const QPoint at : {QPoint(500, top), QPoint(500, top + 1), QPoint(500, bottom), QPoint(0, top + 9),
             QPoint(Width - 1, top + 9)})
        QCOMPARE(image.pixelColor(at), bench.theme.accent);
    QCOMPARE(image.pixelColor(Width - 3, top + 3), bench.theme.base);
}

void TestTimelinePainter::columnsFitTheirWords_data()
{
    QTest::addColumn<TimelineColumn>("column");
    QTest::addColumn<Row>("row");
    QTest::newRow("time") << TimelineColumn::Time << text("<", "x");
    QTest::newRow("connection") << TimelineColumn::Connection << text("<", "x");
    QTest::newRow("sent") << TimelineColumn::Direction << text(">", "x");
    QTest::newRow("received") << TimelineColumn::Direction << text("<", "x");
    for (int opcode = 0; opcode < 16; ++opcode)
        QTest::addRow("opcode %d", opcode)
            << TimelineColumn::Type << frame(static_cast<Opcode>(opcode), "<", "x");
    for (const RowKind kind : {RowKind::Handshake, RowKind::State, RowKind::Error, RowKind::Violation,
             RowKind::Mark, RowKind::Note})
        QTest::addRow("kind %d", int(kind)) << TimelineColumn::Type << sentence(kind, "x");
    for (const quint64 size : {quint64(0), quint64(1023), quint64(1'048'000), quint64(1) << 40}) {
        Row row = text("<", "x");
        row.payloadSize = size;
        QTest::addRow("%llu bytes", size) << TimelineColumn::Size << row;
    }
    Row row = text("<", "x");
    row.id = 10'000'000;
    QTest::newRow("ten million") << TimelineColumn::Number << row;
    row.header.maskKey = MaskKey{0xdd, 0xdd, 0xdd, 0xdd};
    row.wireSize = 1'048'000;
    row.message = 9'999'999;
    row.flags |= RowFlag::Compressed;
    for (const TimelineColumn each : {TimelineColumn::Wire, TimelineColumn::Ratio, TimelineColumn::Fin,
             TimelineColumn::Rsv, TimelineColumn::Mask, TimelineColumn::Message})
        QTest::addRow("column %d", index(each)) << each << row;
}

void TestTimelinePainter::columnsFitTheirWords()
{
    QFETCH(TimelineColumn, column);
    QFETCH(Row, row);
    const Bench bench;
    QVERIFY(!bench.painter.isElided(row, column, bench.painter.columnWidth(column), {}));
}

void TestTimelinePainter::knowsWhatIsElided()
{
    const Bench bench;
    const Row row = text("<", "0123456789");
    const QFont mono = monospaceFont(QFontInfo(QFont()).pointSize());
    const int width = QFontMetrics(mono).horizontalAdvance(QStringLiteral("0123456789")) + 12;
    QVERIFY(!bench.painter.isElided(row, TimelineColumn::Preview, width, {}));
    QVERIFY(bench.painter.isElided(row, TimelineColumn::Preview, width - 1, {}));
    Row large = text("<", QByteArray(Row::PreviewSize + 1, 'x'));
    QVERIFY(bench.painter.isElided(large, TimelineColumn::Preview, 1'000'000, {}));
}

void TestTimelinePainter::rowsAreAsHighAsTheFontNeeds()
{
    int before = 0;
    for (int points = 8; points <= 20; points += 2) {
        QFont font;
        font.setPointSize(points);
        const TimelinePainter painter(Theme::light().palette(), font);
        const int height = painter.rowHeight();
        QVERIFY(height >= QFontMetrics(font).height() + 4);
        QVERIFY2(height > before, qPrintable(QString::number(points)));
        before = height;
    }
    QFont font;
    font.setPointSize(10);
    QVERIFY(TimelinePainter(Theme::light().palette(), font).rowHeight() >= 22);
}

void TestTimelinePainter::marksStandAtTheEdge()
{
    for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        const Bench bench(Theme::light(), direction);
        const Row row = first(text("<", "hi"));
        const Annotation blue{row.id, 3, {}};
        Line line;
        line.id = row.id;
        line.row = &row;
        line.annotation = &blue;
        const QImage image = bench.paint(line);
        const QRect cell = bench.cell(TimelineColumn::Number);
        const int edge = direction == Qt::LeftToRight ? cell.left() : cell.right();
        const int inner = direction == Qt::LeftToRight ? cell.left() + 6 : cell.right() - 6;
        QVERIFY(image.pixelColor(edge, cell.center().y()).lightness() < bench.theme.marks[2].lightness());
        QCOMPARE(image.pixelColor(inner, cell.top() + 2), bench.theme.marks[2]);
        QCOMPARE(image.pixelColor(bench.cell(TimelineColumn::Preview).center().x(), cell.top() + 2),
            bench.theme.base);
    }
}

void TestTimelinePainter::notesStandBeforeThePayload()
{
    const Bench bench;
    const Row row = first(text("<", "hi"));
    const Annotation note{row.id, 0, QStringLiteral("look here")};
    Line line;
    line.id = row.id;
    line.row = &row;
    const QRect cell = bench.cell(TimelineColumn::Preview);
    const QRect plain = inked(bench.paint(line), cell, bench.theme.base);
    line.annotation = &note;
    const QImage image = bench.paint(line);
    QVERIFY(countOf(image, cell, bench.theme.infoBackground) > 100);
    QVERIFY(inked(image, cell, bench.theme.base).right() > plain.right() + 50); // the payload moved
}

void TestTimelinePainter::brokenFramesCarryTheTriangle()
{
    const Bench bench;
    const Row row = first(text("<", "hi"));
    Line line;
    line.id = row.id;
    line.row = &row;
    const QRect cell = bench.cell(TimelineColumn::Type);
    QCOMPARE(countOf(bench.paint(line), cell, bench.theme.warning), 0);
    line.broken = true;
    QVERIFY(countOf(bench.paint(line), cell, bench.theme.warning) > 10);
}

void TestTimelinePainter::bracketsJoinFrames()
{
    using Part = FragmentBracket::Part;
    const Bench bench;
    const Row row = first(text("<", "hi"));
    Line line;
    line.id = row.id;
    line.row = &row;
    const auto ink = [&](Part part) {
        line.bracket.lane(Direction::ServerToClient) = part;
        return inked(bench.paint(line), QRect(0, bench.geometry.rowHeight, 24, bench.geometry.rowHeight),
            bench.theme.base);
    };
    QVERIFY(ink(Part::None).isEmpty());
    QCOMPARE(ink(Part::Through).height(), bench.geometry.rowHeight); // from row to row, without a hook
    QCOMPARE(ink(Part::Through).width(), 1);
    QCOMPARE(ink(Part::Middle).height(), bench.geometry.rowHeight);
    QVERIFY(ink(Part::Middle).width() > 1);
    QVERIFY(ink(Part::First).top() > ink(Part::Middle).top()); // begins in the middle of its row
    QVERIFY(ink(Part::Last).bottom() < ink(Part::Middle).bottom());
}

void TestTimelinePainter::highContrastKnowsTwoColours_data()
{
    QTest::addColumn<Row>("row");
    QTest::newRow("sent") << text(">", "hi", RowFlag::Injected);
    QTest::newRow("control characters") << text("<", "a\r\nb");
    QTest::newRow("cut") << text("<", "beg", RowFlag::Cut);
    QTest::newRow("error") << sentence(RowKind::Error, "Lost.");
    QTest::newRow("violation") << sentence(RowKind::Violation, "RSV1 is set.");
    QTest::newRow("mark") << sentence(RowKind::Mark, "Here.");
}

// Every pixel is between the ink and the paper, selected or not: black and white here, or the two
// colours of what is selected.
void TestTimelinePainter::highContrastKnowsTwoColours()
{
    QFETCH(Row, row);
    row = first(row);
    QPalette desktop(Qt::black);
    for (const auto role : {QPalette::WindowText, QPalette::Text})
        desktop.setColor(role, Qt::white);
    desktop.setColor(QPalette::Base, Qt::black);
    desktop.setColor(QPalette::Highlight, Qt::yellow);
    desktop.setColor(QPalette::HighlightedText, Qt::black);
    const Theme theme = Theme::of(Theme::highContrastPalette(desktop));
    Bench bench(theme);
    const TimelinePainter painter(Theme::highContrastPalette(desktop), QFont());
    for (const bool selected : {false, true}) {
        Line line;
        line.id = 1;
        line.row = &row;
        line.selected = line.active = selected;
        QImage image(bench.geometry.viewport, QImage::Format_RGB32);
        image.fill(Qt::black);
        QPainter painting(&image);
        painter.paint(painting, bench.geometry, 1, line);
        painting.end();
        int inked = 0;
        for (int x = 0; x < Width; ++x) {
            for (int y = bench.geometry.rowHeight; y < 2 * bench.geometry.rowHeight; ++y) {
                const QColor pixel = image.pixelColor(x, y);
                QCOMPARE(pixel.red(), pixel.green());
                QCOMPARE(pixel.blue(), selected ? 0 : pixel.red());
                inked += (pixel.red() > 128) != selected ? 1 : 0;
            }
        }
        QVERIFY2(inked > 60, qPrintable(QString::number(inked)));
    }
}

QTEST_MAIN(TestTimelinePainter)
#include "tst_timelinepainter.moc"
