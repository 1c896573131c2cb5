// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/frameheader.h"
#include "ui/headerlayout.h"

#include <QFont>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace framescope {

struct Theme;

// Draws the header of a frame as its layout says: the bits numbered above, bytes named at the left, each field
// with its name, its bits and what they mean.
class HeaderPainter {
public:
    HeaderPainter(QPainter &painter, const Theme &theme, const QFont &font);

    void paint(const HeaderLayout &layout, const FrameHeader &header) const;

private:
    void paintBitNumbers(const HeaderLayout &layout) const;
    void paintByte(const HeaderLayout::Cell &cell, int left, quint8 value) const;
    void paintCell(const HeaderLayout::Cell &cell) const;
    // From `from` pixels on in `place`; answers where the words end.
    int draw(const QRect &place, int from, bool centred, const QString &words) const;
    QFont monospace(int smaller = 0) const;

    QPainter &m_painter;
    const Theme &m_theme;
    QFont m_font;
};

} // namespace framescope
