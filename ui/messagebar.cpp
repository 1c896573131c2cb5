// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/messagebar.h"

#include "protocol/closecode.h"
#include "protocol/httphead.h"
#include "ui/codenames.h"
#include "ui/messageactions.h"
#include "ui/symbols.h"
#include "ui/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace framescope {

namespace {

constexpr int Height = 36;
constexpr qsizetype LongestEvidence = 400; // the whole stands in the Connection tab

QString shortened(const QString &text)
{
    if (text.size() <= LongestEvidence)
        return text;
    return text.left(LongestEvidence) + QStringLiteral(" \u2026");
}

QString markup(const Notice &notice)
{
    QString html = QStringLiteral("<b>%1</b>").arg(notice.what.toHtmlEscaped());
    if (!notice.evidence.isEmpty())
        html += QLatin1Char(' ') + shortened(notice.evidence).toHtmlEscaped();
    if (!notice.guess.isEmpty())
        html += QStringLiteral(" <i>%1</i>").arg(notice.guess.toHtmlEscaped());
    return html;
}

const QColor &backgroundOf(Notice::Tone tone, const Theme &theme)
{
    switch (tone) {
    case Notice::Tone::Error: return theme.errorBackground;
    case Notice::Tone::Warning: return theme.warningBackground;
    case Notice::Tone::Info: break;
    }
    return theme.infoBackground;
}

const QColor &colorOf(Notice::Tone tone, const Theme &theme)
{
    switch (tone) {
    case Notice::Tone::Error: return theme.error;
    case Notice::Tone::Warning: return theme.warning;
    case Notice::Tone::Info: break;
    }
    return theme.text;
}

Notice::Tone toneOf(const ConnectionFacts &facts)
{
    if (facts.failed)
        return Notice::Tone::Error;
    if (facts.readyState != ReadyState::Closed)
        return Notice::Tone::Warning; // open, and yet there is something to say
    const quint16 code = facts.closeCode.value_or(closecode::Abnormal);
    const bool ordinary =
        code == closecode::Normal || code == closecode::GoingAway || code == closecode::NoStatus;
    return facts.wasClean && ordinary ? Notice::Tone::Info : Notice::Tone::Warning;
}

// The subprotocols that the request offered, as it wrote them.
QString offeredProtocols(const ConnectionFacts &facts)
{
    HttpHeadParser parser;
    QByteArrayView head(facts.requestHead);
    const auto parsed = parser.feed(head);
    const auto offered = parsed && *parsed ? (*parsed)->value("Sec-WebSocket-Protocol") : std::nullopt;
    return QString::fromLatin1(offered.value_or(QByteArray()));
}

QString ownNameOfCode(const ConnectionFacts &facts)
{
    const quint16 code = facts.closeCode.value_or(0);
    const QString name = CodeNames().of(facts.url, code);
    return name.isEmpty() ? QString() : QStringLiteral("You call %1 \"%2\". ").arg(code).arg(name);
}

// Open is not always well.
Notice remarkOf(const ConnectionFacts &open)
{
    const QString offered = open.protocol.isEmpty() ? offeredProtocols(open) : QString();
    if (offered.isEmpty())
        return {};
    return {Notice::Tone::Warning, QStringLiteral("Open, but the server chose no subprotocol."),
        QStringLiteral("You offered %1. A browser would fail this connection.").arg(offered), {},
        {QStringLiteral("show-exchange")}};
}

} // namespace

Notice noticeOf(const ConnectionFacts &facts, bool endWasAsked)
{
    if (facts.readyState == ReadyState::Open && facts.outcome.what.isEmpty())
        return remarkOf(facts);
    const Outcome &outcome = facts.outcome;
    if (outcome.what.isEmpty() || (endWasAsked && facts.wasClean)
        || (endWasAsked && outcome.cause == EndCause::LocalAbort))
        return {};
    const QString evidence = ownNameOfCode(facts) + outcome.evidence;
    QStringList actions = outcome.actions;
    if (facts.nextAttemptNs)
        return {Notice::Tone::Warning, outcome.what,
            evidence + QStringLiteral(" Another attempt follows by itself."), outcome.guess,
            QStringList{QStringLiteral("attempt-now"), QStringLiteral("stop-reconnecting")}
                + actions.mid(1, 1)};
    if (actions.isEmpty() && facts.readyState == ReadyState::Closed)
        actions.append(QStringLiteral("reconnect"));
    if (CodeNames::mayBeNamed(facts.closeCode.value_or(0)))
        actions.insert(std::min<qsizetype>(1, actions.size()), QStringLiteral("name-code"));
    return {toneOf(facts), outcome.what, evidence, outcome.guess, actions};
}

Notice noticeOf(const Error &error)
{
    QString what = error.what;
    if (!error.where.isEmpty()) {
        if (what.endsWith(u'.'))
            what.chop(1);
        what += QStringLiteral(" (%1).").arg(error.where);
    }
    return {Notice::Tone::Error, what, error.remedy, {}, {}};
}

MessageBar::MessageBar(const MessageActions &actions, QWidget *parent)
    : QFrame(parent)
    , m_actions(actions)
    , m_label(new QLabel)
    , m_row(new QHBoxLayout(this))
{
    setMinimumHeight(Height);
    setAccessibleName(QStringLiteral("Message"));
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::RichText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_row->setContentsMargins(12, 4, 8, 5);
    m_row->setSpacing(8);
    m_row->addWidget(m_label, 1);

    auto *close = new QToolButton;
    close->setIcon(symbolIcon(Symbol::Close));
    close->setAutoRaise(true);
    close->setToolTip(QStringLiteral("Hide this message"));
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, [this] {
        setNotice({});
        Q_EMIT dismissed();
    });
    m_row->addWidget(close, 0, Qt::AlignVCenter);
    hide();
}

void MessageBar::setNotice(const Notice &notice)
{
    if (notice == m_notice)
        return;
    const bool sameActions = notice.actions == m_notice.actions;
    m_notice = notice;
    setVisible(!notice.what.isEmpty());
    m_label->setText(markup(notice));
    setAccessibleDescription(text());
    if (!sameActions) // one that is being pressed stays where it is
        rebuildButtons();
    colorText();
    update();
}

QString MessageBar::text() const
{
    QStringList parts{m_notice.what, m_notice.evidence, m_notice.guess};
    parts.removeAll(QString());
    return parts.join(u' ');
}

void MessageBar::rebuildButtons()
{
    for (QPushButton *button : std::as_const(m_buttons)) {
        button->hide(); // it would take room until it goes
        button->deleteLater();
    }
    m_buttons.clear();
    for (const QString &action : std::as_const(m_notice.actions)) {
        const QString words = m_actions.words(action);
        if (words.isEmpty() || m_buttons.size() == MaxActions)
            continue;
        auto *button = new QPushButton(words, this);
        button->setObjectName(action);
        connect(button, &QPushButton::clicked, this, [this, action] { m_actions.run(action); });
        m_buttons.append(button);
        m_row->insertWidget(static_cast<int>(m_buttons.size()), button, 0, Qt::AlignVCenter);
        button->show();
    }
}

void MessageBar::colorText()
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, colorOf(m_notice.tone, Theme::of(palette())));
    m_label->setPalette(colors);
}

void MessageBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        colorText();
    QFrame::changeEvent(event);
}

void MessageBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), backgroundOf(m_notice.tone, theme));
    painter.setPen(theme.divider);
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace framescope
