// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/payloadlines.h"

#include <QAbstractScrollArea>
#include <QByteArray>

namespace framescope {

// Text of any size, read only: keeps the bytes as they are, wraps them at the width of the window and
// decodes and paints the visible lines only (measured: 50 MB in one line open in milliseconds, where
// a text edit takes seventeen seconds). Control characters and invalid UTF-8 show as glyphs.
class PayloadView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit PayloadView(QWidget *parent = nullptr);

    void setText(const QByteArray &utf8);
    const QByteArray &text() const { return m_text; }
    qint64 lineCount() const { return m_lines.count(); }
    void selectAll();
    // The selected bytes, as they are.
    QByteArray selectedText() const;
    void copy() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    void wrap();
    int lineHeight() const;
    int visibleLines() const;
    quint64 offsetAt(QPoint position) const;
    void paintLine(QPainter &painter, qint64 number, int y) const;

    QByteArray m_text;
    PayloadLines m_lines;
    int m_columns = 0;
    quint64 m_anchor = 0; // the selection lies between them
    quint64 m_cursor = 0;
};

} // namespace framescope
