// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace framescope {

// Where one value stands in a JSON text: "$.data.token", "$.tokens[0]", "$["the key"]" (RFC 9535, of which it takes
// the queries that can name no second value).
class JsonPath {
public:
    struct Step {
        QByteArray key;       // UTF-8, unescaped
        qsizetype index = -1; // of an array; below 0: the key of an object
    };

    // Errors name the character that is wrong.
    static Result<JsonPath> parse(const QString &text);

    const QString &text() const { return m_text; }
    const std::vector<Step> &steps() const { return m_steps; }
    // "$.data", of its first steps.
    QString begin(std::size_t steps) const;

private:
    QString m_text;
    std::vector<Step> m_steps;
    std::vector<qsizetype> m_ends; // of each step, in the text
};

} // namespace framescope
