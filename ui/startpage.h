// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QBoxLayout;
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

Q_SIGNALS:
    void connectRequested(const QString &url);
    void demoRequested();

private:
    QPushButton *m_demo = nullptr;
    QWidget *m_recent = nullptr;
    QBoxLayout *m_recentList = nullptr;
};

} // namespace framescope
