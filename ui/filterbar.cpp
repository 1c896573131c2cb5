// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar.h"

#include "ui/symbols.h"
#include "ui/theme.h"
#include "ui/tooltip.h"
#include "ui/units.h"
#include "ui/wrongmark.h"

#include <QAction>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>

namespace framescope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto TypingPause = 150ms; // who types on wants the whole word

RowFilter frames(Direction direction)
{
    return RowFilter::kind(RowKind::Frame) && RowFilter::direction(direction);
}

RowFilter controlFrames()
{
    return RowFilter::opcode(Opcode::Close) || RowFilter::opcode(Opcode::Ping)
        || RowFilter::opcode(Opcode::Pong);
}

} // namespace

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLineEdit)
    , m_count(new QLabel)
    , m_span(new QToolButton)
{
    setFixedHeight(Height);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 8, 1);
    row->setSpacing(4);
    m_text->setPlaceholderText(u"Filter: text in payloads"_s);
    m_text->setAccessibleName(u"Filter"_s);
    m_text->setClearButtonEnabled(true);
    m_text->addAction(symbolIcon(Symbol::Search), QLineEdit::LeadingPosition);
    row->addWidget(m_text, 1);
    addSpan();
    m_not = addToggle(u"Not"_s, u"Show the rows that do not match"_s, false);
    m_case = addToggle(u"Aa"_s, u"Match case"_s, false);
    m_regex = addToggle(u".*"_s, u"Regular expression (PCRE2)"_s, false);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->setFont(tabularDigits(m_count->font()));
    m_count->setContentsMargins(4, 0, 4, 0);
    row->addWidget(m_count);
    m_in = addToggle(u"In"_s, u"Frames from the server"_s, true);
    m_out = addToggle(u"Out"_s, u"Frames to the server"_s, true);
    m_control = addToggle(u"Control"_s, u"Pings, pongs and Close frames"_s, true);
    m_typing.setSingleShot(true);
    m_typing.setInterval(TypingPause);
    connect(m_text, &QLineEdit::textEdited, &m_typing, qOverload<>(&QTimer::start));
    connect(m_text, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty()) // nothing to wait for
            change();
    });
    connect(&m_typing, &QTimer::timeout, this, &FilterBar::change);
    setFocusProxy(m_text);
    setCount(0, 0, 0, {});
}

void FilterBar::addSpan()
{
    m_span->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_span->setIcon(symbolIcon(Symbol::Close));
    m_span->setFont(tabularDigits(m_span->font()));
    m_span->setCheckable(true); // pressed like other toggles that leave rows out
    m_span->setAutoRaise(true);
    m_span->hide();
    layout()->addWidget(m_span);
    connect(m_span, &QToolButton::clicked, this, [this] { setTime({}); });
}

QToolButton *FilterBar::addToggle(const QString &words, const QString &tip, bool checked)
{
    auto *button = new QToolButton;
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setChecked(checked);
    button->setText(words);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    layout()->addWidget(button);
    connect(button, &QToolButton::toggled, this, &FilterBar::change);
    return button;
}

void FilterBar::setTime(const std::optional<RowFilter::Time> &time)
{
    m_time = time;
    m_span->setVisible(time.has_value());
    m_span->setChecked(time.has_value());
    change();
}

void FilterBar::setTimeWords(const QString &words, const QString &inFull)
{
    m_span->setText(words);
    m_span->setToolTip(u"Only rows from %1 are shown. Show those of all times"_s.arg(inFull));
    m_span->setAccessibleName(m_span->toolTip());
}

void FilterBar::change()
{
    m_typing.stop();
    setError({});
    Q_EMIT filterChanged();
}

// Asked with every batch of rows, so without making a filter.
bool FilterBar::isFiltering() const
{
    return m_time || !m_text->text().isEmpty() || !m_in->isChecked() || !m_out->isChecked()
        || !m_control->isChecked();
}

std::optional<RowFilter> FilterBar::filter() const
{
    std::vector<RowFilter> parts;
    if (m_time)
        parts.push_back(RowFilter(*m_time));
    if (!m_in->isChecked())
        parts.push_back(!frames(Direction::ServerToClient));
    if (!m_out->isChecked())
        parts.push_back(!frames(Direction::ClientToServer));
    if (!m_control->isChecked())
        parts.push_back(!controlFrames());
    if (const QString text = m_text->text(); !text.isEmpty()) {
        const auto mind = m_case->isChecked() ? TextSearch::Case::Minded : TextSearch::Case::Ignored;
        const RowFilter found =
            m_regex->isChecked() ? RowFilter::regex(text, mind) : RowFilter::text(text, mind);
        parts.push_back(m_not->isChecked() ? !found : found);
    }
    if (parts.empty())
        return {};
    RowFilter all = parts.front();
    for (std::size_t i = 1; i < parts.size(); ++i)
        all = all && parts[i];
    return all;
}

void FilterBar::clear()
{
    {
        const QSignalBlocker blocker(this);
        m_text->clear();
        for (QToolButton *toggle : {m_in, m_out, m_control})
            toggle->setChecked(true);
        setTime({});
    }
    change();
}

void FilterBar::open()
{
    m_text->selectAll();
    m_text->setFocus(Qt::ShortcutFocusReason);
}

void FilterBar::setCount(quint64 shown, quint64 all, quint64 decided, const QString &remark)
{
    QString words;
    if (isFiltering()) {
        words = u"%1 of %2"_s.arg(framescope::countText(shown), framescope::countText(all));
        if (decided < all)
            words += u", %1 %"_s.arg(decided * 100 / all);
    }
    m_count->setText(words);
    m_count->setToolTip(toolTipText(remark));
    m_count->setVisible(!words.isEmpty());
}

void FilterBar::setError(const QString &sentence)
{
    markWrong(*m_text, sentence);
}

QString FilterBar::countText() const
{
    return m_count->text();
}

void FilterBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        if (m_text->text().isEmpty())
            Q_EMIT left();
        else
            m_text->clear();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        change();
        Q_EMIT left();
        return;
    default: QWidget::keyPressEvent(event);
    }
}

void FilterBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Theme::of(palette()).divider);
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace framescope
