// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/utf8validator.h"

#include <array>
#include <cstring>

namespace framescope {

namespace {

// What may follow, times the bits that a state takes in an entry of the table.
constexpr int StateBits = 6;
enum State : quint8 {
    Boundary = 0 * StateBits, // a new code point
    Last = 1 * StateBits,     // one continuation byte, 80 to BF
    LastTwo = 2 * StateBits,
    LastThree = 3 * StateBits,
    AfterE0 = 4 * StateBits, // A0 to BF: below it would be overlong
    AfterEd = 5 * StateBits, // 80 to 9F: above it would be a surrogate
    AfterF0 = 6 * StateBits, // 90 to BF: below it would be overlong
    AfterF4 = 7 * StateBits, // 80 to 8F: above it would be past U+10FFFF
    Impossible = 8 * StateBits
};
constexpr quint64 StateMask = 63;

constexpr State afterLead(int byte)
{
    if (byte < 0x80)
        return Boundary;
    if (byte >= 0xC2 && byte <= 0xDF)
        return Last;
    if (byte >= 0xE0 && byte <= 0xEF)
        return byte == 0xE0 ? AfterE0 : byte == 0xED ? AfterEd : LastTwo;
    if (byte >= 0xF0 && byte <= 0xF4)
        return byte == 0xF0 ? AfterF0 : byte == 0xF4 ? AfterF4 : LastThree;
    return Impossible;
}

constexpr State next(State state, int byte)
{
    const auto within = [byte](int low, int high, State then) {
        return byte >= low && byte <= high ? then : Impossible;
    };
    switch (state) {
    case Boundary: return afterLead(byte);
    case Last: return within(0x80, 0xBF, Boundary);
    case LastTwo: return within(0x80, 0xBF, Last);
    case LastThree: return within(0x80, 0xBF, LastTwo);
    case AfterE0: return within(0xA0, 0xBF, Last);
    case AfterEd: return within(0x80, 0x9F, Last);
    case AfterF0: return within(0x90, 0xBF, LastTwo);
    case AfterF4: return within(0x80, 0x8F, LastTwo);
    case Impossible: break;
    }
    return Impossible;
}

// For each byte the next states of all states side by side, so that a step is one shift by the
// state before: the chain from byte to byte is no longer than that, and knows no branch.
constexpr std::array<quint64, 256> makeSteps()
{
    std::array<quint64, 256> steps{};
    for (int byte = 0; byte < 256; ++byte) {
        for (int state = Boundary; state <= Impossible; state += StateBits)
            steps[static_cast<std::size_t>(byte)] |= quint64(next(static_cast<State>(state), byte)) << state;
    }
    return steps;
}
constexpr std::array<quint64, 256> Steps = makeSteps();

quint64 step(quint64 state, char byte)
{
    return Steps[static_cast<quint8>(byte)] >> (state & StateMask);
}

constexpr qsizetype BlockSize = 16;

bool isAscii(const char *block)
{
    std::array<quint64, 2> words;
    std::memcpy(words.data(), block, BlockSize);
    return ((words[0] | words[1]) & 0x8080808080808080u) == 0;
}

} // namespace

bool Utf8Validator::feed(QByteArrayView bytes)
{
    if (m_errorOffset >= 0)
        return false;
    const char *at = bytes.data();
    const char *const end = at + bytes.size();
    quint64 state = m_state;
    while (end - at >= BlockSize) {
        if ((state & StateMask) != Boundary || !isAscii(at)) {
            const quint64 before = state;
            for (qsizetype i = 0; i < BlockSize; ++i)
                state = step(state, at[i]);
            if ((state & StateMask) == Impossible) {
                fail(at, static_cast<quint8>(before & StateMask));
                return false;
            }
        }
        at += BlockSize;
        m_position += BlockSize;
    }
    // Looking at the last block once more is cheaper than its bytes one by one.
    if (bytes.size() >= BlockSize && (state & StateMask) == Boundary && isAscii(end - BlockSize)) {
        m_position += end - at;
        at = end;
    }
    const char *const rest = at;
    const quint64 before = state;
    while (at != end)
        state = step(state, *at++);
    m_state = static_cast<quint8>(state & StateMask);
    if (m_state == Impossible) {
        fail(rest, static_cast<quint8>(before & StateMask));
        return false;
    }
    m_position += end - rest;
    return true;
}

// Walks once more over a block known to fail, which starts in `state`, to find the byte.
void Utf8Validator::fail(const char *bytes, quint8 state)
{
    quint64 now = state;
    while (((now = step(now, *bytes)) & StateMask) != Impossible) {
        ++bytes;
        ++m_position;
    }
    m_errorOffset = m_position;
    m_state = Impossible;
}

bool isValidUtf8(QByteArrayView bytes)
{
    Utf8Validator validator;
    return validator.feed(bytes) && validator.isComplete();
}

} // namespace framescope
