// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/environment.h"

#include "analysis/secrets.h"
#include "ui/jsonfields.h"

#include <QJsonDocument>

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

Variables Environment::values() const
{
    Variables values;
    for (const EnvironmentVariable &variable : variables) {
        if (!variable.name.isEmpty() && !(variable.isSecret && variable.value.isEmpty()))
            values.set(variable.name, variable.value);
    }
    return values;
}

QStringList Environment::secrets() const
{
    QStringList secrets;
    for (const EnvironmentVariable &variable : variables) {
        if (variable.isSecret && !variable.value.isEmpty())
            secrets.append(variable.value);
    }
    return secrets;
}

const EnvironmentVariable *Environment::find(const QString &wanted) const
{
    const auto found = std::find_if(variables.rbegin(), variables.rend(),
        [&](const EnvironmentVariable &variable) { return variable.name == wanted; });
    return found == variables.rend() ? nullptr : &*found;
}

void Environment::set(const QString &wanted, const QString &value)
{
    const auto found = std::find_if(variables.rbegin(), variables.rend(),
        [&](const EnvironmentVariable &variable) { return variable.name == wanted; });
    if (found == variables.rend())
        variables.append({wanted, value, framescope::secrets::isName(wanted)});
    else
        found->value = value;
}

qsizetype indexOf(const Environments &environments, const QString &id)
{
    const auto found = std::find_if(environments.begin(), environments.end(),
        [&](const Environment &environment) { return environment.id == id; });
    return found == environments.end() ? -1 : found - environments.begin();
}

QString freeName(const Environments &environments, const QString &wish)
{
    const auto isTaken = [&](const QString &name) {
        return std::any_of(environments.begin(), environments.end(),
            [&](const Environment &environment) { return environment.name == name; });
    };
    QString name = wish;
    for (int number = 2; isTaken(name); ++number)
        name = u"%1 %2"_s.arg(wish).arg(number);
    return name;
}

namespace {

// Each field once, for both directions.
template <typename Json, typename Variable>
void describeVariable(Json &json, Variable &variable)
{
    json.text("name", variable.name);
    json.flag("secret", variable.isSecret);
    json.text("value", variable.value);
}

template <typename Json, typename OneEnvironment>
void describe(Json &json, OneEnvironment &environment)
{
    json.text("id", environment.id);
    json.text("name", environment.name);
    json.maybe("color", environment.color,
        [](Json &inner, auto &color) { inner.number("number", color, 0, Environment::Colors - 1); });
    json.flag("protected", environment.isProtected);
    json.list("variables", environment.variables,
        [](Json &inner, auto &variable) { describeVariable(inner, variable); });
}

template <typename Json, typename List>
void describeAll(Json &json, List &environments)
{
    json.list("environments", environments, [](Json &inner, auto &one) { describe(inner, one); });
}

Environments withoutSecrets(Environments environments)
{
    for (Environment &environment : environments) {
        for (EnvironmentVariable &variable : environment.variables) {
            if (variable.isSecret)
                variable.value.clear();
        }
    }
    return environments;
}

} // namespace

QByteArray environmentsToJson(const Environments &environments)
{
    JsonWriter json;
    const Environments kept = withoutSecrets(environments);
    describeAll(json, kept);
    return QJsonDocument(json.object()).toJson(QJsonDocument::Compact);
}

Result<Environments> environmentsFromJson(const QByteArray &json)
{
    if (json.isEmpty())
        return Environments();
    QJsonParseError wrong;
    const QJsonDocument document = QJsonDocument::fromJson(json, &wrong);
    if (!document.isObject())
        return Error{u"The environments cannot be read: they are no JSON object."_s,
            u"character %1"_s.arg(wrong.offset + 1), {}};
    Environments environments;
    std::optional<Error> error;
    JsonReader reader(document.object(), {}, error);
    describeAll(reader, environments);
    if (error)
        return *error;
    return environments;
}

} // namespace framescope
