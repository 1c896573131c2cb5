// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/pagereader.h"

#include <QObject>

namespace framescope {

class DetailArea;
class LiveSession;
class TimelinePane;

// Keeps the detail area on the row that is current in the timeline, and fetches payloads for the
// clipboard that the timeline has not at hand.
class RowDetail final : public QObject {
    Q_OBJECT
public:
    // All three must outlive this.
    RowDetail(LiveSession &session, TimelinePane &timeline, DetailArea &detail, QObject *parent = nullptr);

Q_SIGNALS:
    // A sentence: what was copied, and what was not.
    void noticed(const QString &sentence);

private:
    void showCurrent();
    void copy(RowId first, RowId last);
    void take(const PageReader::Payload &payload);
    void finishCopy(const PageReader::Payload &payload);

    LiveSession &m_session;
    TimelinePane &m_timeline;
    DetailArea &m_detail;
    RowId m_copying = 0; // its payload goes to the clipboard when it comes
    int m_retries = 0;   // of the current row
};

} // namespace framescope
