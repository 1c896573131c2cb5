// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMenu>

namespace framescope {

class TimelineHeader;

// Which columns the timeline shows: an entry for each that the user may choose, and the way back.
class ColumnMenu final : public QMenu {
    Q_OBJECT
public:
    // `header` must outlive it; its own menu is this one.
    explicit ColumnMenu(TimelineHeader &header, QWidget *parent = nullptr);

private:
    void showChoice();

    TimelineHeader &m_header;
};

} // namespace framescope
