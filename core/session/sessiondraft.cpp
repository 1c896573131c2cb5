// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/sessiondraft.h"

#include <QFile>
#include <QRandomGenerator>

#include <filesystem>

namespace framescope {

namespace {

Result<void> checkTarget(const QString &target)
{
    for (const char16_t *suffix : {u"-ring", u"-wal", u"-journal"}) {
        const QString beside = target + QStringView(suffix);
        if (QFile::exists(beside))
            return Error{
                QStringLiteral(
                    "%1 cannot be replaced: %2 says that it is being recorded or was never finished.")
                    .arg(target, beside),
                {}, QStringLiteral("Choose another name, or open and close that session first.")};
    }
    return Done{};
}

QString draftName(const QString &target)
{
    return target
        + QStringLiteral("-new-%1").arg(QRandomGenerator::system()->generate64(), 16, 16, QChar(u'0'));
}

} // namespace

Result<std::unique_ptr<SessionDraft>> SessionDraft::make(const QString &target)
{
    if (auto refused = checkTarget(target); !refused)
        return refused.error();
    auto draft = std::unique_ptr<SessionDraft>(new SessionDraft(target));
    QFile file(draft->m_path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return Error{QStringLiteral("%1 cannot be made: %2.").arg(target, file.errorString()), {},
            QStringLiteral("Choose a folder that you may write to.")};
    return draft;
}

SessionDraft::SessionDraft(const QString &target)
    : m_target(target)
    , m_path(draftName(target))
{
}

SessionDraft::~SessionDraft()
{
    if (m_isPublished)
        return;
    for (const char16_t *suffix : {u"", u"-wal", u"-shm", u"-journal"})
        QFile::remove(m_path + QStringView(suffix));
}

Result<void> SessionDraft::publish()
{
    std::error_code error;
    std::filesystem::rename(m_path.toStdU16String(), m_target.toStdU16String(), error);
    if (error)
        return Error{
            QStringLiteral("%1 cannot be replaced: %2.").arg(m_target, QString::fromStdString(error.message())),
            {}, {}};
    m_isPublished = true;
    return Done{};
}

} // namespace framescope
