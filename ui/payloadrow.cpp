// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/payloadrow.h"

#include "analysis/jsonplace.h"

#include <algorithm>

namespace framescope {

namespace {

JsonLine::Value kindOf(char c)
{
    if (c == '"')
        return JsonLine::Value::String;
    if (c == 't' || c == 'f' || c == 'n')
        return JsonLine::Value::Word;
    const bool isNumber = c == '-' || (c >= '0' && c <= '9');
    return isNumber ? JsonLine::Value::Number : JsonLine::Value::None;
}

qsizetype skipSpaces(QByteArrayView line, qsizetype at)
{
    while (at < line.size() && line[at] == ' ')
        ++at;
    return at;
}

PayloadRow::Role roleOf(JsonLine::Value value)
{
    switch (value) {
    case JsonLine::Value::String: return PayloadRow::Role::String;
    case JsonLine::Value::Number: return PayloadRow::Role::Number;
    default: return PayloadRow::Role::Word;
    }
}

} // namespace

JsonLine JsonLine::of(QByteArrayView line)
{
    JsonLine json;
    qsizetype at = skipSpaces(line, 0);
    if (at < line.size() && line[at] == '"') {
        const qsizetype end = jsonStringEnd(line, at);
        if (end < line.size() && line[end] == ':') {
            json.keyBegin = at;
            json.keyEnd = end;
            at = skipSpaces(line, end + 1);
        }
    }
    json.valueBegin = at;
    json.value = at < line.size() ? kindOf(line[at]) : Value::None;
    return json;
}

PayloadRow::PayloadRow(QByteArrayView line, ControlGlyphs glyphs)
    : bytes(line.size())
{
    const VisibleText visible = visibleText(line, glyphs, byteOf);
    text = visible.text;
    for (const VisibleText::Glyph &glyph : visible.glyphs)
        parts.push_back({static_cast<int>(glyph.at), static_cast<int>(glyph.length),
            glyph.isInvalid ? Role::Invalid : Role::Glyph});
}

void PayloadRow::colour(const JsonLine &json, qsizetype before, qsizetype limit, bool endsLine)
{
    std::vector<Part> coloured;
    const auto add = [&](qsizetype from, qsizetype to, Role role) {
        const qsizetype begin = std::max<qsizetype>(0, from - before);
        const qsizetype end = std::min(limit, to - before);
        if (begin < end)
            coloured.push_back({unitOf(begin), unitOf(end) - unitOf(begin), role});
    };
    add(json.keyBegin, json.keyEnd, Role::Key);
    if (json.value != JsonLine::Value::None) {
        const bool hasComma = endsLine && text.endsWith(u',');
        add(json.valueBegin, before + bytes - (hasComma ? 1 : 0), roleOf(json.value));
    }
    parts.insert(parts.begin(), coloured.begin(), coloured.end());
}

int PayloadRow::unitOf(qsizetype byte) const
{
    const auto found = std::lower_bound(byteOf.begin(), byteOf.end(), byte);
    return static_cast<int>(found - byteOf.begin());
}

qsizetype PayloadRow::byteAt(int unit) const
{
    return unit < static_cast<int>(byteOf.size()) ? byteOf[static_cast<std::size_t>(std::max(0, unit))]
                                                  : bytes;
}

} // namespace framescope
