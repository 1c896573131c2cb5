// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

namespace framescope {

// The heading over a part of the sidebar that folds: a press opens and closes what is below it.
class SectionHeading final : public QAbstractButton {
    Q_OBJECT
public:
    static constexpr int Height = 36;

    explicit SectionHeading(const QString &words, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace framescope
