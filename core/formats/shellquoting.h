// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace framescope {

// As one word of a POSIX shell: '...', with each quote as '\''; $'...' of bash where control characters
// need an escape. A NUL ends a word in every shell: who has one must not come here.
QString shellQuoted(const QString &word);

// As one word that printf writes as those bytes.
QString printfQuoted(QByteArrayView bytes);

} // namespace framescope
