// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/behaviourpage.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr int LongestMs = 3'600'000;
constexpr int LargestMiB = 1 << 16; // 64 GiB
constexpr int MostMisses = 100;
constexpr double LargestFactor = 10;
constexpr int MostAttempts = 10'000;

int mebibytes(quint64 bytes)
{
    return static_cast<int>(std::clamp<quint64>(bytes >> 20, 1, LargestMiB));
}

// What was shown, to the byte, unless the user changed it.
quint64 limitOf(const QSpinBox &field, quint64 shown)
{
    return field.value() == mebibytes(shown) ? shown : static_cast<quint64>(field.value()) << 20;
}

QWidget *makeRow(const QString &name, const QList<QWidget *> &fields)
{
    auto *row = new QWidget;
    row->setAccessibleName(name);
    auto *across = new QHBoxLayout(row);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(8);
    for (QWidget *field : fields)
        across->addWidget(field);
    across->addStretch();
    return row;
}

} // namespace

BehaviourPage::BehaviourPage(QWidget *parent)
    : DraftPage(parent)
    , m_connect(makeMilliseconds(u"Connect within"_s, u"no limit"_s))
    , m_tls(makeMilliseconds(u"TLS within"_s, u"no limit"_s))
    , m_handshake(makeMilliseconds(u"101 within"_s, u"no limit"_s))
    , m_close(makeMilliseconds(u"Close within"_s, u"no limit"_s))
    , m_deliver(makeLimit(u"Deliver up to"_s, u"A larger message is recorded, but not delivered."_s))
    , m_inflate(makeLimit(u"Inflate up to"_s,
          u"A compressed message that turns into more than this breaks a rule; the rest of it is not "
          "inflated."_s))
    , m_queue(makeLimit(u"Send queue up to"_s,
          u"So many bytes may wait until the server takes them. What is sent beyond this is refused."_s))
    , m_rules(makeChoice(u"Rules"_s, {u"Refuse what browsers refuse"_s, u"Allow it, and say so"_s})) // as Rules
    , m_policy(makeChoice(u"Violations"_s, {u"Fail the connection (RFC 6455)"_s, u"Record them and go on"_s}))
{
    m_second = makeColumn(
        {makePings(), makeKeepalive(), makeReconnect(), makeWaits(), m_deliver, m_inflate, m_queue});
    setColumns(makeColumn({m_connect, m_tls, m_handshake, m_close, m_rules, m_policy}), m_second);
    setPlace(ConnectionDraft::Field::ConnectTime, m_connect);
    setPlace(ConnectionDraft::Field::TlsTime, m_tls);
    setPlace(ConnectionDraft::Field::HandshakeTime, m_handshake);
    setPlace(ConnectionDraft::Field::CloseTime, m_close);
    setPlace(ConnectionDraft::Field::Keepalive, m_keepalive);
    setPlace(ConnectionDraft::Field::Violations, m_policy);
    setPlace(ConnectionDraft::Field::PingAnswer, m_answerPayload);
    setPlace(ConnectionDraft::Field::Reconnect, m_longestWait);
    enableFields();
}

QSpinBox *BehaviourPage::makeLimit(const QString &name, const QString &meaning)
{
    QSpinBox *limit = makeNumber(name, 1, LargestMiB);
    limit->setSuffix(u" MiB"_s);
    limit->setToolTip(meaning);
    return limit;
}

QSpinBox *BehaviourPage::makeMilliseconds(const QString &name, const QString &none)
{
    QSpinBox *time = makeNumber(name, 0, LongestMs);
    time->setSuffix(u" ms"_s);
    time->setSingleStep(1000);
    time->setSpecialValueText(none);
    return time;
}

QWidget *BehaviourPage::makePings()
{
    m_answer = makeChoice(u"Answer to a ping"_s,
        {u"At once, as RFC 6455 wants"_s, u"Late, by"_s, u"With another payload"_s, u"Never"_s}); // as Kind
    m_answerDelay = makeMilliseconds(u"Delay of the answer"_s, u"no time"_s);
    m_answerPayload = makeEdit(u"Payload of the answer"_s, u"empty; at most 125 bytes"_s);
    connect(m_answer, &QComboBox::currentIndexChanged, this, &BehaviourPage::enableFields);
    return makeRow(u"Answer pings"_s, {m_answer, m_answerDelay, m_answerPayload});
}

QWidget *BehaviourPage::makeKeepalive()
{
    m_keepalive = makeMilliseconds(u"Time between keepalive pings"_s, u"no pings"_s);
    m_misses = makeNumber(u"Unanswered pings that end it"_s, 0, MostMisses);
    m_misses->setSuffix(u" unanswered end it"_s);
    m_misses->setSpecialValueText(u"unanswered ones end nothing"_s);
    connect(m_keepalive, &QSpinBox::valueChanged, this, &BehaviourPage::enableFields);
    return makeRow(u"Ping every"_s, {m_keepalive, m_misses});
}

QDoubleSpinBox *BehaviourPage::makeFactor()
{
    auto *factor = new QDoubleSpinBox(this);
    factor->setAccessibleName(u"Factor of the wait"_s);
    factor->setRange(1, LargestFactor);
    factor->setDecimals(2);
    factor->setSingleStep(0.5);
    factor->setPrefix(u"\u00D7 "_s);
    factor->setToolTip(
        u"Each wait is so many times as long as the one before, up to the longest. From 1 to %1."_s.arg(
            LargestFactor));
    connect(factor, &QDoubleSpinBox::valueChanged, this, &DraftPage::edited);
    return factor;
}

QWidget *BehaviourPage::makeReconnect()
{
    m_reconnect = makeCheck(u"After an end nobody here wished"_s);
    m_attempts = makeNumber(u"Attempts"_s, 0, MostAttempts);
    m_attempts->setSuffix(u" attempts"_s);
    m_attempts->setSpecialValueText(u"any number"_s);
    connect(m_reconnect, &QCheckBox::toggled, this, &BehaviourPage::enableFields);
    return makeRow(u"Reconnect"_s, {m_reconnect, m_attempts});
}

QWidget *BehaviourPage::makeWaits()
{
    m_firstWait = makeMilliseconds(u"First wait"_s, {});
    m_firstWait->setMinimum(1);
    m_firstWait->setPrefix(u"first in "_s);
    m_longestWait = makeMilliseconds(u"Longest wait"_s, u"at once"_s);
    m_longestWait->setPrefix(u"at most "_s);
    m_longestWait->setToolTip(u"Each wait is longer than the one before, up to this."_s);
    m_factor = makeFactor();
    m_jitter = makeNumber(u"Jitter of the wait"_s, 0, 100);
    m_jitter->setPrefix(u"\u00B1 "_s);
    m_jitter->setSuffix(u" %"_s);
    m_jitter->setToolTip(u"Each wait is longer or shorter by chance, by up to this share of it, so that many "
                         "clients do not come back at once. From 0 to 100 %."_s);
    m_waits = makeRow(u"Wait"_s, {m_firstWait, m_factor, m_longestWait, m_jitter});
    return m_waits;
}

// What has no effect as things stand is not there, or cannot be changed.
void BehaviourPage::enableFields()
{
    const auto kind = static_cast<PingAnswer::Kind>(m_answer->currentIndex());
    m_answerDelay->setVisible(kind == PingAnswer::Kind::Late);
    m_answerPayload->setVisible(kind == PingAnswer::Kind::OtherPayload);
    m_misses->setEnabled(m_keepalive->value() > 0);
    m_attempts->setVisible(m_reconnect->isChecked());
    m_second->setRowVisible(m_waits, m_reconnect->isChecked());
}

void BehaviourPage::show(const ConnectionDraft &draft)
{
    const QSignalBlocker silent(this);
    const Timeouts &times = draft.plain.timeouts;
    m_connect->setValue(times.connect);
    m_tls->setValue(times.tls);
    m_handshake->setValue(times.handshake);
    m_close->setValue(times.close);
    m_deliver->setValue(mebibytes(draft.plain.deliveryLimit));
    m_inflate->setValue(mebibytes(draft.plain.inflateLimit));
    m_queue->setValue(mebibytes(draft.plain.sendLimit));
    showPings(draft.plain);
    m_reconnect->setChecked(draft.plain.reconnect.on);
    m_firstWait->setValue(draft.plain.reconnect.delay);
    m_factor->setValue(draft.plain.reconnect.factor);
    m_longestWait->setValue(draft.plain.reconnect.maxDelay);
    m_jitter->setValue(qRound(draft.plain.reconnect.jitter * 100));
    m_attempts->setValue(draft.plain.reconnect.maxAttempts);
    m_rules->setCurrentIndex(static_cast<int>(draft.plain.rules));
    m_policy->setCurrentIndex(static_cast<int>(draft.plain.policy));
}

void BehaviourPage::take(ConnectionDraft &draft) const
{
    draft.plain.timeouts = {m_connect->value(), m_tls->value(), m_handshake->value(), m_close->value()};
    draft.plain.deliveryLimit = limitOf(*m_deliver, draft.plain.deliveryLimit);
    draft.plain.inflateLimit = limitOf(*m_inflate, draft.plain.inflateLimit);
    draft.plain.sendLimit = limitOf(*m_queue, draft.plain.sendLimit);
    takePings(draft.plain);
    ReconnectOptions &reconnect = draft.plain.reconnect;
    reconnect.on = m_reconnect->isChecked();
    reconnect.delay = m_firstWait->value();
    reconnect.factor = m_factor->value();
    reconnect.maxDelay = m_longestWait->value();
    reconnect.jitter = m_jitter->value() / 100.0;
    reconnect.maxAttempts = m_attempts->value();
    draft.plain.rules = static_cast<Rules>(m_rules->currentIndex());
    draft.plain.policy = static_cast<Policy>(m_policy->currentIndex());
}

void BehaviourPage::showPings(const ConnectionOptions &options)
{
    m_answer->setCurrentIndex(static_cast<int>(options.pingAnswer.kind));
    m_answerDelay->setValue(options.pingAnswer.delay);
    m_answerPayload->setText(QString::fromUtf8(options.pingAnswer.payload));
    m_keepalive->setValue(options.keepalive.interval);
    m_misses->setValue(options.keepalive.misses);
}

void BehaviourPage::takePings(ConnectionOptions &options) const
{
    options.pingAnswer = {static_cast<PingAnswer::Kind>(m_answer->currentIndex()), m_answerDelay->value(),
        m_answerPayload->text().toUtf8()};
    options.keepalive = {m_keepalive->value(), m_misses->value()};
}

} // namespace framescope
