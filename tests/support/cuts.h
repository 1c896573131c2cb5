// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayList>

namespace framescope::test {

// The same bytes whole, cut in two at each offset, and one at a time. Each piece is memory of its
// own, so that a sanitizer sees who reads past its end or keeps it too long.
inline QList<QByteArrayList> allCuts(const QByteArray &bytes)
{
    QList<QByteArrayList> cuts{{bytes}};
    for (qsizetype at = 0; at <= bytes.size(); ++at)
        cuts.append({bytes.first(at), bytes.sliced(at)});
    QByteArrayList single;
    for (const char byte : bytes)
        single.append(QByteArray(1, byte));
    cuts.append(single);
    return cuts;
}

// "3+5": where a failing test cut.
inline QByteArray cutSizes(const QByteArrayList &pieces)
{
    QByteArrayList sizes;
    for (const QByteArray &piece : pieces)
        sizes.append(QByteArray::number(piece.size()));
    return sizes.size() > 4 ? QByteArray("byte by byte") : sizes.join('+');
}

} // namespace framescope::test
