// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/copiedmessage.h"
#include "ui/backgroundjob.h"
#include "ui/rowactions.h"

#include <QObject>

#include <functional>

namespace framescope {

class LiveSession;
class TimelinePane;
struct Draft;

// Carries out what the row menu asks for and the timeline cannot do alone: reads the payload of a row and
// edits, sends, copies or saves it. GUI thread; payloads that are not at hand are read in another.
class RowCommands final : public QObject {
    Q_OBJECT
public:
    // Both must outlive it.
    RowCommands(LiveSession &session, TimelinePane &timeline, QObject *parent = nullptr);

    // Asks for a file to save in, with a name to begin with; empty: none. Set by tests, else a dialog.
    void setFileChooser(std::function<QString(const QString &suggested)> choose)
    {
        m_chooseFile = std::move(choose);
    }

    // What is known of a connection, for the commands that open it again.
    void setConnections(std::function<PastedCommand(ConnectionId)> describe)
    {
        m_describe = std::move(describe);
    }

Q_SIGNALS:
    void editRequested(const framescope::Draft &draft);
    void openRequested();
    // A sentence: what was done, and what was not.
    void noticed(const QString &sentence);

private:
    using Take = std::function<void(const QByteArray &payload)>;
    void carryOut(RowActions::Command command, RowId id);
    void withPayload(const Row &row, Take take);
    void edit(const Row &row, const QByteArray &payload);
    void sendAgain(const Row &row, const QByteArray &payload);
    void copy(const QString &text, const QString &as);
    using Write = CopiedText (*)(const CopiedMessage &message);
    void copyFor(const Row &row, const QString &tool, Write write);
    void save(const Row &row);

    LiveSession &m_session;
    TimelinePane &m_timeline;
    std::function<QString(const QString &)> m_chooseFile;
    std::function<PastedCommand(ConnectionId)> m_describe;
    BackgroundJob m_reading;
    BackgroundJob m_saving;
};

} // namespace framescope
