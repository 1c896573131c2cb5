// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/behaviourpage.h"

#include <QBoxLayout>
#include <QCheckBox>

#include <QComboBox>
#include <QFormLayout>
#include <QSignalBlocker>
#include <QSpinBox>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr int LongestMs = 3'600'000;
constexpr int LargestMiB = 1024;

} // namespace

BehaviourPage::BehaviourPage(QWidget *parent)
    : DraftPage(parent)
    , m_connect(makeMilliseconds(u"Connect within"_s))
    , m_tls(makeMilliseconds(u"TLS within"_s))
    , m_handshake(makeMilliseconds(u"101 within"_s))
    , m_close(makeMilliseconds(u"Close within"_s))
    , m_answerPings(makeCheck(u"Answer pings at once"_s))
    , m_limit(makeNumber(u"Deliver up to"_s, 1, LargestMiB))
    , m_rules(makeChoice(u"Rules"_s, {u"Refuse what browsers refuse"_s, u"Allow it, and say so"_s})) // as Rules
    , m_policy(makeChoice(u"Violations"_s, {u"Fail the connection (RFC 6455)"_s, u"Record them and go on"_s}))
{
    m_limit->setSuffix(u" MiB; a larger message is recorded only"_s);
    auto *across = new QHBoxLayout(this);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(0);
    auto *left = makeForm();
    for (QSpinBox *time : {m_connect, m_tls, m_handshake, m_close})
        addRow(left, time);
    auto *right = makeForm();
    right->addRow(u"Pings"_s, m_answerPings);
    for (QWidget *field : std::initializer_list<QWidget *>{m_limit, m_rules, m_policy})
        addRow(right, field);
    across->addLayout(left);
    across->addLayout(right, 1);
}

QSpinBox *BehaviourPage::makeMilliseconds(const QString &name)
{
    QSpinBox *time = makeNumber(name, 0, LongestMs);
    time->setSuffix(u" ms"_s);
    time->setSingleStep(1000);
    time->setSpecialValueText(u"no limit"_s);
    return time;
}

void BehaviourPage::show(const ConnectionDraft &draft)
{
    const QSignalBlocker silent(this);
    const Timeouts &times = draft.plain.timeouts;
    m_connect->setValue(times.connect);
    m_tls->setValue(times.tls);
    m_handshake->setValue(times.handshake);
    m_close->setValue(times.close);
    m_answerPings->setChecked(draft.plain.answerPings);
    m_limit->setValue(static_cast<int>(draft.plain.deliveryLimit >> 20));
    m_rules->setCurrentIndex(static_cast<int>(draft.plain.rules));
    m_policy->setCurrentIndex(static_cast<int>(draft.plain.policy));
}

void BehaviourPage::take(ConnectionDraft &draft) const
{
    draft.plain.timeouts = {m_connect->value(), m_tls->value(), m_handshake->value(), m_close->value()};
    draft.plain.answerPings = m_answerPings->isChecked();
    draft.plain.deliveryLimit = static_cast<quint64>(m_limit->value()) << 20;
    draft.plain.rules = static_cast<Rules>(m_rules->currentIndex());
    draft.plain.policy = static_cast<Policy>(m_policy->currentIndex());
}

} // namespace framescope
