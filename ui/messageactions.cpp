// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/messageactions.h"

namespace framescope {

void MessageActions::add(const QString &name, const QString &words, Do what)
{
    Q_ASSERT(!m_actions.contains(name));
    m_actions.insert(name, {words, std::move(what)});
}

QString MessageActions::words(const QString &name) const
{
    return m_actions.value(name).words;
}

bool MessageActions::run(const QString &name) const
{
    const auto action = m_actions.constFind(name);
    if (action == m_actions.cend())
        return false;
    action->what();
    return true;
}

} // namespace framescope
