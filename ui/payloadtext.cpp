// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/payloadtext.h"

#include "analysis/jsonindenter.h"

#include <algorithm>

namespace framescope {

namespace {

constexpr qsizetype Slice = 1 << 20; // bytes between two looks at `cancelled`: some 3 ms

} // namespace

PayloadText PayloadText::raw(const QByteArray &bytes)
{
    PayloadText text;
    text.shown = text.source = bytes;
    text.brokenAt = static_cast<quint64>(bytes.size());
    return text;
}

PayloadText PayloadText::pretty(const QByteArray &bytes, bool more, const std::atomic<bool> *cancelled)
{
    JsonIndenter indenter(bytes, more);
    while (indenter.advance(Slice)) {
        if (cancelled && cancelled->load())
            break;
    }
    PayloadText text;
    text.source = bytes;
    text.isJson = true;
    text.broken = indenter.broken();
    text.brokenAt = indenter.brokenAt();
    text.map = indenter.takeMap();
    text.shown = indenter.takeShown();
    return text;
}

// The end follows the last byte, and not the white space that may lie behind it.
PayloadText::Range PayloadText::toSource(Range range) const
{
    if (range.end <= range.begin)
        return {toSource(range.begin), toSource(range.begin)};
    return {toSource(range.begin), std::min(toSource(range.end), toSource(range.end - 1) + 1)};
}

PayloadText::Range PayloadText::toShown(Range range) const
{
    if (range.end <= range.begin)
        return {toShown(range.begin), toShown(range.begin)};
    return {toShown(range.begin), std::min(toShown(range.end), toShown(range.end - 1) + 1)};
}

} // namespace framescope
