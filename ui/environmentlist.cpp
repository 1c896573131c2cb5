// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/environmentlist.h"

#include <utility>

namespace framescope {

namespace {

// Secrets are stored nowhere: they stay as they are known here.
void keepSecrets(Environments &environments, const Environments &known)
{
    for (Environment &environment : environments) {
        const qsizetype at = indexOf(known, environment.id);
        if (at < 0)
            continue;
        for (EnvironmentVariable &variable : environment.variables) {
            if (const EnvironmentVariable *before = known[at].find(variable.name); before && variable.isSecret)
                variable.value = before->value;
        }
    }
}

} // namespace

EnvironmentList::EnvironmentList(QObject *parent)
    : QObject(parent)
{
    takeStored();
}

const Environment *EnvironmentList::find(const QString &id) const
{
    const qsizetype at = indexOf(m_all, id);
    return at < 0 ? nullptr : &m_all[at];
}

void EnvironmentList::set(const Environments &environments)
{
    if (std::exchange(m_trouble, {}))
        m_damaged.set(m_stored.value());
    m_stored.set(environmentsToJson(environments));
    replace(environments);
}

void EnvironmentList::takeStored()
{
    auto read = environmentsFromJson(m_stored.value());
    m_trouble = read ? std::nullopt : std::optional(read.error());
    Environments environments = read ? *std::move(read) : Environments();
    keepSecrets(environments, m_all);
    replace(environments);
}

void EnvironmentList::replace(const Environments &environments)
{
    if (std::exchange(m_all, environments) != environments)
        Q_EMIT changed();
}

QString EnvironmentList::usual() const
{
    const QString id = m_usual.value();
    return find(id) ? id : QString();
}

void EnvironmentList::setUsual(const QString &id) const
{
    m_usual.set(id);
}

} // namespace framescope
