// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jsontreemodel.h"

#include <QTreeView>

QT_BEGIN_NAMESPACE
class QMenu;
QT_END_NAMESPACE

namespace framescope {

// JSON as a tree: key and value on a line, in the colours of the text view. Copies values, paths and
// pointers.
class JsonTreeView final : public QTreeView {
    Q_OBJECT
public:
    explicit JsonTreeView(QWidget *parent = nullptr);

    void setJson(const QByteArray &json);
    JsonTreeModel *json() const { return m_model; }
    // Opens the way to the byte at `offset` and chooses its row, without a signal.
    void showOffset(quint64 offset);

    // Of a row: what is meant by a string, anything else as it is spelled.
    QString valueText(const QModelIndex &index) const;
    QByteArray spelledText(const QModelIndex &index) const;
    QString path(const QModelIndex &index) const;
    QString pointer(const QModelIndex &index) const;
    void copyValue() const;
    // What can be done with a row; the menu is the caller's.
    void fillMenu(QMenu &menu, const QModelIndex &index) const;

Q_SIGNALS:
    void chosen(); // by the user: currentIndex() is another row

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    JsonTreeModel *m_model;
    bool m_isShowing = false;
};

} // namespace framescope
