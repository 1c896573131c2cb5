// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

QT_BEGIN_NAMESPACE
class QScrollBar;
QT_END_NAMESPACE

namespace framescope {

// Keeps a scroll bar that counts rows at its end while rows come, until the user moves it away from there;
// then counts what comes, until he is back.
class TimelineFollower final : public QObject {
    Q_OBJECT
public:
    explicit TimelineFollower(QScrollBar &bar);

    bool isFollowing() const { return m_following; }
    void setFollowing(bool following);
    // Rows that came since following stopped.
    int newRows() const { return m_newRows; }

    void addRows(int count);
    // So many above the first that is to be seen, and so many of the new ones, are going.
    void removeRows(int above, int fresh);
    // The range changed by rows or by the size of the window, not by the user.
    void setRange(int lastTop, int page);
    // Goes to the end and stays there.
    void follow();
    bool isAtEnd() const;

Q_SIGNALS:
    void followingChanged(bool following);
    void newRowsChanged(int count);

private:
    void setNewRows(int count);

    QScrollBar &m_bar;
    bool m_following = true;
    bool m_adjusting = false; // the bar moves because of us, not of the user
    int m_newRows = 0;
};

} // namespace framescope
