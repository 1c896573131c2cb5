// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sessionsaver.h"

#include "ui/livesession.h"
#include "ui/messageactions.h"
#include "ui/units.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

namespace framescope {

namespace {

constexpr int TickMs = 200; // a copy that is done sooner says only that

// As the file is called now, beside the last copy.
QString suggestedPath(const QString &session, const QString &last)
{
    const QString folder = last.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                                          : QFileInfo(last).absolutePath();
    return QDir(folder).filePath(QFileInfo(session).fileName());
}

} // namespace

SessionSaver::SessionSaver(LiveSession &session, QWidget &window)
    : QObject(&window)
    , m_session(session)
{
    m_chooseFile = [&window](const QString &suggested) {
        return QFileDialog::getSaveFileName(&window, QStringLiteral("Save a copy of the session"), suggested,
            QStringLiteral("Sessions (*.framescope);;All files (*)"));
    };
    connect(&m_tick, &QTimer::timeout, this, &SessionSaver::showProgress);
}

void SessionSaver::setFileChooser(std::function<QString(const QString &)> choose)
{
    m_chooseFile = std::move(choose);
}

void SessionSaver::save()
{
    if (m_job.isBusy())
        return;
    if (const QString path = m_chooseFile(suggestedPath(m_session.path(), m_path)); !path.isEmpty())
        saveAs(path);
}

void SessionSaver::saveAs(const QString &path)
{
    m_path = path;
    m_done = 0;
    m_stopped = false;
    m_tick.start(TickMs);
    m_job.run([this, path](const BackgroundJob::Cancelled &cancelled) -> BackgroundJob::Finish {
        const auto copied = m_session.copyTo(path, [this, &cancelled](double done) {
            m_done = done;
            return !cancelled && !m_stopped;
        });
        return [this, copied] { finish(copied); };
    });
}

void SessionSaver::showProgress()
{
    Q_EMIT noticed(
        {Notice::Tone::Info, QStringLiteral("Saving a copy: %1 %.").arg(static_cast<int>(m_done * 100)),
            m_path, {}, {QStringLiteral("stop-saving")}});
}

void SessionSaver::finish(const Result<void> &result)
{
    m_tick.stop();
    Q_EMIT noticed(result || m_stopped ? Notice() : noticeOf(result.error()));
    if (result)
        Q_EMIT saved(QStringLiteral("Saved %1 in %2.")
                         .arg(bytesText(static_cast<quint64>(QFileInfo(m_path).size())), m_path));
    else if (m_stopped)
        Q_EMIT saved(QStringLiteral("The copy was cancelled; nothing was written."));
}

// It may be there already: finish() says what came of it.
void SessionSaver::declare(MessageActions &actions)
{
    actions.add(QStringLiteral("stop-saving"), QStringLiteral("Cancel"), [this] { m_stopped = true; });
}

} // namespace framescope
