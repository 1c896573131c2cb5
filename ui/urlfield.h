// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLineEdit>

namespace framescope {

// Where the address is typed, or a command of another tool pasted: shows the scheme that will be added in
// grey before the text, and marks the character where the address is wrong.
class UrlField final : public QLineEdit {
    Q_OBJECT
public:
    explicit UrlField(QWidget *parent = nullptr);

    // The text, completed by completeAddress().
    QString url() const;
    // The text is a curl, wscat or websocat command, and no address.
    bool isCommand() const;
    // The prefix shown, "wss://" or empty.
    QString prefix() const { return m_prefix; }
    // Marks the character at `position` of url(), from 0; everything from the first wrong one is
    // underlined. Goes away with the next change of the text.
    void markError(int position);
    void clearError();
    bool hasError() const { return m_errorAt >= 0; }
    // In the characters of text().
    int errorPosition() const { return m_errorAt; }

    QSize sizeHint() const override;

Q_SIGNALS:
    // As it stands there, with its line ends.
    void commandPasted(const QString &command);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;

private:
    void takeEdit();
    void complete();
    void formatText();

    QString m_prefix;
    bool m_isTyping = false; // a key that writes, or takes away, is being handled
    int m_errorAt = -1;
};

} // namespace framescope
