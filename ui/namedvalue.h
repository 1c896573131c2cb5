// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace framescope {

// A line of a table of headers, query parameters, cookies or variables. One that is off stays in the table and does
// not take part.
struct NamedValue {
    bool on = true;
    QString name;
    QString value;
    QString source;         // where it came from: "typed", "curl"
    bool isLeftOut = false; // its value is secret and was kept nowhere: to be typed again
    bool isSecret = false;  // the user says so
    bool operator==(const NamedValue &) const = default;
};
using NamedValues = QList<NamedValue>;

} // namespace framescope
