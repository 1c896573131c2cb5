// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/sendtargets.h"

#include <QPushButton>

QT_BEGIN_NAMESPACE
class QMenu;
QT_END_NAMESPACE

namespace framescope {

class SeveralPopover;

// Says to whom a message goes, and lets the user choose among the open connections.
class TargetChooser final : public QPushButton {
    Q_OBJECT
public:
    // Of the menu; the newest ones. All of them stand in the list of several.
    static constexpr int MostInMenu = 20;

    explicit TargetChooser(QWidget *parent = nullptr);

    void setCurrent(const QString &name, bool open);
    void take(const ConnectionFacts &facts);
    const SendTargets &targets() const { return m_targets; }
    // Opens the list to tick several of them, over `anchor`.
    void chooseSeveral(const QWidget &anchor);
    // What a click opens.
    void fill(QMenu &menu);

Q_SIGNALS:
    void changed();
    // This one shall be spoken to.
    void connectionChosen(framescope::ConnectionId id);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void tick(const std::set<SendTargets::Chain> &several);
    void showWords();

    SendTargets m_targets;
    SeveralPopover *m_several = nullptr;
};

} // namespace framescope
