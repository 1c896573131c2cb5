// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/targetchooser.h"

#include "ui/severalpopover.h"
#include "ui/symbols.h"

#include <QMenu>

namespace framescope {

namespace {

constexpr int IconAndMargins = 48;

} // namespace

TargetChooser::TargetChooser(QWidget *parent)
    : QPushButton(parent)
    , m_several(new SeveralPopover(this))
{
    setObjectName(QStringLiteral("targets"));
    setIcon(symbolIcon(Symbol::ChevronDown));
    setLayoutDirection(Qt::RightToLeft); // the arrow behind the words
    setToolTip(QStringLiteral("To whom the message goes"));
    connect(m_several, &SeveralPopover::ticked, this, &TargetChooser::tick);
    connect(this, &QPushButton::clicked, this, [this] {
        QMenu menu;
        fill(menu);
        menu.exec(mapToGlobal(QPoint(0, -menu.sizeHint().height())));
    });
    showWords();
}

void TargetChooser::setCurrent(const QString &name, bool open)
{
    m_targets.setCurrent(name, open);
    showWords();
}

void TargetChooser::take(const ConnectionFacts &facts)
{
    m_targets.take(facts);
    showWords();
}

void TargetChooser::tick(const std::set<SendTargets::Chain> &several)
{
    m_targets.tick(several);
    showWords();
}

void TargetChooser::fill(QMenu &menu)
{
    const auto &open = m_targets.open();
    int count = 0;
    for (auto each = open.rbegin(); each != open.rend() && count < MostInMenu; ++each, ++count) {
        const SendTargets::Target target = each->second;
        QAction *action = menu.addAction(target.name);
        action->setCheckable(true);
        action->setChecked(m_targets.ticked().empty() && m_targets.current() == target.name);
        connect(action, &QAction::triggered, this, [this, target] {
            tick({});
            Q_EMIT connectionChosen(target.id);
        });
    }
    if (open.empty())
        menu.addAction(QStringLiteral("No connection is open"))->setEnabled(false);
    menu.addSeparator();
    QAction *several = menu.addAction(QStringLiteral("Several..."));
    several->setEnabled(open.size() > 1 || !m_targets.ticked().empty());
    connect(several, &QAction::triggered, this, [this] { chooseSeveral(*this); });
}

void TargetChooser::chooseSeveral(const QWidget &anchor)
{
    m_several->fill(m_targets);
    m_several->popUpUnder(anchor);
}

void TargetChooser::showWords()
{
    const QString words = m_targets.chooserWords();
    setText(fontMetrics().elidedText(words, Qt::ElideMiddle, width() - IconAndMargins));
    setAccessibleName(words);
    Q_EMIT changed();
}

void TargetChooser::resizeEvent(QResizeEvent *event)
{
    QPushButton::resizeEvent(event);
    showWords();
}

} // namespace framescope
