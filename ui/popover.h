// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

QT_BEGIN_NAMESPACE
class QScreen;
class QVBoxLayout;
QT_END_NAMESPACE

namespace framescope {

// A small panel under a button, which goes when the user looks elsewhere. Its contents stand in column().
class Popover : public QFrame {
    Q_OBJECT
public:
    explicit Popover(int width, QWidget *parent = nullptr);

    // Its right edge at that of `anchor`, as far as the screen allows, and over it where below is no room;
    // what gets the keyboard is its focus proxy.
    void popUpUnder(const QWidget &anchor);
    // Below that place of the screen, or above it where there is no room.
    void popUpBeside(const QRect &place, const QScreen &screen);

protected:
    QVBoxLayout *column() const;
};

} // namespace framescope
