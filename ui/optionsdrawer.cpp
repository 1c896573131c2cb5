// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/optionsdrawer.h"

#include "ui/authpage.h"
#include "ui/behaviourpage.h"
#include "ui/leftoutsecrets.h"
#include "ui/protocolspage.h"
#include "ui/requestpage.h"
#include "ui/requestpreview.h"
#include "ui/routepage.h"
#include "ui/tabbutton.h"
#include "ui/theme.h"
#include "ui/tlscheck.h"
#include "ui/tlspage.h"
#include "ui/usualoptions.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollArea>
#include <QStackedWidget>

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr int Height = 280;
constexpr int LeastHeight = 244; // in a small window with a message bar
constexpr int TabHeight = 36;
constexpr int PreviewWidth = 420;
constexpr int NarrowPreview = 320;
constexpr int NarrowDrawer = 1200; // below it the fields need the room

QString tabName(ConnectionDraft::Tab tab)
{
    switch (tab) {
    case ConnectionDraft::Tab::Request: return u"Request"_s;
    case ConnectionDraft::Tab::Auth: return u"Auth"_s;
    case ConnectionDraft::Tab::Protocols: return u"Protocols"_s;
    case ConnectionDraft::Tab::Tls: return u"TLS"_s;
    case ConnectionDraft::Tab::Route: return u"Route"_s;
    case ConnectionDraft::Tab::Behaviour: return u"Behaviour"_s;
    }
    return {};
}

} // namespace

OptionsDrawer::OptionsDrawer(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget)
    , m_preview(new RequestPreview)
    , m_tlsCheck(new TlsCheck(this))
{
    m_preview->setFixedWidth(PreviewWidth);
    setMinimumHeight(LeastHeight);
    setMaximumHeight(Height);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *group = new QButtonGroup(this);
    auto *strip = new QHBoxLayout;
    strip->setContentsMargins(4, 0, 4, 0);
    strip->setSpacing(0);
    for (int tab = 0; tab < ConnectionDraft::TabCount; ++tab) {
        auto *button = new TabButton(tabName(static_cast<ConnectionDraft::Tab>(tab)));
        button->setFixedHeight(TabHeight);
        m_tabs.at(static_cast<size_t>(tab)) = button;
        group->addButton(button, tab);
        strip->addWidget(button);
    }
    strip->addStretch();
    connect(group, &QButtonGroup::idClicked, m_stack, &QStackedWidget::setCurrentIndex);
    addPage(ConnectionDraft::Tab::Request, new RequestPage);
    addPage(ConnectionDraft::Tab::Auth, new AuthPage);
    addPage(ConnectionDraft::Tab::Protocols, new ProtocolsPage);
    addPage(ConnectionDraft::Tab::Tls, new TlsPage);
    addPage(ConnectionDraft::Tab::Route, new RoutePage);
    addPage(ConnectionDraft::Tab::Behaviour, new BehaviourPage);

    auto *left = new QVBoxLayout;
    left->setSpacing(0);
    left->addLayout(strip);
    left->addWidget(m_stack, 1);
    auto *across = new QHBoxLayout(this);
    across->setContentsMargins(0, 0, 0, 1);
    across->setSpacing(0);
    across->addLayout(left, 1);
    across->addWidget(m_preview);
    connect(m_preview, &RequestPreview::secretsShown, this, [this](bool shown) {
        for (DraftPage *page : m_pages)
            page->setSecretsShown(shown);
    });
    connect(m_tlsCheck, &TlsCheck::settled, this, &OptionsDrawer::showProblems);
    setTab(ConnectionDraft::Tab::Request);
    setDraft(UsualOptions::remembered().draft());
}

// A page that is higher than the drawer scrolls.
void OptionsDrawer::addPage(ConnectionDraft::Tab tab, DraftPage *page)
{
    m_pages.at(static_cast<size_t>(tab)) = page;
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(page);
    m_stack->addWidget(scroll);
    connect(page, &DraftPage::edited, this, [this] {
        takePages();
        Q_EMIT draftChanged();
    });
    connect(page, &DraftPage::settled, this, [this] {
        takePages();
        Q_EMIT settled();
    });
}

void OptionsDrawer::setTab(ConnectionDraft::Tab tab)
{
    m_tabs.at(static_cast<size_t>(tab))->setChecked(true);
    m_stack->setCurrentIndex(static_cast<int>(tab));
}

void OptionsDrawer::focusField(ConnectionDraft::Tab tab, ConnectionDraft::Field field, int row)
{
    setTab(tab);
    m_pages.at(static_cast<size_t>(tab))->focusField(field, row);
    auto *scroll = static_cast<QScrollArea *>(m_stack->currentWidget());
    if (QWidget *focus = scroll->focusWidget())
        scroll->ensureWidgetVisible(focus);
}

ConnectionDraft::Tab OptionsDrawer::tab() const
{
    return static_cast<ConnectionDraft::Tab>(m_stack->currentIndex());
}

void OptionsDrawer::setDraft(const ConnectionDraft &draft)
{
    m_draft = draft;
    for (DraftPage *page : m_pages)
        page->show(draft);
    showCounts();
}

void OptionsDrawer::setUrl(const QString &url)
{
    m_url = url;
    showProblems();
}

void OptionsDrawer::setEnvironment(const std::optional<Environment> &environment)
{
    if (m_environment == environment)
        return;
    m_environment = environment;
    showCounts();
}

FilledDraft OptionsDrawer::filled() const
{
    return filledDraft(m_url, m_draft, m_environment ? &*m_environment : nullptr);
}

void OptionsDrawer::takePages()
{
    const ConnectionDraft before = m_draft;
    for (const DraftPage *page : m_pages)
        page->take(m_draft);
    takeTyped(m_draft, before);
    showCounts();
}

void OptionsDrawer::showCounts()
{
    const ConnectionDraft defaults = UsualOptions::remembered().draft();
    for (int number = 0; number < ConnectionDraft::TabCount; ++number) {
        const auto tab = static_cast<ConnectionDraft::Tab>(number);
        const int count = m_draft.differences(tab, defaults);
        m_tabs.at(static_cast<size_t>(number))
            ->setText(count == 0 ? tabName(tab) : u"%1 %2"_s.arg(tabName(tab)).arg(count));
    }
    m_tlsCheck->check(filled().draft);
    showProblems();
}

void OptionsDrawer::showProblems()
{
    const auto found = problems();
    for (size_t number = 0; number < m_pages.size(); ++number) {
        m_pages[number]->showProblems(found);
        WrongMark worst = WrongMark::None;
        for (const ConnectionDraft::Problem &problem : found) {
            if (problem.tab == static_cast<ConnectionDraft::Tab>(number))
                worst = std::max(worst, problem.mark);
        }
        m_tabs[number]->setMark(worst);
    }
    const FilledDraft shown = filled();
    m_preview->setRequest(
        shown.url, shown.draft, found, m_environment ? m_environment->secrets() : QStringList());
}

QList<ConnectionDraft::Problem> OptionsDrawer::problems() const
{
    auto found = filled().problems() + m_tlsCheck->problems();
    std::stable_partition(found.begin(), found.end(),
        [](const ConnectionDraft::Problem &problem) { return problem.mark == WrongMark::Wrong; });
    return found;
}

bool OptionsDrawer::isReading() const
{
    return m_draft.isUnread() || m_tlsCheck->isBusy();
}

QSize OptionsDrawer::sizeHint() const
{
    return {QWidget::sizeHint().width(), Height};
}

void OptionsDrawer::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_preview->setFixedWidth(event->size().width() < NarrowDrawer ? NarrowPreview : PreviewWidth);
}

void OptionsDrawer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Theme::of(palette()).divider);
    painter.drawLine(0, height() - 1, width(), height() - 1);
    const int preview = m_preview->geometry().left();
    painter.drawLine(preview, 0, preview, height() - 1);
}

} // namespace framescope
