// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

namespace framescope {

// "128 new", over the lower end of a list that does not follow; a click goes there. Hidden at zero.
class NewRowsPill final : public QAbstractButton {
    Q_OBJECT
public:
    explicit NewRowsPill(QWidget *parent = nullptr);

    void setCount(int count);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace framescope
