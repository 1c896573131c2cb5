// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <algorithm>
#include <array>

namespace framescope::test {

// The input of a fuzzer, or the random numbers of a test, as decisions: each takes the next byte. Behind the end
// all are 0.
class ScenarioBytes {
public:
    explicit ScenarioBytes(QByteArrayView bytes)
        : m_rest(bytes)
    {
    }

    bool isEmpty() const { return m_rest.isEmpty(); }
    quint8 byte()
    {
        if (m_rest.isEmpty())
            return 0;
        const char byte = m_rest.front();
        m_rest = m_rest.sliced(1);
        return static_cast<quint8>(byte);
    }
    bool flag() { return (byte() & 1) != 0; }
    template <typename T, std::size_t N>
    const T &oneOf(const std::array<T, N> &values)
    {
        return values[byte() % N];
    }
    // As many as the next byte says, at most `most`.
    QByteArray bytes(quint8 most)
    {
        const qsizetype wanted = std::min(byte(), most);
        const qsizetype size = std::min(wanted, m_rest.size());
        const QByteArray taken = m_rest.first(size).toByteArray();
        m_rest = m_rest.sliced(size);
        return taken;
    }

private:
    QByteArrayView m_rest;
};

} // namespace framescope::test
