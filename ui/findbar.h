// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/textsearch.h"

#include <QWidget>

#include <optional>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QToolButton;
QT_END_NAMESPACE

namespace framescope {

// One line to search a text: what for, whether case counts, how many there are, back and on. Knows
// nothing about what is searched.
class FindBar final : public QWidget {
    Q_OBJECT
public:
    // `words` are those of the empty field.
    explicit FindBar(const QString &words = QStringLiteral("Find in this payload"), QWidget *parent = nullptr);

    QString needle() const;
    TextSearch::Case minds() const;
    TextSearch search() const { return TextSearch(needle(), minds()); }
    void setNeedle(const QString &needle);
    // Opens it with the needle selected, ready to be typed over.
    void open();
    // "3 of 17"; `current` counts from 0, absent: "17 hits". Without hits, or while it is searched, that is said.
    void setCount(std::optional<std::size_t> current, std::size_t count, bool mayBeMore = false);
    // Nothing can be found; why.
    void setFailed(const QString &sentence);
    void setSearching();
    QString countText() const;

Q_SIGNALS:
    void searchChanged();
    void stepped(int step); // 1: next, -1: previous
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QLineEdit *m_edit = nullptr;
    QLabel *m_count = nullptr;
    QToolButton *m_case = nullptr;
    QToolButton *m_previous = nullptr;
    QToolButton *m_next = nullptr;
};

} // namespace framescope
