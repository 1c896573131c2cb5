// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// A search finds what is there, in order and not overlapping; letter for letter where case is minded.
#include "analysis/textsearch.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

std::vector<TextHit> byDefinition(const QByteArray &text, const QByteArray &needle)
{
    std::vector<TextHit> hits;
    for (qsizetype at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.size()))
        hits.push_back({static_cast<quint64>(at), static_cast<quint64>(needle.size())});
    return hits;
}

} // namespace

// The first line is what is looked for.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const qsizetype end = bytes.indexOf('\n');
    const QByteArray needle = bytes.left(end);
    const QByteArray text = end < 0 ? QByteArray() : bytes.mid(end + 1);
    if (!needle.isValidUtf8() || needle.isEmpty())
        return 0;
    const QString typed = QString::fromUtf8(needle);
    if (typed.toUtf8() != needle) // a byte order mark
        return 0;
    const auto minded = TextSearch(typed, TextSearch::Case::Minded).findAll(text);
    require(minded == byDefinition(text, needle), "minding case, a hit is those bytes");
    const auto ignored = TextSearch(typed, TextSearch::Case::Ignored).findAll(text);
    quint64 before = 0;
    for (const TextHit &hit : ignored) {
        require(hit.length > 0 && hit.begin >= before && hit.begin + hit.length <= quint64(text.size()),
            "hits lie inside, one behind the other");
        before = hit.begin + hit.length;
    }
    require(minded.empty() || !ignored.empty(), "ignoring case finds no less");
    return 0;
}
