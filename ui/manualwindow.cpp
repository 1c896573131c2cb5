// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/manualwindow.h"

#include "ui/findbar.h"
#include "ui/manualdocument.h"

#include <QAction>
#include <QBoxLayout>
#include <QDesktopServices>
#include <QKeyEvent>
#include <QMainWindow>
#include <QScrollBar>
#include <QSplitter>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTreeWidget>

#include <algorithm>
#include <utility>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize UsualSize(920, 680);
constexpr int ContentsWidth = 230;
constexpr int TextMinimum = 280;
constexpr int ContentsRow = 24;
constexpr int PlaceRole = Qt::UserRole; // of a heading in its chapter

} // namespace

ManualWindow::ManualWindow(QMainWindow &window)
    : QWidget(&window, Qt::Window)
    , m_contents(new QTreeWidget)
    , m_find(new FindBar(u"Find in the manual"_s))
    , m_text(new QTextBrowser)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(u"Manual - Framescope"_s);
    resize(UsualSize);
    for (ManualChapter &chapter : manualChapters(window))
        m_pages.push_back({std::move(chapter), nullptr});
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    m_text->setAccessibleName(u"Chapter"_s);
    m_text->setMinimumWidth(TextMinimum);
    makeContents();
    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_find);
    column->addWidget(m_text, 1);
    m_find->hide();
    auto *across = new QSplitter;
    across->addWidget(m_contents);
    across->addWidget(right);
    across->setStretchFactor(0, 0);
    across->setStretchFactor(1, 1);
    across->setChildrenCollapsible(false);
    across->setSizes({ContentsWidth, UsualSize.width() - ContentsWidth});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(across);
    connect(m_text, &QTextBrowser::anchorClicked, this, &ManualWindow::follow);
    connect(m_find, &FindBar::searchChanged, this, &ManualWindow::search);
    connect(m_find, &FindBar::stepped, this, &ManualWindow::stepHit);
    connect(m_find, &FindBar::closed, this, &ManualWindow::closeFind);
    setFocusProxy(m_text);
    auto *back = new QAction(u"Back"_s, this); // the browser would take the key
    back->setShortcuts(QKeySequence::Back);
    connect(back, &QAction::triggered, this, &ManualWindow::goBack);
    addAction(back);
    makePages();
    fillContents();
    showPage(0);
}

// The browser is not to show what is gone.
ManualWindow::~ManualWindow()
{
    m_text->setDocument(nullptr);
}

void ManualWindow::makeContents()
{
    m_contents->setHeaderHidden(true);
    m_contents->setFrameShape(QFrame::NoFrame);
    m_contents->setAccessibleName(u"Contents"_s);
    m_contents->setUniformRowHeights(true);
    m_contents->setIndentation(16);
    connect(m_contents, &QTreeWidget::currentItemChanged, this, &ManualWindow::goToHeading);
    connect(m_contents, &QTreeWidget::itemClicked, this, &ManualWindow::goToHeading);
}

void ManualWindow::makePages()
{
    for (Page &page : m_pages)
        page.document = manualDocument(page.chapter.text, palette());
}

void ManualWindow::fillContents()
{
    for (const Page &page : m_pages) {
        auto *chapter = new QTreeWidgetItem(m_contents, {page.chapter.title});
        chapter->setData(0, PlaceRole, 0);
        chapter->setSizeHint(0, QSize(0, ContentsRow));
        for (QTextBlock block = page.document->begin(); block.isValid(); block = block.next()) {
            if (block.blockFormat().headingLevel() != 2)
                continue;
            auto *heading = new QTreeWidgetItem(chapter, {block.text()});
            heading->setData(0, PlaceRole, block.position());
        }
    }
}

// The chapter, or the heading in it, that is chosen in the contents.
void ManualWindow::goToHeading()
{
    const QTreeWidgetItem *item = m_contents->currentItem();
    if (!item)
        return;
    const QTreeWidgetItem *chapter = item->parent() ? item->parent() : item;
    const auto page =
        static_cast<std::size_t>(m_contents->indexOfTopLevelItem(const_cast<QTreeWidgetItem *>(chapter)));
    if (page != m_shown)
        m_before.push_back(m_shown);
    showPage(page);
    QTextCursor cursor(m_text->document());
    cursor.setPosition(item->data(0, PlaceRole).toInt());
    m_text->setTextCursor(cursor);
    const int above = m_text->cursorRect(cursor).top();
    m_text->verticalScrollBar()->setValue(item->parent() ? m_text->verticalScrollBar()->value() + above : 0);
}

void ManualWindow::open(const QString &chapter)
{
    const auto found = std::find_if(
        m_pages.begin(), m_pages.end(), [&](const Page &page) { return page.chapter.name == chapter; });
    const auto page = found == m_pages.end() ? 0 : static_cast<std::size_t>(found - m_pages.begin());
    if (page != m_shown)
        m_before.push_back(m_shown);
    showPage(page);
}

QString ManualWindow::chapter() const
{
    return m_pages[m_shown].chapter.name;
}

void ManualWindow::goBack()
{
    if (m_before.empty())
        return;
    showPage(m_before.back());
    m_before.pop_back();
}

void ManualWindow::showPage(std::size_t page)
{
    m_shown = page;
    QTextDocument *document = m_pages[page].document.get();
    if (m_text->document() != document)
        m_text->setDocument(document);
    const QSignalBlocker silent(m_contents);
    QTreeWidgetItem *chapter = m_contents->topLevelItem(static_cast<int>(page));
    chapter->setExpanded(true);
    const QTreeWidgetItem *current = m_contents->currentItem();
    if (current != chapter && (!current || current->parent() != chapter))
        m_contents->setCurrentItem(chapter);
}

void ManualWindow::follow(const QUrl &link)
{
    if (const QString chapter = chapterOfLink(link.toString()); !chapter.isEmpty())
        open(chapter);
    else
        QDesktopServices::openUrl(link);
}

void ManualWindow::search()
{
    m_hits.clear();
    m_hit = 0;
    const QString needle = m_find->needle();
    const bool minds = m_find->minds() == TextSearch::Case::Minded;
    for (std::size_t page = 0; page < m_pages.size() && !needle.isEmpty(); ++page) {
        const QTextDocument &document = *m_pages[page].document;
        QTextCursor cursor =
            document.find(needle, 0, minds ? QTextDocument::FindCaseSensitively : QTextDocument::FindFlags());
        while (!cursor.isNull()) {
            m_hits.push_back({page, cursor});
            cursor = document.find(
                needle, cursor, minds ? QTextDocument::FindCaseSensitively : QTextDocument::FindFlags());
        }
    }
    // What is in sight first.
    while (m_hit < m_hits.size() && m_hits[m_hit].page < m_shown)
        ++m_hit;
    if (m_hit == m_hits.size())
        m_hit = 0;
    showHit();
}

void ManualWindow::stepHit(int step)
{
    if (m_hits.empty())
        return;
    m_hit = (m_hit + (step > 0 ? 1 : m_hits.size() - 1)) % m_hits.size();
    showHit();
}

void ManualWindow::showHit()
{
    m_find->setCount(m_hit, m_hits.size());
    if (m_hits.empty()) {
        QTextCursor none = m_text->textCursor();
        none.clearSelection();
        m_text->setTextCursor(none);
        return;
    }
    showPage(m_hits[m_hit].page);
    m_text->setTextCursor(m_hits[m_hit].cursor);
}

void ManualWindow::closeFind()
{
    m_find->hide();
    m_text->setFocus();
}

// The colours stand in the pages.
void ManualWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || m_pages.empty() || !m_pages.front().document)
        return;
    const int place = m_text->verticalScrollBar()->value();
    std::vector<std::unique_ptr<QTextDocument>> before; // until none of them is shown
    for (Page &page : m_pages)
        before.push_back(std::move(page.document));
    makePages();
    showPage(m_shown);
    m_text->verticalScrollBar()->setValue(place);
    if (!m_hits.empty())
        search();
}

void ManualWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find))
        m_find->open();
    else if (event->matches(QKeySequence::FindNext))
        stepHit(1);
    else if (event->matches(QKeySequence::FindPrevious))
        stepHit(-1);
    else if (event->key() == Qt::Key_Escape && m_find->isVisible())
        closeFind();
    else if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

} // namespace framescope
