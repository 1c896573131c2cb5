// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/nohits.h"

#include "ui/units.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPushButton>

namespace framescope {

using namespace Qt::StringLiterals;

NoHits::NoHits(QWidget &over)
    : QWidget(&over)
    , m_words(new QLabel)
    , m_include(new QPushButton(u"Include cleared rows"_s))
{
    auto *clear = new QPushButton(u"Clear filter"_s);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addWidget(m_words, 0, Qt::AlignHCenter);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(clear);
    row->addWidget(m_include);
    column->addLayout(row);
    connect(m_include, &QPushButton::clicked, this, &NoHits::clearedRequested);
    connect(clear, &QPushButton::clicked, this, &NoHits::clearRequested);
    over.installEventFilter(this);
    hide();
}

void NoHits::setCount(quint64 shown, quint64 all, quint64 cleared)
{
    setVisible(shown == 0 && all + cleared > 0);
    if (isHidden()) // nearly always, with every batch of rows
        return;
    m_words->setText(all == 0 ? u"No row came since the view was cleared."_s
            : all == 1        ? u"The one row does not match."_s
                              : u"None of %1 rows match."_s.arg(countText(all)));
    m_include->setVisible(cleared > 0);
    place();
}

bool NoHits::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        place();
    return false;
}

void NoHits::place()
{
    adjustSize();
    move((parentWidget()->width() - width()) / 2, (parentWidget()->height() - height()) / 3);
}

} // namespace framescope
