// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace framescope {

// Stands in the place of rows that a filter does not find, and offers to take it away.
class NoHits final : public QWidget {
    Q_OBJECT
public:
    explicit NoHits(QWidget &over);

    // "None of 12,331 rows match."; hides it where rows are shown. `cleared` rows were not looked at.
    void setCount(quint64 shown, quint64 all, quint64 cleared);

Q_SIGNALS:
    void clearRequested();
    void clearedRequested(); // those are to be looked at too

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    QLabel *m_words;
    QPushButton *m_include;
};

} // namespace framescope
