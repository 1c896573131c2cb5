// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/framelines.h"
#include "ui/headerlayout.h"

#include <QAbstractScrollArea>

namespace framescope {

// One frame as the wire has it: its header drawn bit by bit, sizes, its place in its message, what it
// breaks. Every field explains itself in its tooltip. GUI thread.
class FrameView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit FrameView(QWidget *parent = nullptr);

    // Nothing is chosen, or the row is no frame; `sentence` says so.
    void clear(const QString &sentence);
    void setFacts(const FrameFacts &facts);
    const HeaderLayout &headerLayout() const { return m_header; }
    // "Name: value" for each line under the header, then sentences: what a screen reader reads.
    QString text() const;
    QString tipAt(QPoint position) const;

Q_SIGNALS:
    void rowChosen(framescope::RowId row); // one of the frames of the message

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    // Up and Down go through the frames of the message, Enter chooses one.
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    struct Line {
        FrameLine words;
        QRect rect; // of the whole line, from the top of the content
    };
    bool leadsElsewhere(const Line &line) const;
    void relayout();
    void placeLine(const FrameLine &line);
    int heightOf(const FrameLine &line, int width) const;
    void paintLine(QPainter &painter, const Line &line) const;
    void paintFrame(QPainter &painter, const Line &line) const;
    const Line *lineAt(QPoint position) const;
    bool moveCursor(int step); // false: there is no further

    FrameFacts m_facts;
    bool m_hasFacts = false;
    QString m_sentence;
    HeaderLayout m_header;
    std::vector<Line> m_lines;
    RowId m_cursor = 0; // the frame of the list that Enter chooses; 0: none
    int m_height = 0;
};

} // namespace framescope
