// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sessionopener.h"

#include "session/salvage.h"
#include "session/sessionreader.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QStandardPaths>
#include <QUrl>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

QStringList filesIn(const QMimeData &data)
{
    QStringList files;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            files += url.toLocalFile();
    }
    return files;
}

Result<void> checkSession(const QString &path)
{
    if (cutFile(path)) // its window shows what can be read of it
        return Done{};
    const auto reader = SessionReader::open(path);
    return reader ? Result<void>(Done{}) : Result<void>(reader.error());
}

} // namespace

SessionOpener::SessionOpener(QWidget &window)
    : QObject(&window)
    , m_folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
{
    m_chooseFile = [&window](const QString &folder) {
        return QFileDialog::getOpenFileName(
            &window, u"Open a session"_s, folder, u"Sessions (*.framescope);;All files (*)"_s);
    };
    window.installEventFilter(this);
}

void SessionOpener::setOpen(Open open)
{
    m_open = std::move(open);
    static_cast<QWidget *>(parent())->setAcceptDrops(static_cast<bool>(m_open));
}

void SessionOpener::setFileChooser(std::function<QString(const QString &)> choose)
{
    m_chooseFile = std::move(choose);
}

void SessionOpener::choose()
{
    if (const QString path = m_chooseFile(m_folder); !path.isEmpty())
        open(path);
}

// The file may be on a slow disk, or in a network.
void SessionOpener::open(const QString &path)
{
    m_job.run([this, path](const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
        return [this, path, checked = checkSession(path)] { finish(path, checked); };
    });
}

void SessionOpener::finish(const QString &path, const Result<void> &checked)
{
    if (!checked)
        return Q_EMIT noticed(noticeOf(checked.error()));
    m_folder = QFileInfo(path).absolutePath();
    if (const auto opened = m_open(path); !opened)
        return Q_EMIT noticed(noticeOf(opened.error()));
    Q_EMIT opened(path);
}

// What is over a text field is that field's.
bool SessionOpener::eventFilter(QObject *, QEvent *event)
{
    const bool isDrop = event->type() == QEvent::Drop;
    if (!m_open || (!isDrop && event->type() != QEvent::DragEnter))
        return false;
    auto *drag = static_cast<QDropEvent *>(event);
    const QStringList files = filesIn(*drag->mimeData());
    if (files.isEmpty())
        return false;
    drag->setDropAction(Qt::CopyAction);
    drag->accept();
    if (isDrop)
        open(files.first());
    return true;
}

} // namespace framescope
