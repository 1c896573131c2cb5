// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settingswindow.h"

#include "ui/environmentspage.h"
#include "ui/noticebar.h"
#include "ui/rememberedpage.h"
#include "ui/settingspages.h"
#include "ui/storagepage.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStyle>

#include <utility>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize UsualSize(760, 600);
constexpr int TitlesWidth = 180;
constexpr int TitleHeight = 28;

} // namespace

SettingsWindow::SettingsWindow(const QString &session, EnvironmentList &environments, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_titles(new QListWidget)
    , m_stack(new QStackedWidget)
    , m_notice(new NoticeBar(NoticeBar::Tone::Info))
    , m_remembered(new RememberedPage)
    , m_environments(new EnvironmentsPage(environments))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(u"Settings - Framescope"_s);
    resize(UsualSize);
    m_titles->setFixedWidth(TitlesWidth);
    m_titles->setFrameShape(QFrame::NoFrame);
    m_titles->setAccessibleName(u"Pages"_s);
    auto *across = new QHBoxLayout;
    across->setSpacing(0);
    across->addWidget(m_titles);
    across->addWidget(m_stack, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(across, 1);
    column->addWidget(m_notice);
    column->addWidget(makeFoot());
    for (auto *page : std::initializer_list<SettingsPage *>{new LookPage, new ReadingPage,
             new NewConnectionPage, m_environments, m_remembered, new StoragePage(session)})
        addPage(page);
    connect(m_titles, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_notice, &NoticeBar::triggered, this, &SettingsWindow::undo);
    m_titles->setCurrentRow(0);
    m_titles->setFocus();
}

// A page that is higher than the window scrolls.
void SettingsWindow::addPage(SettingsPage *page)
{
    auto *title = new QListWidgetItem(page->title(), m_titles);
    title->setSizeHint(QSize(0, TitleHeight));
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);
    scroll->setMinimumWidth(
        page->minimumSizeHint().width() + style()->pixelMetric(QStyle::PM_ScrollBarExtent));
    m_stack->addWidget(scroll);
    m_pages.append(page);
    connect(page, &SettingsPage::changed, this, &SettingsWindow::changed);
    connect(page, &SettingsPage::done, this, &SettingsWindow::offerUndo);
}

QWidget *SettingsWindow::makeFoot()
{
    auto *foot = new QWidget;
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(12, 8, 12, 8);
    row->addStretch();
    auto *defaults = new QPushButton(u"Back to the defaults"_s);
    defaults->setToolTip(
        u"Of all pages. Environments, addresses, certificates and sessions are not touched."_s);
    row->addWidget(defaults);
    connect(defaults, &QPushButton::clicked, this, &SettingsWindow::reset);
    return foot;
}

void SettingsWindow::showRemembered()
{
    showPage(m_remembered);
}

void SettingsWindow::showEnvironments()
{
    showPage(m_environments);
}

QString SettingsWindow::editValue(const QString &environment, const QString &variable)
{
    showPage(m_environments);
    return m_environments->editValue(environment, variable);
}

void SettingsWindow::showPage(SettingsPage *page)
{
    m_titles->setCurrentRow(static_cast<int>(m_pages.indexOf(page)));
}

void SettingsWindow::showStored()
{
    for (SettingsPage *page : std::as_const(m_pages))
        page->showStored();
}

void SettingsWindow::reset()
{
    std::vector<SettingsPage::Undo> undos;
    for (SettingsPage *page : std::as_const(m_pages))
        undos.push_back(page->reset());
    Q_EMIT changed();
    offerUndo(
        u"All settings are at their defaults. Environments, addresses, certificates and sessions were not "
        u"touched."_s,
        [undos = std::move(undos)] {
            for (const SettingsPage::Undo &undo : undos)
                undo();
        });
}

void SettingsWindow::offerUndo(const QString &sentence, const SettingsPage::Undo &undo)
{
    m_undo = undo;
    m_notice->say(sentence, u"Undo"_s);
}

void SettingsWindow::undo()
{
    m_notice->say({});
    std::exchange(m_undo, {})();
    Q_EMIT changed();
}

void SettingsWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

} // namespace framescope
