// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <vector>

namespace framescope {

// Values in the head of a request or response that are not for everybody's eyes: of Authorization, Cookie and
// their like. Ends are behind the last byte.
struct HeadSecret {
    qsizetype begin = 0;
    qsizetype end = 0;
    bool operator==(const HeadSecret &) const = default;
};
std::vector<HeadSecret> secretsIn(QByteArrayView head);

// The head with dots in their places.
QByteArray withoutSecrets(const QByteArray &head);

} // namespace framescope
