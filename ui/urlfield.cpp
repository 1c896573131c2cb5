// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/urlfield.h"

#include "formats/pastedcommand.h"
#include "ui/address.h"
#include "ui/style.h"
#include "ui/theme.h"

#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QStyle>
#include <QTextCharFormat>

#include <algorithm>

namespace framescope {

namespace {

constexpr int Height = 32;
constexpr int Padding = 6;

bool isPaste(const QKeyEvent &event)
{
    return event.matches(QKeySequence::Paste);
}

} // namespace

UrlField::UrlField(QWidget *parent)
    : QLineEdit(parent)
{
    setFont(monospaceFont());
    setFixedHeight(Height);
    setPlaceholderText(QStringLiteral("ws:// or wss:// address, host:port/path, or a curl command"));
    setAccessibleName(QStringLiteral("Address"));
    setTextMargins(Padding, 0, Padding, 0);
    connect(this, &QLineEdit::textEdited, this, &UrlField::takeEdit);
    connect(this, &QLineEdit::textChanged, this, [this] {
        clearError();
        complete();
    });
}

// One that is being typed waits for Enter; all else that edits is a paste, a drop, or the like. Queued, since
// whoever takes it sets another text, which QLineEdit does not expect in the middle of its own change.
void UrlField::takeEdit()
{
    if (!m_isTyping && isCommand())
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT commandPasted(text()); }, Qt::QueuedConnection);
}

void UrlField::keyPressEvent(QKeyEvent *event)
{
    const QScopedValueRollback typing(m_isTyping, !isPaste(*event));
    QLineEdit::keyPressEvent(event);
}

void UrlField::inputMethodEvent(QInputMethodEvent *event)
{
    const QScopedValueRollback typing(m_isTyping, true);
    QLineEdit::inputMethodEvent(event);
}

bool UrlField::isCommand() const
{
    return looksLikeCommand(text());
}

QString UrlField::url() const
{
    return completeAddress(text()).url;
}

void UrlField::complete()
{
    m_prefix = isCommand() ? QString() : completeAddress(text()).prefix;
    const int width = m_prefix.isEmpty() ? 0 : fontMetrics().horizontalAdvance(m_prefix);
    setTextMargins(Padding + width, 0, Padding, 0);
    update();
}

void UrlField::markError(int position)
{
    // url() is text() trimmed, behind the prefix.
    const int leading = static_cast<int>(text().indexOf(text().trimmed()));
    const int inText = position - static_cast<int>(m_prefix.size()) + leading;
    m_errorAt = std::clamp(inText, 0, std::max(0, static_cast<int>(text().size()) - 1));
    formatText();
    update();
}

void UrlField::clearError()
{
    if (m_errorAt < 0)
        return;
    m_errorAt = -1;
    formatText();
    update();
}

// QLineEdit takes character formats only as those of an input method's text; without preedit text
// they stand on the text itself.
void UrlField::formatText()
{
    QList<QInputMethodEvent::Attribute> attributes;
    if (m_errorAt >= 0) {
        QTextCharFormat format;
        format.setForeground(Theme::of(palette()).error);
        format.setUnderlineColor(Theme::of(palette()).error);
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        const int length = static_cast<int>(text().size()) - m_errorAt;
        attributes.append(QInputMethodEvent::Attribute(
            QInputMethodEvent::TextFormat, m_errorAt - cursorPosition(), length, format));
    }
    QInputMethodEvent event({}, attributes);
    inputMethodEvent(&event);
}

QSize UrlField::sizeHint() const
{
    return QSize(480, Height);
}

void UrlField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    if (!m_prefix.isEmpty()) {
        painter.setFont(font());
        painter.setPen(theme.secondary);
        // Where QLineEdit begins its text: its frame, its own margin of two, ours.
        const int x = style()->pixelMetric(QStyle::PM_DefaultFrameWidth, nullptr, this) + 2 + Padding;
        painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter, m_prefix);
    }
    if (hasError()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.error, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), Style::Radius, Style::Radius);
    }
}

} // namespace framescope
