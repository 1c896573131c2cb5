// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/startpage.h"

#include "ui/style.h"
#include "ui/symbols.h"
#include "ui/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace framescope {

namespace {

constexpr int Width = 440;
constexpr int HeadingPointSize = 16;

} // namespace

StartPage::StartPage(QWidget *parent)
    : QWidget(parent)
    , m_demo(new QPushButton(symbolIcon(Symbol::Play), QStringLiteral("Try the demo")))
    , m_recent(new QWidget)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);

    auto *heading = new QLabel(QStringLiteral("Paste a ws:// or wss:// address above."));
    QFont large = font();
    large.setPointSize(HeadingPointSize);
    heading->setFont(large);
    auto *promise =
        new QLabel(QStringLiteral("Enter connects. Every frame is recorded from the first byte on, "
                                  "also those that a browser hides."));
    promise->setWordWrap(true);
    promise->setForegroundRole(QPalette::PlaceholderText);

    m_recentList = new QVBoxLayout(m_recent);
    m_recentList->setContentsMargins(0, 8, 0, 0);
    m_recentList->setSpacing(0);
    m_recent->hide();
    m_demo->hide();
    connect(m_demo, &QPushButton::clicked, this, &StartPage::demoRequested);

    auto *content = new QWidget;
    content->setFixedWidth(Width);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(heading);
    column->addWidget(promise);
    column->addSpacing(8);
    column->addWidget(m_demo, 0, Qt::AlignLeft);
    column->addWidget(m_recent);

    auto *page = new QVBoxLayout(this);
    page->addStretch(2);
    auto *across = new QHBoxLayout; // not an alignment: that would give the text the height of one line
    across->addStretch();
    across->addWidget(content);
    across->addStretch();
    page->addLayout(across);
    page->addStretch(3);
}

void StartPage::setDemoOffered(bool offered)
{
    m_demo->setVisible(offered);
}

void StartPage::setRecent(const QStringList &urls)
{
    qDeleteAll(m_recent->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    m_recent->setVisible(!urls.isEmpty());
    if (urls.isEmpty())
        return;
    auto *title = new QLabel(QStringLiteral("Recent"));
    QFont semibold = font();
    semibold.setWeight(QFont::DemiBold);
    title->setFont(semibold);
    m_recentList->addWidget(title);
    for (const QString &url : urls.first(std::min<qsizetype>(MaxRecent, urls.size()))) {
        auto *button = new QPushButton;
        button->setFont(monospaceFont());
        button->setText(button->fontMetrics().elidedText(url, Qt::ElideMiddle, Width - 24));
        button->setToolTip(url);
        button->setFlat(true);
        button->setProperty(Style::Link, true);
        connect(button, &QPushButton::clicked, this, [this, url] { Q_EMIT connectRequested(url); });
        m_recentList->addWidget(button);
    }
}

} // namespace framescope
