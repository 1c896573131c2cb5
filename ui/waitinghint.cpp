// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/waitinghint.h"

#include "ui/theme.h"
#include "ui/units.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace framescope {

namespace {

constexpr int Distance = 24;               // from the lower edge
constexpr qint64 Patience = 1'000'000'000; // less is not worth a word
constexpr qint64 SilenceWorthAWord = 5'000'000'000;
constexpr qint64 NearlySecond = 999'999'999; // what is left is rounded up: it never says 0 s

struct PhaseWords {
    const char *done;
    const char *waiting;
};
constexpr PhaseWords Phases[] = {
    {"Address", "looking up the address"},
    {"TCP", "waiting for TCP"},
    {"Proxy", "waiting for the proxy"},
    {"TLS", "waiting for TLS"},
    {"Upgrade", "waiting for 101"},
};

// The first phase that has not ended; a proxy and TLS are not for every connection.
QLatin1StringView nextPhase(const ConnectionFacts &facts)
{
    const auto isPending = [&](Phase phase) { return !facts.phaseNs[static_cast<std::size_t>(phase)]; };
    Phase next = Phase::Upgrade;
    if (isPending(Phase::Address))
        next = Phase::Address;
    else if (isPending(Phase::Tcp))
        next = Phase::Tcp;
    else if (facts.viaProxy && isPending(Phase::Proxy))
        next = Phase::Proxy;
    else if (facts.url.startsWith(u"wss:") && isPending(Phase::Tls))
        next = Phase::Tls;
    return QLatin1StringView(Phases[static_cast<std::size_t>(next)].waiting);
}

QString connectingText(const ConnectionFacts &facts, qint64 waitedNs)
{
    QStringList parts;
    for (std::size_t i = 0; i < facts.phaseNs.size(); ++i) {
        if (facts.phaseNs[i])
            parts.append(QStringLiteral("%1 %2").arg(
                QLatin1StringView(Phases[i].done), durationText(*facts.phaseNs[i])));
    }
    parts.append(QStringLiteral("%1 \u2026 %2").arg(nextPhase(facts), durationText(waitedNs)));
    QString text = parts.join(QStringLiteral(", "));
    text[0] = text[0].toUpper();
    return text;
}

} // namespace

QString waitingText(const ConnectionFacts &facts, const ConnectionCounters &counters, qint64 nowNs)
{
    if (facts.id == 0)
        return {};
    if (facts.nextAttemptNs) {
        const qint64 left = *facts.nextAttemptNs - nowNs;
        return left <= 0 ? QString()
                         : QStringLiteral("Next attempt in %1.").arg(wholeSecondsText(left + NearlySecond));
    }
    if (facts.readyState == ReadyState::Connecting) {
        const qint64 waited = nowNs - facts.startedNs;
        return waited < Patience ? QString() : connectingText(facts, waited);
    }
    if (facts.readyState == ReadyState::Open && facts.openedNs && counters.framesIn == 0) {
        const qint64 silent = nowNs - *facts.openedNs;
        if (silent >= SilenceWorthAWord)
            return QStringLiteral("Open for %1. Nothing received yet.").arg(wholeSecondsText(silent));
    }
    return {};
}

WaitingHint::WaitingHint(QWidget *parent)
    : QFrame(parent)
    , m_label(new QLabel)
    , m_ping(new QPushButton(QStringLiteral("Send a ping")))
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setAccessibleName(QStringLiteral("Waiting"));
    m_label->setFont(tabularDigits(font()));
    m_label->setTextFormat(Qt::PlainText);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(12);
    row->addWidget(m_label);
    row->addWidget(m_ping);
    connect(m_ping, &QPushButton::clicked, this, &WaitingHint::pingRequested);
    parent->installEventFilter(this);
    hide();
}

void WaitingHint::setHint(const QString &text, bool offerPing)
{
    m_label->setText(text);
    m_label->setMinimumHeight(28);
    m_ping->setVisible(offerPing);
    setVisible(!text.isEmpty());
    if (isVisible())
        place();
}

QString WaitingHint::text() const
{
    return m_label->text();
}

void WaitingHint::place()
{
    const QSize wanted = sizeHint();
    resize(wanted);
    move((parentWidget()->width() - width()) / 2, std::max(0, parentWidget()->height() - height() - Distance));
    raise();
}

bool WaitingHint::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

} // namespace framescope
