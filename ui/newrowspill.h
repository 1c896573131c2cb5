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

    // "128 new", "128 new, 120 hidden by the filter"; none: it is not there.
    void setCount(int count, quint64 hidden = 0);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace framescope
