// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/headerfields.h"
#include "session/row.h"

#include <QAbstractScrollArea>

#include <vector>

namespace framescope {

// What the frame pane shows: a row with what the log knows about it.
struct FrameFacts {
    Row row;
    QString direction; // "Sent by us, client to server"
    QString time;
    QByteArray closePayload;         // of a Close frame
    std::vector<Row> frames;         // of its message, in order, if it has several
    std::vector<QString> violations; // sentences with their section
};

// Where the fields of a header stand: eight bits a line, each line two rows of text high; a field that
// goes over several bytes is one block. A value; x and y in pixels.
class HeaderLayout {
public:
    HeaderLayout() = default;
    HeaderLayout(std::vector<HeaderField> fields, QPoint origin, int width, int lineHeight);

    struct Cell {
        HeaderField field;
        QRect rect;
        int firstByte = 0;
        int bytes = 1; // lines it stands on
    };
    const std::vector<Cell> &cells() const { return m_cells; }
    const Cell *cellAt(QPoint position) const;
    int height() const { return m_height; }
    static constexpr int LabelWidth = 56; // byte number and value, at the left

private:
    std::vector<Cell> m_cells;
    int m_height = 0;
};

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
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    struct Line {
        enum class Kind : quint8 { Title, Pair, Violation, Frame } kind = Kind::Pair;
        QString name;
        QString value;
        RowId row = 0; // of a frame
        QRect rect;    // of the whole line, from the top of the content
    };
    void relayout();
    void addLines();
    void addMessageLines();
    void addLine(Line::Kind kind, const QString &name, const QString &value, RowId row = 0);
    void paintHeader(QPainter &painter) const;
    void paintCell(QPainter &painter, const HeaderLayout::Cell &cell) const;
    void paintLine(QPainter &painter, const Line &line) const;
    const Line *lineAt(QPoint position) const;

    FrameFacts m_facts;
    bool m_hasFacts = false;
    QString m_sentence;
    HeaderLayout m_header;
    std::vector<Line> m_lines;
    int m_height = 0;
};

} // namespace framescope
