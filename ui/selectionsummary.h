// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/rowrange.h"
#include "ui/backgroundjob.h"

#include <QObject>
#include <QTimer>

namespace framescope {

class LiveSession;
class TimelinePane;

// What the rows selected in a timeline come to: how many, how many bytes, how long from the first to the
// last. At once where they are at hand, else read in another thread. GUI thread.
class SelectionSummary final : public QObject {
    Q_OBJECT
public:
    // Both must outlive it.
    SelectionSummary(const LiveSession &session, TimelinePane &timeline, QObject *parent = nullptr);

    // "3 rows, 1.2 KiB, 12.3 ms"; empty for fewer than two.
    const QString &words() const { return m_words; }

Q_SIGNALS:
    void changed(const QString &words);

private:
    void sumUp();
    void read();
    void say(const QString &words);

    const LiveSession &m_session;
    TimelinePane &m_timeline;
    QTimer m_pause; // while a selection grows under the pointer
    BackgroundJob m_reading;
    QString m_words;
};

// Of totals that are known, or only of the count.
QString totalsText(const RowTotals &totals);

} // namespace framescope
