// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sessionmover.h"

#include "ui/livesession.h"
#include "ui/messageactions.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QPointer>

namespace framescope {

namespace {

constexpr int TickMs = 200; // a move that is done sooner says only that

} // namespace

SessionMover::SessionMover(LiveSession &session, QWidget &window)
    : QObject(&window)
    , m_session(session)
{
    // A file that is there is refused in our own words: it would not be replaced.
    m_chooseFile = [&window](const QString &suggested) {
        return QFileDialog::getSaveFileName(&window, QStringLiteral("Go on recording in another place"),
            suggested, QStringLiteral("Sessions (*.framescope);;All files (*)"), nullptr,
            QFileDialog::DontConfirmOverwrite);
    };
    connect(&m_tick, &QTimer::timeout, this, &SessionMover::showProgress);
}

void SessionMover::setFileChooser(std::function<QString(const QString &)> choose)
{
    m_chooseFile = std::move(choose);
}

void SessionMover::move()
{
    if (m_shared || !m_session.isRecording())
        return;
    const QString suggested = QDir::home().filePath(QFileInfo(m_session.path()).fileName());
    if (const QString path = m_chooseFile(suggested); !path.isEmpty())
        moveTo(path);
}

void SessionMover::moveTo(const QString &path)
{
    m_path = path;
    m_shared = std::make_shared<Shared>();
    m_tick.start(TickMs);
    const auto progress = [shared = m_shared](double done) {
        shared->done = done;
        return !shared->stopped;
    };
    m_session.moveTo(path, progress, [self = QPointer(this)](const Result<void> &result) {
        if (self)
            self->finish(result);
    });
}

void SessionMover::showProgress()
{
    Q_EMIT noticed({Notice::Tone::Info,
        QStringLiteral("Moving the session: %1 %.").arg(static_cast<int>(m_shared->done * 100)),
        QStringLiteral("Recording goes on in %1 when all of it is there.").arg(m_path), {},
        {QStringLiteral("stop-moving")}});
}

void SessionMover::finish(const Result<void> &result)
{
    m_tick.stop();
    const bool isStopped = std::exchange(m_shared, nullptr)->stopped && !result;
    Q_EMIT noticed(result || isStopped ? Notice() : noticeOf(result.error()));
    if (result)
        Q_EMIT moved(QStringLiteral("Recording goes on in %1.").arg(m_path));
    else if (isStopped)
        Q_EMIT moved(QStringLiteral("The move was cancelled; the session is where it was."));
}

// It may be there already: finish() says what came of it.
void SessionMover::declare(MessageActions &actions)
{
    actions.add(QStringLiteral("move-session"), QStringLiteral("Choose another place"), [this] { move(); });
    actions.add(QStringLiteral("stop-moving"), QStringLiteral("Cancel"), [this] {
        if (m_shared)
            m_shared->stopped = true;
    });
}

} // namespace framescope
