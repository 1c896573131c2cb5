// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/setting.h"
#include "ui/timedisplay.h"

#include <QObject>

QT_BEGIN_NAMESPACE
class QAction;
class QActionGroup;
QT_END_NAMESPACE

namespace framescope {

// How the user wants times to be told, as actions; the mode is remembered over the end of the program.
class TimeControl final : public QObject {
    Q_OBJECT
public:
    explicit TimeControl(QObject *parent = nullptr);

    const TimeDisplay &display() const { return m_display; }
    void setEpochOffsetNs(qint64 offset);
    // Of the first row.
    void setStartNs(qint64 timeNs);

    void setMode(TimeDisplay::Mode mode);
    // What is remembered of the mode, which another window may have changed. A zero is another session's then.
    void takeSetting();
    static const Setting<int> &modeSetting();
    static QString wordsOf(TimeDisplay::Mode mode);
    // From now on times are told since this one; once more the same: on the clock again.
    void setZeroNs(qint64 timeNs);

    QList<QAction *> modes() const; // one a mode, one of them ticked
    QAction *next() const { return m_next; }

Q_SIGNALS:
    void changed();

private:
    void apply();

    TimeDisplay m_display;
    QActionGroup *m_modes;
    QAction *m_next;
};

} // namespace framescope
