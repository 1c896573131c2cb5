// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QButtonGroup;
class QLabel;
class QPlainTextEdit;
class QPushButton;
QT_END_NAMESPACE

namespace framescope {

// A message as the composer sends it.
struct Draft {
    bool isText = true;
    QString text;      // if isText
    QByteArray binary; // else
    bool operator==(const Draft &) const = default;
};

// Where messages are written: as text, or as hex digits that become a binary message. The button says
// to whom it goes and how much. Folds to one line.
class Composer final : public QWidget {
    Q_OBJECT
public:
    enum class Mode : quint8 { Text, Hex };

    explicit Composer(QWidget *parent = nullptr);

    Mode mode() const { return m_mode; }
    // Carries what is written over to the other mode where it can be told there.
    void setMode(Mode mode);
    // "1 localhost:9001"; `open` false: sending connects first; an empty target cannot be sent to.
    void setTarget(const QString &target, bool open);
    bool isFolded() const { return m_folded; }
    void setFolded(bool folded);

    // What would be sent; nothing while the hex digits are wrong.
    std::optional<Draft> draft() const;
    // Why it cannot be sent, with the place; empty if it can.
    QString mistake() const;
    // To be sent as text.
    void setText(const QString &text);
    void focusEditor();
    void setTextFont(const QFont &font);
    void send();
    void recall(int step); // older (-1) or newer (1) of what was sent

Q_SIGNALS:
    void sendRequested(const framescope::Draft &draft);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeModes();
    QWidget *makeSide();
    void write(Mode mode, const QString &text);
    void judge();
    void markMistake(qsizetype position);

    struct Sent {
        Mode mode;
        QString text;
    };

    QButtonGroup *m_modes = nullptr;
    QWidget *m_modeColumn = nullptr;
    QPlainTextEdit *m_editor = nullptr;
    QLabel *m_size = nullptr;
    QLabel *m_mistake = nullptr;
    QPushButton *m_send = nullptr;
    Mode m_mode = Mode::Text;
    QString m_target;
    bool m_open = false;
    bool m_folded = false;
    std::vector<Sent> m_sent;
    std::size_t m_recalled = 0;
};

} // namespace framescope
