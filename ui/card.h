// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QBoxLayout>
#include <QFrame>

namespace framescope {

// A frame with a title, below which the rest is laid in a column.
class Card : public QFrame {
    Q_OBJECT
public:
    static constexpr int Padding = 12;
    static constexpr int LinkSide = 4; // beside links, which have room of their own around them

    explicit Card(const QString &title, int side = Padding, QWidget *parent = nullptr);

    QVBoxLayout *column() const { return m_column; }

private:
    QVBoxLayout *m_column;
};

} // namespace framescope
