// What all ways of unescaping JSON strings share: single escapes, and the arithmetic on the masks of a block.
#ifndef ASSAY_UNESCAPE_H
#define ASSAY_UNESCAPE_H

#include "CSimdjson.h"

#include "StringBytes.h"

namespace assay {

/// Writes a code point as UTF-8 and returns the end.
inline uint8_t *put(uint8_t *d, uint32_t c) {
    if (c < 0x80) {
        *d++ = uint8_t(c);
    } else if (c < 0x800) {
        *d++ = uint8_t(0xC0 | c >> 6);
        *d++ = uint8_t(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        *d++ = uint8_t(0xE0 | c >> 12);
        *d++ = uint8_t(0x80 | (c >> 6 & 0x3F));
        *d++ = uint8_t(0x80 | (c & 0x3F));
    } else {
        *d++ = uint8_t(0xF0 | c >> 18);
        *d++ = uint8_t(0x80 | (c >> 12 & 0x3F));
        *d++ = uint8_t(0x80 | (c >> 6 & 0x3F));
        *d++ = uint8_t(0x80 | (c & 0x3F));
    }
    return d;
}

/// Reads the escape at `s`, writes what it stands for to `d`, and moves both on; false if it is malformed.
inline bool take_escape(const uint8_t *&s, const uint8_t *e, uint8_t *&d) {
    if (e - s < 2) return false;
    if (const uint8_t simple = simple_escape(s[1])) {
        *d++ = simple;
        s += 2;
        return true;
    }
    int32_t c = s[1] == 'u' && e - s >= 6 ? hex4(s + 2) : -1;
    if (c < 0) return false;
    s += 6;
    if (c >= 0xD800 && c < 0xE000) {
        const bool high = c < 0xDC00 && e - s >= 6 && s[0] == '\\' && s[1] == 'u';
        const int32_t low = high ? hex4(s + 2) : -1;
        if (low >= 0xDC00 && low < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            s += 6;
        } else {
            c = 0xFFFD;
        }
    }
    d = put(d, uint32_t(c));
    return true;
}

/// Which bytes stand behind a backslash that is not itself escaped. The first byte is not escaped.
inline uint64_t escaped_bytes(uint64_t backslashes) {
    // A run of backslashes escapes what follows it if it is of odd length: adding a bit to a run's start carries through it, and
    // where the carry ends tells the length's parity (Langdale and Lemire, "Parsing gigabytes of JSON per second", 2019).
    const uint64_t even = 0x5555555555555555, follows = backslashes << 1;
    const uint64_t odd_starts = backslashes & ~even & ~follows;
    return (even ^ (odd_starts + backslashes) << 1) & follows;
}

/// What of a block of 64 bytes can be unescaped at once.
struct Taken {
    /// The bytes before the first escape that is not simple, or is cut by the block's end.
    unsigned byte_count = 64;
    /// Those of them that are kept: all but the backslashes that escape.
    uint64_t kept;
    /// Whether an escape that is not simple follows.
    bool stops;

    Taken(uint64_t backslashes, uint64_t escaped, uint64_t simple) {
        const uint64_t others = escaped & ~simple;
        stops = others != 0;
        if (stops) {
            byte_count = unsigned(__builtin_ctzll(others)) - 1;
        } else if ((backslashes & ~escaped) >> 63) {
            byte_count = 63;
        }
        kept = ~(escaped >> 1) & (byte_count == 64 ? ~0ULL : (1ULL << byte_count) - 1);
    }
};

/// Moves `s` and `d` on behind what was taken of a block and written at `d`, and behind the escape that it stopped at; false
/// if there is a malformed one. Inlined always: machines that count bits in one instruction are to use it.
__attribute__((always_inline)) inline bool move_on(
    const Taken &taken, uint64_t escaped, const uint8_t *&s, const uint8_t *e, uint8_t *&d) {
    const ptrdiff_t left = e - s;
    if (left < ptrdiff_t(taken.byte_count)) {
        // The string ends within the block, which must not part a backslash from what it escapes.
        if (escaped >> left & 1) return false;
        d += __builtin_popcountll(taken.kept & ((1ULL << left) - 1));
        s = e;
        return true;
    }
    s += taken.byte_count;
    d += __builtin_popcountll(taken.kept);
    return !taken.stops || s >= e || take_escape(s, e, d);
}

#if defined(__x86_64__)
/// Only on machines with AVX2.
size_t unescape_avx2(const uint8_t *source, size_t count, uint8_t *destination);
#endif

}  // namespace assay
#endif
