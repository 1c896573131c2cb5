// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace framescope {

// What of a handshake is for no other eyes, told by its name: what logs somebody in. A guess on the safe side.
namespace secrets {

inline constexpr QStringView Dots = u"\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u2022";

// "token", "api_key", "X-Amz-Signature", "pwd"; not "author", "keyboard".
bool isName(QStringView name);
// Authorization, Cookie, Set-Cookie, and those whose name says it.
bool isHeader(QStringView name);
// "${token}", "Bearer ${token}": it names a value and is none.
bool isOnlyVariables(const QString &value);
// `text` with dots for each of those values, as they are and as they stand in an address.
QString withoutValues(QString text, QStringList values);
// A sentence that quotes what it is about: dots instead, also for a part of those values.
QString notQuoting(const QString &sentence, const QStringList &values);
// A URL, or a request's target, in which `shown` stands for the values of parameters with such a name or that
// are a JWT; without user and password.
QString hidden(const QString &url, QStringView shown);

} // namespace secrets

} // namespace framescope
