// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace framescope {

// A text as it goes: its variables replaced.
struct ReplacedText {
    QString text;
    QStringList missing; // names without a value, each once, in their order; they stand in `text` as they were
    qsizetype missingAt = -1; // where the first of them stood
};

// Names and their values, which stand for ${name} in what a connection is opened with and in what is sent. A name has
// 1 to 64 letters, digits and "_", "-", "."; anything else between braces is no variable and stays as it is. $${name}
// is ${name} itself. A value is taken as it is: what looks like a variable in it is none.
class Variables {
public:
    Variables() = default;
    Variables(std::initializer_list<std::pair<QString, QString>> values);

    void set(const QString &name, const QString &value) { m_values.insert(name, value); }
    bool has(const QString &name) const { return m_values.contains(name); }
    QString value(const QString &name) const { return m_values.value(name); }
    bool isEmpty() const { return m_values.isEmpty(); }

    // What is named `later` gets its value later, and stays as it is until then, its $${name} too.
    ReplacedText replacedIn(const QString &text, const QStringList &later = {}) const;
    // Only what has a value is replaced, and its $${name}: what `later` was told of before.
    QString laterReplacedIn(const QString &text) const;

    // The text that means `text` itself: what looks like a variable in it is none. For what comes from elsewhere.
    static QString escaped(const QString &text);
    static bool isName(const QString &name);
    // Those that stand in `text`, each once, in their order.
    static QStringList namesIn(const QString &text);

    bool operator==(const Variables &) const = default;

private:
    QHash<QString, QString> m_values;
};

} // namespace framescope
