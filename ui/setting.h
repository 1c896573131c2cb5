// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSettings>
#include <QVariant>

#include <optional>

namespace framescope {

// An option that outlives the program: key, type and default in one place, beside its one user.
// The file is QSettings' own for the program's name; whatever else stands in it counts as the default.
// GUI thread.
template <typename T>
class Setting {
public:
    using Allows = bool (*)(const T &value);

    // What `allows` refuses is as good as damaged.
    Setting(const char *key, T fallback, Allows allows = nullptr)
        : m_key(key)
        , m_fallback(std::move(fallback))
        , m_allows(allows)
    {
    }

    const T &fallback() const { return m_fallback; }
    T value() const { return stored().value_or(m_fallback); }
    // A value that is there already is not written again: whoever watches the file hears of changes only.
    void set(const T &value) const
    {
        if (stored() != value)
            QSettings().setValue(QLatin1StringView(m_key), QVariant::fromValue(value));
    }
    // The default, whatever it will be.
    void reset() const
    {
        if (QSettings().contains(QLatin1StringView(m_key)))
            QSettings().remove(QLatin1StringView(m_key));
    }

private:
    std::optional<T> stored() const
    {
        QVariant value = QSettings().value(QLatin1StringView(m_key));
        if (!isSound(value) || !value.convert(QMetaType::fromType<T>()))
            return {};
        T read = value.template value<T>();
        return m_allows && !m_allows(read) ? std::nullopt : std::optional<T>(std::move(read));
    }
    // Any word would do as "true".
    static bool isSound(const QVariant &value)
    {
        if constexpr (std::is_same_v<T, bool>)
            return value.typeId() == QMetaType::Bool || value.toString() == QLatin1StringView("true")
                || value.toString() == QLatin1StringView("false");
        else
            return value.isValid();
    }

    const char *m_key;
    T m_fallback;
    Allows m_allows;
};

} // namespace framescope
