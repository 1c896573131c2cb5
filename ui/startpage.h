// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QBoxLayout;
class QFrame;
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace framescope {

// What stands in the place of the timeline while there is nothing to show: how to begin, in one
// sentence, and the addresses used last.
class StartPage final : public QWidget {
    Q_OBJECT
public:
    static constexpr int MaxRecent = 8;

    explicit StartPage(QWidget *parent = nullptr);

    void setRecent(const QStringList &urls);
    void setDemoOffered(bool offered);
    // What becomes of captures that nobody saved, and where they are.
    void setCaptures(const QString &words, const QString &folder);
    // The keyboard goes to its first button; false if there is none.
    bool focusFirst();

Q_SIGNALS:
    void connectRequested(const QString &url);
    void demoRequested();
    void folderRequested(const QString &folder);

private:
    void makeDemo();
    QBoxLayout *makeCaptures();

    QFrame *m_demo = nullptr;
    QFrame *m_recent = nullptr;
    QBoxLayout *m_recentList = nullptr;
    QLabel *m_captures = nullptr;
    QPushButton *m_openFolder = nullptr;
    QString m_folder;
};

} // namespace framescope
