// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/composer.h"

#include "ui/elidedlabel.h"
#include "ui/everypopover.h"
#include "ui/filleddraft.h"
#include "ui/heldpayload.h"
#include "ui/style.h"
#include "ui/symbols.h"
#include "ui/targetchooser.h"
#include "ui/theme.h"
#include "ui/tooltip.h"
#include "ui/units.h"
#include "ui/whenpopover.h"
#include "ui/writingmodes.h"

#include <QAction>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace framescope {

namespace {

constexpr int Height = 128;
constexpr int FoldedHeight = 40;
constexpr int SideWidth = 288;
constexpr int BelowHeight = 20;
constexpr int SendRoom = SideWidth - Style::ControlHeight - 1 - 48; // for the words on the button
constexpr std::size_t MaxRecalled = 200;

QString placeholderOf(WritingMode mode)
{
    switch (mode) {
    case WritingMode::Json: return QStringLiteral("{\"type\": \"hello\"}: checked, and sent as text");
    case WritingMode::Hex: return QStringLiteral("48 65 6c 6c 6f: sent as a binary message");
    case WritingMode::Base64: return QStringLiteral("SGVsbG8=: sent as a binary message");
    case WritingMode::Text:
    case WritingMode::File: break;
    }
    return QStringLiteral("Message. Ctrl+Enter sends.");
}

QVBoxLayout *plainColumn(QWidget *parent)
{
    auto *column = new QVBoxLayout(parent);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    return column;
}

} // namespace

Composer::Composer(QWidget *parent)
    : QWidget(parent)
    , m_modes(new WritingModes)
    , m_pages(new QStackedWidget)
    , m_editor(new QPlainTextEdit)
    , m_held(new HeldPayload)
{
    m_editor->setFont(monospaceFont());
    m_editor->setAccessibleName(QStringLiteral("Message to send"));
    m_editor->setTabChangesFocus(true);
    m_editor->setFrameShape(QFrame::StyledPanel);
    m_editor->installEventFilter(this);

    auto *row = new QHBoxLayout(this);
    row->setSpacing(8);
    row->addWidget(m_modes);
    row->addWidget(makeMiddle(), 1);
    row->addWidget(makeSide());
    connect(m_modes, &WritingModes::chosen, this, &Composer::setMode);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &Composer::judge);
    connect(m_held, &HeldPayload::changed, this, &Composer::judge);
    connect(m_targets, &TargetChooser::changed, this, &Composer::showTargets);
    connect(m_targets, &TargetChooser::connectionChosen, this, &Composer::connectionChosen);
    makeActions();
    setFolded(false);
    showMode();
}

QWidget *Composer::makeMiddle()
{
    auto *middle = new QWidget;
    QVBoxLayout *column = plainColumn(middle);
    m_pages->addWidget(m_editor);
    m_pages->addWidget(m_held);
    column->addWidget(m_pages, 1);

    m_below = new QWidget;
    m_below->setFixedHeight(BelowHeight);
    auto *row = new QHBoxLayout(m_below);
    row->setContentsMargins(3, 4, 0, 0);
    row->setSpacing(12);
    m_size = new QLabel;
    m_size->setFont(tabularDigits(font()));
    m_size->setForegroundRole(QPalette::PlaceholderText);
    m_mistake = new ElidedLabel;
    row->addWidget(m_size);
    row->addWidget(m_mistake, 1);
    column->addWidget(m_below);
    return middle;
}

QWidget *Composer::makeSide()
{
    auto *side = new QWidget;
    side->setFixedWidth(SideWidth);
    QVBoxLayout *column = plainColumn(side);
    column->setSpacing(8); // none beside what is hidden
    m_targets = new TargetChooser;
    column->addWidget(m_targets);
    m_format = new QPushButton(QStringLiteral("Format"));
    m_format->setObjectName(QStringLiteral("format"));
    m_format->setToolTip(QStringLiteral("JSON on lines of its own; nothing but white space changes"));
    column->addWidget(m_format, 0, Qt::AlignLeft);
    column->addStretch();
    connect(m_format, &QPushButton::clicked, this, &Composer::format);

    auto *row = new QHBoxLayout;
    row->setSpacing(1);
    m_send = new QPushButton;
    m_send->setObjectName(QStringLiteral("send"));
    m_send->setIcon(symbolIcon(Symbol::Send));
    m_more = new QToolButton;
    m_more->setIcon(symbolIcon(Symbol::ChevronDown));
    m_more->setAutoRaise(true);
    m_more->setFixedWidth(Style::ControlHeight);
    m_more->setToolTip(QStringLiteral("Other ways to send"));
    m_more->setAccessibleName(m_more->toolTip());
    row->addWidget(m_send, 1);
    row->addWidget(m_more);
    column->addLayout(row);
    connect(m_send, &QPushButton::clicked, this, &Composer::send);
    return side;
}

void Composer::makeActions()
{
    auto *send = new QAction(QStringLiteral("Send what is written"), this); // from anywhere in the window
    send->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    connect(send, &QAction::triggered, this, &Composer::send);
    addAction(send);

    auto *menu = new QMenu(this);
    connect(menu->addAction(QStringLiteral("Send and clear")), &QAction::triggered, this,
        &Composer::sendAndClear);
    connect(menu->addAction(QStringLiteral("Send to several...")), &QAction::triggered, this,
        [this] { m_targets->chooseSeveral(*m_more); });
    QAction *every = menu->addAction(QStringLiteral("Send every..."));
    m_every = new EveryPopover(this);
    connect(m_every, &EveryPopover::chosen, this, &Composer::sendEvery);
    connect(every, &QAction::triggered, this, [this] {
        m_every->setTarget(m_targets->targets().chooserWords());
        m_every->popUpUnder(*m_more);
    });
    QAction *when = menu->addAction(QStringLiteral("Send when..."));
    m_when = new WhenPopover(this);
    connect(m_when, &WhenPopover::chosen, this, &Composer::sendWhen);
    connect(when, &QAction::triggered, this, [this] {
        m_when->setTarget(m_targets->targets().chooserWords());
        m_when->popUpUnder(*m_more);
    });
    connect(menu, &QMenu::aboutToShow, this, [this, every, when] {
        for (QAction *action : {every, when})
            action->setEnabled(draft() && m_targets->targets().isOpen());
    });
    connect(m_more, &QToolButton::clicked, menu, [this, menu] {
        menu->popup(m_more->mapToGlobal(
            QPoint(m_more->width() - menu->sizeHint().width(), -menu->sizeHint().height())));
    });
}

WrittenMessage Composer::written() const
{
    return {m_writtenIn, m_editor->toPlainText()};
}

void Composer::setMode(Mode mode)
{
    const WrittenMessage before = written();
    m_mode = mode;
    if (mode != Mode::File && mode != m_writtenIn) {
        m_writtenIn = mode;
        const auto carried = before.text.isEmpty() ? std::nullopt : before.in(mode);
        if (carried && carried->text != before.text)
            m_editor->setPlainText(carried->text);
    }
    showMode();
}

void Composer::showMode()
{
    m_modes->setMode(m_mode);
    m_format->setVisible(m_mode == Mode::Json && !m_folded);
    m_editor->setPlaceholderText(placeholderOf(m_mode));
    QWidget *page = m_editor;
    if (m_mode == Mode::File)
        page = m_held;
    m_pages->setCurrentWidget(page);
    judge();
}

void Composer::setTarget(const QString &target, bool open)
{
    m_targets->setCurrent(target, open);
}

void Composer::takeFacts(const ConnectionFacts &facts)
{
    m_targets->take(facts);
}

void Composer::setFolded(bool folded)
{
    m_folded = folded;
    for (QWidget *part : std::initializer_list<QWidget *>{m_modes, m_below, m_targets})
        part->setVisible(!folded);
    m_format->setVisible(m_mode == Mode::Json && !folded);
    m_editor->setVerticalScrollBarPolicy(folded ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    layout()->setContentsMargins(folded ? 12 : 4, folded ? 6 : 9, 12, folded ? 5 : 8);
    if (folded)
        setFixedHeight(FoldedHeight);
    else {
        setMinimumHeight(Height);
        setMaximumHeight(QWIDGETSIZE_MAX);
    }
    updateGeometry();
}

std::optional<Draft> Composer::draft() const
{
    return m_mode == Mode::File ? m_held->draft() : m_judged.draft;
}

void Composer::focusEditor()
{
    m_pages->currentWidget()->setFocus(Qt::ShortcutFocusReason);
}

void Composer::setTextFont(const QFont &font)
{
    m_editor->setFont(font);
}

void Composer::setEnvironment(const std::optional<Environment> &environment)
{
    if (m_environment == environment)
        return;
    m_environment = environment;
    judge();
}

void Composer::judge()
{
    m_lacking.clear();
    m_isFilled = false;
    if (m_mode == Mode::File)
        m_judged = {m_held->draft(), m_held->isWrong() ? m_held->words() : QString(), {}, false};
    else
        m_judged = judgeWritten();
    showJudgement();
    showTargets();
}

// Digits have none.
bool Composer::hasVariables() const
{
    return m_environment && (m_mode == Mode::Text || m_mode == Mode::Json);
}

// As it stands there.
std::optional<Draft> Composer::writtenDraft() const
{
    return hasVariables() ? std::optional(Draft{true, written().text, {}}) : draft();
}

// With the values of its variables; what is wrong then has no place among the characters that are written.
WrittenMessage::Judgement Composer::judgeWritten()
{
    const WrittenMessage message = written();
    if (!hasVariables())
        return message.judge();
    const ReplacedText filled = m_environment->values().replacedIn(message.text);
    WrittenMessage::Judgement judged = WrittenMessage{message.mode, filled.text}.judge();
    m_isFilled = filled.text != message.text;
    m_lacking = filled.missing.value(0);
    if (m_isFilled)
        judged.position.reset();
    if (!m_lacking.isEmpty())
        judged.sentence = missingValue(m_lacking, &*m_environment).what;
    return judged;
}

void Composer::showJudgement()
{
    markMistake();
    const Theme &theme = Theme::of(palette());
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, m_judged.draft ? theme.warning : theme.error);
    m_mistake->setPalette(colors);
    m_mistake->say(m_mode == Mode::File ? QString() : m_judged.sentence); // the file says it itself
    m_size->clear();
    if (const auto &draft = m_judged.draft) {
        const auto size = draft->isText ? draft->text.toUtf8().size() : draft->binary.size();
        m_size->setText((draft->isText ? QStringLiteral("text, ") : QStringLiteral("binary, "))
            + bytesText(static_cast<quint64>(size))
            + (m_isFilled ? QStringLiteral(" with the values of %1").arg(m_environment->name) : QString()));
    }
    m_size->setVisible(m_judged.draft.has_value());
}

void Composer::showTargets()
{
    const QString words = m_targets->targets().sendWords(m_judged.isInvalidJson);
    m_send->setText(m_send->fontMetrics().elidedText(words, Qt::ElideRight, SendRoom));
    m_send->setAccessibleName(words);
    m_send->setToolTip(toolTipText(m_judged.sentence.isEmpty() ? words : m_judged.sentence));
    m_send->setEnabled(m_judged.draft.has_value() && !m_targets->targets().isNobody());
}

// The wrong character (or the last one, if something is missing behind it) gets a wavy line.
void Composer::markMistake()
{
    QList<QTextEdit::ExtraSelection> marks;
    if (m_judged.position) {
        const Theme &theme = Theme::of(palette());
        QTextEdit::ExtraSelection mark;
        mark.cursor = m_editor->textCursor();
        const int last = std::max(0, m_editor->document()->characterCount() - 2);
        mark.cursor.setPosition(std::min(static_cast<int>(*m_judged.position), last));
        mark.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
        mark.format.setForeground(theme.error);
        mark.format.setBackground(theme.errorBackground);
        mark.format.setUnderlineColor(theme.error);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        marks.append(mark);
    }
    m_editor->setExtraSelections(marks);
}

void Composer::send()
{
    const auto current = writtenDraft();
    if (!current || m_targets->targets().isNobody() || lacksValue())
        return;
    remember();
    Q_EMIT sendRequested(*current, m_targets->targets().several());
}

void Composer::sendAsItIs()
{
    const auto current = writtenDraft();
    if (!current || m_targets->targets().isNobody())
        return;
    remember();
    Q_EMIT sendAsItIsRequested(*current, m_targets->targets().several());
}

bool Composer::lacksValue()
{
    if (!m_lacking.isEmpty())
        Q_EMIT valueLacked(m_lacking, m_environment->id);
    return !m_lacking.isEmpty();
}

void Composer::remember()
{
    if (m_mode != Mode::File) {
        m_sent.push_back(written());
        if (m_sent.size() > MaxRecalled)
            m_sent.erase(m_sent.begin());
    }
    m_recalled = m_sent.size();
    m_unsent = written();
}

void Composer::sendAndClear()
{
    if (!m_send->isEnabled() || lacksValue())
        return;
    send();
    if (m_mode != Mode::File)
        m_editor->clear();
}

void Composer::sendEvery(std::chrono::milliseconds interval)
{
    if (const auto current = writtenDraft(); current && m_targets->targets().isOpen() && !lacksValue())
        Q_EMIT repeatRequested(*current, m_targets->targets().several(), interval);
}

void Composer::sendWhen(const ReplyWish &wish)
{
    if (const auto current = writtenDraft(); current && m_targets->targets().isOpen() && !lacksValue())
        Q_EMIT replyRequested(wish, *current, m_targets->targets().several());
}

// Behind the newest is what stood there before.
void Composer::recall(int step)
{
    const auto wanted = static_cast<std::ptrdiff_t>(m_recalled) + step;
    if (wanted < 0 || wanted > static_cast<std::ptrdiff_t>(m_sent.size()))
        return;
    if (m_recalled == m_sent.size())
        m_unsent = written();
    m_recalled = static_cast<std::size_t>(wanted);
    write(m_recalled < m_sent.size() ? m_sent[m_recalled] : m_unsent);
}

void Composer::setText(const QString &text)
{
    write(meant({Mode::Text, text}));
}

// A server could ask for a secret by its name.
WrittenMessage Composer::meant(WrittenMessage message) const
{
    if (m_environment && (message.mode == Mode::Text || message.mode == Mode::Json))
        message.text = Variables::escaped(message.text);
    return message;
}

void Composer::setDraft(const Draft &draft)
{
    if (const auto message = WrittenMessage::of(draft)) {
        write(meant(*message));
        return;
    }
    m_held->hold(draft);
    setMode(Mode::File);
}

void Composer::write(const WrittenMessage &message)
{
    m_editor->clear(); // nothing is carried over to the other mode
    setMode(message.mode);
    m_editor->setPlainText(message.text);
    m_editor->moveCursor(QTextCursor::End);
}

// As one change, which can be undone.
void Composer::format()
{
    const QString formatted = written().formatted();
    if (m_mode != Mode::Json || formatted == m_editor->toPlainText())
        return;
    QTextCursor all(m_editor->document());
    all.select(QTextCursor::Document);
    all.insertText(formatted);
}

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_editor && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() == Qt::AltModifier && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
            recall(key->key() == Qt::Key_Up ? -1 : 1);
            return true;
        }
    }
    if (watched == m_editor && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        m_editor->update(); // its frame shows the focus
    return QWidget::eventFilter(watched, event);
}

void Composer::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showJudgement();
}

void Composer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Theme::of(palette()).divider);
    painter.drawLine(0, 0, width(), 0);
}

} // namespace framescope
