// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollBar>

namespace framescope {

// A vertical scroll bar that counts rows and is painted only when its slider moves by a pixel or more:
// of ten million rows an append moves it by nothing.
class RowScrollBar final : public QScrollBar {
    Q_OBJECT
public:
    explicit RowScrollBar(QWidget *parent = nullptr);

protected:
    void sliderChange(SliderChange change) override;

private:
    QRect sliderRect() const;

    QRect m_slider; // as it was painted last
};

} // namespace framescope
