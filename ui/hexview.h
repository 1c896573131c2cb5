// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/headsecrets.h"
#include "ui/hexlayout.h"

#include <QAbstractScrollArea>

#include <vector>

namespace framescope {

// Bytes as offset, hex and characters; paints visible lines only, so size does not matter. One
// selection, seen in both columns.
class HexView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit HexView(QWidget *parent = nullptr);

    void setBytes(const QByteArray &bytes);
    const QByteArray &bytes() const { return m_bytes; }
    // Bytes that show as dots, and are copied as dots, until there are none any more; other bytes hide nothing.
    void setSecrets(std::vector<HeadSecret> secrets);
    bool isSecret(quint64 offset) const;
    // Said in the middle while there are no bytes.
    void setEmptyText(const QString &text);

    const HexLayout &hexLayout() const { return m_layout; }
    // First and last byte selected, in order; the byte under the cursor alone if nothing more is.
    // Meaningless while there are no bytes.
    quint64 selectionBegin() const { return std::min(m_anchor, m_cursor); }
    quint64 selectionEnd() const { return std::max(m_anchor, m_cursor); }
    void select(quint64 anchor, quint64 cursor);
    // The same, and the cursor comes into sight.
    void reveal(quint64 anchor, quint64 cursor);
    void selectAll();
    // Selected bytes as pairs of digits, or as text if the selection was made in the characters.
    void copy() const;
    // Of the byte, in the viewport; for tests and tooltips.
    QRect cellRect(quint64 offset, HexLayout::Area area) const;

Q_SIGNALS:
    void selectionChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void relayout();
    void paintLine(QPainter &painter, qint64 line, int y) const;
    std::optional<HexLayout::Hit> hitAt(QPoint position) const;
    void moveCursor(qint64 target, bool extend);
    void scrollToCursor();
    int visibleLines() const;

    QByteArray m_bytes;
    std::vector<HeadSecret> m_secrets;
    QString m_emptyText;
    HexLayout m_layout;
    quint64 m_anchor = 0;
    quint64 m_cursor = 0;
    HexLayout::Area m_area = HexLayout::Area::Hex;
};

} // namespace framescope
