// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace framescope {

// The ring around a view while it has the keyboard: lies over it and is deaf to the pointer.
class FocusRing final : public QWidget {
    Q_OBJECT
public:
    explicit FocusRing(QWidget *view);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void follow();
};

} // namespace framescope
