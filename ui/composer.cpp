// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/composer.h"

#include "ui/hexdigits.h"
#include "ui/style.h"
#include "ui/symbols.h"
#include "ui/tabbutton.h"
#include "ui/theme.h"
#include "ui/units.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStringDecoder>

#include <algorithm>

namespace framescope {

namespace {

constexpr int Height = 128;
constexpr int FoldedHeight = 40;
constexpr int SideWidth = 232;
constexpr std::size_t MaxRecalled = 200;

std::optional<QString> asText(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringConverter::Utf8);
    QString text = decoder(bytes);
    if (decoder.hasError())
        return std::nullopt;
    return text;
}

} // namespace

Composer::Composer(QWidget *parent)
    : QWidget(parent)
    , m_editor(new QPlainTextEdit)
{
    m_editor->setFont(monospaceFont());
    m_editor->setPlaceholderText(QStringLiteral("Message. Ctrl+Enter sends."));
    m_editor->setAccessibleName(QStringLiteral("Message to send"));
    m_editor->setTabChangesFocus(true);
    m_editor->setFrameShape(QFrame::StyledPanel);
    m_editor->installEventFilter(this);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &Composer::judge);

    m_modeColumn = makeModes();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(4, 9, 12, 8);
    row->setSpacing(8);
    row->addWidget(m_modeColumn);
    row->addWidget(m_editor, 1);
    row->addWidget(makeSide());
    setFolded(false);
    judge();
}

QWidget *Composer::makeModes()
{
    auto *column = new QWidget;
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_modes = new QButtonGroup(this);
    for (const auto &[mode, words] :
        {std::pair(Mode::Text, QStringLiteral("Text")), std::pair(Mode::Hex, QStringLiteral("Hex"))}) {
        auto *button = new TabButton(words, TabButton::Bar::Left);
        m_modes->addButton(button, static_cast<int>(mode));
        layout->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, mode = mode] { setMode(mode); });
    }
    layout->addStretch();
    m_modes->button(0)->setChecked(true);
    return column;
}

QWidget *Composer::makeSide()
{
    auto *side = new QWidget;
    side->setFixedWidth(SideWidth);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_size = new QLabel;
    m_size->setFont(tabularDigits(font()));
    m_size->setForegroundRole(QPalette::PlaceholderText);
    m_mistake = new QLabel;
    m_mistake->setWordWrap(true);
    m_mistake->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_send = new QPushButton;
    m_send->setIcon(symbolIcon(Symbol::Send));
    m_send->setFixedWidth(SideWidth);
    column->addWidget(m_size);
    column->addWidget(m_mistake, 1);
    column->addWidget(m_send);
    connect(m_send, &QPushButton::clicked, this, &Composer::send);
    return side;
}

void Composer::setMode(Mode mode)
{
    const QString text = m_editor->toPlainText();
    const bool changed = mode != m_mode;
    m_mode = mode;
    m_modes->button(static_cast<int>(mode))->setChecked(true);
    m_editor->setPlaceholderText(mode == Mode::Hex
            ? QStringLiteral("48 65 6c 6c 6f: sent as a binary message")
            : QStringLiteral("Message. Ctrl+Enter sends."));
    if (changed && !text.isEmpty()) {
        if (mode == Mode::Hex) {
            m_editor->setPlainText(hexText(text.toUtf8()));
        } else if (const auto bytes = parseHex(text); bytes) {
            if (const auto told = asText(bytes.value()))
                m_editor->setPlainText(*told);
        }
    }
    judge();
}

void Composer::setTarget(const QString &target, bool open)
{
    m_target = target;
    m_open = open;
    judge();
}

void Composer::setFolded(bool folded)
{
    m_folded = folded;
    m_modeColumn->setVisible(!folded);
    m_size->setVisible(!folded);
    m_mistake->setVisible(!folded);
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
    const QString text = m_editor->toPlainText();
    if (m_mode == Mode::Text)
        return Draft{true, text, {}};
    auto bytes = parseHex(text);
    if (!bytes)
        return std::nullopt;
    return Draft{false, {}, std::move(bytes).value()};
}

QString Composer::mistake() const
{
    if (m_mode == Mode::Text)
        return {};
    const auto bytes = parseHex(m_editor->toPlainText());
    return bytes ? QString() : bytes.error().toString();
}

void Composer::focusEditor()
{
    m_editor->setFocus(Qt::ShortcutFocusReason);
}

void Composer::setTextFont(const QFont &font)
{
    m_editor->setFont(font);
}

void Composer::judge()
{
    const auto current = draft();
    const auto wrong = m_mode == Mode::Hex ? findHexMistake(m_editor->toPlainText()) : std::nullopt;
    markMistake(wrong ? wrong->position : -1);

    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, Theme::of(palette()).error);
    m_mistake->setPalette(colors);
    m_mistake->setText(mistake());
    m_send->setToolTip(mistake());
    if (current) {
        const auto size = current->isText ? current->text.toUtf8().size() : current->binary.size();
        m_size->setText((current->isText ? QStringLiteral("text, ") : QStringLiteral("binary, "))
            + bytesText(static_cast<quint64>(size)));
    } else {
        m_size->clear();
    }

    const QString words = m_target.isEmpty() ? QStringLiteral("Send")
        : m_open                             ? QStringLiteral("Send to %1").arg(m_target)
                                             : QStringLiteral("Connect and send");
    m_send->setText(m_send->fontMetrics().elidedText(words, Qt::ElideMiddle, SideWidth - 56));
    m_send->setAccessibleName(words);
    m_send->setEnabled(current.has_value() && !m_target.isEmpty());
}

// The wrong character (or the last one, if something is missing behind it) gets a wavy line.
void Composer::markMistake(qsizetype position)
{
    QList<QTextEdit::ExtraSelection> marks;
    if (position >= 0) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = m_editor->textCursor();
        const int last = std::max(0, m_editor->document()->characterCount() - 2);
        mark.cursor.setPosition(std::min(static_cast<int>(position), last));
        mark.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
        mark.format.setForeground(Theme::of(palette()).error);
        mark.format.setBackground(Theme::of(palette()).errorBackground);
        mark.format.setUnderlineColor(Theme::of(palette()).error);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        marks.append(mark);
    }
    m_editor->setExtraSelections(marks);
}

void Composer::send()
{
    const auto current = draft();
    if (!current || m_target.isEmpty())
        return;
    m_sent.push_back({m_mode, m_editor->toPlainText()});
    if (m_sent.size() > MaxRecalled)
        m_sent.erase(m_sent.begin());
    m_recalled = m_sent.size();
    Q_EMIT sendRequested(*current);
}

void Composer::recall(int step)
{
    const auto wanted = static_cast<std::ptrdiff_t>(m_recalled) + step;
    if (wanted < 0 || wanted >= static_cast<std::ptrdiff_t>(m_sent.size()))
        return;
    m_recalled = static_cast<std::size_t>(wanted);
    write(m_sent[m_recalled].mode, m_sent[m_recalled].text);
}

void Composer::setText(const QString &text)
{
    write(Mode::Text, text);
}

void Composer::write(Mode mode, const QString &text)
{
    m_editor->clear(); // nothing is carried over to the other mode
    setMode(mode);
    m_editor->setPlainText(text);
    m_editor->moveCursor(QTextCursor::End);
}

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_editor && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers().testFlag(Qt::ControlModifier)) {
            send();
            return true;
        }
        if (key->modifiers() == Qt::AltModifier && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
            recall(key->key() == Qt::Key_Up ? -1 : 1);
            return true;
        }
    }
    if (watched == m_editor && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        m_editor->update(); // its frame shows the focus
    return QWidget::eventFilter(watched, event);
}

void Composer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Theme::of(palette()).divider);
    painter.drawLine(0, 0, width(), 0);
}

} // namespace framescope
