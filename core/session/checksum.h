// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <bit>
#include <cstring>

namespace framescope {

// Tells a record that was written whole from one that a power cut tore. Not for enemies: four
// independent multiply-and-xor lanes, so that 200 bytes cost about 15 ns where zlib's crc32 takes 60.
class Checksum {
public:
    static quint32 of(const void *data, size_t size, quint64 seed)
    {
        constexpr quint64 K = 0x9E3779B97F4A7C15u;
        const char *at = static_cast<const char *>(data);
        quint64 lanes[4] = {seed ^ K, seed + size, ~seed, seed ^ (size * K)};
        size_t left = size;
        for (; left >= 32; left -= 32, at += 32) {
            for (size_t lane = 0; lane < 4; ++lane)
                lanes[lane] = mix(lanes[lane], word(at + 8 * lane, 8));
        }
        for (; left >= 8; left -= 8, at += 8)
            lanes[0] = mix(lanes[0], word(at, 8));
        lanes[1] = mix(lanes[1], word(at, left));
        const quint64 sum = mix(mix(mix(lanes[0], lanes[1]), lanes[2]), lanes[3]);
        return static_cast<quint32>(sum >> 32);
    }

private:
    static quint64 word(const char *at, size_t size)
    {
        quint64 value = 0;
        std::memcpy(&value, at, size);
        return value;
    }
    static quint64 mix(quint64 lane, quint64 word)
    {
        return std::rotl(lane ^ word, 29) * 0xBF58476D1CE4E5B9u;
    }
};

} // namespace framescope
