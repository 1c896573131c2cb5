// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/annotation.h"
#include "session/row.h"
#include "ui/asciiglyphs.h"
#include "ui/fragmentbrackets.h"
#include "ui/localclock.h"
#include "ui/rowsymbols.h"
#include "ui/theme.h"
#include "ui/timedisplay.h"
#include "ui/timelinegeometry.h"
#include "ui/timelinewords.h"
#include "ui/visibletext.h"

#include <QFont>
#include <QFontMetrics>
#include <QString>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace framescope {

// Paints rows of the timeline: makes words, colours and glyphs of the facts it is given. Knows
// neither the model nor the view. Made anew when palette or font change.
class TimelinePainter {
public:
    struct Line {
        RowId id = 0;
        const Row *row = nullptr;      // not at hand: "…"
        const Row *previous = nullptr; // the row above, if at hand
        const Annotation *annotation = nullptr;
        bool broken = false; // a violation in the log is about it
        Role role = Role::Client;
        FragmentBracket bracket;
        QString codeName; // of a Close: what the user calls its code
        bool selected = false;
        bool active = false; // the window has the keyboard
        bool hovered = false;
        bool focused = false; // the current row of the view that has the keyboard
    };

    TimelinePainter(const QPalette &palette, const QFont &font);

    void setTime(const TimeDisplay &time) { m_time = time; }
    const TimeDisplay &time() const { return m_time; }

    // A row that ends a message of several frames is told as that message.
    void setMessages(bool messages) { m_messages = messages; }

    int rowHeight() const;
    // What a column needs so that none of its usual words is elided; Preview takes the rest.
    int columnWidth(TimelineColumn column) const;
    const Theme &theme() const { return m_theme; }

    // Before the rows of a picture: the zone may have changed since the last one.
    void begin() { m_clock = {}; }
    void paint(QPainter &painter, const TimelineGeometry &geometry, int row, const Line &line) const;
    // True if the cell shows less than it has to say.
    bool isElided(
        const Row &row, TimelineColumn column, int width, const timelinewords::Context &context) const;

private:
    // One row on its way to the screen.
    struct Canvas {
        QPainter &painter;
        const TimelineGeometry &geometry;
        int row;
        const Line &line;

        bool leftToRight() const { return geometry.direction == Qt::LeftToRight; }
        QRect cell(TimelineColumn column) const; // without its padding
        QRect cellsFrom(TimelineColumn column) const;
        // A part of `width` at the leading edge of `rect`, which becomes what is left after a gap.
        QRect takeLeading(QRect &rect, int width, int gap) const;
    };

    timelinewords::Context contextOf(const Line &line) const;
    QColor background(const Line &line) const;
    // In high contrast everything on a selected row has the colour for that.
    const QColor &ink(const Canvas &canvas, const QColor &usual) const;
    bool startsSecond(const Line &line) const;
    void paintFrame(const Canvas &canvas) const;
    void paintWord(const Canvas &canvas, TimelineColumn column) const;
    void paintSentence(const Canvas &canvas) const;
    void paintTime(const Canvas &canvas) const;
    void paintBracket(const Canvas &canvas, Direction direction) const;
    void paintDirection(const Canvas &canvas) const;
    void paintOrigin(const Canvas &canvas, const QRect &rect, const QString &letter) const;
    void paintType(const Canvas &canvas) const;
    void paintPreview(const Canvas &canvas) const;
    void paintMark(const Canvas &canvas) const;
    void paintNote(const Canvas &canvas, QRect &rect) const;
    struct ChipColours {
        QColor edge, fill, text;
    };
    void paintChip(const Canvas &canvas, QRect &rect, const QString &text, const ChipColours &colours) const;
    // Payload, in the monospace font: reads from the left in every language's window, since it is
    // what was on the wire.
    void paintPayload(const Canvas &canvas, const QRect &rect, const VisibleText &text) const;
    void paintGlyphs(const Canvas &canvas, QPointF at, const QString &shown, const VisibleText &text) const;
    // As paintWords() draws it: without kerning where that is possible.
    int wordsWidth(const QString &text) const;
    // `text` as wide as it may be, and how wide it is.
    std::pair<QString, int> fitted(const QString &text, int available) const;
    // Words, elided; its own direction, at the leading or trailing edge of the window's.
    void paintWords(const Canvas &canvas, const QRect &rect, const QString &text, const QColor &color,
        Qt::Alignment edge = Qt::AlignLeading) const;

    const Theme &m_theme;
    QFont m_font; // words and numbers, digits of one width
    QFont m_mono; // payload
    QFontMetrics m_metrics;
    QFontMetrics m_monoMetrics;
    AsciiGlyphs m_ascii;
    AsciiGlyphs m_monoAscii;
    ControlGlyphs m_glyphs;
    mutable RowSymbols m_symbols;
    mutable LocalClock m_clock;
    TimeDisplay m_time;
    bool m_messages = false;
};

} // namespace framescope
