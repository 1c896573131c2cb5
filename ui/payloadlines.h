// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

#include <vector>

namespace framescope {

// Cuts text of any size into lines that can be painted: at line feeds, and inside longer lines after
// `columns` bytes at most, never inside a code point. Knows where lines start and nothing else, so
// that 50 MB without a line feed take milliseconds. A value.
class PayloadLines {
public:
    PayloadLines() = default;
    // `text` must outlive this; `columns` is at least 4.
    PayloadLines(QByteArrayView text, int columns);

    qint64 count() const { return static_cast<qint64>(m_starts.size()); } // 0 for no text
    // The bytes of a line without its line feed (and carriage return).
    QByteArrayView line(qint64 number) const;
    quint64 start(qint64 number) const { return m_starts[static_cast<std::size_t>(number)]; }
    qint64 lineOf(quint64 offset) const;
    // True if the line ends because it was too long.
    bool isWrapped(qint64 number) const;

private:
    quint64 end(qint64 number) const;

    QByteArrayView m_text;
    std::vector<quint64> m_starts;
};

} // namespace framescope
