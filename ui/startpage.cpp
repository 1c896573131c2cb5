// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/startpage.h"

#include "ui/linkbutton.h"
#include "ui/recoveredcard.h"
#include "ui/symbols.h"
#include "ui/theme.h"
#include "ui/tooltip.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace framescope {

namespace {

constexpr int Width = 616; // within the narrowest timeline, beside a scroll bar
constexpr int DemoWidth = 224;
constexpr int HeadingPointSize = 16;

QLabel *makeText(const QString &words)
{
    auto *text = new QLabel(words);
    text->setForegroundRole(QPalette::PlaceholderText);
    return text;
}

} // namespace

StartPage::StartPage(QWidget *parent)
    : QWidget(parent)
    , m_demo(new Card(QStringLiteral("Demo")))
    , m_recent(new Card(QStringLiteral("Recent"), Card::LinkSide))
    , m_recovered(new RecoveredCard)
    , m_captures(makeText({}))
    , m_openFolder(new LinkButton(QStringLiteral("Open the folder")))
    , m_open(new QPushButton(QStringLiteral("Open a session...")))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *heading = new QLabel(QStringLiteral("Paste a ws:// or wss:// address, or a curl command, above."));
    QFont large = font();
    large.setPointSize(HeadingPointSize);
    heading->setFont(large);
    makeDemo();
    m_recentList = new QVBoxLayout;
    m_recentList->setSpacing(0);
    m_recent->column()->addLayout(m_recentList);
    m_recent->column()->addStretch();
    m_recent->hide();

    auto *cards = new QHBoxLayout;
    cards->setSpacing(16);
    cards->addWidget(m_demo);
    cards->addWidget(m_recent, 1);
    cards->addStretch();
    auto *content = new QWidget;
    content->setFixedWidth(Width);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(heading);
    column->addWidget(makeText(
        QStringLiteral("Enter connects. Every frame is recorded, also those that a browser hides.")));
    column->addSpacing(16);
    column->addLayout(cards);
    column->addSpacing(8);
    column->addWidget(m_recovered);
    column->addLayout(makeCaptures());

    auto *whole = new QWidget;
    auto *page = new QVBoxLayout(whole);
    page->setContentsMargins(4, 8, 4, 8);
    page->addStretch(2);
    auto *across = new QHBoxLayout; // not an alignment: that would give the text the height of one line
    across->addStretch();
    across->addWidget(content);
    across->addStretch();
    page->addLayout(across);
    page->addStretch(3);
    auto *scroll = new QScrollArea; // a low window with the drawer open has no room for all of it
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(whole);
    whole->setBackgroundRole(QPalette::Base);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(scroll);
}

void StartPage::makeDemo()
{
    m_demo->setFixedWidth(DemoWidth);
    QVBoxLayout *column = m_demo->column();
    column->addWidget(makeText(QStringLiteral(
        "A server inside the program\nsends what there is to see:\ntext, binary, pings, fragments.")));
    auto *start = new QPushButton(symbolIcon(Symbol::Play), QStringLiteral("Try the demo"));
    start->setObjectName(QStringLiteral("try-demo"));
    connect(start, &QPushButton::clicked, this, &StartPage::demoRequested);
    column->addWidget(start, 0, Qt::AlignLeft);
    column->addStretch();
    m_demo->hide();
}

QBoxLayout *StartPage::makeCaptures()
{
    m_captures->setWordWrap(true);
    m_openFolder->hide();
    m_open->hide();
    connect(m_openFolder, &QPushButton::clicked, this, [this] { Q_EMIT folderRequested(m_folder); });
    connect(m_open, &QPushButton::clicked, this, &StartPage::openRequested);
    auto *links = new QHBoxLayout;
    links->setSpacing(8);
    links->addWidget(m_open);
    links->addWidget(m_openFolder);
    links->addStretch();
    auto *column = new QVBoxLayout;
    column->setSpacing(8);
    column->addWidget(m_captures);
    column->addLayout(links);
    return column;
}

void StartPage::setCaptures(const QString &words, const QString &folder)
{
    m_folder = folder;
    m_captures->setText(words);
    m_openFolder->setVisible(!words.isEmpty());
    m_openFolder->setToolTip(folder);
}

void StartPage::setDemoOffered(bool offered)
{
    m_demo->setVisible(offered);
}

void StartPage::setOpenOffered(bool offered)
{
    m_open->setVisible(offered);
}

void StartPage::setRecent(const QStringList &urls)
{
    for (QPushButton *button : m_recent->findChildren<QPushButton *>())
        delete button;
    m_recent->setVisible(!urls.isEmpty());
    for (const QString &url : urls.first(std::min<qsizetype>(MaxRecent, urls.size()))) {
        auto *button = new LinkButton;
        button->setFont(monospaceFont());
        button->setText(button->fontMetrics().elidedText(url, Qt::ElideMiddle, Width - DemoWidth - 64));
        button->setToolTip(toolTipText(url));
        button->setAccessibleName(url);
        connect(button, &QPushButton::clicked, this, [this, url] { Q_EMIT connectRequested(url); });
        m_recentList->addWidget(button);
    }
}

bool StartPage::focusFirst()
{
    for (QPushButton *button : findChildren<QPushButton *>()) {
        if (button->isVisibleTo(this)) {
            button->setFocus(Qt::TabFocusReason);
            return true;
        }
    }
    return false;
}

} // namespace framescope
