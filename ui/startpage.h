// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QBoxLayout;
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace framescope {

class Card;
class RecoveredCard;

// What stands in the place of the timeline while there is nothing to show: how to begin, in one
// sentence, the addresses used last, and what a killed program left.
class StartPage final : public QWidget {
    Q_OBJECT
public:
    static constexpr int MaxRecent = 8;

    explicit StartPage(QWidget *parent = nullptr);

    void setRecent(const QStringList &urls);
    void setDemoOffered(bool offered);
    void setOpenOffered(bool offered);
    RecoveredCard *recovered() const { return m_recovered; }
    // What becomes of captures that nobody saved, and where they are.
    void setCaptures(const QString &words, const QString &folder);
    // The keyboard goes to its first button; false if there is none.
    bool focusFirst();

Q_SIGNALS:
    void connectRequested(const QString &url);
    void demoRequested();
    void openRequested(); // a session file
    void folderRequested(const QString &folder);

private:
    void makeDemo();
    QBoxLayout *makeCaptures();

    Card *m_demo;
    Card *m_recent;
    RecoveredCard *m_recovered;
    QBoxLayout *m_recentList = nullptr;
    QLabel *m_captures = nullptr;
    QPushButton *m_openFolder = nullptr;
    QPushButton *m_open = nullptr;
    QString m_folder;
};

} // namespace framescope
