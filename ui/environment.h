// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "transport/variables.h"

#include <QList>
#include <QString>

#include <optional>

namespace framescope {

// A name of an environment with what stands for it.
struct EnvironmentVariable {
    QString name;
    QString value;
    bool isSecret = false; // shown as dots, and kept only while the program runs
    bool operator==(const EnvironmentVariable &) const = default;
};

// Where connections go, as a user thinks of it: "Staging", with the values that make one draft serve several
// servers. A value.
struct Environment {
    static constexpr int Colors = 6; // those of the marks (Theme::marks)

    QString id; // stays when all else changes
    QString name;
    std::optional<int> color; // 0 to Colors - 1
    bool isProtected = false; // what sends by itself asks first
    QList<EnvironmentVariable> variables;
    bool operator==(const Environment &) const = default;

    // Those that have a name; of two that are alike the last. A secret that was not typed yet has none.
    Variables values() const;
    // What shall be shown to nobody.
    QStringList secrets() const;
    const EnvironmentVariable *find(const QString &name) const;
    // The value of `name`, which is added if it is not there: as a secret, if its name says so.
    void set(const QString &name, const QString &value);
};
using Environments = QList<Environment>;

// Where that one is; -1: nowhere.
qsizetype indexOf(const Environments &environments, const QString &id);
// A name that none of them has: "New environment", "New environment 2".
QString freeName(const Environments &environments, const QString &wish);

// As they are kept: without the values of secrets.
QByteArray environmentsToJson(const Environments &environments);
// What is damaged is an error that says where.
Result<Environments> environmentsFromJson(const QByteArray &json);

} // namespace framescope
