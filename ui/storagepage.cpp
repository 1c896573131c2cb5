// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/storagepage.h"

#include "ui/theme.h"
#include "ui/units.h"

#include <QBoxLayout>
#include <QDesktopServices>
#include <QDirIterator>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

QString sizeText(const QString &folder, const BackgroundJob::Cancelled &cancelled)
{
    quint64 sessions = 0;
    quint64 bytes = 0;
    QDirIterator files(folder, QDir::Files | QDir::NoSymLinks);
    while (files.hasNext() && !cancelled) {
        const QFileInfo file = files.nextFileInfo();
        bytes += quint64(file.size());
        sessions += file.suffix() == u"framescope" ? 1U : 0U;
    }
    return u"%1, %2"_s.arg(
        sessions == 1 ? u"1 session"_s : u"%1 sessions"_s.arg(countText(sessions)), bytesText(bytes));
}

} // namespace

StoragePage::StoragePage(const QString &session, QWidget *parent)
    : SettingsPage(u"Files"_s, parent)
    , m_folder(QFileInfo(session).absolutePath())
    , m_size(new QLabel)
{
    addWords(
        u"Each window records its session into a file from the first byte on. A session in which nothing "
        "happened is removed when its window closes. How long the others are kept says the start page; a "
        "copy that you "
        "save is never removed."_s);
    column()->addSpacing(8);
    auto *folder = new QLineEdit(m_folder);
    folder->setReadOnly(true);
    folder->setCursorPosition(0);
    folder->setFont(monospaceFont());
    auto *open = new QPushButton(u"Open the folder"_s);
    addField(u"Sessions are kept in"_s, folder);
    addField(u"They take"_s, m_size);
    addLine({open});
    column()->addStretch();
    connect(open, &QPushButton::clicked, this,
        [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_folder)); });
    StoragePage::showStored();
}

void StoragePage::showStored()
{
    if (m_measuring.isBusy())
        return;
    if (m_size->text().isEmpty())
        m_size->setText(u"being counted"_s);
    m_measuring.run([this, folder = m_folder](const BackgroundJob::Cancelled &cancelled) {
        const QString words = sizeText(folder, cancelled);
        return [this, words] { m_size->setText(words); };
    });
}

} // namespace framescope
