// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/popover.h"
#include "ui/sendtargets.h"

QT_BEGIN_NAMESPACE
class QListWidget;
QT_END_NAMESPACE

namespace framescope {

// Open connections to be ticked, so that one message goes to all of them.
class SeveralPopover final : public Popover {
    Q_OBJECT
public:
    explicit SeveralPopover(QWidget *parent = nullptr);

    // Those that are open at that moment, with the ticks that there are.
    void fill(const SendTargets &targets);

Q_SIGNALS:
    void ticked(const std::set<framescope::SendTargets::Chain> &several);

private:
    void tickAll(bool on);
    void tell();

    QListWidget *m_list = nullptr;
    bool m_isFilling = false;
};

} // namespace framescope
