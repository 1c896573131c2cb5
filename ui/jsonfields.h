// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <span>

namespace framescope {

// A JsonWriter and a JsonReader have the same calls, so that one description of a value serves both ways and
// cannot forget a field on one of them.

using EnumWords = std::span<const char *const>; // of an enumeration, in its order

// Writes values as an object.
class JsonWriter {
public:
    void text(const char *name, const QString &value) { put(name, value); }
    void bytes(const char *name, const QByteArray &value)
    {
        put(name, QString::fromLatin1(value.toBase64()));
    }
    void flag(const char *name, bool value) { put(name, value); }
    template <typename Number>
    void number(const char *name, Number value, double, double)
    {
        put(name, static_cast<double>(value));
    }
    template <typename Enum>
    void word(const char *name, Enum value, EnumWords words)
    {
        put(name, QString::fromLatin1(words[static_cast<std::size_t>(value)]));
    }
    void texts(const char *name, const QStringList &values) { put(name, QJsonArray::fromStringList(values)); }
    // `write` describes what is there.
    template <typename Value, typename Write>
    void maybe(const char *name, const std::optional<Value> &value, Write write)
    {
        if (value)
            group(name, [&](JsonWriter &json) { write(json, *value); });
        else
            put(name, QJsonValue::Null);
    }
    template <typename Write>
    void group(const char *name, Write write)
    {
        JsonWriter inner;
        write(inner);
        put(name, inner.m_object);
    }
    template <typename Value, typename Write>
    void list(const char *name, const QList<Value> &values, Write write)
    {
        QJsonArray array;
        for (const Value &value : values) {
            JsonWriter inner;
            write(inner, value);
            array.append(inner.m_object);
        }
        put(name, array);
    }

    const QJsonObject &object() const { return m_object; }

private:
    void put(const char *name, const QJsonValue &value) { m_object.insert(QLatin1StringView(name), value); }

    QJsonObject m_object;
};

// Fills values from an object: what is absent stays as it is; the first thing that cannot be meant is the error.
class JsonReader {
public:
    JsonReader(const QJsonObject &object, const QString &place, std::optional<Error> &error)
        : m_object(object)
        , m_place(place)
        , m_error(error)
    {
    }

    void text(const char *name, QString &value)
    {
        if (const auto found = find(name, QJsonValue::String, QStringLiteral("text")))
            value = found->toString();
    }
    void bytes(const char *name, QByteArray &value)
    {
        const auto found = find(name, QJsonValue::String, QStringLiteral("Base64"));
        if (!found)
            return;
        const auto decoded = QByteArray::fromBase64Encoding(
            found->toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (decoded)
            value = *decoded;
        else
            refuse(name, QStringLiteral("Base64"));
    }
    void flag(const char *name, bool &value)
    {
        if (const auto found = find(name, QJsonValue::Bool, QStringLiteral("true or false")))
            value = found->toBool();
    }
    template <typename Number>
    void number(const char *name, Number &value, double least, double most)
    {
        const QString right =
            QStringLiteral("a number from %1 to %2").arg(least, 0, 'f', 0).arg(most, 0, 'f', 0);
        const auto found = find(name, QJsonValue::Double, right);
        if (!found)
            return;
        if (found->toDouble() < least || found->toDouble() > most)
            refuse(name, right);
        else
            value = static_cast<Number>(found->toDouble());
    }
    template <typename Enum>
    void word(const char *name, Enum &value, EnumWords words)
    {
        QStringList right;
        for (const char *word : words)
            right.append(u'"' + QString::fromLatin1(word) + u'"');
        const auto found = find(name, QJsonValue::String, right.join(QStringLiteral(" or ")));
        if (!found)
            return;
        const qsizetype at = right.indexOf(u'"' + found->toString() + u'"');
        if (at < 0)
            refuse(name, right.join(QStringLiteral(" or ")));
        else
            value = static_cast<Enum>(at);
    }
    void texts(const char *name, QStringList &values)
    {
        const auto found = find(name, QJsonValue::Array, QStringLiteral("a list of texts"));
        if (!found)
            return;
        values.clear();
        for (const QJsonValue value : found->toArray()) {
            if (!value.isString())
                return refuse(name, QStringLiteral("a list of texts"));
            values.append(value.toString());
        }
    }
    template <typename Value, typename Read>
    void maybe(const char *name, std::optional<Value> &value, Read read)
    {
        if (m_object.value(QLatin1StringView(name)).isNull())
            value.reset();
        else
            group(name, [&](JsonReader &json) { read(json, value ? *value : value.emplace()); });
    }
    template <typename Read>
    void group(const char *name, Read read)
    {
        const auto found = find(name, QJsonValue::Object, QStringLiteral("an object"));
        if (!found)
            return;
        JsonReader inner(found->toObject(), placeOf(name), m_error);
        read(inner);
    }
    template <typename Value, typename Read>
    void list(const char *name, QList<Value> &values, Read read)
    {
        const auto found = find(name, QJsonValue::Array, QStringLiteral("a list of objects"));
        if (!found)
            return;
        values.clear();
        for (const QJsonValue value : found->toArray()) {
            if (!value.isObject())
                return refuse(name, QStringLiteral("a list of objects"));
            JsonReader inner(
                value.toObject(), QStringLiteral("%1[%2]").arg(placeOf(name)).arg(values.size()), m_error);
            read(inner, values.emplaceBack());
        }
    }

private:
    std::optional<QJsonValue> find(const char *name, QJsonValue::Type type, const QString &right)
    {
        const QJsonValue value = m_object.value(QLatin1StringView(name));
        if (value.isUndefined())
            return {};
        if (value.type() == type)
            return value;
        refuse(name, right);
        return {};
    }
    void refuse(const char *name, const QString &right)
    {
        if (!m_error)
            m_error = Error{QStringLiteral("\"%1\" is not what it should be.").arg(QLatin1StringView(name)),
                placeOf(name), QStringLiteral("Right is %1.").arg(right)};
    }
    QString placeOf(const char *name) const
    {
        return m_place.isEmpty() ? QString::fromLatin1(name) : m_place + u'.' + QLatin1StringView(name);
    }

    QJsonObject m_object;
    QString m_place;
    std::optional<Error> &m_error;
};

} // namespace framescope
