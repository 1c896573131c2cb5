// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"
#include "ui/theme.h"
#include "ui/timelinegeometry.h"

#include <QFont>
#include <QFontMetrics>
#include <QString>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace framescope {

struct VisibleText;

// Paints rows of the timeline: makes words, colours and glyphs of the facts it is given. Knows
// neither the model nor the view. Made anew when palette or font change.
class TimelinePainter {
public:
    struct Line {
        RowId id = 0;
        const Row *row = nullptr;      // not at hand: "…"
        const Row *previous = nullptr; // the row above, if at hand
        Role role = Role::Client;
        bool selected = false;
        bool active = false; // the window has the keyboard
        bool hovered = false;
        bool focused = false; // the current row of the view that has the keyboard
    };

    TimelinePainter(const QPalette &palette, const QFont &font);

    void setEpochOffsetNs(qint64 offset) { m_epochOffsetNs = offset; }
    qint64 epochOffsetNs() const { return m_epochOffsetNs; }

    int rowHeight() const;
    // What a column needs so that none of its usual words is elided; Preview takes the rest.
    int columnWidth(TimelineColumn column) const;
    const Theme &theme() const { return m_theme; }

    void paint(QPainter &painter, const TimelineGeometry &geometry, int row, const Line &line) const;
    // True if the cell shows less than it has to say.
    bool isElided(const Row &row, TimelineColumn column, int width, Role role) const;

private:
    QColor background(const Line &line) const;
    void paintFrame(QPainter &painter, const TimelineGeometry &geometry, int row, const Line &line) const;
    void paintSentence(QPainter &painter, const TimelineGeometry &geometry, int row, const Line &line) const;
    void paintDirection(QPainter &painter, const QRect &cell, const Line &line) const;
    void paintType(QPainter &painter, const QRect &cell, const Row &row) const;
    void paintPreview(QPainter &painter, QRect cell, const Row &row) const;
    // What is left of `rect` after a chip that says `text` at its leading edge.
    QRect paintChip(QPainter &painter, const QRect &rect, const QString &text, const Row &row) const;
    void paintVisibleText(QPainter &painter, const QRect &rect, const VisibleText &text, const QFont &font,
        const QColor &ink) const;
    void paintText(QPainter &painter, const QRect &rect, const QString &text, const QColor &ink,
        Qt::Alignment alignment = Qt::AlignLeading) const;
    bool startsSecond(const Line &line) const;

    const Theme &m_theme;
    QFont m_font; // words and numbers, digits of one width
    QFont m_mono; // payload
    QFontMetrics m_metrics;
    QFontMetrics m_monoMetrics;
    qint64 m_epochOffsetNs = 0;
};

} // namespace framescope
