// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/rowfilter.h"

#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QToolButton;
QT_END_NAMESPACE

namespace framescope {

// One line over the timeline: which of its rows are wanted, by what is in them and by their direction, and how many
// that are. Knows nothing of rows itself.
class FilterBar final : public QWidget {
    Q_OBJECT
public:
    static constexpr int Height = 36;

    explicit FilterBar(QWidget *parent = nullptr);

    // Nothing: every row is wanted.
    std::optional<RowFilter> filter() const;
    // Of these only those of a time; how that is told.
    void setTime(const std::optional<RowFilter::Time> &time);
    const std::optional<RowFilter::Time> &time() const { return m_time; }
    void setTimeWords(const QString &words, const QString &inFull);
    // Every row again.
    void clear();
    // The text is ready to be typed over.
    void open();
    // How many are shown of how many there are, and of these decided; a remark is added.
    void setCount(quint64 shown, quint64 all, quint64 decided, const QString &remark);
    // What is wrong with the text; empty: nothing.
    void setError(const QString &sentence);
    QString countText() const;

Q_SIGNALS:
    void filterChanged();
    void left(); // Esc, or Enter: the keyboard goes to the rows

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void addSpan();
    QToolButton *addToggle(const QString &words, const QString &tip, bool checked);
    bool isFiltering() const;
    void change();

    QLineEdit *m_text;
    QLabel *m_count;
    QToolButton *m_span; // takes the time away
    std::optional<RowFilter::Time> m_time;
    QToolButton *m_not;
    QToolButton *m_case;
    QToolButton *m_regex;
    QToolButton *m_in;
    QToolButton *m_out;
    QToolButton *m_control;
    QTimer m_typing;
};

} // namespace framescope
