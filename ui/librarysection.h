// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QStackedWidget;
QT_END_NAMESPACE

namespace framescope {

class Library;
class LibraryModel;
class LibraryView;
class SectionHeading;

// The part of the sidebar that shows what can be opened; empty, it says how it is filled. Folds to its heading.
class LibrarySection final : public QWidget {
    Q_OBJECT
public:
    // `library` must outlive it.
    explicit LibrarySection(Library &library, QWidget *parent = nullptr);

    LibraryView *view() const { return m_view; }
    bool isOpen() const;
    void setOpen(bool open);
    // What has the keyboard when it comes here.
    void focusFirst();

Q_SIGNALS:
    void openChanged(bool open);
    void saveRequested(); // what is in the bar

private:
    QWidget *makeInvitation();
    void showPage();

    SectionHeading *m_heading = nullptr;
    LibraryModel *m_model = nullptr;
    LibraryView *m_view = nullptr;
    QStackedWidget *m_pages = nullptr;
};

} // namespace framescope
