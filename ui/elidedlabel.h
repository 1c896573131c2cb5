// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>

namespace framescope {

// One line that ends with an ellipsis where it does not fit; the whole is the tooltip.
class ElidedLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr);
    void say(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace framescope
