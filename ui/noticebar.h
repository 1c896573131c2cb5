// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace framescope {

// A line above a pane that says what the pane alone would not: what is not shown, what is wrong. One
// sentence, and at most one thing to do about it; hidden while there is nothing to say.
class NoticeBar final : public QWidget {
    Q_OBJECT
public:
    enum class Tone : quint8 { Info, Warning };
    explicit NoticeBar(Tone tone, QWidget *parent = nullptr);

    // An empty sentence hides the bar, an empty action its button.
    void say(const QString &sentence, const QString &action = {});
    QString sentence() const;
    QString action() const;

Q_SIGNALS:
    void triggered(); // the button

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColours();

    Tone m_tone;
    QLabel *m_sentence = nullptr;
    QPushButton *m_action = nullptr;
};

} // namespace framescope
