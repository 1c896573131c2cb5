// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/wrongmark.h"

#include <QAbstractButton>

namespace framescope {

// One choice of a few that stand side by side or below each other: flat, the chosen one with a bar
// in the accent colour.
class TabButton final : public QAbstractButton {
    Q_OBJECT
public:
    // The bar stands below the text (tabs in a row) or left of it (tabs in a column).
    enum class Bar : quint8 { Below, Left };
    explicit TabButton(const QString &text, Bar bar = Bar::Below, QWidget *parent = nullptr);

    // Something behind it cannot be used, or may not be meant: told by a mark, not by the colour alone.
    void setMark(WrongMark mark);
    bool isWrong() const { return m_mark == WrongMark::Wrong; }

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    Bar m_bar;
    WrongMark m_mark = WrongMark::None;
};

} // namespace framescope
