// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/payloadlines.h"

#include <algorithm>
#include <array>

namespace framescope {

namespace {

constexpr qsizetype CancelStep = 1 << 20; // bytes between two looks at `cancelled`

// What each byte takes and how many bytes must follow it. Wide are, roughly, the characters of East
// Asia (from U+3000 on) and those outside of the first plane.
class WidthTable {
public:
    explicit WidthTable(ByteWidths widths)
    {
        for (std::size_t i = 0; i < 256; ++i)
            m_entries[i] = entryFor(i, widths);
    }

    struct Entry {
        quint8 columns = 1;
        quint8 following = 0;
    };
    Entry operator[](char c) const { return m_entries[static_cast<quint8>(c)]; }

private:
    static Entry entryFor(std::size_t byte, ByteWidths widths)
    {
        if (byte < 0x20 || byte == 0x7F)
            return {static_cast<quint8>(widths.control), 0};
        if (byte < 0x80)
            return {1, 0};
        if (byte < 0xC2 || byte > 0xF4)
            return {static_cast<quint8>(widths.invalid), 0};
        if (byte < 0xE0)
            return {1, 1};
        if (byte < 0xF0)
            return {static_cast<quint8>(byte < 0xE3 ? 1 : 2), 2};
        return {2, 3};
    }

    std::array<Entry, 256> m_entries{};
};

bool areContinuations(QByteArrayView bytes)
{
    return std::all_of(
        bytes.begin(), bytes.end(), [](char c) { return (static_cast<quint8>(c) & 0xC0) == 0x80; });
}

} // namespace

PayloadLines::PayloadLines(
    QByteArrayView text, int columns, ByteWidths widths, const std::atomic<bool> *cancelled)
    : m_text(text)
{
    Q_ASSERT(columns >= 4);
    if (text.isEmpty())
        return;
    const WidthTable table(widths);
    m_starts.reserve(static_cast<std::size_t>(text.size() / columns + 1));
    m_starts.push_back(0);
    int used = 0;           // columns of the line so far
    qsizetype nextLook = 0; // at `cancelled`
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (at >= nextLook) {
            if (cancelled && cancelled->load())
                return;
            nextLook += CancelStep;
        }
        const char c = text[at];
        WidthTable::Entry entry = table[c];
        // A character that breaks off shows as the values of its bytes.
        if (entry.following > 0
            && (at + entry.following >= text.size() || !areContinuations(text.sliced(at + 1, entry.following))))
            entry = {static_cast<quint8>(widths.invalid), 0};
        if (c == '\n') {
            if (at + 1 < text.size())
                m_starts.push_back(static_cast<quint64>(at + 1));
            used = 0;
            continue;
        }
        if (used + entry.columns > columns && used > 0) {
            m_starts.push_back(static_cast<quint64>(at));
            used = 0;
        }
        used += entry.columns;
        at += entry.following;
    }
}

quint64 PayloadLines::end(qint64 number) const
{
    return number + 1 < count() ? start(number + 1) : static_cast<quint64>(m_text.size());
}

QByteArrayView PayloadLines::wholeLine(qint64 number) const
{
    const quint64 from = start(number);
    return m_text.sliced(static_cast<qsizetype>(from), static_cast<qsizetype>(end(number) - from));
}

QByteArrayView PayloadLines::line(qint64 number) const
{
    QByteArrayView bytes = wholeLine(number);
    if (bytes.endsWith('\n')) {
        bytes.chop(1);
        if (bytes.endsWith('\r'))
            bytes.chop(1);
    }
    return bytes;
}

qint64 PayloadLines::lineOf(quint64 offset) const
{
    const auto after = std::upper_bound(m_starts.begin(), m_starts.end(), offset);
    return std::max<qint64>(0, after - m_starts.begin() - 1);
}

bool PayloadLines::isWrapped(qint64 number) const
{
    return number + 1 < count() && m_text[static_cast<qsizetype>(end(number) - 1)] != '\n';
}

} // namespace framescope
