// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QListView>

QT_BEGIN_NAMESPACE
class QMenu;
QT_END_NAMESPACE

namespace framescope {

class LibraryModel;

// The list of the library: a click or the arrow keys preview, double-click or Enter connect, its menu and
// keys do the rest.
class LibraryView final : public QListView {
    Q_OBJECT
public:
    explicit LibraryView(LibraryModel &model, QWidget *parent = nullptr);

    QString currentId() const;
    void choose(const QString &id);
    // The name of that one is edited in its place.
    void editName(const QString &id);
    QMenu *menu() const { return m_menu; }

Q_SIGNALS:
    void previewRequested(const QString &id);
    void connectRequested(const QString &id);
    void fillRequested(const QString &id);
    void duplicateRequested(const QString &id);
    void removeRequested(const QString &id);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void makeMenu();
    void moveCurrent(int step);
    void keepChoice();

    LibraryModel &m_model;
    QMenu *m_menu = nullptr;
    QString m_kept; // what was current before all was replaced
};

} // namespace framescope
