// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/textsearch.h"
#include "ui/backgroundjob.h"
#include "ui/payloadlines.h"
#include "ui/payloadrow.h"
#include "ui/payloadtext.h"

#include <QAbstractScrollArea>

namespace framescope {

// Text of any size, read only: keeps the bytes as they are, wraps them at its width and decodes and
// paints the visible lines only. Control characters show as glyphs, bytes that are no UTF-8 as their
// value. Of texts above WrapAtOnce the beginning is there at once, the index of the rest comes from
// another thread. Selection and cursor are places between bytes of the shown text.
class PayloadView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    static constexpr qsizetype WrapAtOnce = 1 << 20; // measured: 1.2 ms

    explicit PayloadView(QWidget *parent = nullptr);

    // `keepsPlace`: the text goes on where the one before ended, or is the same in other words; what is
    // on top stays there, and the selection too.
    void setText(PayloadText text, bool keepsPlace = false);
    const PayloadText &text() const { return m_text; }
    qint64 lineCount() const { return m_lines.count(); }
    // False while the index of a large text is on its way.
    bool isIndexed() const { return !m_wrapping.isBusy(); }

    using Range = PayloadText::Range;
    // Of the shown text.
    Range selection() const { return {std::min(m_anchor, m_cursor), std::max(m_anchor, m_cursor)}; }
    // Without a signal; brings its beginning into sight.
    void select(Range range);
    void selectAll();
    // Where the cursor stands, of the source.
    quint64 sourceCursor() const { return m_text.toSource(m_cursor); }
    // The selected bytes, as they are shown.
    QByteArray selectedText() const;
    void copy() const;

    // What was found, in order; all of them are marked, and one is the current one.
    void setHits(std::vector<TextHit> hits);
    const std::vector<TextHit> &hits() const { return m_hits; }
    void setCurrentHit(std::size_t index);

    // For tests and tooltips: the place of a byte in the viewport, and the byte at a place.
    QPoint positionOf(quint64 offset) const;
    quint64 offsetAt(QPoint position) const;
    // What stands at a place that is no plain text: "Byte 12: ff, not UTF-8". Mostly empty.
    QString explanationAt(QPoint position) const;
    // The text that is in sight.
    QString visibleText() const;

Q_SIGNALS:
    void selectionChanged(); // by the user

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    int columnsThatFit() const;
    ByteWidths byteWidths() const;
    void wrap();
    void wrapInBackground();
    void takeLines(PayloadLines lines, int columns);
    void updateRange();
    int lineHeight() const;
    int visibleLines() const;
    quint64 topOffset() const;
    PayloadRow rowAt(qint64 number) const;
    qint64 lineHead(qint64 number) const;
    void paintLine(QPainter &painter, qint64 number, int y) const;
    void moveCursor(quint64 offset, bool extend);
    bool moveByKey(const QKeyEvent &event);
    quint64 neighbour(quint64 offset, int step) const;
    void showOffset(quint64 offset);

    PayloadText m_text;
    PayloadLines m_lines;
    int m_columns = 0;
    ControlGlyphs m_glyphs = ControlGlyphs::Pictures;
    BackgroundJob m_wrapping;
    std::optional<quint64> m_returnTo; // on top again once the index reaches so far
    std::vector<TextHit> m_hits;
    std::size_t m_currentHit = 0;
    quint64 m_anchor = 0; // the selection lies between them
    quint64 m_cursor = 0;
    // The JSON line that was coloured last: visible lines mostly share it or follow it.
    mutable qint64 m_headRow = -1;
    mutable JsonLine m_headLine;
};

} // namespace framescope
