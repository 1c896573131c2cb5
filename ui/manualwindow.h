// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/manualtext.h"

#include <QTextCursor>
#include <QTextDocument>
#include <QWidget>

#include <memory>
#include <vector>

QT_BEGIN_NAMESPACE
class QTextBrowser;
class QTreeWidget;
QT_END_NAMESPACE

namespace framescope {

class FindBar;

// The manual beside the window that it is about: what there is at the left, a chapter at the right, one line to
// search all chapters above it. Deletes itself when it is closed.
class ManualWindow final : public QWidget {
    Q_OBJECT
public:
    // `window` is its parent; the keys are those of its commands.
    explicit ManualWindow(QMainWindow &window);
    ~ManualWindow() override;

    // By its name; one that there is none of is the first.
    void open(const QString &chapter);
    QString chapter() const;
    // To the chapter before, as a browser does.
    void goBack();

    QTextBrowser *text() const { return m_text; }
    FindBar *findBar() const { return m_find; }

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Page {
        ManualChapter chapter;
        std::unique_ptr<QTextDocument> document;
    };
    struct Hit {
        std::size_t page = 0;
        QTextCursor cursor;
    };
    void makeContents();
    void makePages();
    void fillContents();
    void showPage(std::size_t page);
    void follow(const QUrl &link);
    void goToHeading();
    void search();
    void stepHit(int step);
    void showHit();
    void closeFind();

    QTreeWidget *m_contents;
    FindBar *m_find;
    QTextBrowser *m_text;
    std::vector<Page> m_pages;
    std::size_t m_shown = 0;
    std::vector<std::size_t> m_before; // chapters
    std::vector<Hit> m_hits;
    std::size_t m_hit = 0;
};

} // namespace framescope
