// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timecontrol.h"

#include <QAction>
#include <QActionGroup>

namespace framescope {

namespace {

using Mode = TimeDisplay::Mode;

// A zero is a row of this session: what was remembered of another has none.
Mode remembered()
{
    const auto mode = static_cast<Mode>(TimeControl::modeSetting().value());
    return mode == Mode::SinceZero ? Mode::SinceStart : mode;
}

} // namespace

TimeControl::TimeControl(QObject *parent)
    : QObject(parent)
    , m_modes(new QActionGroup(this))
    , m_next(new QAction(QStringLiteral("Next way to tell time"), this))
{
    m_display.mode = remembered();
    for (int i = 0; i < TimeDisplay::ModeCount; ++i) {
        auto *action = new QAction(wordsOf(static_cast<Mode>(i)), m_modes);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, i] { setMode(static_cast<Mode>(i)); });
    }
    m_next->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_T));
    connect(m_next, &QAction::triggered, this, [this] { setMode(m_display.next()); });
    apply();
}

void TimeControl::setEpochOffsetNs(qint64 offset)
{
    m_display.epochOffsetNs = offset;
    apply();
}

void TimeControl::setStartNs(qint64 timeNs)
{
    m_display.startNs = timeNs;
    apply();
}

void TimeControl::setMode(Mode mode)
{
    m_display.mode = mode;
    modeSetting().set(int(mode));
    apply();
}

void TimeControl::setZeroNs(qint64 timeNs)
{
    const bool again = m_display.zeroNs == timeNs;
    m_display.zeroNs = again ? Row::UnknownTime : timeNs;
    setMode(again ? Mode::Local : Mode::SinceZero);
}

void TimeControl::takeSetting()
{
    const auto mode = static_cast<Mode>(modeSetting().value());
    if (mode == m_display.mode || mode == Mode::SinceZero)
        return;
    m_display.mode = mode;
    apply();
}

const Setting<int> &TimeControl::modeSetting()
{
    static const Setting<int> setting{"timeline/time", int(Mode::Local),
        [](const int &mode) { return mode >= 0 && mode < TimeDisplay::ModeCount; }};
    return setting;
}

QString TimeControl::wordsOf(Mode mode)
{
    switch (mode) {
    case Mode::Local: return QStringLiteral("Local time");
    case Mode::Utc: return QStringLiteral("UTC");
    case Mode::SinceStart: return QStringLiteral("Since the first row");
    case Mode::SinceZero: return QStringLiteral("Since the zero mark");
    case Mode::Delta: return QStringLiteral("Since the row above");
    }
    return {};
}

QList<QAction *> TimeControl::modes() const
{
    return m_modes->actions();
}

void TimeControl::apply()
{
    const QList<QAction *> all = modes();
    all.at(int(m_display.mode))->setChecked(true);
    all.at(int(Mode::SinceZero))->setEnabled(m_display.zeroNs != Row::UnknownTime);
    Q_EMIT changed();
}

} // namespace framescope
