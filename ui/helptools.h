// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointer>

QT_BEGIN_NAMESPACE
class QMainWindow;
class QWidget;
QT_END_NAMESPACE

namespace framescope {

class ManualWindow;

// Opens the manual of a window, at the chapter about the pane that has the keyboard. GUI thread.
class HelpTools final : public QObject {
    Q_OBJECT
public:
    // `window` is its parent.
    explicit HelpTools(QMainWindow &window);

    // What has the keyboard in `pane`, or in what stands in it, is told about in that chapter. Inner panes first.
    void addPane(const QWidget *pane, const QString &chapter);
    void openManual();

private:
    QString chapter() const;

    struct Pane {
        const QWidget *widget;
        QString chapter;
    };
    QMainWindow &m_window;
    QList<Pane> m_panes;
    QPointer<ManualWindow> m_manual;
};

} // namespace framescope
