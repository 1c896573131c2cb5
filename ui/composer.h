// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/environment.h"
#include "ui/sendtargets.h"
#include "ui/writtenmessage.h"

#include <QWidget>

#include <chrono>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;
QT_END_NAMESPACE

namespace framescope {

class ElidedLabel;
class EveryPopover;
class HeldPayload;
class TargetChooser;
class WhenPopover;
class WritingModes;
struct ReplyRule;
struct ReplyWish;

// Where messages are written: as text, as JSON that is checked, or as bytes (hex digits, Base64, a file).
// The button says to whom it goes, and what is unusual about it. Folds to one line.
class Composer final : public QWidget {
    Q_OBJECT
public:
    using Mode = WritingMode;

    explicit Composer(QWidget *parent = nullptr);

    Mode mode() const { return m_mode; }
    // Carries what is written over to the other mode where it can be told there.
    void setMode(Mode mode);
    // "1 localhost:9001"; `open` false: sending connects first; an empty target cannot be sent to.
    void setTarget(const QString &target, bool open);
    // Whose values stand for the variables of what is written; none: it goes as it is.
    void setEnvironment(const std::optional<Environment> &environment);
    // Of any connection: those that are open can be chosen as targets.
    void takeFacts(const ConnectionFacts &facts);
    bool isFolded() const { return m_folded; }
    void setFolded(bool folded);

    // What would be sent; nothing while the digits are wrong or no file is chosen.
    std::optional<Draft> draft() const;
    // What is wrong with it, with the place; empty if nothing is.
    QString mistake() const { return m_judged.sentence; }
    // What comes from elsewhere has no variables: it goes as it is.
    // To be sent as text.
    void setText(const QString &text);
    // To be changed and sent: text as text or JSON, bytes as hex digits.
    void setDraft(const Draft &draft);
    // JSON on lines of its own.
    void format();
    void focusEditor();
    void setTextFont(const QFont &font);
    void send();
    void sendAndClear();
    // With its variables as they are written.
    void sendAsItIs();
    // Again and again, what is written now, to whom it goes now.
    void sendEvery(std::chrono::milliseconds interval);
    // In reply to messages, what is written now, by whom is spoken to now.
    void sendWhen(const ReplyWish &wish);
    void recall(int step); // older (-1) or newer (1) of what was sent

    HeldPayload *held() const { return m_held; }
    TargetChooser *targets() const { return m_targets; }

Q_SIGNALS:
    // What is written, without the values of its variables; `to` is empty: to the connection that is spoken to.
    void sendRequested(const framescope::Draft &draft, const std::vector<framescope::ConnectionId> &to);
    void repeatRequested(const framescope::Draft &draft, const std::vector<framescope::ConnectionId> &to,
        std::chrono::milliseconds interval);
    // The same, with what looks like a variable in it as it is.
    void sendAsItIsRequested(const framescope::Draft &draft, const std::vector<framescope::ConnectionId> &to);
    // Nothing was sent: that variable has no value in the environment.
    void valueLacked(const QString &variable, const QString &environment);
    // In reply to messages; without the values of its variables too.
    void replyRequested(const framescope::ReplyWish &wish, const framescope::Draft &draft,
        const std::vector<framescope::ConnectionId> &by);
    // The user chose whom to speak to.
    void connectionChosen(framescope::ConnectionId id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeMiddle();
    QWidget *makeSide();
    void makeActions();
    void showMode();
    void write(const WrittenMessage &message);
    WrittenMessage meant(WrittenMessage message) const;
    WrittenMessage written() const;
    void judge();
    WrittenMessage::Judgement judgeWritten();
    bool lacksValue();
    void remember();
    bool hasVariables() const;
    std::optional<Draft> writtenDraft() const;
    void showJudgement();
    void showTargets();
    void markMistake();

    WritingModes *m_modes = nullptr;
    QStackedWidget *m_pages = nullptr;
    QPlainTextEdit *m_editor = nullptr;
    HeldPayload *m_held = nullptr;
    QWidget *m_below = nullptr; // the line below the editor
    QLabel *m_size = nullptr;
    ElidedLabel *m_mistake = nullptr;
    QPushButton *m_format = nullptr;
    TargetChooser *m_targets = nullptr;
    QPushButton *m_send = nullptr;
    QToolButton *m_more = nullptr;
    EveryPopover *m_every = nullptr;
    WhenPopover *m_when = nullptr;

    Mode m_mode = Mode::Text;
    Mode m_writtenIn = Mode::Text; // what stands in the editor
    std::optional<Environment> m_environment;
    WrittenMessage::Judgement m_judged;
    QString m_lacking;       // the first variable that has no value
    bool m_isFilled = false; // values stand in the draft
    bool m_folded = false;
    std::vector<WrittenMessage> m_sent;
    std::size_t m_recalled = 0;
    WrittenMessage m_unsent; // what stood there when older ones were recalled
};

} // namespace framescope
