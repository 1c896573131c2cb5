// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/librarysection.h"

#include "ui/library.h"
#include "ui/librarymodel.h"
#include "ui/libraryview.h"
#include "ui/linkbutton.h"
#include "ui/sectionheading.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

namespace framescope {

LibrarySection::LibrarySection(Library &library, QWidget *parent)
    : QWidget(parent)
    , m_heading(new SectionHeading(QStringLiteral("Library")))
    , m_model(new LibraryModel(library, this))
    , m_view(new LibraryView(*m_model))
    , m_pages(new QStackedWidget)
{
    m_pages->addWidget(makeInvitation());
    m_pages->addWidget(m_view);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_heading);
    column->addWidget(m_pages, 1);
    connect(m_heading, &QAbstractButton::toggled, this, &LibrarySection::setOpen);
    connect(m_model, &QAbstractItemModel::modelReset, this, &LibrarySection::showPage);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &LibrarySection::showPage);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &LibrarySection::showPage);
    setMinimumHeight(SectionHeading::Height); // a low window has room for no more
    m_heading->setToolTip(QStringLiteral("Folds and opens the library"));
    showPage();
}

QWidget *LibrarySection::makeInvitation()
{
    auto *page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto *words = new QLabel(QStringLiteral("Connections that you save, with all their options, stay here."));
    words->setWordWrap(true);
    words->setForegroundRole(QPalette::PlaceholderText);
    words->setContentsMargins(8, 0, 4, 0);
    auto *save = new LinkButton(QStringLiteral("Save to library"));
    save->setToolTip(QStringLiteral("Saves the address in the bar with its options"));
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(4, 8, 8, 8); // a link has room of its own around it
    column->setSpacing(4);
    column->addWidget(words);
    column->addWidget(save);
    column->addStretch();
    connect(save, &QPushButton::clicked, this, &LibrarySection::saveRequested);
    return page;
}

void LibrarySection::showPage()
{
    m_pages->setCurrentIndex(m_model->rowCount() == 0 ? 0 : 1);
}

bool LibrarySection::isOpen() const
{
    return m_heading->isChecked();
}

void LibrarySection::setOpen(bool open)
{
    if (m_pages->isHidden() != open)
        return;
    m_pages->setVisible(open);
    m_heading->setChecked(open);
    setMaximumHeight(open ? QWIDGETSIZE_MAX : SectionHeading::Height);
    Q_EMIT openChanged(open);
}

void LibrarySection::focusFirst()
{
    if (isOpen() && m_model->rowCount() > 0)
        m_view->setFocus(Qt::TabFocusReason);
    else
        m_heading->setFocus(Qt::TabFocusReason);
}

} // namespace framescope
