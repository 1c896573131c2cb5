// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

namespace framescope {

// UTF-8 (RFC 3629) over pieces cut anywhere. Refuses surrogates, overlong forms and anything above
// U+10FFFF at the first byte that makes the text impossible (RFC 6455, 8.1 allows failing fast).
class Utf8Validator {
public:
    // False from the first impossible byte on, until reset().
    bool feed(QByteArrayView bytes);
    // True if what came so far ends on a code point boundary and is valid.
    bool isComplete() const { return m_state == 0; }
    // Offset, from reset(), of the first byte that makes the text impossible; -1 while there is
    // none. In E2 82 41 that is 41: up to there the text could still have become valid.
    qint64 errorOffset() const { return m_errorOffset; }
    void reset() { *this = {}; }

private:
    void fail(const char *bytes, quint8 state);

    quint8 m_state = 0;
    qint64 m_position = 0;
    qint64 m_errorOffset = -1;
};

bool isValidUtf8(QByteArrayView bytes);

} // namespace framescope
