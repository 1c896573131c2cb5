// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/pagereader.h"
#include "ui/backgroundjob.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace framescope {

class DetailArea;
class LiveSession;
class TimelinePane;

// Keeps the detail area on the row that is current in the timeline unless it is pinned or watches the
// newest, reads what the log knows about its frame, fetches payloads for the clipboard that the timeline
// has not at hand, and puts payloads into files.
class RowDetail final : public QObject {
    Q_OBJECT
public:
    // All three must outlive this.
    RowDetail(LiveSession &session, TimelinePane &timeline, DetailArea &detail, QObject *parent = nullptr);

    // From now on shows the row that is current, and puts payloads on the clipboard that the timeline has
    // not at hand.
    void showCurrent();
    void feedClipboard();
    // Asks for a file to save in, with a name to begin with; empty: none. Set by tests, else a dialog.
    void setFileChooser(std::function<QString(const QString &suggested)> choose);
    void save();

Q_SIGNALS:
    // A sentence: what was copied, and what was not.
    void noticed(const QString &sentence);

private:
    RowId shownId() const;
    void takeNews();
    void copy(RowId first, RowId last);
    void take(const PageReader::Payload &payload);
    void finishCopy(const PageReader::Payload &payload);
    void readFrame();
    QString suggestedName() const;

    LiveSession &m_session;
    TimelinePane &m_timeline;
    DetailArea &m_detail;
    Row m_copying;      // its payload goes to the clipboard when it comes; id 0: none
    Row m_row;          // in the detail
    QByteArray m_begin; // of its payload
    std::function<QString(const QString &)> m_chooseFile;
    QTimer m_newsPause;
    BackgroundJob m_reading;
    BackgroundJob m_saving;
    BackgroundJob m_writing; // what the clipboard takes
};

} // namespace framescope
