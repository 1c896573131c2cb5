// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSettings>
#include <QVariant>

namespace framescope {

// An option that outlives the program: key, type and default in one place, beside its one user.
// The file is QSettings' own for the program's name. GUI thread.
template <typename T>
class Setting {
public:
    Setting(const char *key, T fallback)
        : m_key(key)
        , m_fallback(std::move(fallback))
    {
    }

    T value() const
    {
        return QSettings().value(QLatin1StringView(m_key), QVariant::fromValue(m_fallback)).template value<T>();
    }
    void set(const T &value) const
    {
        QSettings().setValue(QLatin1StringView(m_key), QVariant::fromValue(value));
    }

private:
    const char *m_key;
    T m_fallback;
};

} // namespace framescope
